//! The sRGB transfer function (IEC 61966-2-1), as tables for 8 and 16 bit code values.

use std::sync::LazyLock;

/// Linear light of an sRGB value in 0…1.
///
/// ```
/// use relief_photo::colour::srgb::decode;
/// assert!((decode(0.5) - 0.21404).abs() < 1e-5);
/// ```
pub fn decode(encoded: f64) -> f64 {
    if encoded <= 0.04045 {
        encoded / 12.92
    } else {
        ((encoded + 0.055) / 1.055).powf(2.4)
    }
}

/// The sRGB value of linear light in 0…1.
pub fn encode(linear: f64) -> f64 {
    if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    }
}

/// Linear light of each 8 bit code value.
pub static DECODE_U8: LazyLock<[f32; 256]> =
    LazyLock::new(|| std::array::from_fn(|i| decode(i as f64 / 255.0) as f32));

/// Linear light of each 16 bit code value.
pub static DECODE_U16: LazyLock<Vec<f32>> = LazyLock::new(|| {
    (0..=u16::MAX)
        .map(|i| decode(f64::from(i) / 65535.0) as f32)
        .collect()
});
