//! The direction of the light, read from the scars themselves.
//!
//! A pit lit from one side is dark on the wall near the lamp and bright on the far wall. The first moment
//! of its shading points away from the lamp; summed over scars of all shapes it gives the azimuth of the light,
//! whatever their depth. What darkens a scar evenly (blood, pigment, shadow in its depth) has no first moment.

use super::{Footprint, ScarContrast};

/// The shading dipoles of all scars of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Dipoles {
    /// The first moment of each scar's shading over its size, in pixels of contrast; it points to the
    /// brighter wall.
    pub each: Vec<[f64; 2]>,
}

/// The dipoles of `footprints` from their contrasts in one picture, in the same order.
pub fn dipoles(footprints: &[Footprint], contrasts: &[ScarContrast]) -> Dipoles {
    let each = footprints
        .iter()
        .zip(contrasts)
        .map(|(footprint, contrast)| {
            let size = (footprint.inside.len().max(1) as f64).sqrt();
            let mut moment = [0.0; 2];
            for (&(x, y), &residual) in footprint.inside.iter().zip(&contrast.residual) {
                let residual = f64::from(residual);
                moment[0] += residual * (x as f64 - footprint.centre.x) / size;
                moment[1] += residual * (y as f64 - footprint.centre.y) / size;
            }
            moment
        })
        .collect();
    Dipoles { each }
}

impl Dipoles {
    /// The sum of all dipoles: away from the lamp, in the picture's x and y.
    pub fn total(&self) -> [f64; 2] {
        self.each
            .iter()
            .fold([0.0; 2], |sum, d| [sum[0] + d[0], sum[1] + d[1]])
    }

    /// How well the scars agree on a direction: 1 when all point one way, near 0 under even light.
    pub fn coherence(&self) -> f64 {
        let lengths: f64 = self.each.iter().map(|d| d[0].hypot(d[1])).sum();
        let [x, y] = self.total();
        if lengths > 0.0 { x.hypot(y) / lengths } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scars::contrasts;
    use relief_grid::{Point, Raster};

    /// A Gaussian pit lit from `azimuth_deg` (0 to the right, 90 up): shading is the slope along the light.
    fn lit_pit(azimuth_deg: f64) -> (Raster<f32>, Footprint) {
        let (sin, cos) = azimuth_deg.to_radians().sin_cos();
        let signal = Raster::from_fn(61, 61, |x, y| {
            let (dx, dy) = ((x as f64 - 30.0) / 5.0, (y as f64 - 30.0) / 5.0);
            let pit = (-(dx * dx + dy * dy) / 2.0).exp();
            // Dark near the lamp, bright on the far wall, and dark all over by blood.
            (-0.1 * (dx * cos - dy * sin) * pit - 0.2 * pit) as f32
        });
        let cells = |low: f64, high: f64| {
            (0..61 * 61)
                .map(|i| (i % 61, i / 61))
                .filter(|&(x, y)| (low..high).contains(&(x as f64 - 30.0).hypot(y as f64 - 30.0)))
                .collect::<Vec<_>>()
        };
        (
            signal,
            Footprint {
                inside: cells(0.0, 15.0),
                ring: cells(20.0, 28.0),
                centre: Point::new(30.0, 30.0),
            },
        )
    }

    fn dipoles_at(azimuth_deg: f64) -> Dipoles {
        let (signal, footprint) = lit_pit(azimuth_deg);
        let footprints = [footprint];
        dipoles(&footprints, &contrasts(&signal, &footprints))
    }

    #[test]
    fn the_dipole_points_away_from_the_lamp_whatever_the_depth_and_the_blood() {
        for azimuth in [-120.0, -31.0, 0.0, 40.0, 90.0] {
            let [x, y] = dipoles_at(azimuth).total();
            let (sin, cos) = f64::to_radians(azimuth).sin_cos();
            // The picture's y runs down.
            let along = (-x * cos + y * sin) / x.hypot(y);
            assert!(along > 0.9999, "{azimuth}: ({x}, {y})");
        }
    }

    #[test]
    fn scars_agree_under_one_lamp_and_not_under_lamps_all_around() {
        let of = |azimuths: &[f64]| Dipoles {
            each: azimuths.iter().map(|&a| dipoles_at(a).each[0]).collect(),
        };
        assert!(of(&[38.0, 40.0, 45.0]).coherence() > 0.99);
        assert!(of(&[0.0, 90.0, 180.0, 270.0]).coherence() < 0.01);
    }
}
