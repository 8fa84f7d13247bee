//! Indices of skin colour: individual typology angle, erythema and melanin index.

/// Classes of skin colour by ITA°.
///
/// Limits 55, 41, 28, 10 and −30 degrees: Chardon, Cretois, Hourseau, Int J Cosmet Sci 13 (1991) 191–208,
/// doi:10.1111/j.1467-2494.1991.tb00561.x; *dark* below −30: Del Bino, Bernerd, Br J Dermatol 169 (2013)
/// Suppl 3, 33–40, doi:10.1111/bjd.12529.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItaClass {
    /// Above 55°.
    VeryLight,
    /// 41° to 55°.
    Light,
    /// 28° to 41°.
    Intermediate,
    /// 10° to 28°.
    Tan,
    /// −30° to 10°.
    Brown,
    /// −30° and below.
    Dark,
}

impl ItaClass {
    /// The class of an angle; a limit itself belongs to the darker class. NaN has none.
    pub fn of(ita_degrees: f64) -> Option<Self> {
        const LIMITS: [(f64, ItaClass); 5] = [
            (55.0, ItaClass::VeryLight),
            (41.0, ItaClass::Light),
            (28.0, ItaClass::Intermediate),
            (10.0, ItaClass::Tan),
            (-30.0, ItaClass::Brown),
        ];
        if ita_degrees.is_nan() {
            return None;
        }
        let above = LIMITS.iter().find(|(limit, _)| ita_degrees > *limit);
        Some(above.map_or(Self::Dark, |(_, class)| *class))
    }
}

/// Individual typology angle of a Lab colour in degrees, atan((L* − 50) / b*); the Lab's white must be
/// stated with it, as D50 and D65 differ by up to 0.8° (source: [`ItaClass`]).
///
/// `None` where b* ≤ 0 or is no number: skin is yellower than neutral, so this is no skin or its light
/// was blue, and the angle would jump by 180°.
///
/// ```
/// use relief_photo::colour::{lab::{lab, White}, skin::ita_degrees, srgb};
/// let skin = [194.0, 150.0, 130.0].map(|code| srgb::decode(code / 255.0));
/// assert!((ita_degrees(lab(skin, White::D65)).unwrap() - 42.829).abs() < 1e-3);
/// assert_eq!(ita_degrees([60.0, 0.0, -1.0]), None);
/// ```
pub fn ita_degrees([l, _, b]: [f64; 3]) -> Option<f64> {
    (b > 0.0).then(|| ((l - 50.0) / b).atan().to_degrees())
}

/// Erythema index of a camera, 100·(log₁₀ R_red − log₁₀ R_green), of linear, white-normalised sRGB: more
/// blood absorbs more green. Camera units, not those of a Mexameter. 1 % error of one channel's gain
/// shifts it by 0.43. `None` unless both channels are positive.
///
/// Source: Dawson et al., Phys Med Biol 25 (1980) 695–709, doi:10.1088/0031-9155/25/4/008, for the
/// difference of absorbances; Yamamoto et al., Skin Res Technol 14 (2008) 26–34,
/// doi:10.1111/j.1600-0846.2007.00256.x, for camera channels.
pub fn erythema_index([red, green, _]: [f32; 3]) -> Option<f32> {
    (red > 0.0 && green > 0.0).then(|| 100.0 * (red.log10() - green.log10()))
}

/// Melanin index of a camera, 100·log₁₀(1 / R_red), of linear, white-normalised sRGB: in red hardly
/// anything but melanin absorbs. Camera units, not those of a Mexameter; it moves with exposure, 1 % by
/// 0.43. `None` unless red is positive. Sources as [`erythema_index`].
pub fn melanin_index([red, _, _]: [f32; 3]) -> Option<f32> {
    (red > 0.0).then(|| -100.0 * red.log10())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ita_agrees_with_the_oracle_and_is_silent_where_it_would_jump() {
        let oracle = include_str!("../../../../oracle/colour/lab.csv");
        for line in oracle.lines().skip(1) {
            let row: Vec<f64> = line.split(',').map(|v| v.parse().unwrap()).collect();
            match ita_degrees([row[3], row[4], row[5]]) {
                // Both take the same ten digits of Lab.
                Some(ita) => assert!((ita - row[12]).abs() < 1e-6, "{row:?}"),
                None => assert!(row[12].is_nan(), "{row:?}"),
            }
        }
        assert_eq!(ita_degrees([60.0, 0.0, f64::NAN]), None);
    }

    #[test]
    fn classes_have_the_published_limits() {
        let classes = [60.0, 55.0, 41.0, 28.0, 10.0, -30.0].map(|ita| ItaClass::of(ita).unwrap());
        let wanted = [
            ItaClass::VeryLight,
            ItaClass::Light,
            ItaClass::Intermediate,
            ItaClass::Tan,
            ItaClass::Brown,
            ItaClass::Dark,
        ];
        assert_eq!(classes, wanted);
        assert_eq!(ItaClass::of(f64::NAN), None);
    }

    #[test]
    fn indices_meet_their_closed_forms() {
        // A tenth of the light absorbed away in green is one absorbance of ten.
        assert!((erythema_index([0.5, 0.05, 0.1]).unwrap() - 100.0).abs() < 1e-4);
        assert!((melanin_index([0.1, 0.5, 0.5]).unwrap() - 100.0).abs() < 1e-4);
        // One per cent of gain is 0.43 units.
        let shift = melanin_index([0.3, 0.0, 0.0]).unwrap() - melanin_index([0.303, 0.0, 0.0]).unwrap();
        assert!((shift - 0.432).abs() < 1e-3);
        assert_eq!(erythema_index([0.5, 0.0, 0.1]), None);
        assert_eq!(melanin_index([f32::NAN, 0.0, 0.1]), None);
    }
}
