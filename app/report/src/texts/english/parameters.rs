//! The areal parameters of ISO 25178-2 in English.

use crate::texts::ParameterTexts;

const HEIGHT: &str = "Height";
const SPATIAL: &str = "Spatial";
const HYBRID: &str = "Hybrid";
const FUNCTIONS: &str = "Functions: material ratio and volume";
const FEATURES: &str = "Features: hills and dales";

/// In the order of the standard's clauses.
pub(super) const PARAMETERS: &[ParameterTexts] = &[
    parameter("Sa", HEIGHT, "mean distance from the mean plane"),
    parameter("Sq", HEIGHT, "root mean square distance from the mean plane"),
    parameter("Ssk", HEIGHT, "skewness: negative where pits prevail"),
    parameter("Sku", HEIGHT, "kurtosis: above 3 where few heights stand out"),
    parameter("Sp", HEIGHT, "highest peak above the mean plane"),
    parameter("Sv", HEIGHT, "deepest pit below the mean plane"),
    parameter("Sz", HEIGHT, "deepest pit to highest peak"),
    parameter("Sal", SPATIAL, "distance within which heights are alike"),
    parameter("Str", SPATIAL, "1: alike in all directions; 0: furrows in one"),
    parameter("Std", SPATIAL, "direction of the texture"),
    parameter("Sdq", HYBRID, "root mean square slope"),
    parameter("Sdr", HYBRID, "surface beyond that of the plane"),
    parameter("Sk", FUNCTIONS, "height of the core"),
    parameter("Spk", FUNCTIONS, "height of the peaks above the core"),
    parameter("Svk", FUNCTIONS, "depth of the pits below the core"),
    parameter("Smrk1", FUNCTIONS, "share of the surface that is peaks"),
    parameter("Smrk2", FUNCTIONS, "share of the surface that is not pits"),
    parameter("Sxp", FUNCTIONS, "height between two shares of material"),
    parameter("Vm", FUNCTIONS, "material above a level"),
    parameter("Vv", FUNCTIONS, "void below a level"),
    parameter("Vmp", FUNCTIONS, "material of the peaks"),
    parameter("Vmc", FUNCTIONS, "material of the core"),
    parameter("Vvc", FUNCTIONS, "void of the core"),
    parameter("Vvv", FUNCTIONS, "void of the pits"),
    parameter("Spd", FEATURES, "hills for each area"),
    parameter("Svd", FEATURES, "dales for each area"),
    parameter("Spc", FEATURES, "mean curvature of the peaks"),
    parameter("S10z", FEATURES, "five highest peaks to five deepest pits"),
    parameter("S5p", FEATURES, "five highest peaks"),
    parameter("S5v", FEATURES, "five deepest pits"),
    parameter("Sda", FEATURES, "mean area of the dales"),
    parameter("Sha", FEATURES, "mean area of the hills"),
    parameter("Sdv", FEATURES, "mean volume of the dales"),
    parameter("Shv", FEATURES, "mean volume of the hills"),
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
        "Form: polynomial of order {value} by least squares, taken off",
    ),
    (
        "s_filter_gaussian_mm",
        "S-filter: Gaussian, nesting index {value} mm (ISO 16610-61)",
    ),
    (
        "s_filter_spline_mm",
        "S-filter: cubic spline, nesting index {value} mm (ISO 16610-62)",
    ),
    (
        "l_filter_gaussian_mm",
        "L-filter: Gaussian, nesting index {value} mm (ISO 16610-61)",
    ),
    (
        "l_filter_robust_gaussian_mm",
        "L-filter: robust Gaussian regression of order 2, nesting index {value} mm (ISO 16610-71)",
    ),
    (
        "l_filter_spline_mm",
        "L-filter: cubic spline, nesting index {value} mm (ISO 16610-62)",
    ),
    (
        "prune_mm",
        "Features: hills and dales pruned below {value} mm of height (Wolf)",
    ),
];
