//! German.

mod metrics;
mod parameters;
mod phrases;

use super::{CheckTexts, PageTexts, Texts, VerdictTexts};
use relief_compare::contract::{ReasonCode, ScarType, Verdict};

/// German.
pub const GERMAN: Texts = Texts {
    lang: "de",
    page: PAGE,
    verdict,
    check,
    quantity,
    scar_type,
    metrics: metrics::METRICS,
    parameters: parameters::PARAMETERS,
    applied: parameters::APPLIED,
    next,
    next_scan,
    scan_advice,
    decimal_sign: ',',
    unit,
    phrases: Some(&phrases::PHRASES),
};

const PAGE: PageTexts = PageTexts {
    title: "Vorher und nachher",
    brand: "Relief",
    claim: "Hilft es wirklich?",
    photos_compared: "Zwei Fotos derselben Haut im Vergleich",
    surfaces_compared: "Zwei Scans derselben Haut im Vergleich",
    for_the_patient: "In einfachen Worten",
    no_scars: "Keine Narben gefunden, keine beurteilt",
    no_scars_patient: "Auf diesen beiden Aufnahmen wurden keine Narben gefunden, also konnten keine beurteilt werden. Das sagt nichts über die Behandlung, weder Gutes noch Schlechtes.",
    few_scars: "Zu wenige Narben für ein Urteil",
    few_scars_patient: "Auf diesen beiden Aufnahmen wurden zu wenige Narben gefunden, um sie zu beurteilen. Das sagt nichts über die Behandlung, weder Gutes noch Schlechtes.",
    no_scars_next: "Wo Narben sind: Fotografieren Sie sie näher, scharf und mit Licht von einer Seite, beide Male gleich.",
    refused_heading: "Warum diese beiden nicht vergleichbar sind",
    refused_lead: "Ein Unterschied zwischen diesen Bildern würde zeigen, wie sie aufgenommen wurden, nicht, was mit der Haut geschehen ist. Es wird keine Zahl für eine Änderung genannt.",
    warnings_heading: "Bitte beachten",
    pictures_heading: "Die Bilder",
    before: "Vorher",
    after: "Nachher",
    lower: "{amount} niedriger",
    higher: "{amount} höher",
    also_worse: "Gleichzeitig verschlechtert: {metrics}.",
    also_changed: "Ebenfalls geändert, weder zum Besseren noch zum Schlechteren: {metrics}.",
    both: "Je zur Hälfte",
    views: "Ansicht der Bilder",
    slider: "Schieber",
    flicker: "Wechselbild",
    side_by_side: "Nebeneinander",
    slider_label: "Grenze zwischen vorher (links) und nachher (rechts)",
    slider_value: "{percent} % der Breite zeigen vorher",
    play: "Abspielen",
    pause: "Anhalten",
    switch: "Wechseln",
    reduced_motion: "Ihr Gerät wünscht weniger Bewegung: Benutzen Sie „Wechseln“ statt „Abspielen“.",
    moved_and_cropped: "Das Nachher-Bild wurde so verschoben, dass es auf dem Vorher-Bild liegt, und beide sind auf die Haut zugeschnitten. Keines wurde geglättet, geschärft oder anders beleuchtet.",
    moved_only: "Das Nachher-Bild wurde so verschoben, dass es auf dem Vorher-Bild liegt. Keines wurde geglättet, geschärft oder anders beleuchtet.",
    not_moved: "Beide Bilder sind so gezeigt, wie sie aufgenommen wurden.",
    before_alt: "Die Haut vorher",
    after_alt: "Die Haut nachher",
    changes_heading: "Was sich geändert hat",
    changes_note: "Werte mit ihren 95-%-Intervallen. Eine Änderung zählt nur, wenn ihr Intervall die Null nicht enthält und sie größer ist als die kleinste nachweisbare Änderung (MDC95): Um so viel unterscheiden sich wiederholte Aufnahmen unveränderter Haut.",
    other_measures: "Die {count} weiteren Messgrößen zeigen: keine geändert",
    other_changed: "Die {count} weiteren Messgrößen zeigen: {changed} geändert",
    metric: "Messgröße",
    difference: "Unterschied",
    interval_column: "Unterschied gezeichnet",
    mdc: "MDC95",
    verdict: "Urteil",
    changed: "Geändert",
    interval_alt: "{metric}: Unterschied {difference}; kleinste nachweisbare Änderung ±{mdc}",
    legend_band: "innerhalb der Wiederholung (±MDC95)",
    legend_interval: "Unterschied mit 95-%-Intervall",
    legend_changed: "Geändert: über das eigene Intervall und MDC95 hinaus, bei einer Messgröße, bei der keine Richtung besser ist.",
    not_comparable_no_numbers: "Für Bilder, die nicht vergleichbar sind, werden keine Änderungen berechnet.",
    scars_heading: "Narbe für Narbe",
    scars_note: "Jede eingesunkene Narbe, die gefunden wurde, vorher → nachher. Die Nummern sind die auf der Karte der Narben.",
    scar: "Narbe",
    scar_type: "Art",
    certainty: "Sicherheit",
    depth: "Tiefe (mm)",
    width: "Breite (mm)",
    length: "Länge (mm)",
    area: "Fläche (mm²)",
    volume: "Volumen (mm³)",
    slope: "Wandneigung (°)",
    shading: "Schattenkontrast",
    unknown_type: "nicht bestimmt",
    only_before: "nur vorher gefunden",
    only_after: "nur nachher gefunden",
    all_scars: "Alle {count} Narben zeigen",
    maps_heading: "Karten der Haut",
    checks_heading: "War der Vergleich fair?",
    checks_note: "Jede Prüfung vergleicht, wie die beiden Bilder aufgenommen wurden. Eine einzige Ablehnung genügt, damit kein Urteil gegeben wird.",
    check: "Prüfung",
    measured: "Gemessen",
    limit: "Grenze",
    at_most: "höchstens {limit}",
    at_least: "mindestens {limit}",
    of_white: "{share} von Weiß",
    yes: "ja",
    no: "nein",
    passed: "Bestanden",
    refused: "Abgelehnt",
    advice: "Was als Nächstes zu tun ist",
    method_heading: "Wie gemessen wurde",
    method_note: "Dieselben Dateien und Einstellungen ergeben dasselbe Ergebnis, Ziffer für Ziffer. Die Prüfsummen bezeichnen genau die Dateien, die gemessen wurden.",
    hash: "BLAKE3",
    size: "Pixel",
    scale: "Maßstab",
    scale_card: "{scale} mm pro Pixel, nach der Karte",
    scale_given: "{scale} mm pro Pixel, wie angegeben",
    scale_file: "{scale} mm pro Pixel, nach der Datei",
    scale_none: "unbekannt: Längen sind in Pixeln",
    overlap: "Haut, die in beiden zu sehen ist",
    residual: "Abstand, der nach dem Ausrichten bleibt",
    algorithm: "Verfahren",
    interval: "{low} bis {high}",
    footer: "Relief misst, wie Haut aussieht; es stellt keine Diagnose.",
    no_script: "Skripte sind ausgeschaltet: Die Bilder stehen nebeneinander.",
    photo_measured: "Ein Foto, vermessen",
    surface_measured: "Ein Scan, vermessen",
    measured_title: "Messung",
    file: "Datei",
    value: "Wert",
    found: "{count} Narben gefunden",
    found_one: "Eine Narbe gefunden",
    found_none: "Keine Narben gefunden",
    found_patient: "Zusammen lassen die Narben {volume} Raum unter der ungestörten Haut; im Mittel sind sie {depth} tief. Eine einzelne Messung sagt nicht, ob sie sich geändert haben.",
    found_flat_patient: "Es wurden eingesunkene Narben gefunden. Ein einzelnes Bild sagt nicht, wie tief sie sind, und auch nicht, ob sie sich geändert haben.",
    found_none_patient: "Es wurde keine eingesunkene Narbe gefunden, die tief und breit genug ist, um vermessen zu werden.",
    unfit_heading: "Warum auf diese Zahlen kein Verlass ist",
    quantities_heading: "Was gemessen wurde",
    quantities_note: "Werte mit ihren 95-%-Intervallen, wo eines bekannt ist.",
    scars_note_one: "Jede eingesunkene Narbe, die gefunden wurde. Die Nummern sind die auf der Karte der Narben.",
    section_links: "Die Nummer einer Narbe führt zu ihrem Querschnitt.",
    checks_heading_one: "War das Bild zum Messen geeignet?",
    checks_note_one: "Jede Prüfung betrifft, wie das Bild aufgenommen wurde.",
    scan_moved: "Beide Scans sind senkrecht von oben zu sehen. Dunkel ist tief: Weiß liegt 0,15 mm über der glatten Haut, Schwarz 0,5 mm darunter. Der Nachher-Scan wurde so verschoben, dass er auf dem Vorher-Scan liegt.",
    scan_not_moved: "Beide Scans sind senkrecht von oben zu sehen, so wie sie aufgenommen wurden. Dunkel ist tief: Weiß liegt 0,15 mm über der glatten Haut, Schwarz 0,5 mm darunter.",
    heights_heading: "Höhenkarte",
    heights_caption: "Höhe über der glatten Haut. Die Narben sind umrandet und nummeriert wie in der Tabelle.",
    heights_legend: "Höhe über der glatten Haut in µm",
    heights_legend_alt: "Legende: Dunkelblau liegt 500 µm und mehr unter der glatten Haut, Gelb 150 µm und mehr darüber",
    outline_improved: "durchgezogen: verbessert",
    outline_unchanged: "gestrichelt: keine nachweisbare Änderung",
    outline_worse: "gepunktet: verschlechtert",
    legend_section: "Verlauf eines Querschnitts",
    legend_hatched: "nicht gemessen",
    solid_heading: "Die Haut in drei Dimensionen",
    solid_note: "{width} × {height} mm Haut ohne die Form des Gesichts, aus Zellen im Abstand von {pitch} mm. Drehen mit Ziehen oder den Pfeiltasten; zoomen mit zwei Fingern, mit + und − oder mit dem Mausrad, sobald das Bild ausgewählt ist.",
    solid_label: "Die Haut in drei Dimensionen. Pfeiltasten drehen sie, Plus und Minus zoomen, Pos1 setzt zurück.",
    solid_absent: "Diese Ansicht braucht Skripte und WebGL, die hier nicht verfügbar sind. Die Karte und die Querschnitte zeigen dieselben Höhen.",
    solid_which: "Welcher Scan",
    solid_heights: "Darstellung der Höhen",
    solid_camera: "Zoom und Ansicht",
    relit_heading: "Die Haut unter einer Lampe nach Wahl",
    relit_note: "Berechnet aus den Bildern unter mehreren Lampen; es ist kein Foto. Ziehen Sie über das Bild oder benutzen Sie die Regler, um die Lampe zu bewegen.",
    relit_alt: "Die Haut unter einer Lampe, berechnet",
    relit_azimuth: "Lampe um die Haut herum",
    relit_elevation: "Lampe über der Haut",
    relit_grey: "Ohne Farben",
    relit_albedo: "Farbe ohne Schattierung",
    relit_normals: "Neigungen (rot: nach rechts, grün: nach unten)",
    relit_sigma_heading: "Wie sicher die Höhen sind",
    relit_sigma: "Standardunsicherheit jeder Höhe gegenüber der Haut im Umkreis von 1 mm: schwarz ist 0, weiß {range} µm oder mehr. Die Form des Gesichts, breiter als 10 mm, wird nicht gemessen.",
    stretched: "Höhen × {factor}",
    true_heights: "Wahre Höhen",
    zoom_in: "Vergrößern",
    zoom_out: "Verkleinern",
    reset: "Zurücksetzen",
    sections_heading: "Querschnitte",
    sections_note: "Durch die tiefste Stelle jeder Narbe entlang ihrer Länge, vorher und nachher an derselben Stelle. Die Höhen der Scans selbst, nicht geglättet, in einem Maßstab für alle; Höhen sind größer gezeichnet als Längen.",
    sections_note_one: "Durch die tiefste Stelle jeder Narbe entlang ihrer Länge. Die Höhen des Scans selbst, nicht geglättet, in einem Maßstab für alle; Höhen sind größer gezeichnet als Längen.",
    section_caption: "Narbe {id}, {type}: {depth} mm tief",
    section_alt: "Querschnitt der Narbe {id}, {type}, {depth} mm tief",
    legend_undisturbed: "ungestörte Haut",
    legend_within: "innerhalb der Umrandung",
    other_sections: "Die {count} weiteren Querschnitte zeigen",
    depths_heading: "Wie tief die Narben sind",
    depths_note: "Wie viele Narben in jeder Tiefenklasse liegen, vorher (gestrichelter Umriss) und nachher (gefüllt). Flachere Narben stehen weiter links.",
    depths_note_one: "Wie viele Narben in jeder Tiefenklasse liegen.",
    depth_class: "{low} bis {high} µm: {count}",
    depth_class_pair: "{low} bis {high} µm: {before} vorher, {after} nachher",
    depth_axis: "Tiefe in µm",
    count_axis: "Narben",
    texture_heading: "Textur nach ISO 25178-2",
    texture_note: "Beide Scans gleich behandelt, auf der Haut, die beide zeigen, Narben eingeschlossen. Die Norm gibt diesen Kenngrößen kein Intervall, daher trägt keine von ihnen ein Urteil.",
    texture_note_one: "Die ganze Oberfläche, Narben eingeschlossen. Die Norm gibt diesen Kenngrößen kein Intervall.",
    texture_fold: "Die {count} Kenngrößen zeigen",
    applied_heading: "Was zuvor mit der Oberfläche geschah",
    parameter: "Kenngröße",
    other_parameters: "Weitere",
};

