//! Every effect size and every pooled quantity against R's metafor: `oracle/evidence/oracle.R` made the numbers.

use relief_evidence::effect::{
    Effect, FiveNumbers, Group, Paired, TwoByTwo, freeman_tukey, freeman_tukey_share, log_odds_ratio,
    log_risk_ratio, logit, mean_and_sd, mean_change, mean_difference, risk_difference, single_mean,
    standardised_by_change, standardised_by_raw_score, standardised_mean_difference,
};
use relief_evidence::pool::{
    Asymmetry, AsymmetryModel, Between, Interval, Model, Slope, egger, leave_one_out, pool, pool_groups,
    regress,
};
use serde_json::Value;

/// Closed forms: both sides work in doubles.
const TEN_DIGITS: f64 = 1e-10;
/// Where both sides search for τ²: metafor until a step is 1e-12 of the effects' variance, and its interval of τ² until a
/// bracket is 1e-14.
const SEARCHED: f64 = 1e-8;

const MODELS: [(&str, Between); 4] = [
    ("common", Between::Common),
    ("dersimonian_laird", Between::DerSimonianLaird),
    ("reml", Between::Reml),
    ("paule_mandel", Between::PauleMandel),
];
const INTERVALS: [(&str, Interval); 3] = [
    ("normal", Interval::Normal),
    ("knapp_hartung", Interval::KnappHartung),
    (
        "knapp_hartung_at_least_normal",
        Interval::KnappHartungAtLeastNormal,
    ),
];

