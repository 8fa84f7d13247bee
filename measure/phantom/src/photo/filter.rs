//! A beauty filter: what apps do to skin before it is shown.

use rayon::prelude::*;
use relief_grid::Raster;

/// Reach of the filter, and how different a neighbour may be and still be mixed in (code values).
const REACH_AT_1200_ROWS: f64 = 5.0;
const RANGE: f32 = 26.0;

/// Smooths skin and keeps strong edges: a bilateral filter (Tomasi & Manduchi 1998,
/// doi:10.1109/ICCV.1998.710815) along rows, then along columns. `kept` is the share of each pixel that is
/// not skin and stays as it is.
pub(crate) fn retouch(photo: &Raster<[u8; 3]>, kept: &Raster<f32>) -> Raster<[u8; 3]> {
    let reach = (REACH_AT_1200_ROWS * photo.height() as f64 / 1200.0).max(2.0);
    let start = photo.map(|p| p.map(f32::from));
    let smooth = bilateral(&bilateral(&start, reach, [1, 0]), reach, [0, 1]);
    Raster::from_fn(photo.width(), photo.height(), |x, y| {
        let keep = kept[(x, y)];
        std::array::from_fn(|c| {
            let old = f32::from(photo[(x, y)][c]);
            (smooth[(x, y)][c] + keep * (old - smooth[(x, y)][c]) + 0.5) as u8
        })
    })
}

fn bilateral(source: &Raster<[f32; 3]>, sigma: f64, [dx, dy]: [isize; 2]) -> Raster<[f32; 3]> {
    let reach = (2.0 * sigma).ceil() as isize;
    let weights: Vec<f32> = (0..=reach)
        .map(|i| (-0.5 * (i as f64 / sigma).powi(2)).exp() as f32)
        .collect();
    let (width, height) = (source.width(), source.height());
    let mut out = source.clone();
    out.data_mut()
        .par_chunks_mut(width)
        .enumerate()
        .for_each(|(y, row)| {
            for (x, pixel) in row.iter_mut().enumerate() {
                let own = *pixel;
                let (mut sum, mut total) = ([0.0f32; 3], 0.0f32);
                for i in -reach..=reach {
                    let sx = (x as isize + i * dx).clamp(0, width as isize - 1) as usize;
                    let sy = (y as isize + i * dy).clamp(0, height as isize - 1) as usize;
                    let other = source[(sx, sy)];
                    let apart = (other[1] - own[1]) / RANGE;
                    let weight = weights[i.unsigned_abs()] / (1.0 + apart * apart * apart * apart);
                    total += weight;
                    for c in 0..3 {
                        sum[c] += weight * other[c];
                    }
                }
                *pixel = sum.map(|s| s / total);
            }
        });
    out
}
