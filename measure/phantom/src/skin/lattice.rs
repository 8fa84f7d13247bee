//! Gradient noise on a lattice (Perlin 1985, doi:10.1145/325165.325247): relief without a repeat.

use crate::random::mix;

/// Directions of the lattice's gradients: eight around the circle.
const GRADIENTS: [[f32; 2]; 8] = {
    const H: f32 = std::f32::consts::FRAC_1_SQRT_2;
    [
        [1.0, 0.0],
        [H, H],
        [0.0, 1.0],
        [-H, H],
        [-1.0, 0.0],
        [-H, -H],
        [0.0, -1.0],
        [H, -H],
    ]
};

/// Smooth noise with features of about one unit, mean 0 and values within ±1 (mostly within ±0.6).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lattice(u32);

impl Lattice {
    /// The noise field number `field` of a seed.
    pub(crate) fn new(seed: u64, field: u64) -> Self {
        Self(mix(seed ^ mix(field)) as u32)
    }

    /// The value at a point.
    #[inline]
    pub(crate) fn at(self, x: f32, y: f32) -> f32 {
        let (x0, y0) = (x.floor(), y.floor());
        let (fx, fy) = (x - x0, y - y0);
        let (ix, iy) = (x0 as i32 as u32, y0 as i32 as u32);
        let corner = |dx: u32, dy: u32| {
            let g = GRADIENTS[(self.hash(ix.wrapping_add(dx), iy.wrapping_add(dy)) >> 29) as usize];
            g[0] * (fx - dx as f32) + g[1] * (fy - dy as f32)
        };
        let (wx, wy) = (fade(fx), fade(fy));
        let top = corner(0, 0) + wx * (corner(1, 0) - corner(0, 0));
        let bottom = corner(0, 1) + wx * (corner(1, 1) - corner(0, 1));
        1.4 * (top + wy * (bottom - top))
    }

    #[inline]
    fn hash(self, ix: u32, iy: u32) -> u32 {
        let mut h = ix.wrapping_mul(0x9E37_79B1) ^ iy.wrapping_mul(0x85EB_CA77) ^ self.0;
        h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
        h = (h ^ (h >> 13)).wrapping_mul(0x297A_2D39);
        h ^ (h >> 16)
    }
}

#[inline]
fn fade(t: f32) -> f32 {
    t * t * t * (t * (6.0 * t - 15.0) + 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nought_on_the_lattice_and_continuous() {
        let noise = Lattice::new(4, 2);
        let mut energy = 0.0;
        for i in -20..20 {
            let t = i as f32;
            assert!(noise.at(t, -t).abs() < 1e-6);
            assert!((noise.at(t + 0.5, 3.2) - noise.at(t + 0.501, 3.2)).abs() < 0.01);
            energy += noise.at(t + 0.5, 0.5).powi(2);
        }
        assert!(energy > 0.5, "{energy}");
    }
}
