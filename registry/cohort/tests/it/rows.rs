//! Rows as tests need them.

use relief_course::Setting;
use relief_estimate::{Estimate, Verdict};
use relief_protocol::NeedleLength;
use relief_registry::{Columns, Compared, Comparison, Covariates, Pseudonym, Rows};

pub const METRIC: &str = "scar_shading_contrast";

/// A measured change of before 10, with MDC95 1 and the verdict that follows from `difference`.
pub fn measured(difference: f64) -> Compared {
    let verdict = match difference {
        better if better < -1.0 => Verdict::Improved,
        worse if worse > 1.0 => Verdict::Worse,
        _ => Verdict::NoDetectableChange,
    };
    measured_of(10.0, difference, verdict)
}

pub fn measured_of(before: f64, difference: f64, verdict: Verdict) -> Compared {
    Compared::Measured {
        before: Estimate::from_standard_error(before, 0.1).unwrap(),
        difference: Estimate::from_standard_error(difference, 0.1).unwrap(),
        relative: Some(difference / before),
        mdc95: 1.0,
        verdict,
    }
}

pub fn refused(reason: &str) -> Compared {
    Compared::Refused {
        reasons: vec![reason.to_owned()],
    }
}

pub fn row(patient: u64, place: &str, sessions: u8, compared: Compared) -> Comparison {
    Comparison {
        patient: Pseudonym(patient),
        place: place.to_owned(),
        metric: METRIC.to_owned(),
        unit: "%".to_owned(),
        sessions,
        compared,
        covariates: Covariates {
            setting: Some(Setting::Professional),
            needle: Some(NeedleLength::from_mm(1.5).unwrap()),
            ..Covariates::default()
        },
    }
}

pub fn columns(comparisons: Vec<Comparison>) -> Columns {
    Columns::new(Rows {
        comparisons,
        ..Rows::default()
    })
    .unwrap()
}
