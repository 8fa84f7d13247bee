//! `--profile`: a straight line through a scan, in millimetres.

const FORM: &str = "give the line's ends as \"x0,y0,x1,y1\" in mm from the scan's first cell, x along a row, y along a column";

/// Reads `x0,y0,x1,y1`.
///
/// # Errors
///
/// One line that says which form is wanted.
pub fn parse_line(text: &str) -> Result<[[f64; 2]; 2], String> {
    let number = |part: &str| part.trim().parse().ok().filter(|n: &f64| n.is_finite());
    let numbers: Option<Vec<f64>> = text.split(',').map(number).collect();
    match numbers.as_deref() {
        Some([x0, y0, x1, y1]) => Ok([[*x0, *y0], [*x1, *y1]]),
        _ => Err(FORM.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_two_ends() {
        assert_eq!(parse_line("0,1.5, 20,3"), Ok([[0.0, 1.5], [20.0, 3.0]]));
        for wrong in ["", "1,2,3", "1,2,3,4,5", "1,2,3,x", "1,2,3,inf"] {
            assert_eq!(parse_line(wrong), Err(FORM.to_owned()), "{wrong}");
        }
    }
}
