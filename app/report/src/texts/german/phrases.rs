//! What the contract says in English, in German. The pictures are called as on the page: before and after.

use crate::texts::Phrases;

pub(super) const PHRASES: Phrases = Phrases {
    sentences: SENTENCES,
    words: WORDS,
    unknown: "{check}: gemessen {measured}, zulässig {limit}.",
};

const SENTENCES: &[(&str, &str)] = &[
    // Card, skin and resolution.
    (
        "only {n} of 4 tags of the card are seen in {where}",
        "nur {n} von 4 Marken der Karte sind {where} zu sehen",
    ),
    (
        "{n} of 4 tags of the card are seen in {where}",
        "{n} von 4 Marken der Karte sind {where} zu sehen",
    ),
    (
        "the card in {where} is flat within {mm} mm",
        "die Karte ist {where} auf {mm} mm genau eben",
    ),
    ("{where} {is} mirrored", "die Haut {is} {where} spiegelverkehrt"),
    (
        "{area} mm² of skin in {where} can be measured",
        "{area} mm² Haut sind {where} messbar",
    ),
    (
        "{area} mm² of skin in {where} can be measured, because it has no colours, and skin is told by them",
        "{area} mm² Haut sind {where} messbar, weil es keine Farben hat und Haut an ihnen erkannt wird",
    ),
    (
        "{area} mm² of skin in {where} can be measured within the named region",
        "{area} mm² Haut sind {where} innerhalb des angegebenen Bereichs messbar",
    ),
    (
        "a pixel of {whose} covers {mm} mm of skin",
        "ein Pixel deckt {mm} mm Haut ab ({whose})",
    ),
    // Scans.
    (
        "the two scans could not be laid on each other: they seem to show no common skin",
        "die beiden Scans ließen sich nicht aufeinanderlegen: Sie scheinen keine gemeinsame Haut zu zeigen",
    ),
    (
        "one scan is the mirror image of the other",
        "ein Scan ist das Spiegelbild des anderen",
    ),
    (
        "the two scans show different skin, or one of them shows too little detail",
        "die beiden Scans zeigen verschiedene Haut, oder einer von ihnen zeigt zu wenige Einzelheiten",
    ),
    (
        "the second scan shows only {n} % of the first one's skin",
        "der zweite Scan zeigt nur {n} % der Haut des ersten",
    ),
    (
        "the second scan shows the same skin {n} times as large: the pitch or the unit of one of them is wrong",
        "der zweite Scan zeigt dieselbe Haut {n}-mal so groß: Der Rasterabstand oder die Einheit eines der Scans stimmt nicht",
    ),
    (
        "one of the scans is too noisy ({n} µm)",
        "einer der Scans ist zu verrauscht ({n} µm)",
    ),
    (
        "no scars were found that both scans show",
        "es wurden keine Narben gefunden, die beide Scans zeigen",
    ),
    (
        "{n} of {all} scars lie where one of the scans does not show enough skin, and do not count",
        "{n} von {all} Narben liegen dort, wo einer der Scans nicht genug Haut zeigt, und zählen nicht",
    ),
    (
        "Height above the smooth skin. Scars are outlined and numbered as in the table; each is measured within one outline before and after",
        "Höhe über der glatten Haut. Die Narben sind umrandet und nummeriert wie in der Tabelle; jede wird vorher und nachher innerhalb einer Umrandung gemessen",
    ),
    // Registration.
    (
        "only {found} features on the skin of one picture, {least} are needed: it is too soft, too noisy or too small",
        "nur {found} Merkmale auf der Haut eines der Bilder, {least} sind nötig: Es ist zu unscharf, zu verrauscht oder zu klein",
    ),
    (
        "only {found} features of the skin agree, {least} are needed: this is other skin, or one picture is far too soft",
        "nur {found} Merkmale der Haut stimmen überein, {least} sind nötig: Das ist andere Haut, oder eines der Bilder ist viel zu \
         unscharf",
    ),
    (
        "the second picture is mirrored: {found} features agree once it is flipped",
        "das Nachher-Bild ist spiegelverkehrt: {found} Merkmale stimmen überein, sobald es gespiegelt wird",
    ),
    (
        "only {percent} % of the first picture's skin is in the second",
        "nur {percent} % der Haut des Vorher-Bilds sind im Nachher-Bild zu sehen",
    ),
    (
        "{found} features agree, but the skin between them does not match: another light or a retouched picture",
        "{found} Merkmale stimmen überein, aber die Haut dazwischen passt nicht: anderes Licht oder ein retuschiertes Bild",
    ),
    (
        "{found} features of the skin agree",
        "{found} Merkmale der Haut stimmen überein, aber die Stellen dazwischen zu wenig",
    ),
    // Camera and face.
    (
        "the skin is seen from {degrees}° to the side of the first view",
        "die Haut ist um {degrees}° seitlich versetzt zur ersten Aufnahme zu sehen",
    ),
    (
        "the second picture is turned by {degrees}° in its plane",
        "das Nachher-Bild ist in der Bildebene um {degrees}° gedreht",
    ),
    (
        "the second picture was taken {times} times {way}",
        "das Nachher-Bild wurde {times}-mal so {way} aufgenommen",
    ),
    (
        "{percent} % of the first picture's skin is in the second",
        "{percent} % der Haut des Vorher-Bilds sind im Nachher-Bild zu sehen",
    ),
    (
        "the pictures lie on each other within {px} px",
        "die Bilder liegen auf {px} px genau aufeinander",
    ),
    (
        "the skin is stretched by {percent} % between the pictures",
        "die Haut ist zwischen den Bildern um {percent} % gedehnt",
    ),
    // Light.
    (
        "the camera's flash fired in the {which} picture only",
        "der Blitz der Kamera hat nur im {which}-Bild ausgelöst",
    ),
    (
        "the card's shadow is {times} times as sharp in the {which} picture: another lamp, a flash, or no diffuser",
        "der Schatten der Karte ist im {which}-Bild {times}-mal so scharf: andere Lampe, Blitz oder kein Diffusor",
    ),
    (
        "the card's shadow falls on another side than in the first picture",
        "der Schatten der Karte fällt auf eine andere Seite als im Vorher-Bild",
    ),
    (
        "the light falls on the skin about {degrees}° from where it did in the first picture",
        "das Licht fällt um etwa {degrees}° anders auf die Haut als im Vorher-Bild",
    ),
    (
        "the scars' dark and bright sides agree by {correlation} only: light falls on them from elsewhere",
        "die dunklen und hellen Seiten der Narben stimmen nur zu {correlation} überein: Das Licht fällt von anderswo auf sie",
    ),
    (
        "the {which} picture was lit from one side and the {other} evenly, as by a flash or ring light",
        "das {which}-Bild war von einer Seite beleuchtet und das {other}-Bild gleichmäßig, wie von einem Blitz oder Ringlicht",
    ),
    (
        "the second picture is {stops} stops {way}",
        "das Nachher-Bild ist um {stops} Blendenstufen {way}",
    ),
    (
        "the card's greys are drawn {times} times as steeply in the {which} picture",
        "die Grautöne der Karte sind im {which}-Bild {times}-mal so steil abgestuft",
    ),
    (
        "{percent} % of the skin is burnt out in {where}",
        "{percent} % der Haut sind {where} überbelichtet",
    ),
    (
        "the skin is at {percent} % of white in {where}",
        "die Haut liegt {where} bei {percent} % von Weiß",
    ),
    (
        "skin mirrors {percent} % more of the light in places of the {which} picture",
        "die Haut spiegelt an manchen Stellen im {which}-Bild {percent} % mehr vom Licht",
    ),
    // Colour.
    (
        "the second picture is {way} than the first",
        "das Nachher-Bild ist {way} als das Vorher-Bild",
    ),
    (
        "the card's colours differ by {difference} ΔE00 even after correction",
        "die Farben der Karte weichen auch nach der Korrektur um {difference} ΔE00 ab",
    ),
    (
        "the skin as a whole is {way} by {difference} ΔE00 while the card is not",
        "die Haut insgesamt ist um {difference} ΔE00 {way}, die Karte aber nicht",
    ),
    // Sharpness, noise and the files.
    (
        "the card's edges are {mm} mm softer in the {which} picture",
        "die Kanten der Karte sind im {which}-Bild um {mm} mm unschärfer",
    ),
    (
        "the {which} picture is {times} times noisier",
        "das {which}-Bild rauscht {times}-mal so stark",
    ),
    (
        "parts of the {which} picture show {what} {percent} % weaker",
        "Teile des {which}-Bilds zeigen {what} um {percent} % schwächer",
    ),
    (
        "the {which} photo was compressed so much more that it may be {percent} % rougher",
        "das {which}-Bild wurde so viel stärker komprimiert, dass es um {percent} % rauer sein kann",
    ),
    // Warnings.
    (
        "no scars were found: only colour and texture are measured",
        "es wurden keine Narben gefunden: Gemessen werden nur Farbe und Textur",
    ),
    (
        "no card in either picture: the given scale is used, and colours, which cards alone make comparable, are left out, and only larger changes can be told",
        "in keinem der Bilder ist eine Karte: Der angegebene Maßstab wird verwendet; Farben, die nur Karten vergleichbar machen, \
         werden weggelassen, und nur größere Änderungen sind erkennbar",
    ),
    (
        "no card in either picture: lengths stay in pixels, filter sizes assume a close-up of 140 mm, and colours, which cards alone make comparable, are left out, and only larger changes can be told",
        "in keinem der Bilder ist eine Karte: Längen bleiben in Pixeln, die Filtergrößen setzen eine Nahaufnahme von 140 mm voraus; \
         Farben, die nur Karten vergleichbar machen, werden weggelassen, und nur größere Änderungen sind erkennbar",
    ),
    (
        "no card in the {which} picture: scale is carried over from the other, and colours, which cards alone make comparable, are left out, and only larger changes can be told",
        "im {which}-Bild ist keine Karte: Der Maßstab wird vom anderen übernommen; Farben, die nur Karten vergleichbar machen, werden \
         weggelassen, und nur größere Änderungen sind erkennbar",
    ),
    (
        "no card in the picture: lengths stay in pixels, filter sizes assume a close-up of 140 mm, and colours, which a card alone makes comparable, are left out",
        "im Bild ist keine Karte: Längen bleiben in Pixeln, die Filtergrößen setzen eine Nahaufnahme von 140 mm voraus; Farben, die \
         nur eine Karte vergleichbar macht, werden weggelassen",
    ),
    (
        "no card in the picture: the given scale is used, and colours, which a card alone makes comparable, are left out",
        "im Bild ist keine Karte: Der angegebene Maßstab wird verwendet; Farben, die nur eine Karte vergleichbar macht, werden \
         weggelassen",
    ),
    (
        "the given scale of {given} mm per pixel is not that of the card in {where}, {used} mm per pixel: the card's is used",
        "der angegebene Maßstab von {given} mm pro Pixel ist nicht der der Karte {where}, {used} mm pro Pixel: Verwendet wird der der \
         Karte",
    ),
    (
        "a whole face was measured as one plane, on which its sides are foreshortened; choose one of its zones",
        "ein ganzes Gesicht wurde als eine Ebene gemessen, auf der seine Seiten verkürzt sind; wählen Sie eine seiner Zonen",
    ),
    (
        "towards the edges of a zone, where the face is laid flat, widths and areas come out up to a tenth too large",
        "zu den Rändern einer Zone hin, wo das Gesicht flach ausgelegt ist, werden Breiten und Flächen bis zu ein Zehntel zu groß",
    ),
    // Captions.
    (
        "Scars found in both pictures, outlined and numbered as in the table; the same outlines are measured before and after",
        "Narben, die in beiden Bildern gefunden wurden, umrandet und nummeriert wie in der Tabelle; vorher und nachher wird innerhalb \
         derselben Umrisse gemessen",
    ),
    (
        "Redness as ln(red/green) in linear light: pale 0, deep red 1.2. Grey was not measured",
        "Rötung als ln(Rot/Grün) in linearem Licht: blass 0, tiefrot 1,2. Graues wurde nicht gemessen",
    ),
];

/// What stands in the places of sentences, but for numbers.
const WORDS: &[(&str, &str)] = &[
    ("first", "Vorher"),
    ("second", "Nachher"),
    ("the first picture", "im Vorher-Bild"),
    ("the second picture", "im Nachher-Bild"),
    ("the picture", "im Bild"),
    ("one picture", "in einem der Bilder"),
    ("is", "ist"),
    ("is not", "ist nicht"),
    ("closer", "nah"),
    ("further away", "weit entfernt"),
    ("brighter", "heller"),
    ("darker", "dunkler"),
    ("lighter", "heller"),
    ("redder", "rötlicher"),
    ("bluer", "bläulicher"),
    ("pores and lines", "Poren und Linien"),
    ("unevenness between the scars", "Unebenheiten zwischen den Narben"),
];
