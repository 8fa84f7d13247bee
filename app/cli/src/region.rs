//! `--roi`: a box or a polygon in pixels.

use relief_grid::{Point, Polygon};

const NEGATIVE: &str =
    "no corner may lie below 0: they are pixels from the picture's upper left corner, x to the right, y down";
const FORMS: &str = "give a box \"x0,y0,x1,y1\" or a polygon \"x,y x,y x,y…\" in pixels";

/// Reads `x0,y0,x1,y1` as a box, or three or more corners `x,y` separated by spaces as a polygon.
///
/// # Errors
///
/// One line that says which form is wanted, that a corner lies outside, or that the region has no area.
pub fn parse_region(text: &str) -> Result<Polygon, String> {
    let groups: Vec<Vec<f64>> = text.split_whitespace().map(numbers).collect::<Result<_, _>>()?;
    let corners = match groups.as_slice() {
        [row] => match row[..] {
            [x0, y0, x1, y1] => vec![
                Point::new(x0, y0),
                Point::new(x1, y0),
                Point::new(x1, y1),
                Point::new(x0, y1),
            ],
            _ => return Err(FORMS.to_owned()),
        },
        _ => groups.iter().map(|pair| corner(pair)).collect::<Result<_, _>>()?,
    };
    if corners.len() < 3 {
        return Err(FORMS.to_owned());
    }
    if corners.iter().any(|corner| corner.x < 0.0 || corner.y < 0.0) {
        return Err(NEGATIVE.to_owned());
    }
    if twice_area(&corners) == 0.0 {
        return Err("the region has no area".to_owned());
    }
    Ok(Polygon { corners })
}

fn numbers(group: &str) -> Result<Vec<f64>, String> {
    let parse = |part: &str| part.parse().ok().filter(|n: &f64| n.is_finite());
    group
        .split(',')
        .map(|part| parse(part).ok_or_else(|| FORMS.to_owned()))
        .collect()
}

fn corner(pair: &[f64]) -> Result<Point, String> {
    match pair {
        [x, y] => Ok(Point::new(*x, *y)),
        _ => Err(FORMS.to_owned()),
    }
}

/// Twice the area, by the shoelace formula.
fn twice_area(corners: &[Point]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum::<f64>()
        .abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_polygons_are_read() {
        let square = parse_region("10,20,30,40").unwrap();
        assert!(square.contains(Point::new(20.0, 30.0)) && !square.contains(Point::new(31.0, 30.0)));
        assert_eq!(parse_region(" 0,0  4,0 0,4.5 ").unwrap().corners.len(), 3);
    }

    #[test]
    fn nonsense_is_refused_in_one_line() {
        for text in [
            "",
            "1,2,3",
            "1,2 3,4",
            "a,b,c,d",
            "1,1,1,5",
            "0,0 1,1 2,2",
            "nan,0,1,1",
            "1,2,3,4,5",
            "0,0 1 2,2",
            "1;2;3;4",
            "-100,0,200,200",
            "--json",
        ] {
            let error = parse_region(text).unwrap_err();
            assert!(!error.contains('\n') && !error.is_empty(), "{text}");
        }
    }
}
