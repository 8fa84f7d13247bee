//! From points with coordinates to a map, where they lie on a regular grid.

use crate::map::{file_pitch, height_map};
use crate::{Error, Format, Limits};
use relief_grid::{HeightMap, Pitch, ScaleSource};

/// How far a point may lie beside its place on the grid, in pitches: coordinates are often rounded to three digits.
const BESIDE: f64 = 0.1;
/// Most cells for each point: a round scan fills three quarters of its square, points on a line next to nothing.
const CELLS_PER_POINT: u64 = 10;
/// Coordinates closer than this part of their range are one.
const SAME: f64 = 1e-9;

/// The map of points `[x, y, z]` in mm. Rows follow y upwards, cells of a row x. A point whose z is not finite, and a
/// place of the grid without a point, was not measured.
///
/// # Errors
///
/// When the points lie on no regular grid, or two on one place.
pub(crate) fn map_of_points(
    format: Format,
    points_mm: &[[f64; 3]],
    limits: &Limits,
) -> Result<HeightMap, Error> {
    let x = Axis::of(format, "x", points_mm.iter().map(|point| point[0]).collect())?;
    let y = Axis::of(format, "y", points_mm.iter().map(|point| point[1]).collect())?;
    let points = points_mm.len() as u64;
    if x.count.saturating_mul(y.count) / CELLS_PER_POINT > points {
        let why = format!("{points} points for {} × {} places", x.count, y.count);
        return Err(irregular(format, why));
    }
    let (width, height) = limits.cells(format, x.count, y.count)?;
    let mut heights_mm = vec![f64::NAN; width * height];
    let mut taken = vec![false; width * height];
    for &[at_x, at_y, z] in points_mm {
        let at = y.place(format, at_y)? * width + x.place(format, at_x)?;
        if std::mem::replace(&mut taken[at], true) {
            return Err(irregular(format, format!("two points at ({at_x}, {at_y}) mm")));
        }
        heights_mm[at] = z;
    }
    height_map(
        format,
        (width, height),
        heights_mm,
        (x.pitch, y.pitch),
        ScaleSource::File,
    )
}

/// Places at equal distances.
struct Axis {
    name: &'static str,
    first: f64,
    pitch: Pitch,
    count: u64,
}

impl Axis {
    /// The places that coordinates lie on: the pitch is the median distance of neighbours, then made to fit both ends.
    fn of(format: Format, name: &'static str, mut at: Vec<f64>) -> Result<Self, Error> {
        if let Some(&bad) = at.iter().find(|at| !at.is_finite()) {
            return Err(Error::damaged(format, format!("a point has {name} = {bad}")));
        }
        at.sort_unstable_by(f64::total_cmp);
        let (Some(&first), Some(&last)) = (at.first(), at.last()) else {
            return Err(Error::Nothing {
                format,
                what: "points",
            });
        };
        let range = last - first;
        let gaps = at.windows(2).map(|pair| pair[1] - pair[0]);
        let mut gaps: Vec<f64> = gaps.filter(|&gap| gap > SAME * range).collect();
        if gaps.is_empty() {
            return Err(irregular(format, format!("all points have {name} = {first} mm")));
        }
        let middle = gaps.len() / 2;
        let median = *gaps.select_nth_unstable_by(middle, f64::total_cmp).1;
        // Beyond any limit where the gaps are noise; a cast from a float saturates.
        let steps = (range / median).round() as u64;
        Ok(Self {
            name,
            first,
            pitch: file_pitch(format, name, range / steps as f64)?,
            count: steps.saturating_add(1),
        })
    }

    /// The place nearest to a coordinate between both ends.
    fn place(&self, format: Format, at: f64) -> Result<usize, Error> {
        let steps = (at - self.first) / self.pitch.mm_per_px();
        let place = steps.round();
        if (steps - place).abs() > BESIDE {
            return Err(irregular(
                format,
                format!(
                    "a point has {} = {at} mm, {steps:.2} pitches from the first",
                    self.name
                ),
            ));
        }
        Ok((place as usize).min(self.count as usize - 1))
    }
}

fn irregular(format: Format, why: String) -> Error {
    Error::unsupported(
        format,
        format!("points that lie on no regular grid ({why})"),
        "resample the scan to a grid, or export a mesh",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: Format = Format::Xyz;

    fn map(points: &[[f64; 3]]) -> Result<HeightMap, Error> {
        map_of_points(FORMAT, points, &Limits::default())
    }

    #[test]
    fn rounded_coordinates_in_any_order_find_their_place() {
        // A pitch of 0.0123 mm, written with three digits; a hole at (1, 1).
        let mut points = Vec::new();
        for y in 0..4_usize {
            for x in (0..5_usize).rev().filter(|&x| (x, y) != (1, 1)) {
                let round = |at: usize| (at as f64 * 12.3).round() / 1000.0;
                points.push([round(x) - 3.0, round(y), (10 * y + x) as f64]);
            }
        }
        points.rotate_left(7);
        let map = map(&points).unwrap();
        assert_eq!((map.width(), map.height()), (5, 4));
        assert_eq!(map.height_mm(4, 2), Some(24.0));
        assert_eq!(map.height_mm(1, 1), None);
        assert!((map.pitch_x().mm_per_px() - 0.0123).abs() < 2e-4);
    }

    #[test]
    fn points_on_no_grid_are_told() {
        let told = |points: &[[f64; 3]]| map(points).unwrap_err().to_string();
        let line: Vec<_> = (0..100).map(|i| [f64::from(i), f64::from(i), 0.0]).collect();
        assert!(
            told(&line).contains("100 points for 100 × 100 places"),
            "{}",
            told(&line)
        );
        let twice = [[0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.0, 2.0]];
        assert!(
            told(&twice).contains("two points at (0, 0) mm"),
            "{}",
            told(&twice)
        );
        let beside = [
            [0.0, 0.0, 1.0],
            [1.0, 0.0, 1.0],
            [2.0, 1.0, 1.0],
            [3.4, 0.0, 2.0],
            [4.4, 1.0, 2.0],
        ];
        assert!(
            told(&beside).contains("pitches from the first"),
            "{}",
            told(&beside)
        );
        let column = [[0.0, 0.0, 1.0], [0.0, 1.0, 1.0]];
        assert!(
            told(&column).contains("all points have x = 0 mm"),
            "{}",
            told(&column)
        );
        let noise: Vec<_> = (0..1000)
            .map(|i| f64::from(i * 7919 % 1009) + 1e-4 * f64::from(i))
            .map(|x| [x, x % 10.0, 0.0])
            .collect();
        assert!(map(&noise).is_err());
    }
}
