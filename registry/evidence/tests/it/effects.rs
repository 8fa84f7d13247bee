//! Effect sizes against metafor's escalc: `oracle/evidence/oracle.R` made the numbers.

use crate::expected::{TEN_DIGITS, assert_near, expected, list, numbers};
use relief_evidence::effect::{
    Effect, FiveNumbers, Group, Paired, TwoByTwo, change_from_interval, change_from_p, freeman_tukey,
    freeman_tukey_share, log_odds_ratio, log_risk_ratio, logit, mean_and_sd, mean_change, mean_difference,
    risk_difference, single_mean, standardised_by_change, standardised_by_raw_score,
    standardised_mean_difference,
};

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

/// Luo et al. fit formulas to the weights that simulation finds; 0.03 is what 40,000 samples and their fit leave open. A
/// quantile of 1 among zeros shows its weight.
#[test]
fn a_mean_weighs_extremes_and_quartiles_as_simulation_does() {
    for row in list(&expected()["weights_of_means"]).iter().map(numbers) {
        let mean = |numbers| mean_and_sd(numbers, row[0] as u32).unwrap().mean;
        let weights = [
            2.0 * mean(FiveNumbers::Extremes([0.0, 0.0, 1.0])),
            2.0 * mean(FiveNumbers::Quartiles([0.0, 0.0, 1.0])),
            2.0 * mean(FiveNumbers::All([0.0, 0.0, 0.0, 0.0, 1.0])),
        ];
        for (actual, known) in weights.iter().zip(&row[1..]) {
            assert!(
                (actual - known).abs() < 0.03,
                "n {}: {actual} against {known}",
                row[0]
            );
        }
        let both = 2.0 * mean(FiveNumbers::All([0.0, 0.0, 0.0, 1.0, 1.0]));
        assert!((both - row[3] - row[4]).abs() < 0.03, "n {}: {both}", row[0]);
    }
}

#[test]
fn a_change_told_with_interval_or_p_has_its_variance() {
    for row in list(&expected()["told_changes"]).iter().map(numbers) {
        let (mean, n, variance) = (row[0], row[6] as u32, row[7]);
        let by_t = change_from_interval(mean, [row[1], row[2]], Some(n)).unwrap();
        let by_normal = change_from_interval(mean, [row[3], row[4]], None).unwrap();
        let by_p = change_from_p(mean, row[5], n).unwrap();
        for effect in [by_t, by_normal, by_p] {
            assert_near("variance", effect.variance, variance, TEN_DIGITS);
            assert_near("mean", effect.value, mean, 0.0);
        }
    }
    assert!(change_from_interval(0.4, [2.3, 3.5], Some(15)).is_err());
    assert!(change_from_interval(0.4, [3.5, -2.3], Some(15)).is_err());
    assert!(change_from_p(0.4, 1.0, 15).is_err());
}

#[test]
fn quantiles_that_fall_are_refused() {
    let error = mean_and_sd(FiveNumbers::Quartiles([4.0, 3.0, 6.0]), 20).unwrap_err();
    assert_eq!(error.to_string(), "quantiles must not fall: 4 is followed by 3");
    assert!(mean_and_sd(FiveNumbers::Quartiles([1.0, 3.0, 6.0]), 3).is_err());
}
