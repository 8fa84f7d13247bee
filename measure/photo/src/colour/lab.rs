//! CIELAB from linear sRGB, relative to a white point that is always named.

/// The white that Lab is relative to, CIE 1931 2° observer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum White {
    /// The white of sRGB, chromaticity (0.3127, 0.3290); no adaptation is needed.
    D65,
    /// The white of print and ICC profiles, chromaticity (0.3457, 0.3585); by Bradford adaptation.
    D50,
}

/// XYZ of D65 at Y = 1, from its chromaticity.
pub const D65_XYZ: [f64; 3] = [0.3127 / 0.3290, 1.0, (1.0 - 0.3127 - 0.3290) / 0.3290];

/// XYZ of D50 at Y = 1, from its chromaticity.
pub const D50_XYZ: [f64; 3] = [0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585];

/// Linear sRGB to XYZ as IEC 61966-2-1 prints it.
const SRGB_TO_XYZ: Matrix = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
];

/// XYZ to the cone responses of Bradford (Lam 1985; ICC.1:2022, annex E).
const BRADFORD: Matrix = [
    [0.8951, 0.2664, -0.1614],
    [-0.7502, 1.7135, 0.0367],
    [0.0389, -0.0685, 1.0296],
];

/// Edge of the linear part of the Lab curve, (6/29)³ (CIE 15:2018, 8.2.1.1).
const LINEAR_BELOW: f64 = 216.0 / 24389.0;
/// Slope and offset of that linear part.
const LINEAR_SLOPE: f64 = 841.0 / 108.0;
const LINEAR_OFFSET: f64 = 4.0 / 29.0;

type Matrix = [[f64; 3]; 3];

/// Linear sRGB to XYZ divided by the white, so that white becomes (1, 1, 1).
const D65_RELATIVE: Matrix = relative(SRGB_TO_XYZ, D65_XYZ);
const D50_RELATIVE: Matrix = relative(product(D65_TO_D50, SRGB_TO_XYZ), D50_XYZ);
const D65_TO_D50: Matrix = adaptation(D65_XYZ, D50_XYZ);

impl White {
    /// XYZ of this white at Y = 1.
    pub const fn xyz(self) -> [f64; 3] {
        match self {
            Self::D65 => D65_XYZ,
            Self::D50 => D50_XYZ,
        }
    }

    const fn matrix(self) -> Matrix {
        match self {
            Self::D65 => D65_RELATIVE,
            Self::D50 => D50_RELATIVE,
        }
    }
}

