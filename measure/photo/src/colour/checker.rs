//! The ColorChecker Classic: what its 24 patches are said to be.

/// One patch: its published name and colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patch {
    /// The published name, lower case.
    pub name: &'static str,
    /// The published sRGB code values; these are printed on Relief's card.
    pub srgb: [u8; 3],
    /// CIELAB under D50 as measured on charts made before November 2014. The published code values are
    /// no closer to them than ΔE00 4.2 (blue; light skin 2.2): take absolute colours only from
    /// measured patches.
    pub lab_d50: [f64; 3],
}

const fn patch(name: &'static str, srgb: [u8; 3], lab_d50: [f64; 3]) -> Patch {
    Patch { name, srgb, lab_d50 }
}

/// The 24 patches row by row from the top left: 18 chromatic ones, then six neutrals from white to black.
///
/// Source: X-Rite's data sheet of the ColorChecker Classic, also in Pascale, *RGB coordinates of the
/// ColorChecker* (BabelColor, 2006). The Lab values are those of colour-science's *ColorChecker 2005*.
pub const CLASSIC: [Patch; 24] = [
    patch("dark skin", [115, 82, 68], [37.986, 13.555, 14.059]),
    patch("light skin", [194, 150, 130], [65.711, 18.130, 17.810]),
    patch("blue sky", [98, 122, 157], [49.927, -4.880, -21.925]),
    patch("foliage", [87, 108, 67], [43.139, -13.095, 21.905]),
    patch("blue flower", [133, 128, 177], [55.112, 8.844, -25.399]),
    patch("bluish green", [103, 189, 170], [70.719, -33.397, -0.199]),
    patch("orange", [214, 126, 44], [62.661, 36.067, 57.096]),
    patch("purplish blue", [80, 91, 166], [40.020, 10.410, -45.964]),
    patch("moderate red", [193, 90, 99], [51.124, 48.239, 16.248]),
    patch("purple", [94, 60, 108], [30.325, 22.976, -21.587]),
    patch("yellow green", [157, 188, 64], [72.532, -23.709, 57.255]),
    patch("orange yellow", [224, 163, 46], [71.941, 19.363, 67.857]),
    patch("blue", [56, 61, 150], [28.778, 14.179, -50.297]),
    patch("green", [70, 148, 73], [55.261, -38.342, 31.370]),
    patch("red", [175, 54, 60], [42.101, 53.378, 28.190]),
    patch("yellow", [231, 199, 31], [81.733, 4.039, 79.819]),
    patch("magenta", [187, 86, 149], [51.935, 49.986, -14.574]),
    patch("cyan", [8, 133, 161], [51.038, -28.631, -28.638]),
    patch("white", [243, 243, 242], [96.539, -0.425, 1.186]),
    patch("neutral 8", [200, 200, 200], [81.257, -0.638, -0.335]),
    patch("neutral 6.5", [160, 160, 160], [66.766, -0.734, -0.504]),
    patch("neutral 5", [122, 122, 121], [50.867, -0.153, -0.270]),
    patch("neutral 3.5", [85, 85, 85], [35.656, -0.421, -1.231]),
    patch("black", [52, 52, 52], [20.461, -0.079, -0.973]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::{ciede2000, lab, srgb};

    #[test]
    fn lab_values_are_those_of_colour_science() {
        let oracle = include_str!("../../../../oracle/colour/checker2005.csv");
        for (line, patch) in oracle.lines().skip(1).zip(&CLASSIC) {
            let row: Vec<f64> = line.split(',').skip(1).map(|v| v.parse().unwrap()).collect();
            for c in 0..3 {
                // colour-science keeps them as xyY with four digits, which moves dark colours by 0.04.
                assert!((row[c] - patch.lab_d50[c]).abs() < 0.04, "{} {row:?}", patch.name);
            }
        }
    }

    #[test]
    fn code_values_and_lab_name_the_same_colours() {
        for patch in CLASSIC.iter() {
            let linear = patch.srgb.map(|code| srgb::decode(f64::from(code) / 255.0));
            let difference = ciede2000(lab::lab(linear, lab::White::D50), patch.lab_d50);
            // Blue is worst; a mistyped value would stand out.
            assert!(difference < 4.2, "{} {difference}", patch.name);
        }
    }
}