fn expected() -> Value {
    serde_json::from_str(include_str!("../../../oracle/evidence/expected.json")).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    list(value)
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

fn named<T: Copy>(names: &[(&str, T)], value: &Value) -> T {
    names.iter().find(|(name, _)| *value == *name).unwrap().1
}

#[track_caller]
fn assert_near(what: &str, actual: f64, expected: f64, tolerance: f64) {
    let distance = (actual - expected).abs();
    assert!(
        distance <= tolerance * (1.0 + expected.abs()),
        "{what}: {actual} against {expected}"
    );
}

/// The analyses with their effects.
fn analyses(all: &Value) -> Vec<(&Value, Vec<Effect>)> {
    let effects = |analysis: &Value| {
        let rows = list(&analysis["effects"]).iter().map(numbers);
        rows.map(|row| Effect::new(row[0], row[1]).unwrap()).collect()
    };
    list(&all["analyses"])
        .iter()
        .map(|analysis| (analysis, effects(analysis)))
        .collect()
}

fn reml(interval: &Value) -> Model {
    Model {
        between: Between::Reml,
        interval: named(&INTERVALS, interval),
    }
}

#[test]
fn effect_sizes_are_those_of_escalc() {
    let all = &expected()["effects"];
    let check = |name: &str, effect: &dyn Fn(&[f64]) -> Effect| {
        for row in list(&all[name]).iter().map(numbers) {
            let (known, given) = (&row[row.len() - 2..], &row[..row.len() - 2]);
            let actual = effect(given);
            assert_near(name, actual.value, known[0], TEN_DIGITS);
            assert_near(name, actual.variance, known[1], TEN_DIGITS);
        }
    };
    let count = |number: f64| number as u32;
    let group = |row: &[f64]| Group {
        mean: row[0],
        sd: row[1],
        n: count(row[2]),
    };
    let paired = |row: &[f64]| Paired {
        mean: row[0],
        sd: row[1],
        reference_mean: row[2],
        reference_sd: row[3],
        n: count(row[4]),
        correlation: row[5],
    };
    // metafor standardises by the first of two: there the pre-test is the first, and the change has the other sign.
    let turned = |effect: Effect| Effect::new(-effect.value, effect.variance).unwrap();
    let table = |row: &[f64]| TwoByTwo {
        events: count(row[0]),
        n: count(row[1]),
        other_events: count(row[2]),
        other_n: count(row[3]),
    };
    check("single_mean", &|row| single_mean(group(row)).unwrap());
    check("mean_difference", &|row| {
        mean_difference(group(row), group(&row[3..])).unwrap()
    });
    check("standardised_mean_difference", &|row| {
        standardised_mean_difference(group(row), group(&row[3..])).unwrap()
    });
    check("mean_change", &|row| mean_change(paired(row)).unwrap());
    check("standardised_by_change", &|row| {
        standardised_by_change(paired(row)).unwrap()
    });
    check("standardised_by_raw_score", &|row| {
        turned(standardised_by_raw_score(paired(row)).unwrap())
    });
    check("log_risk_ratio", &|row| log_risk_ratio(table(row)).unwrap());
    check("risk_difference", &|row| risk_difference(table(row)).unwrap());
    check("log_odds_ratio", &|row| log_odds_ratio(table(row)).unwrap());
    check("logit", &|row| logit(count(row[0]), count(row[1])).unwrap());
    check("freeman_tukey", &|row| {
        freeman_tukey(count(row[0]), count(row[1])).unwrap()
    });
}

#[test]
fn a_double_arcsine_goes_back_to_its_share() {
    for row in list(&expected()["freeman_tukey_share"]).iter().map(numbers) {
        let share = freeman_tukey_share(row[0], row[1]);
        assert_near("share", share, row[2], TEN_DIGITS);
    }
}

/// Wan et al. approximate expected order statistics, to 2 % by their figures; R integrates them.
#[test]
fn a_standard_deviation_comes_from_extremes_or_quartiles() {
    for row in list(&expected()["ranges"]).iter().map(numbers) {
        let n = row[0] as u32;
        let (extreme, quartile) = (row[1] / 2.0, row[2] / 2.0);
        let sd = |numbers| mean_and_sd(numbers, n).unwrap().sd;
        assert_near(
            "range",
            sd(FiveNumbers::Extremes([-extreme, 0.0, extreme])),
            1.0,
            0.02,
        );
        assert_near(
            "quartiles",
            sd(FiveNumbers::Quartiles([-quartile, 0.0, quartile])),
            1.0,
            0.02,
        );
        let all = FiveNumbers::All([-extreme, -quartile, 0.0, quartile, extreme]);
        assert_near("five", sd(all), 1.0, 0.02);
    }
}

#[test]
fn pooled_effects_are_those_of_rma() {
    for (analysis, effects) in analyses(&expected()) {
        for known in list(&analysis["pooled"]) {
            let model = Model {
                between: named(&MODELS, &known["between"]),
                interval: named(&INTERVALS, &known["interval"]),
            };
            let what = format!("{} {model:?}", analysis["name"]);
            let near = |field: &str, actual: f64| {
                assert_near(
                    &format!("{what} {field}"),
                    actual,
                    known[field].as_f64().unwrap(),
                    SEARCHED,
                );
            };
            let pooled = pool(&effects, model).unwrap();
            let ends = numbers(&known["estimate"]);
            let estimate = [
                pooled.estimate.value,
                pooled.estimate.ci95[0],
                pooled.estimate.ci95[1],
            ];
            for (actual, known) in estimate.iter().zip(ends) {
                assert_near(&what, *actual, known, SEARCHED);
            }
            near("standard_error", pooled.standard_error);
            near("p", pooled.p);
            near("tau2", pooled.tau2);
            near("q", pooled.q);
            near("q_p", pooled.q_p);
            near("i2", pooled.i2);
            near("h2", pooled.h2);
            assert_eq!(pooled.prediction.is_none(), known["prediction"].is_null());
            if let Some(prediction) = pooled.prediction {
                let known = numbers(&known["prediction"]);
                assert_near(&what, prediction.ci95[0], known[0], SEARCHED);
                assert_near(&what, prediction.ci95[1], known[1], SEARCHED);
            }
            for (actual, known) in pooled.weights.iter().zip(numbers(&known["weights"])) {
                assert_near(&what, *actual, known, SEARCHED);
            }
        }
    }
}

#[test]
fn the_interval_of_tau_squared_is_that_of_confint() {
    for (analysis, effects) in analyses(&expected()) {
        let known = numbers(&analysis["q_profile"]);
        match pool(&effects, Model::CAREFUL).unwrap().tau2_ci95 {
            Some(actual) => {
                assert_near("lower", actual[0], known[0], SEARCHED);
                assert_near("upper", actual[1], known[1], SEARCHED);
            }
            // metafor gives the empty interval as zero to zero.
            None => assert_eq!(known, [0.0, 0.0]),
        }
    }
}

#[test]
fn leaving_one_out_is_pooling_the_others() {
    for (analysis, effects) in analyses(&expected()) {
        let model = Model {
            between: Between::Reml,
            interval: Interval::KnappHartung,
        };
        let left = leave_one_out(&effects, model).unwrap();
        for (one, known) in left
            .iter()
            .zip(list(&analysis["leave_one_out"]).iter().map(numbers))
        {
            let [lower, upper] = one.others.estimate.ci95;
            for (actual, known) in [one.others.estimate.value, lower, upper, one.others.tau2]
                .iter()
                .zip(known)
            {
                assert_near("left out", *actual, known, SEARCHED);
            }
        }
    }
}

#[track_caller]
fn assert_slope(actual: &Slope, known: &Value) {
    let ends = numbers(&known["estimate"]);
    assert_near("coefficient", actual.estimate.value, ends[0], SEARCHED);
    assert_near("lower", actual.estimate.ci95[0], ends[1], SEARCHED);
    assert_near("upper", actual.estimate.ci95[1], ends[2], SEARCHED);
    assert_near(
        "error",
        actual.standard_error,
        known["standard_error"].as_f64().unwrap(),
        SEARCHED,
    );
    assert_near("p", actual.p, known["p"].as_f64().unwrap(), SEARCHED);
}

#[test]
fn regressions_are_those_of_rma() {
    for (analysis, effects) in analyses(&expected()) {
        let moderator = numbers(&analysis["moderator"]);
        for known in list(&analysis["regression"]) {
            let actual = regress(&effects, &moderator, reml(&known["interval"])).unwrap();
            assert_slope(&actual.intercept, &known["coefficients"][0]);
            assert_slope(&actual.slope, &known["coefficients"][1]);
            assert_near("tau2", actual.tau2, known["tau2"].as_f64().unwrap(), SEARCHED);
            // Of nothing, metafor explains 0 %.
            assert_near(
                "r2",
                actual.r2.unwrap_or(0.0),
                known["r2"].as_f64().unwrap(),
                SEARCHED,
            );
        }
    }
}

#[test]
fn subgroups_are_a_factor_of_rma() {
    for (analysis, effects) in analyses(&expected()) {
        let groups: Vec<&str> = list(&analysis["groups"])
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        for known in list(&analysis["subgroups"]) {
            let actual = pool_groups(&effects, &groups, reml(&known["interval"])).unwrap();
            for ((group, name), mean) in actual
                .groups
                .iter()
                .zip(list(&known["names"]))
                .zip(list(&known["means"]))
            {
                assert_eq!(group.group, name.as_str().unwrap());
                let ends = numbers(&mean["estimate"]);
                assert_near("mean", group.estimate.value, ends[0], SEARCHED);
                assert_near("lower", group.estimate.ci95[0], ends[1], SEARCHED);
                assert_near("upper", group.estimate.ci95[1], ends[2], SEARCHED);
            }
            assert_near("tau2", actual.tau2, known["tau2"].as_f64().unwrap(), SEARCHED);
            assert_near(
                "statistic",
                actual.statistic,
                known["statistic"].as_f64().unwrap(),
                SEARCHED,
            );
            assert_near("p", actual.p, known["p"].as_f64().unwrap(), SEARCHED);
        }
    }
}

#[test]
fn the_funnel_is_tested_as_regtest_does() {
    let check = |actual: Asymmetry, known: &Value| {
        assert_near(
            "statistic",
            actual.slope.statistic,
            known["statistic"].as_f64().unwrap(),
            SEARCHED,
        );
        assert_near("p", actual.slope.p, known["p"].as_f64().unwrap(), SEARCHED);
        let limit = numbers(&known["limit"]);
        assert_near("limit", actual.limit.estimate.value, limit[0], SEARCHED);
        assert_near("lower", actual.limit.estimate.ci95[0], limit[1], SEARCHED);
        assert_near("upper", actual.limit.estimate.ci95[1], limit[2], SEARCHED);
    };
    for (analysis, effects) in analyses(&expected()) {
        let known = &analysis["asymmetry"];
        check(egger(&effects, AsymmetryModel::Egger).unwrap(), &known["egger"]);
        let mixed = AsymmetryModel::Mixed(Model {
            between: Between::Reml,
            interval: Interval::KnappHartung,
        });
        check(egger(&effects, mixed).unwrap(), &known["mixed"]);
    }
}
