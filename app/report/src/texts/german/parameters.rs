//! The areal parameters of ISO 25178-2 in German.

use crate::texts::ParameterTexts;

const HEIGHT: &str = "Höhe";
const SPATIAL: &str = "Raum";
const HYBRID: &str = "Hybrid: Neigung und Fläche";
const FUNCTIONS: &str = "Funktionen: Materialanteil und Volumen";
const FEATURES: &str = "Merkmale: Hügel und Täler";

/// In the order of the standard's clauses.
pub(super) const PARAMETERS: &[ParameterTexts] = &[
    parameter("Sa", HEIGHT, "mittlerer Abstand von der mittleren Ebene"),
    parameter(
        "Sq",
        HEIGHT,
        "quadratisches Mittel des Abstands von der mittleren Ebene",
    ),
    parameter("Ssk", HEIGHT, "Schiefe: negativ, wo Vertiefungen überwiegen"),
    parameter("Sku", HEIGHT, "Kurtosis: über 3, wo wenige Höhen herausragen"),
    parameter("Sp", HEIGHT, "höchste Spitze über der mittleren Ebene"),
    parameter("Sv", HEIGHT, "tiefste Senke unter der mittleren Ebene"),
    parameter("Sz", HEIGHT, "von der tiefsten Senke bis zur höchsten Spitze"),
    parameter(
        "Sal",
        SPATIAL,
        "Abstand, innerhalb dessen Höhen einander gleichen",
    ),
    parameter(
        "Str",
        SPATIAL,
        "1: in allen Richtungen gleich; 0: Furchen in einer",
    ),
    parameter("Std", SPATIAL, "Richtung der Textur"),
    parameter("Sdq", HYBRID, "quadratisches Mittel der Neigung"),
    parameter("Sdr", HYBRID, "Oberfläche, die über die der Ebene hinausgeht"),
    parameter("Sk", FUNCTIONS, "Höhe des Kerns"),
    parameter("Spk", FUNCTIONS, "Höhe der Spitzen über dem Kern"),
    parameter("Svk", FUNCTIONS, "Tiefe der Senken unter dem Kern"),
    parameter("Smrk1", FUNCTIONS, "Anteil der Oberfläche, der Spitzen ist"),
    parameter("Smrk2", FUNCTIONS, "Anteil der Oberfläche, der keine Senken ist"),
    parameter("Sxp", FUNCTIONS, "Höhe zwischen zwei Materialanteilen"),
    parameter("Vm", FUNCTIONS, "Material über einem Niveau"),
    parameter("Vv", FUNCTIONS, "Leerraum unter einem Niveau"),
    parameter("Vmp", FUNCTIONS, "Material der Spitzen"),
    parameter("Vmc", FUNCTIONS, "Material des Kerns"),
    parameter("Vvc", FUNCTIONS, "Leerraum des Kerns"),
    parameter("Vvv", FUNCTIONS, "Leerraum der Senken"),
    parameter("Spd", FEATURES, "Hügel je Fläche"),
    parameter("Svd", FEATURES, "Täler je Fläche"),
    parameter("Spc", FEATURES, "mittlere Krümmung der Spitzen"),
    parameter(
        "S10z",
        FEATURES,
        "von den fünf höchsten Spitzen zu den fünf tiefsten Senken",
    ),
    parameter("S5p", FEATURES, "die fünf höchsten Spitzen"),
    parameter("S5v", FEATURES, "die fünf tiefsten Senken"),
    parameter("Sda", FEATURES, "mittlere Fläche der Täler"),
    parameter("Sha", FEATURES, "mittlere Fläche der Hügel"),
    parameter("Sdv", FEATURES, "mittleres Volumen der Täler"),
    parameter("Shv", FEATURES, "mittleres Volumen der Hügel"),
];

const fn parameter(name: &'static str, family: &'static str, meaning: &'static str) -> ParameterTexts {
    ParameterTexts {
        name,
        family,
        meaning,
    }
}

/// In the order in which it is done.
pub(super) const APPLIED: &[(&str, &str)] = &[
    (
        "form_order",
        "Form: Polynom der Ordnung {value} nach kleinsten Quadraten, abgezogen",
    ),
    (
        "s_filter_gaussian_mm",
        "S-Filter: Gauß, Nesting-Index {value} mm (ISO 16610-61)",
    ),
    (
        "s_filter_spline_mm",
        "S-Filter: kubischer Spline, Nesting-Index {value} mm (ISO 16610-62)",
    ),
    (
        "l_filter_gaussian_mm",
        "L-Filter: Gauß, Nesting-Index {value} mm (ISO 16610-61)",
    ),
    (
        "l_filter_robust_gaussian_mm",
        "L-Filter: robuste Gauß-Regression der Ordnung 2, Nesting-Index {value} mm (ISO 16610-71)",
    ),
    (
        "l_filter_spline_mm",
        "L-Filter: kubischer Spline, Nesting-Index {value} mm (ISO 16610-62)",
    ),
    (
        "prune_mm",
        "Merkmale: Hügel und Täler unter {value} mm Höhe zusammengefasst (Wolf)",
    ),
];