/// Without numbers there is one way to say it.
const NOT_COMPARABLE: &str = "Diese beiden Bilder können nicht sagen, ob sich die Haut geändert hat, weil sie nicht gleich aufgenommen wurden. Das sagt nichts über die Behandlung, weder Gutes noch Schlechtes.";

const fn verdict(verdict: Verdict) -> VerdictTexts {
    match verdict {
        Verdict::Improved => VerdictTexts {
            word: "Verbessert",
            patient: "Die Haut hat sich verbessert. {metric}: {relative} als vorher. Zwei Aufnahmen unveränderter Haut unterscheiden sich um bis zu {mdc}; diese Änderung ist größer.",
            patient_plain: "Die Haut hat sich verbessert, um mehr, als sich zwei Aufnahmen unveränderter Haut unterscheiden.",
        },
        Verdict::Worse => VerdictTexts {
            word: "Verschlechtert",
            patient: "Die Haut sieht schlechter aus als vorher. {metric}: {relative} als vorher. Zwei Aufnahmen unveränderter Haut unterscheiden sich um bis zu {mdc}; diese Änderung ist größer.",
            patient_plain: "Die Haut sieht schlechter aus als vorher, um mehr, als sich zwei Aufnahmen unveränderter Haut unterscheiden.",
        },
        Verdict::NoDetectableChange => VerdictTexts {
            word: "Keine nachweisbare Änderung",
            patient: "Es ließ sich keine Änderung zeigen. {metric}: Zwei Aufnahmen unveränderter Haut unterscheiden sich um bis zu {mdc}; eine kleinere Änderung kann da sein, ist mit diesen Aufnahmen aber nicht zu sehen.",
            patient_plain: "Es ließ sich keine Änderung zeigen, die über das hinausgeht, was zwei Aufnahmen unveränderter Haut unterscheidet.",
        },
        Verdict::NotComparable => VerdictTexts {
            word: "Nicht vergleichbar",
            patient: NOT_COMPARABLE,
            patient_plain: NOT_COMPARABLE,
        },
    }
}

