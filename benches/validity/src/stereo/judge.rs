//! Reconstructions against the truth.

use crate::error::Problem;
use crate::matching::Matched;
use relief_grid::{HeightMap, Raster};
use relief_phantom::{RenderedLightSet, ScarInScan};
use relief_stereo::Reconstruction;
use relief_surface::scars::{Scar, ScarSettings, find_scars};

/// Normals are compared over blocks of so many cells, too.
const BLOCK: usize = 4;
/// Waves whose share measuring puts into the intervals of scars.
const SCARS_MM: f64 = 2.0;

/// What is counted over persons.
#[derive(Default)]
pub struct Counts {
    sets: usize,
    refused: usize,
    found: usize,
    missed: usize,
    invented: usize,
    depth: Vec<f64>,
    bias: Vec<f64>,
    volume: Vec<f64>,
    normals_deg: [Vec<f64>; 2],
    /// Sets whose scars together are as large as they are to within 1.96 of the share by which all depths may be off.
    within: usize,
}

impl Counts {
    pub fn judge(&mut self, found: &Reconstruction, there: &RenderedLightSet) -> Result<(), Problem> {
        self.sets += 1;
        let Some(relief) = &found.relief else {
            self.refused += 1;
            return Ok(());
        };
        for (errors, block) in self.normals_deg.iter_mut().zip([BLOCK, 1]) {
            errors.push(normal_error_deg(&relief.height, &there.heights, block));
        }
        let scars = find_scars(&relief.height, &ScarSettings::default())
            .map_err(|error| Problem::Measure(error.to_string()))?;
        let matched = Matched::of(&scars, &there.scars);
        self.found += matched.pairs.len();
        self.missed += matched.missed;
        self.invented += matched.invented;
        let total = |volume: fn(&(&Scar, &ScarInScan)) -> f64| matched.pairs.iter().map(volume).sum::<f64>();
        let off = total(|(scar, _)| scar.volume_mm3.value) / total(|(_, truth)| truth.volume_mm3) - 1.0;
        let share = relief.waves.iter().find(|wave| wave.wavelength_mm >= SCARS_MM);
        self.within += usize::from(share.is_some_and(|wave| off.abs() < 1.96 * wave.share));
        for (scar, truth) in matched.pairs {
            let depth = scar.depth_mm.value / truth.depth_mm - 1.0;
            self.bias.push(depth);
            self.depth.push(depth.abs());
            self.volume
                .push((scar.volume_mm3.value / truth.volume_mm3 - 1.0).abs());
        }
        Ok(())
    }

    /// The medians so far, and what refused the last set.
    pub fn last(&self, found: &Reconstruction) -> String {
        let failed: Vec<&str> = found
            .checks
            .iter()
            .filter(|check| !check.passed)
            .map(|check| check.quantity)
            .collect();
        format!(
            "depth {}, volume {} {failed:?}",
            percent(&self.depth),
            percent(&self.volume)
        )
    }

    pub fn row(&self, name: &str) -> Vec<String> {
        let mean = |errors: &[f64]| errors.iter().sum::<f64>() / errors.len().max(1) as f64;
        vec![
            name.to_owned(),
            format!("{} of {}", self.refused, self.sets),
            format!("{}, {}, {}", self.found, self.missed, self.invented),
            percent(&self.depth),
            percent(&self.volume),
            percent(&self.bias),
            format!("{:.2}°", mean(&self.normals_deg[0])),
            format!("{:.2}°", mean(&self.normals_deg[1])),
            format!("{} of {}", self.within, self.sets - self.refused),
        ]
    }
}

fn percent(errors: &[f64]) -> String {
    let mut sorted = errors.to_vec();
    sorted.sort_by(f64::total_cmp);
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN);
    format!("{:.1} %", 100.0 * median)
}

/// Mean angle between the normals of two maps on one grid, over blocks of so many cells a side.
fn normal_error_deg(found: &HeightMap, there: &HeightMap, block: usize) -> f64 {
    let [found, there] = [found, there].map(|map| blocks(map, block));
    let pitch_mm = there.1;
    let (mut sum, mut count) = (0.0, 0.0);
    for y in 1..found.0.height() - 1 {
        for x in 1..found.0.width() - 1 {
            let normal = |of: &Raster<f64>| {
                let slope = |a: (usize, usize), b: (usize, usize)| (of[b] - of[a]) / (2.0 * pitch_mm);
                let (p, q) = (slope((x - 1, y), (x + 1, y)), slope((x, y - 1), (x, y + 1)));
                let length = (1.0 + p * p + q * q).sqrt();
                [-p / length, -q / length, 1.0 / length]
            };
            let (a, b) = (normal(&found.0), normal(&there.0));
            let cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
            if cosine.is_finite() {
                sum += cosine.clamp(-1.0, 1.0).acos().to_degrees();
                count += 1.0;
            }
        }
    }
    sum / f64::max(count, 1.0)
}

/// Means over blocks, not a number where a cell was not measured, and their pitch.
fn blocks(map: &HeightMap, block: usize) -> (Raster<f64>, f64) {
    let share = 1.0 / (block * block) as f64;
    let means = Raster::from_fn(map.width() / block, map.height() / block, |x, y| {
        (0..block * block)
            .map(|i| {
                map.height_mm(x * block + i % block, y * block + i / block)
                    .unwrap_or(f64::NAN)
                    * share
            })
            .sum()
    });
    (means, map.pitch_x().mm_per_px() * block as f64)
}
