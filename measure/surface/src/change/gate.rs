//! Whether two scans may be compared.

use crate::register::Registration;

/// What a check is about: the contract's codes that scans know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckCode {
    /// The scans do not lie on each other.
    Registration,
    /// Too little of the skin is on both.
    Overlap,
    /// The skin between the scars is another's.
    DifferentSkin,
    /// The skin agrees with its mirror image.
    Mirrored,
    /// One scan shows the same skin larger.
    Scale,
    /// A scan is too noisy for its scars.
    Noise,
}

/// A check with what was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What it is about.
    pub code: CheckCode,
    /// What was measured, in words.
    pub quantity: &'static str,
    /// Its value.
    pub measured: f64,
    /// Its limit.
    pub limit: f64,
    /// The unit of both; `1` for a plain ratio.
    pub unit: &'static str,
    /// What is wrong and what to do, when it did not pass.
    pub message: String,
    /// Within the limit.
    pub passed: bool,
}

/// Less of the scan before leaves out too many of its scars.
const LEAST_OVERLAP: f64 = 0.5;
/// Skin's own micro-relief agrees with itself far beyond this, also under 20 µm of noise; on phantoms other skin stayed below
/// 0.08 on whole scans.
const LEAST_SKIN_CORRELATION: f64 = 0.15;
/// The skin of a whole scan of 60 × 45 mm between its scars. A correlation by chance grows as one over the root of the area, so that less skin must agree
/// better: on strips of phantoms other skin came to 0.3 at 300 mm², where the limit is 0.39, and skin itself to 0.85.
const WHOLE_SCAN_MM2: f64 = 2000.0;
/// Where noise hides the micro-relief, the constellation of scars tells as well, when the skin does not speak against it and the scars are enough: two or
/// three scars of another person can fit by chance, and a narrow piece has no more.
const LEAST_SCAR_CORRELATION: f64 = 0.6;
const LEAST_SCARS_MET: usize = 5;
const LEAST_SKIN_BESIDE_SCARS: f64 = 0.06;
/// Skin that is shown larger by more than this has a volume that is wrong by about as much as repeated scans differ.
const MOST_STRETCH_PERCENT: f64 = 2.0;
/// Correlation of the skin that is more than chance finds when a scale is free, and less than a wrong pitch takes.
const CLEARLY: f64 = 0.1;
/// Noise beyond this hides scars of 0.15 mm.
const MOST_NOISE_UM: f64 = 60.0;

/// Whether the skin is the same.
pub(super) fn is_same_skin(found: &Registration) -> bool {
    let by_scars = found.scar_correlation >= LEAST_SCAR_CORRELATION
        && found.scars_met >= LEAST_SCARS_MET
        && found.skin_correlation >= on_so_much(LEAST_SKIN_BESIDE_SCARS, found);
    found.skin_correlation >= on_so_much(LEAST_SKIN_CORRELATION, found) || by_scars
}

/// A least correlation of whole scans on as much skin as was compared; that of whole scans for more, and 1 where it would be more than that.
fn on_so_much(least: f64, found: &Registration) -> f64 {
    (least * (WHOLE_SCAN_MM2 / found.skin_mm2).sqrt().max(1.0)).min(1.0)
}

/// Whether both scans show the skin in one size.
pub(super) fn is_true_to_scale(found: &Registration) -> bool {
    100.0 * (found.scale - 1.0).abs() <= MOST_STRETCH_PERCENT
}

/// Whether the skin agrees far better in one way than in another.
pub(super) fn is_clearly_better(found: &Registration, other: &Registration) -> bool {
    found.skin_correlation > other.skin_correlation + CLEARLY
}

/// How the scan after lies on the scan before.
pub(super) enum Laid {
    /// As it is; `None` when nowhere.
    AsItIs(Option<Registration>),
    /// Only as its mirror image.
    Mirrored(Registration),
    /// Only when its lengths are multiplied.
    Scaled(Registration),
}

/// The checks of a pair that was laid on each other, or not.
pub(super) fn checks(laid: &Laid, noise_um: [f64; 2]) -> Vec<Check> {
    let mut checks = noise(noise_um);
    let found = match laid {
        Laid::AsItIs(found) => found.as_ref(),
        Laid::Mirrored(found) => {
            checks.push(mirrored(found));
            return checks;
        }
        Laid::Scaled(found) => {
            checks.push(scale(found));
            return checks;
        }
    };
    let Some(found) = found else {
        checks.push(Check {
            code: CheckCode::Registration,
            quantity: "shared skin",
            measured: 0.0,
            limit: LEAST_OVERLAP,
            unit: "1",
            message: "the two scans could not be laid on each other: they seem to show no common skin; \
                      scan the same area again"
                .to_owned(),
            passed: false,
        });
        return checks;
    };
    checks.push(Check {
        code: CheckCode::DifferentSkin,
        quantity: "agreement of the skin between the scars",
        measured: found.skin_correlation,
        limit: on_so_much(LEAST_SKIN_CORRELATION, found),
        unit: "1",
        message: "the two scans show different skin, or one of them shows too little detail; check the name, the side and the \
                  area, and scan again"
            .to_owned(),
        passed: is_same_skin(found),
    });
    checks.push(Check {
        code: CheckCode::Overlap,
        quantity: "share of the first scan that the second shows, too",
        measured: found.overlap,
        limit: LEAST_OVERLAP,
        unit: "1",
        message: format!(
            "the second scan shows only {:.0} % of the first one's skin; scan the same area again",
            100.0 * found.overlap
        ),
        passed: found.overlap >= LEAST_OVERLAP,
    });
    if is_same_skin(found) {
        checks.push(scale(found));
    }
    checks
}

fn mirrored(found: &Registration) -> Check {
    Check {
        code: CheckCode::Mirrored,
        quantity: "agreement of the skin with the mirrored scan",
        measured: found.skin_correlation,
        limit: on_so_much(LEAST_SKIN_CORRELATION, found),
        unit: "1",
        message: "one scan is the mirror image of the other; export it again without mirroring".to_owned(),
        passed: false,
    }
}

fn scale(found: &Registration) -> Check {
    let percent = 100.0 * (found.scale - 1.0);
    Check {
        code: CheckCode::Scale,
        quantity: "deviation of scale",
        measured: percent.abs(),
        limit: MOST_STRETCH_PERCENT,
        unit: "%",
        message: format!(
            "the second scan shows the same skin {:.3} times as large: the pitch or the unit of one of them is wrong; give each scan its own",
            found.scale
        ),
        passed: is_true_to_scale(found),
    }
}

fn noise(noise_um: [f64; 2]) -> Vec<Check> {
    let worst = noise_um[0].max(noise_um[1]);
    vec![Check {
        code: CheckCode::Noise,
        quantity: "noise of single cells",
        measured: worst,
        limit: MOST_NOISE_UM,
        unit: "um",
        message: format!(
            "one of the scans is too noisy ({worst:.0} µm); scan again, with the instrument still and the skin dry"
        ),
        passed: worst <= MOST_NOISE_UM,
    }]
}
