//! The specular reflection of skin: one GGX lobe (Walter et al. 2007, doi:10.2312/EGWR/EGSR07/195-206).

use nalgebra::Vector3;
use std::f64::consts::PI;

/// Reflectance of skin at normal incidence: refractive index 1.4.
const NORMAL_REFLECTANCE: f64 = 0.028;

/// A rough surface.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gloss {
    /// The lobe's width (GGX α), 0…1.
    pub(crate) roughness: f64,
    /// What the lobe is multiplied by: 0 matt.
    pub(crate) amount: f64,
}

impl Gloss {
    /// Light towards `view` per irradiance on a surface that faces the lamp, in units of a white diffuser's
    /// (π times the BRDF times the cosine). `spread` widens the lobe by the lamp's size: edge over
    /// distance (Karis 2013).
    pub(crate) fn towards(
        &self,
        normal: &Vector3<f64>,
        light: &Vector3<f64>,
        view: &Vector3<f64>,
        spread: f64,
    ) -> f64 {
        let (to_light, to_view) = (normal.dot(light), normal.dot(view));
        if to_light <= 0.0 || to_view <= 0.0 {
            return 0.0;
        }
        let half = (light + view).normalize();
        let alpha = (self.roughness * self.roughness + 0.25 * spread).min(1.0);
        let squared = alpha * alpha;
        let cosine = normal.dot(&half);
        let base = cosine * cosine * (squared - 1.0) + 1.0;
        let lobe = squared / (PI * base * base);
        let side = |c: f64| c + (squared + (1.0 - squared) * c * c).sqrt();
        let fresnel =
            NORMAL_REFLECTANCE + (1.0 - NORMAL_REFLECTANCE) * (1.0 - light.dot(&half).max(0.0)).powi(5);
        // Smith's masking over 4 (n·l)(n·v), times n·l, times π.
        let visible = 1.0 / (side(to_light) * side(to_view));
        self.amount * PI * lobe * fresnel * visible * to_light
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frontal_mirror_direction_has_the_closed_form() {
        let gloss = Gloss {
            roughness: 0.5,
            amount: 1.0,
        };
        let z = Vector3::new(0.0, 0.0, -1.0);
        // D = 1 / (π α²), F = F₀, G / 4 = 1 / 4: π D F G / 4.
        let expected = NORMAL_REFLECTANCE / (4.0 * 0.25f64.powi(2));
        assert!((gloss.towards(&z, &z, &z, 0.0) - expected).abs() < 1e-12);
    }

    #[test]
    fn a_lobe_gives_back_no_more_than_fresnel_allows() {
        let gloss = Gloss {
            roughness: 0.6,
            amount: 1.0,
        };
        let n = Vector3::new(0.0, 0.0, 1.0);
        let light = Vector3::new(0.3f64.sin(), 0.0, 0.3f64.cos());
        let mut sum = 0.0;
        let steps = 200;
        for i in 0..steps {
            let tilt = 0.5 * PI * (i as f64 + 0.5) / steps as f64;
            for j in 0..steps {
                let turn = 2.0 * PI * (j as f64 + 0.5) / steps as f64;
                let view = Vector3::new(tilt.sin() * turn.cos(), tilt.sin() * turn.sin(), tilt.cos());
                let area = tilt.sin() * PI * PI / (steps * steps) as f64;
                sum += gloss.towards(&n, &light, &view, 0.0) / (PI * light.z) * tilt.cos() * area;
            }
        }
        assert!(sum < 0.04 && sum > 0.02, "{sum}");
    }
}
