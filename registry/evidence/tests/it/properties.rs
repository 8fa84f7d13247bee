//! What holds for any studies.

use proptest::prelude::*;
use relief_evidence::EvidenceError;
use relief_evidence::effect::{Effect, freeman_tukey, freeman_tukey_share, logit, logit_share};
use relief_evidence::pool::{Between, Interval, Model, pool, pool_groups, regress};

fn studies() -> impl Strategy<Value = Vec<Effect>> {
    let study =
        (-5.0..5.0f64, 0.01..4.0f64).prop_map(|(value, variance)| Effect::new(value, variance).unwrap());
    prop::collection::vec(study, 3..12)
}

const METHODS: [Between; 4] = [
    Between::Common,
    Between::DerSimonianLaird,
    Between::Reml,
    Between::PauleMandel,
];

fn model(between: Between) -> Model {
    Model {
        between,
        interval: Interval::KnappHartung,
    }
}

/// The restricted log likelihood of τ² in these studies about their mean.
fn restricted_likelihood(studies: &[Effect], tau2: f64) -> f64 {
    let weights: Vec<f64> = studies
        .iter()
        .map(|study| 1.0 / (study.variance + tau2))
        .collect();
    let total: f64 = weights.iter().sum();
    let mean = studies
        .iter()
        .zip(&weights)
        .map(|(study, w)| w * study.value)
        .sum::<f64>()
        / total;
    let squares = studies
        .iter()
        .zip(&weights)
        .map(|(study, w)| w * (study.value - mean).powi(2));
    let logs: f64 = weights.iter().map(|w| w.ln()).sum();
    0.5 * (logs - total.ln() - squares.sum::<f64>())
}

proptest! {
    #[test]
    fn the_mean_lies_among_the_studies_and_its_interval_about_it(studies in studies()) {
        for between in METHODS {
            let pooled = pool(&studies, model(between)).unwrap();
            let least = studies.iter().map(|study| study.value).fold(f64::INFINITY, f64::min);
            let most = studies.iter().map(|study| study.value).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(least - 1e-9 <= pooled.estimate.value && pooled.estimate.value <= most + 1e-9);
            prop_assert!((pooled.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&pooled.i2));
        }
    }

    #[test]
    fn no_neighbouring_variance_is_likelier_than_that_of_reml(studies in studies()) {
        let tau2 = pool(&studies, model(Between::Reml)).unwrap().tau2;
        let best = restricted_likelihood(&studies, tau2);
        for neighbour in [0.99 * tau2, 1.01 * tau2, tau2 + 1e-5] {
            prop_assert!(restricted_likelihood(&studies, neighbour) <= best + 1e-9);
        }
    }

    #[test]
    fn paule_and_mandels_variance_makes_q_its_degrees_of_freedom(studies in studies()) {
        let pooled = pool(&studies, model(Between::PauleMandel)).unwrap();
        let weight = |study: &Effect| 1.0 / (study.variance + pooled.tau2);
        let mean = pooled.estimate.value;
        let q: f64 = studies.iter().map(|study| weight(study) * (study.value - mean).powi(2)).sum();
        let df = studies.len() as f64 - 1.0;
        // Without a variance Q may be smaller, never larger.
        prop_assert!(q <= df + 1e-6 && (pooled.tau2 == 0.0 || q >= df - 1e-6));
    }

    #[test]
    fn another_unit_changes_nothing_but_the_unit(studies in studies(), factor in 0.01..100.0f64) {
        let scaled: Vec<Effect> = studies
            .iter()
            .map(|study| Effect::new(study.value * factor, study.variance * factor * factor).unwrap())
            .collect();
        for between in METHODS {
            let (one, other) = (pool(&studies, model(between)).unwrap(), pool(&scaled, model(between)).unwrap());
            prop_assert!((one.estimate.ci95[0] * factor - other.estimate.ci95[0]).abs() < 1e-6 * factor);
            prop_assert!((one.i2 - other.i2).abs() < 1e-6);
        }
    }

    #[test]
    fn the_order_of_studies_does_not_matter(studies in studies()) {
        let turned: Vec<Effect> = studies.iter().rev().copied().collect();
        let (one, other) = (pool(&studies, Model::CAREFUL).unwrap(), pool(&turned, Model::CAREFUL).unwrap());
        prop_assert!((one.estimate.value - other.estimate.value).abs() < 1e-9);
    }

    #[test]
    fn two_groups_are_a_regression_on_their_number(studies in studies()) {
        let names: Vec<&str> = (0..studies.len()).map(|at| ["a", "b"][at % 2]).collect();
        let numbers: Vec<f64> = (0..studies.len()).map(|at| (at % 2) as f64).collect();
        let groups = pool_groups(&studies, &names, Model::CAREFUL).unwrap();
        let line = regress(&studies, &numbers, Model::CAREFUL).unwrap();
        let difference = groups.groups[1].estimate.value - groups.groups[0].estimate.value;
        prop_assert!((difference - line.slope.estimate.value).abs() < 1e-7);
        prop_assert!((groups.p - line.slope.p).abs() < 1e-7);
    }

    #[test]
    fn shares_come_back(events in 0u32..60, others in 0u32..60) {
        prop_assume!(events + others > 0);
        let (n, share) = (events + others, f64::from(events) / f64::from(events + others));
        let arcsine = freeman_tukey(events, n).unwrap().value;
        prop_assert!((freeman_tukey_share(arcsine, f64::from(n)) - share).abs() < 1e-9);
        if events > 0 && others > 0 {
            prop_assert!((logit_share(logit(events, n).unwrap().value) - share).abs() < 1e-12);
        }
    }
}

#[test]
fn what_cannot_be_pooled_is_an_error() {
    let one = Effect::new(1.0, 0.5).unwrap();
    let few = pool(&[one], Model::CAREFUL).unwrap_err();
    assert_eq!(few.to_string(), "pooling: 1 studies given; at least 2 are needed");
    assert_eq!(
        regress(&[one; 4], &[2.0; 4], Model::CAREFUL),
        Err(EvidenceError::Collinear)
    );
    assert!(Effect::new(1.0, 0.0).is_err() && Effect::new(f64::NAN, 1.0).is_err());
    assert!(logit(3, 2).is_err() && logit(0, 0).is_err());
}

/// metafor 3.8-1 does not find τ² here, whatever the number of its steps; with steps half as long it finds this one.
#[test]
fn a_variance_about_which_steps_go_to_and_fro_is_found() {
    let effects = [-4.63, 3.76, -4.47, 3.04, -3.73, 1.99, -4.21];
    let variances = [3.05, 0.01, 0.01, 2.77, 2.36, 0.01, 1.94];
    let studies: Vec<Effect> = (effects.iter().zip(variances))
        .map(|(value, variance)| Effect::new(*value, variance).unwrap())
        .collect();
    let found = regress(&studies, &[0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0], Model::CAREFUL).unwrap();
    assert!((found.tau2 - 0.696_133_306_996).abs() < 1e-9, "{}", found.tau2);
}
