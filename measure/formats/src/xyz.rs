//! XYZ and CSV: points on a regular grid, one a line, as text.
//!
//! Three numbers a line, x, y and z, separated by spaces, tabs, commas or semicolons (numbers may then have a decimal
//! comma). Lines before the first point are a heading; lines that begin with `#`, `%` or `//` are comments. A z that is
//! empty, `nan`, `bad` or made of `*` or `-` was not measured, and so was a place of the grid without a point.

use crate::lattice::map_of_points;
use crate::text::text;
use crate::{Error, Format, Options};
use relief_grid::HeightMap;

const FORMAT: Format = Format::Xyz;
/// Lines that may come before the first point.
const LONGEST_HEADING: usize = 100;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let mm = options.unit.mm();
    let mut points_mm = Vec::new();
    for (at, line) in text(bytes).lines().enumerate() {
        match point(line) {
            Line::Point(point) => points_mm.push(point.map(|along| along * mm)),
            Line::Nothing => {}
            Line::Other if points_mm.is_empty() && at < LONGEST_HEADING => {}
            Line::Matrix if points_mm.is_empty() => {
                return Err(Error::unsupported(
                    FORMAT,
                    format!("more than three numbers in line {}", at + 1),
                    "export points with x, y and z, or the matrix of heights as NPY",
                ));
            }
            Line::Other | Line::Matrix => {
                return Err(Error::damaged(
                    FORMAT,
                    format!("line {} is no point: {line}", at + 1),
                ));
            }
        }
        options.limits.cells(FORMAT, points_mm.len().max(1) as u64, 1)?;
    }
    map_of_points(FORMAT, &points_mm, &options.limits)
}

/// Whether a file that begins so has points.
pub(crate) fn looks_like(beginning: &str) -> bool {
    // The last line may be cut off.
    let lines = beginning.lines().take(LONGEST_HEADING);
    lines.map(point).any(|line| matches!(line, Line::Point(_)))
}

/// What a line is.
enum Line {
    Point([f64; 3]),
    Nothing,
    /// More numbers than a point has.
    Matrix,
    Other,
}

fn point(line: &str) -> Line {
    let line = line.trim();
    if line.is_empty() || line.starts_with(['#', '%']) || line.starts_with("//") {
        return Line::Nothing;
    }
    let decimal_comma = line.contains(';');
    let separator = if decimal_comma { ';' } else { ',' };
    // At most one more than a point has.
    let tokens: Vec<&str> = if line.contains(separator) {
        line.split(separator).map(str::trim).take(4).collect()
    } else {
        line.split_whitespace().take(4).collect()
    };
    let number = |token: &str| {
        let parsed = if decimal_comma {
            token.replace(',', ".").parse()
        } else {
            token.parse()
        };
        parsed.ok()
    };
    match tokens[..] {
        [x, y, z] => match (number(x), number(y), number(z).or_else(|| hole(z))) {
            (Some(x), Some(y), Some(z)) => Line::Point([x, y, z]),
            _ => Line::Other,
        },
        [_, _, _, _] if tokens.iter().all(|token| number(token).is_some()) => Line::Matrix,
        _ => Line::Other,
    }
}

/// A z that says that there is none.
fn hole(token: &str) -> Option<f64> {
    let is_hole = token.chars().all(|c| matches!(c, '*' | '-')) || token.eq_ignore_ascii_case("bad");
    is_hole.then_some(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LengthUnit;

    fn map(text: &str) -> Result<HeightMap, Error> {
        read(text.as_bytes(), &Options::default())
    }

    #[test]
    fn separators_headings_and_holes() {
        let expected = map("0 0 1\n1 0 2\n0 1 nan\n1 1 4\n").unwrap();
        assert_eq!(expected.valid().raster().data(), &[true, true, false, true]);
        for text in [
            "# x y z\n0,0,1\n1,0,2\n0,1,\n1,1,4",
            "x;y;z\r\n0,0;0;1\r\n1,0;0;2\r\n0;1;***\r\n1,0;1,0;4\r\n",
            "\u{feff}Points: 4\n\n1\t1\t4\n0\t0\t1.0\n1\t0\t2e0\n0\t1\tBAD\n",
            "0 0 1\n1 0 2\n1 1 4\n",
        ] {
            let map = map(text).unwrap();
            assert_eq!(map.valid(), expected.valid(), "{text}");
            assert_eq!(map.height_mm(1, 1), Some(4.0), "{text}");
        }
        let um = Options {
            unit: LengthUnit::Micrometre,
            ..Options::default()
        };
        let map = read(b"0 0 1\n20 0 2\n0 20 3\n20 20 4\n", &um).unwrap();
        assert!((map.pitch_x().mm_per_px() - 0.02).abs() < 1e-15);
        assert_eq!(map.height_mm(1, 1), Some(4e-3));
    }

    #[test]
    fn what_is_no_list_of_points_is_told() {
        let told = |text: &str| map(text).unwrap_err().to_string();
        assert!(told("1 2 3 4 5\n1 2 3 4 5\n").contains("more than three numbers in line 1"));
        assert!(told("0 0 1\n0 1 2\nend of scan\n").contains("line 3 is no point: end of scan"));
        assert!(told("no points\n").contains("no points"));
        assert!(told("nan 0 1\n1 0 1\n").contains("x = NaN"));
    }
}
