//! The sRGB transfer function (IEC 61966-2-1), the phantom's own: it shares no code with what measures.

use std::sync::LazyLock;

/// Linear light of an sRGB value in 0…1.
pub(crate) fn to_linear(encoded: f32) -> f32 {
    if encoded <= 0.04045 {
        encoded / 12.92
    } else {
        ((encoded + 0.055) / 1.055).powf(2.4)
    }
}

/// The sRGB value of linear light in 0…1.
pub(crate) fn from_linear(linear: f32) -> f32 {
    if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    }
}

/// Steps of the table of [`encode`]: the steepest one is 12.92 / 2¹⁶, a twentieth of an 8 bit code.
const STEPS: usize = 1 << 16;

/// [`from_linear`] of linear light clipped to 0…1, from a table.
pub(crate) fn encode(linear: f32) -> f32 {
    static TABLE: LazyLock<Vec<f32>> = LazyLock::new(|| {
        (0..=STEPS)
            .map(|i| from_linear(i as f32 / STEPS as f32))
            .collect()
    });
    TABLE[(linear.clamp(0.0, 1.0) * STEPS as f32 + 0.5) as usize]
}

/// Linear light of a colour given by its published 8 bit sRGB values.
pub(crate) fn linear_of(rgb: [u8; 3]) -> [f32; 3] {
    rgb.map(|code| to_linear(f32::from(code) / 255.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_grey_and_back() {
        // IEC 61966-2-1: code 188 is linear 0.5029.
        assert!((to_linear(188.0 / 255.0) - 0.502_89).abs() < 1e-4);
        for code in 0..=255u8 {
            let v = f32::from(code) / 255.0;
            assert!((from_linear(to_linear(v)) - v).abs() < 1e-5, "{code}");
        }
    }
}