const fn next(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => {
            "Bewahren Sie beide Aufnahmen auf; machen Sie die nächste genauso, damit auch diese vergleichbar ist."
        }
        Verdict::Worse => "Zeigen Sie beide Aufnahmen vor der nächsten Sitzung der behandelnden Person.",
        Verdict::NoDetectableChange => {
            "Narben bauen sich über Monate um: Fotografieren Sie bei der nächsten Nachkontrolle wieder, im selben Licht und mit der Karte."
        }
        Verdict::NotComparable => {
            "Nehmen Sie das Nachher-Foto so noch einmal auf, wie es die Gründe sagen, und vergleichen Sie dann erneut."
        }
    }
}

const fn next_scan(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => {
            "Bewahren Sie beide Scans auf; nehmen Sie den nächsten mit demselben Gerät von derselben Stelle auf, damit er ebenso gut vergleichbar ist."
        }
        Verdict::Worse => "Zeigen Sie beide Scans vor der nächsten Sitzung der behandelnden Person.",
        Verdict::NoDetectableChange => {
            "Narben bauen sich über Monate um: Scannen Sie dieselbe Stelle bei der nächsten Nachkontrolle noch einmal, mit demselben Gerät."
        }
        Verdict::NotComparable => {
            "Scannen Sie dieselbe Stelle so, wie es die Gründe sagen, noch einmal, und vergleichen Sie dann erneut."
        }
    }
}

