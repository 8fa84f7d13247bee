//! The sRGB transfer function (IEC 61966-2-1), the phantom's own: it shares no code with what measures.

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
