//! The metrics in German.

use crate::texts::MetricTexts;

/// The more particular name first.
pub(super) const METRICS: &[MetricTexts] = &[
    metric(
        "scar_shading_contrast",
        "Schattierung der Narben",
        "Wie stark sich Narben durch Schatten von der Haut um sie abheben; nimmt ab, wenn sie flacher werden.",
    ),
    metric(
        "scar_volume",
        "Narbenvolumen",
        "Raum unter der ungestörten Haut, über alle Narben.",
    ),
    metric("scar_depth", "Narbentiefe", "Tiefe unter der ungestörten Haut."),
    metric("scar_area", "Narbenfläche", "Fläche aller Narben zusammen."),
    metric(
        "scar_count",
        "Zahl der Narben",
        "Eingesunkene Narben, die gefunden wurden.",
    ),
    metric(
        "texture_0.2_0.5mm",
        "Textur 0,2–0,5 mm",
        "Unebenheit in der Größe von Poren und feinen Linien.",
    ),
    metric(
        "texture_0.5_1mm",
        "Textur 0,5–1 mm",
        "Unebenheit in der Größe kleiner Narben.",
    ),
    metric(
        "texture_1_2mm",
        "Textur 1–2 mm",
        "Unebenheit in der Größe von Narben.",
    ),
    metric(
        "texture_2_4mm",
        "Textur 2–4 mm",
        "Unebenheit in der Größe großer Narben.",
    ),
    metric(
        "texture",
        "Hauttextur",
        "Unebenheit der Haut in einer Größe von Details.",
    ),
    metric(
        "erythema_index",
        "Rötung",
        "Erythemindex der Kamera: wie stark Blut die Haut färbt.",
    ),
    metric(
        "melanin_index",
        "Pigment",
        "Melaninindex der Kamera: wie stark Pigment die Haut färbt.",
    ),
    metric(
        "ita",
        "Hautton (ITA)",
        "Individueller Typologiewinkel: Hellere Haut hat einen größeren Winkel.",
    ),
    metric(
        "tone_unevenness",
        "Ungleichmäßigkeit des Tons",
        "Wie stark die Farbe der Haut von Stelle zu Stelle schwankt.",
    ),
    metric("L_star", "Helligkeit L*", "CIELAB: wie hell die Haut ist."),
    metric("a_star", "Rot–Grün a*", "CIELAB: Größer ist rötlicher."),
    metric("b_star", "Gelb–Blau b*", "CIELAB: Größer ist gelblicher."),
    metric(
        "pore_area",
        "Poren",
        "Anteil der Haut zwischen den Narben, den sichtbare Poren einnehmen.",
    ),
    metric(
        "wrinkle_contrast",
        "Falten",
        "Wie dunkel Linien von etwa einem Millimeter Breite sind.",
    ),
    metric(
        "fine_line_contrast",
        "Feine Linien",
        "Wie dunkel Linien von wenigen Zehntelmillimetern Breite sind.",
    ),
    metric(
        "shine",
        "Glanz",
        "Wie ungleichmäßig die Haut die Lampe spiegelt: Fett und Schweiß.",
    ),
];

const fn metric(name: &'static str, label: &'static str, meaning: &'static str) -> MetricTexts {
    MetricTexts { name, label, meaning }
}
