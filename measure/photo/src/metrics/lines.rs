//! Fine lines and wrinkles: what is long and dark on clear skin.

use super::{Finish, Metric};
use relief_estimate::Direction;
use relief_grid::{Mask, Pitch, Raster, filter};

/// Sigma at which a fine line answers best: its width is about three of them (0.2 to 0.5 mm).
const FINE_SIGMA_MM: f64 = 0.15;

/// Sigma at which a wrinkle answers best (0.8 to 2 mm wide).
const WRINKLE_SIGMA_MM: f64 = 0.5;

/// Root mean square strength of dark lines in the green of clear skin, fine lines then wrinkles, in per cent.
///
/// The strength at a cell is the curvature of ln green across the line less twice that along it, times σ²: a pore, curved
/// both ways, counts nothing, and the flanks of a bright line half as much as a dark one (Hessian line filter: T. Lindeberg 1998, DOI 10.1023/A:1008097225773; A. Frangi et al. 1998,
/// DOI 10.1007/BFb0056195). `green` is ln green before and after, `clear` the skin without scars and moles, on a raster of
/// `pitch`. A line width that the raster does not resolve is left out.
pub fn line_metrics(green: &Raster<[f32; 2]>, clear: &Mask, pitch: Pitch) -> Vec<Metric> {
    [
        ("fine_line_contrast", FINE_SIGMA_MM),
        ("wrinkle_contrast", WRINKLE_SIGMA_MM),
    ]
    .into_iter()
    .filter(|(_, sigma_mm)| *sigma_mm >= pitch.mm_per_px())
    .map(|(name, sigma_mm)| line_metric(name, sigma_mm, green, clear, pitch))
    .collect()
}

fn line_metric(
    name: &'static str,
    sigma_mm: f64,
    green: &Raster<[f32; 2]>,
    clear: &Mask,
    pitch: Pitch,
) -> Metric {
    let sigma_px = sigma_mm / pitch.mm_per_px();
    let (smooth, _) = filter::gaussian_masked(green, clear, sigma_px);
    let contrast = Metric {
        name,
        unit: "%",
        direction: Direction::LowerIsBetter,
        finish: Finish::Rms,
        gain_sd: 0.0,
        units: Vec::new(),
    };
    contrast.over_skin(clear, pitch.mm_per_px(), |x, y| {
        power(&smooth, clear, sigma_px, (x, y))
    })
}

/// The square of the strength of a dark line at a cell, before and after, per cent; zero beside invalid cells.
fn power(smooth: &Raster<[f32; 2]>, clear: &Mask, sigma_px: f64, (x, y): (usize, usize)) -> [f32; 2] {
    let scale = 100.0 * (sigma_px * sigma_px) as f32;
    let known = around(clear.raster(), x, y).filter(|cells| *cells == [[true; 3]; 3]);
    let Some(cells) = known.and_then(|_| around(smooth, x, y)) else {
        return [0.0; 2];
    };
    std::array::from_fn(|picture| {
        let [xx, xy, yy] = second_differences(cells.map(|row| row.map(|cell| cell[picture])));
        let (mean, half) = (0.5 * (xx + yy), 0.5 * (xx - yy));
        let spread = (half * half + xy * xy).sqrt();
        let (across, along) = (mean + spread, mean - spread);
        (scale * (across - 2.0 * along.abs()).max(0.0)).powi(2)
    })
}

/// A cell and its eight neighbours, row by row; `None` at the raster's edge.
fn around<T: Copy>(raster: &Raster<T>, x: usize, y: usize) -> Option<[[T; 3]; 3]> {
    let (left, top) = (x.checked_sub(1)?, y.checked_sub(1)?);
    let row = |y: usize| {
        let cells = raster.data().get(y * raster.width()..(y + 1) * raster.width())?;
        cells.get(left..)?.first_chunk().copied()
    };
    Some([row(top)?, row(y)?, row(y + 1)?])
}

/// The second derivatives along x, both, and y in the middle of nine cells.
fn second_differences([above, row, below]: [[f32; 3]; 3]) -> [f32; 3] {
    [
        row[2] - 2.0 * row[1] + row[0],
        0.25 * (below[2] - above[2] - below[0] + above[0]),
        below[1] - 2.0 * row[1] + above[1],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(green: impl Fn(f64, f64) -> f64 + Sync) -> Vec<f64> {
        let green = Raster::from_fn(200, 200, |x, y| [green(x as f64 * 0.1, y as f64 * 0.1) as f32; 2]);
        let clear = Mask::filled(200, 200, true);
        let pitch = Pitch::from_mm_per_px(0.1).unwrap();
        let metrics = line_metrics(&green, &clear, pitch);
        metrics.iter().map(|metric| metric.values()[0]).collect()
    }

    /// A dark furrow of Gaussian profile through the middle, at any angle.
    fn furrow(angle_deg: f64, sigma_mm: f64, depth: f64) -> impl Fn(f64, f64) -> f64 + Sync {
        let (sin, cos) = angle_deg.to_radians().sin_cos();
        move |x, y| {
            let across = (x - 10.0) * sin - (y - 10.0) * cos;
            -depth * (-0.5 * (across / sigma_mm).powi(2)).exp()
        }
    }

    #[test]
    fn a_furrow_counts_alike_at_any_angle_and_twice_when_twice_as_deep() {
        let [flat, steep] = [0.0, 30.0].map(|angle| values(furrow(angle, 0.5, 0.1))[1]);
        // A line at 30° is longer by 1/cos 30° in the square picture.
        assert!(
            (steep / flat * 30f64.to_radians().cos().sqrt() - 1.0).abs() < 0.05,
            "{flat} {steep}"
        );
        assert!((values(furrow(0.0, 0.5, 0.2))[1] / flat - 2.0).abs() < 1e-3);
    }

    #[test]
    fn fine_lines_and_wrinkles_answer_to_their_own_width() {
        let [fine, wide] = [0.12, 0.6].map(|sigma| values(furrow(0.0, sigma, 0.1)));
        assert!(fine[0] > wide[0] && wide[1] > fine[1], "{fine:?} {wide:?}");
    }

    #[test]
    fn a_bright_line_a_pore_and_the_cheeks_own_shading_are_none() {
        assert!(values(|x, y| -furrow(0.0, 0.5, 0.1)(x, y))[1] < 0.7 * values(furrow(0.0, 0.5, 0.1))[1]);
        let round = values(|x, y| -0.1 * (-0.5 * ((x - 10.0).powi(2) + (y - 10.0).powi(2)) / 0.25).exp());
        assert!(round[1] < 0.2 * values(furrow(0.0, 0.5, 0.1))[1], "{round:?}");
        // Smoothing bends the slope a little at the picture's rim.
        assert!(values(|x, y| 0.003 * x - 0.002 * y)[1] < 0.05);
    }
}
