//! From melanin and blood to the light that skin gives back.
//!
//! In the logarithm of reflectance both pigments act by adding along a fixed direction (Tsumura et al.
//! 2003, doi:10.1145/882262.882344). The directions are the absorption of melanin and of three-quarters
//! oxygenated blood over the three bands of an sRGB camera, green set to 1 (after the spectra in
//! Jacques 2013, doi:10.1088/0031-9155/58/11/R37, broad bands weakening the steep blue flank).
//! Skin of type II then has L*a*b* near 66, 13, 15, of type V near 47, 15, 21.

use crate::kind::Phototype;

/// Reflectance of skin without pigment or blood.
const BASELINE: [f32; 3] = [0.80, 0.70, 0.58];
/// Log absorption of one unit of melanin.
const MELANIN: [f32; 3] = [0.71, 1.0, 1.36];
/// Log absorption of one unit of blood: red hardly sees it.
const BLOOD: [f32; 3] = [0.10, 1.0, 0.62];

/// The melanin that gives the middle of each class of individual typology angle (57°, 48°, 35°, 19°, −8°
/// and −37°) at a blood content of 0.3; solved once from the constants above, held by a test.
pub(crate) fn melanin_of(phototype: Phototype) -> f64 {
    match phototype {
        Phototype::I => 0.351,
        Phototype::II => 0.496,
        Phototype::III => 0.689,
        Phototype::IV => 0.921,
        Phototype::V => 1.382,
        Phototype::VI => 2.251,
    }
}

/// Diffuse reflectance in linear RGB.
pub(crate) fn reflectance(melanin: f32, blood: f32) -> [f32; 3] {
    std::array::from_fn(|c| BASELINE[c] * (-(melanin * MELANIN[c] + blood * BLOOD[c])).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Individual typology angle under D65, from the textbook formulas.
    fn typology_deg(rgb: [f32; 3]) -> f64 {
        let [r, g, b] = rgb.map(f64::from);
        let luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0888;
        let (l, b_star) = (
            116.0 * luminance.cbrt() - 16.0,
            200.0 * (luminance.cbrt() - z.cbrt()),
        );
        (l - 50.0).atan2(b_star).to_degrees()
    }

    #[test]
    fn each_phototype_lies_in_its_class() {
        let classes = [
            (55.0, 90.0),
            (41.0, 55.0),
            (28.0, 41.0),
            (10.0, 28.0),
            (-30.0, 10.0),
            (-90.0, -30.0),
        ];
        for (phototype, (low, high)) in Phototype::ALL.into_iter().zip(classes) {
            let angle = typology_deg(reflectance(melanin_of(phototype) as f32, 0.3));
            assert!((low..high).contains(&angle), "{phototype:?}: {angle}");
        }
    }

    #[test]
    fn blood_hardly_acts_in_red() {
        let (pale, red) = (reflectance(0.5, 0.3), reflectance(0.5, 0.6));
        let loss = |c: usize| 1.0 - red[c] / pale[c];
        assert!(loss(0) < 0.15 * loss(1), "{} {}", loss(0), loss(1));
    }
}
