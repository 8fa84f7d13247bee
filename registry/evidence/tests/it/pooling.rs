//! Pooled quantities against metafor's rma: `oracle/evidence/oracle.R` made the numbers.

use crate::expected::{SEARCHED, assert_near, expected, list, numbers};
use relief_evidence::effect::Effect;
use relief_evidence::pool::{
    Asymmetry, AsymmetryModel, Between, Interval, Model, Slope, egger, leave_one_out, pool, pool_groups,
    regress,
};
use serde_json::Value;

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

fn named<T: Copy>(names: &[(&str, T)], value: &Value) -> T {
    names.iter().find(|(name, _)| *value == *name).unwrap().1
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
