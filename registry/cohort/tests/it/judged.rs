//! Whether the intervals of one simulated registry hold what is true of it.

use crate::simulated::{
    AFTER, METRIC, OF_TYPE, PER_NEEDLE_STEP, PER_SEVERITY, PER_WEEK, REDNESS, at_home, newcomer,
};
use rand_chacha::ChaCha8Rng;
use relief_estimate::Estimate;
use relief_protocol::{ScarType, Sign};
use relief_registry::{
    At, Columns, Effect, Models, Scale, Term, change, dose_response, expected, missing_visits, mixed,
    setting_difference, side_effects,
};

/// One interval against the truth.
pub struct Judged {
    pub what: &'static str,
    /// Whether the method claims to hold the truth; what is shown beside it to mislead does not.
    pub claims: bool,
    pub holds: bool,
    pub error: f64,
}

/// Patients for whom the predictive range is tried in each registry.
pub const NEWCOMERS: usize = 20;

/// Every interval of one registry. `share_improved` is the true share after one session.
pub fn judged(registry: &Columns, share_improved: f64) -> Vec<Judged> {
    let cohort = registry.cohort();
    let first = change(&cohort, METRIC, Scale::Relative, At::Session(1)).unwrap();
    let last = missing_visits(
        &cohort,
        METRIC,
        Scale::Relative,
        &Models::in_cohort(&cohort, METRIC, Scale::Relative),
    )
    .unwrap()
    .sessions
    .remove(3);
    let dose = dose_response(&Models::in_cohort(&cohort, METRIC, Scale::Relative));
    let terms = [
        Term::EachSession,
        Term::ScarType,
        Term::Before,
        Term::IntervalWeeks,
        Term::NeedleLength,
        Term::AtHome,
    ];
    let model = mixed(&cohort, METRIC, Scale::Relative, &terms).unwrap();
    let effect = |effect| {
        let found = model.coefficients.iter().find(|found| found.effect == effect);
        found.unwrap().estimate
    };
    let side_effects = side_effects(&cohort).unwrap();
    let redness = side_effects
        .signs
        .iter()
        .find(|sign| sign.sign == Sign::Redness)
        .unwrap();
    let of = |what, estimate: Estimate, truth| judge(what, true, estimate, truth);
    let misleading = |what, estimate: Estimate, truth| judge(what, false, estimate, truth);
    let mut judged = vec![
        of("mean after 1 session", first.change.unwrap().mean, AFTER[0]),
        of(
            "share improved after 1 session",
            first.verdicts.unwrap().improved.share,
            share_improved,
        ),
        of(
            "mean after 4 sessions, model",
            last.model_based.unwrap(),
            AFTER[3],
        ),
        misleading(
            "mean after 4 sessions, complete cases",
            last.complete_cases.unwrap().mean,
            AFTER[3],
        ),
        of("per needle step", dose.needle.unwrap().slope, PER_NEEDLE_STEP),
        of("per week between", dose.interval.unwrap().slope, PER_WEEK),
        of("severity before", effect(Effect::PerUnitBefore), PER_SEVERITY),
        of(
            "rolling against ice pick",
            effect(Effect::OfType(ScarType::Rolling)),
            OF_TYPE[2] - OF_TYPE[0],
        ),
        of("sessions with redness", redness.any.share.share, REDNESS),
    ];
    // With few patients the settings sometimes overlap too little, and nothing is said.
    if let Ok(setting) = setting_difference(&Models::in_cohort(&cohort, METRIC, Scale::Relative)) {
        let [adjusted, bare] = setting.adjusted_and_bare();
        judged.push(of("at home, adjusted", adjusted, at_home()));
        judged.push(misleading("at home, bare", bare, at_home()));
    }
    judged
}

fn judge(what: &'static str, claims: bool, estimate: Estimate, truth: f64) -> Judged {
    let [low, high] = estimate.ci95;
    Judged {
        what,
        claims,
        holds: (low..=high).contains(&truth),
        error: estimate.value - truth,
    }
}

/// How many newcomers lie in the range of half and of most patients after two sessions.
pub fn predicted(registry: &Columns, chance: &mut ChaCha8Rng) -> [usize; 2] {
    let expected = expected(&registry.cohort(), METRIC, Scale::Relative, &[]);
    let expected = expected[1].unwrap();
    let newcomers: Vec<f64> = (0..NEWCOMERS).map(|_| newcomer(chance)[1]).collect();
    [expected.half, expected.most].map(|[low, high]| {
        newcomers
            .iter()
            .filter(|change| (low..=high).contains(*change))
            .count()
    })
}