fn scan_advice(code: ReasonCode) -> Option<&'static str> {
    Some(match code {
        ReasonCode::Registration | ReasonCode::Overlap => {
            "Scannen Sie dieselbe Stelle noch einmal, mit mehr davon im Bildfeld."
        }
        ReasonCode::DifferentSkin => "Prüfen Sie, ob beide Scans dieselbe Person und dieselbe Stelle zeigen.",
        ReasonCode::Mirrored => "Exportieren Sie den Scan noch einmal, ohne ihn zu spiegeln.",
        ReasonCode::Scale => "Geben Sie zu jedem Scan seinen eigenen Rasterabstand und seine Einheit an.",
        ReasonCode::Noise => {
            "Halten Sie das Gerät ruhig, reinigen Sie sein Fenster und trocknen Sie die Haut."
        }
        _ => return None,
    })
}

const fn scar_type(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "Eispickel-Narbe",
        ScarType::Boxcar => "Boxcar-Narbe",
        ScarType::Rolling => "Rolling-Narbe",
    }
}

const fn check(code: ReasonCode) -> CheckTexts {
    let (title, advice) = match code {
        ReasonCode::NoSkin => (
            "Genug Haut",
            "Fotografieren Sie die Haut selbst, nah und scharf, oder markieren Sie den Bereich von Hand.",
        ),
        ReasonCode::DifferentSkin => (
            "Dieselbe Haut",
            "Prüfen Sie, ob beide Fotos dieselbe Person und dieselbe Stelle zeigen.",
        ),
        ReasonCode::Mirrored => (
            "Nicht gespiegelt",
            "Schalten Sie das Spiegeln in den Einstellungen der Kamera aus oder benutzen Sie die rückseitige Kamera.",
        ),
        ReasonCode::Registration => (
            "Ausrichtung",
            "Fotografieren Sie dieselbe Stelle noch einmal aus demselben Abstand und von derselben Seite.",
        ),
        ReasonCode::Overlap => (
            "Gleicher Ausschnitt",
            "Wählen Sie denselben Ausschnitt: Legen Sie, wenn möglich, das alte Foto über das Bild der Kamera.",
        ),
        ReasonCode::Pose => (
            "Kamerawinkel",
            "Halten Sie die Kamera senkrecht auf dieselbe Stelle wie zuvor.",
        ),
        ReasonCode::Scale => (
            "Abstand",
            "Nehmen Sie das Foto aus demselben Abstand und mit demselben Objektiv auf.",
        ),
        ReasonCode::Expression => (
            "Entspanntes Gesicht",
            "Bitten Sie um ein entspanntes Gesicht mit geschlossenem Mund, und dehnen Sie die Haut nicht.",
        ),
        ReasonCode::LightDirection => (
            "Lichtrichtung",
            "Stellen Sie die Lampe dorthin zurück, wo sie war, und schalten Sie das übrige Licht im Raum aus.",
        ),
        ReasonCode::LightHardness => (
            "Härte des Lichts",
            "Benutzen Sie dieselbe Lampe, ohne einen Diffusor hinzuzufügen oder wegzunehmen, und keinen Blitz.",
        ),
        ReasonCode::Shine => (
            "Glanz",
            "Trocknen Sie die Haut, verwenden Sie keine Creme, und behalten Sie dieselbe Lampe bei.",
        ),
        ReasonCode::Exposure => (
            "Belichtung",
            "Stellen Sie die Belichtung fest ein wie beim Vorher-Foto; nichts darf in Weiß oder Schwarz ausreißen.",
        ),
        ReasonCode::ColourCast => (
            "Lichtfarbe",
            "Benutzen Sie dieselbe Lampe und stellen Sie den Weißabgleich fest ein, oder nehmen Sie die Karte mit ins Bild.",
        ),
        ReasonCode::SkinTone => (
            "Hautton",
            "Entfernen Sie Make-up; warten Sie nach einer Bräunung, bis die Haut wieder ihre gewohnte Farbe hat.",
        ),
        ReasonCode::Blur => (
            "Schärfe",
            "Stellen Sie auf die Haut scharf, wischen Sie das Objektiv ab, und schalten Sie Porträt- und Weichzeichner-Modi aus.",
        ),
        ReasonCode::Noise => (
            "Rauschen",
            "Sorgen Sie für mehr Licht, damit die Kamera weniger verstärken muss.",
        ),
        ReasonCode::Retouched => (
            "Nicht retuschiert",
            "Verwenden Sie die Datei der Kamera selbst: kein Schönheitsfilter, keine Bearbeitung, keine Kopie aus einem Messenger.",
        ),
        ReasonCode::Card => (
            "Karte",
            "Legen Sie die Karte auf beiden Fotos flach neben die Haut, sodass alle vier Ecken zu sehen sind.",
        ),
        ReasonCode::Lights => ("Lampen", "Benutzen Sie dieselben Lampen an denselben Stellen."),
        ReasonCode::Motion => (
            "Stillgehalten",
            "Lassen Sie den Kopf anlehnen, und nehmen Sie die ganze Reihe noch einmal auf.",
        ),
    };
    CheckTexts { title, advice }
}