/// CIELAB `[L*, a*, b*]` of linear sRGB (CIE 15:2018). Values outside 0…1 are taken as they are; NaN
/// stays NaN.
///
/// ```
/// use relief_photo::colour::{lab::{lab, White}, srgb};
/// let skin = [194.0, 150.0, 130.0].map(|code| srgb::decode(code / 255.0));
/// let [l, a, b] = lab(skin, White::D65);
/// assert!((l - 65.6658).abs() < 1e-4 && (a - 13.6798).abs() < 1e-4 && (b - 16.9001).abs() < 1e-4);
/// ```
pub fn lab(linear: [f64; 3], white: White) -> [f64; 3] {
    let [x, y, z] = multiply(&white.matrix(), linear).map(|t| {
        if t > LINEAR_BELOW {
            t.cbrt()
        } else {
            LINEAR_SLOPE * t + LINEAR_OFFSET
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIELAB of a row of pixels in linear sRGB, in single precision and fast: within 1e-4 ΔE*ab of
/// [`lab`] on 0…1. `out` gets as many pixels as both slices have.
pub fn lab_row(linear: &[[f32; 3]], white: White, out: &mut [[f32; 3]]) {
    let matrix = white.matrix().map(|row| row.map(|v| v as f32));
    let (blocks, rest) = linear.as_chunks::<LANES>();
    let (out_blocks, out_rest) = out.as_chunks_mut::<LANES>();
    for (block, out) in blocks.iter().zip(out_blocks.iter_mut()) {
        lab_block(&matrix, block, out);
    }
    // When `out` is the shorter one its rest faces a whole block.
    let rest = if blocks.len() > out_blocks.len() {
        blocks[out_blocks.len()].as_slice()
    } else {
        rest
    };
    for (pixel, out) in rest.iter().zip(out_rest) {
        let mut block = [[0.0; 3]; LANES];
        block[0] = *pixel;
        let mut converted = [[0.0; 3]; LANES];
        lab_block(&matrix, &block, &mut converted);
        *out = converted[0];
    }
}

/// Pixels computed side by side: two AVX registers of f32.
const LANES: usize = 16;

/// Channel by channel, so that every loop is one vector operation.
fn lab_block(m: &[[f32; 3]; 3], linear: &[[f32; 3]; LANES], out: &mut [[f32; 3]; LANES]) {
    let mut channels = [[0.0f32; LANES]; 3];
    for (i, pixel) in linear.iter().enumerate() {
        for c in 0..3 {
            channels[c][i] = pixel[c];
        }
    }
    let mut f = [[0.0f32; LANES]; 3];
    for c in 0..3 {
        for i in 0..LANES {
            let t = m[c][0] * channels[0][i] + m[c][1] * channels[1][i] + m[c][2] * channels[2][i];
            f[c][i] = curve(t);
        }
    }
    for (i, pixel) in out.iter_mut().enumerate() {
        let [x, y, z] = [f[0][i], f[1][i], f[2][i]];
        *pixel = [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)];
    }
}

/// The Lab curve with a cube root by two steps of Halley from a guess in the exponent bits.
#[inline(always)]
fn curve(t: f32) -> f32 {
    /// A third of the exponent's bias, with the mantissa's mean error taken out (Kahan).
    const GUESS: u32 = 709_958_130;
    let mut root = f32::from_bits(t.to_bits() / 3 + GUESS);
    for _ in 0..2 {
        let cube = root * root * root;
        // As a small correction: it rounds less than a factor near one.
        root -= root * (cube - t) / (2.0 * cube + t);
    }
    if t > LINEAR_BELOW as f32 {
        root
    } else {
        LINEAR_SLOPE as f32 * t + LINEAR_OFFSET as f32
    }
}

/// The matrix of Bradford's adaptation between two whites.
const fn adaptation(from: [f64; 3], to: [f64; 3]) -> Matrix {
    let (a, b) = (multiply(&BRADFORD, from), multiply(&BRADFORD, to));
    let gains = [
        [b[0] / a[0], 0.0, 0.0],
        [0.0, b[1] / a[1], 0.0],
        [0.0, 0.0, b[2] / a[2]],
    ];
    product(inverse(BRADFORD), product(gains, BRADFORD))
}

const fn relative(mut m: Matrix, white: [f64; 3]) -> Matrix {
    let mut r = 0;
    while r < 3 {
        m[r] = [m[r][0] / white[r], m[r][1] / white[r], m[r][2] / white[r]];
        r += 1;
    }
    m
}

const fn multiply(m: &Matrix, v: [f64; 3]) -> [f64; 3] {
    [
        m[0][0] * v[0] + m[0][1] * v[1] + m[0][2] * v[2],
        m[1][0] * v[0] + m[1][1] * v[1] + m[1][2] * v[2],
        m[2][0] * v[0] + m[2][1] * v[1] + m[2][2] * v[2],
    ]
}

const fn transposed(m: Matrix) -> Matrix {
    [
        [m[0][0], m[1][0], m[2][0]],
        [m[0][1], m[1][1], m[2][1]],
        [m[0][2], m[1][2], m[2][2]],
    ]
}

const fn product(a: Matrix, b: Matrix) -> Matrix {
    let b = transposed(b);
    transposed([multiply(&a, b[0]), multiply(&a, b[1]), multiply(&a, b[2])])
}

const fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

/// The inverse by cofactors.
const fn inverse(m: Matrix) -> Matrix {
    let cofactors = [cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1])];
    let determinant = multiply(&[cofactors[0], [0.0; 3], [0.0; 3]], m[0])[0];
    relative(transposed(cofactors), [determinant; 3])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::srgb;

    /// colour-science 0.4.7 and scikit-image 0.26: see `oracle/colour/oracle.py`.
    const ORACLE: &str = include_str!("../../../../oracle/colour/lab.csv");

    fn oracle() -> impl Iterator<Item = Vec<f64>> {
        ORACLE
            .lines()
            .skip(1)
            .map(|line| line.split(',').map(|v| v.parse().unwrap()).collect())
    }

    #[test]
    fn lab_agrees_with_colour_science_in_both_whites_and_with_scikit_image() {
        for row in oracle() {
            let linear = [row[0], row[1], row[2]].map(|code| srgb::decode(code / 255.0));
            let (d65, d50) = (lab(linear, White::D65), lab(linear, White::D50));
            for c in 0..3 {
                // The file has ten digits.
                assert!((d65[c] - row[3 + c]).abs() < 1e-6, "D65 {row:?} {d65:?}");
                assert!((d50[c] - row[6 + c]).abs() < 1e-6, "D50 {row:?} {d50:?}");
                // scikit-image rounds white and matrix otherwise, 0.03 in saturated colours.
                assert!((d65[c] - row[9 + c]).abs() < 0.03, "skimage {row:?} {d65:?}");
            }
        }
    }

    #[test]
    fn the_fast_row_stays_within_its_stated_error_and_ends_where_the_slices_end() {
        let pixels: Vec<[f32; 3]> = (0..20_011u32)
            .map(|i| {
                [
                    i.wrapping_mul(2_654_435_761),
                    i.wrapping_mul(40_503),
                    i.wrapping_mul(69_069_069),
                ]
            })
            .map(|bits| bits.map(|b| ((b >> 8) % 65_536) as f32 / 65_535.0))
            .collect();
        for white in [White::D65, White::D50] {
            let mut fast = vec![[0.0; 3]; pixels.len()];
            lab_row(&pixels, white, &mut fast);
            for (pixel, fast) in pixels.iter().zip(&fast) {
                let exact = lab(pixel.map(f64::from), white);
                let error = (0..3)
                    .map(|c| (f64::from(fast[c]) - exact[c]).powi(2))
                    .sum::<f64>()
                    .sqrt();
                assert!(error < 1e-4, "{pixel:?} {fast:?} {exact:?}");
            }
            let mut short = vec![[7.0; 3]; 21];
            lab_row(&pixels, white, &mut short);
            assert_eq!(short[..], fast[..21]);
            lab_row(&pixels[..3], white, &mut short[18..]);
            assert_eq!(short[18..], fast[..3]);
        }
    }

    #[test]
    fn invalid_stays_invalid_and_out_of_range_stays_finite() {
        let mut out = [[0.0; 3]; 3];
        lab_row(
            &[[f32::NAN; 3], [-0.1, 1.2, -0.3], [0.0; 3]],
            White::D65,
            &mut out,
        );
        assert!(out[0].iter().all(|v| v.is_nan()));
        assert!(out[1].iter().all(|v| v.is_finite()));
        assert!(out[2].iter().all(|v| v.abs() < 1e-5));
        assert!(lab([f64::NAN; 3], White::D65)[0].is_nan());
    }
}
