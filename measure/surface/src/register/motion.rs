//! How a scan lies on another: turned and shifted, never scaled.

/// `q = R (p − c) + c + t`: a place `p` of the scan before is the place `q` of the scan after, both in mm from the centre of
/// their first cells, x along a row and y down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Motion {
    /// The turn from x towards y.
    pub rotation_rad: f64,
    /// The shift of `centre_mm`.
    pub shift_mm: [f64; 2],
    /// About which it turns.
    pub centre_mm: [f64; 2],
}

impl Motion {
    /// Where a place of the scan before lies in the scan after.
    ///
    /// ```
    /// use relief_surface::register::Motion;
    /// let quarter = Motion { rotation_rad: std::f64::consts::FRAC_PI_2, shift_mm: [1.0, 0.0], centre_mm: [5.0, 5.0] };
    /// let [x, y] = quarter.to_after([6.0, 5.0]);
    /// assert!((x - 6.0).abs() < 1e-12 && (y - 6.0).abs() < 1e-12);
    /// let [x, y] = quarter.to_before([x, y]);
    /// assert!((x - 6.0).abs() < 1e-12 && (y - 5.0).abs() < 1e-12);
    /// ```
    pub fn to_after(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (sin, cos) = self.rotation_rad.sin_cos();
        let (x, y) = (x - self.centre_mm[0], y - self.centre_mm[1]);
        [
            cos * x - sin * y + self.centre_mm[0] + self.shift_mm[0],
            sin * x + cos * y + self.centre_mm[1] + self.shift_mm[1],
        ]
    }

    /// Where a place of the scan after lies in the scan before.
    pub fn to_before(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (sin, cos) = self.rotation_rad.sin_cos();
        let x = x - self.centre_mm[0] - self.shift_mm[0];
        let y = y - self.centre_mm[1] - self.shift_mm[1];
        [
            cos * x + sin * y + self.centre_mm[0],
            cos * y - sin * x + self.centre_mm[1],
        ]
    }
}