fn quantity(name: &str) -> Option<&'static str> {
    Some(match name {
        "common_features" | "mirrored_features" | "features" => "wiedergefundene Merkmale der Haut",
        "texture_correlation" => "Muster der Haut",
        "patches" => "wiedergefundene Stellen",
        "residual_px" => "verbleibender Abstand",
        "card_flag_before" => "Vorher-Bild",
        "card_flag_after" => "Nachher-Bild",
        "turn_deg" => "Winkel auf der Haut",
        "pattern_correlation" => "Muster der Schattierung",
        "shadow_ratio" => "Kante des Kartenschattens",
        "shadow_likeness" => "Seiten des Kartenschattens",
        "coherence_share" => "Schattierung der Narben",
        "flash" => "Blitz",
        "difference_stops" => "Helligkeitsunterschied",
        "tone_curve_ratio" => "Kontrast der Grautöne auf der Karte",
        "burnt_out_share" => "ausgebrannte Haut",
        "clipped_share" => "in Weiß oder Schwarz ausgerissene Haut",
        "level_linear" => "Helligkeit des dunkleren Bildes",
        "red_ln_ratio" => "Rot gegen Blau",
        "card_de00" => "Farben der Karte",
        "skin_de00" => "Farbe der Haut",
        "edge_mm" => "Kanten der Karte",
        "detail_ln_ratio" => "feine Details der Haut",
        "coarse_detail_ln_ratio" => "grobe Details der Haut",
        "grain_ratio" => "Körnung",
        "compression_share" => "Kompression der Dateien",
        "tags_before" => "sichtbare Ecken, vorher",
        "tags_after" => "sichtbare Ecken, nachher",
        "bend_mm_before" => "Biegung, vorher",
        "bend_mm_after" => "Biegung, nachher",
        _ => return None,
    })
}

fn unit(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "tags" => "Marken",
        "features" => "Merkmale",
        "patches" => "Stellen",
        "stops" => "Blendenstufen",
        "flash" => "Blitz",
        _ => return None,
    })
}
