//! Every quantity against SciPy, statsmodels and pingouin: `oracle/estimate/oracle.py` made the numbers.

use crate::distribution::{
    chi_square_quantile, f_quantile, noncentral_t_cdf, normal_quantile, t_quantile, t_two_sided,
};
use crate::{
    Bootstrap, ErrorScale, Estimate, IntervalMethod, IntraclassCorrelation, IntraclassModel, KappaWeights,
    LimitInterval, LimitsOfAgreement, Pairs, Repeatability, cv_root_mean_square, weighted_kappa,
};
use serde_json::Value;

/// Both sides work in doubles; iterative quantiles agree to ten digits.
const TEN_DIGITS: f64 = 1e-10;

fn expected() -> Value {
    serde_json::from_str(include_str!("../../../oracle/estimate/expected.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

#[track_caller]
fn assert_near(actual: f64, expected: f64, tolerance: f64) {
    let distance = (actual - expected).abs();
    assert!(
        distance <= tolerance * (1.0 + expected.abs()),
        "{actual} against {expected}"
    );
}

/// `expected` is value, lower end, upper end.
#[track_caller]
fn assert_estimate(actual: Estimate, expected: &Value, tolerance: f64) {
    let expected = numbers(expected);
    assert_near(actual.value, expected[0], tolerance);
    assert_near(actual.ci95[0], expected[1], tolerance);
    assert_near(actual.ci95[1], expected[2], tolerance);
}

#[test]
fn distributions_agree_with_scipy() {
    let all = &expected()["distributions"];
    let check = |name: &str, compute: &dyn Fn(&[f64]) -> f64| {
        for row in rows(&all[name]) {
            let (known, arguments) = row.split_last().unwrap();
            let actual = compute(arguments);
            let tolerance = TEN_DIGITS * (1.0 + known.abs());
            assert!(
                (actual - known).abs() <= tolerance,
                "{name}{arguments:?}: {actual} against {known}"
            );
        }
    };
    check("normal_quantile", &|a| normal_quantile(a[0]));
    check("t_quantile", &|a| t_quantile(a[0], a[1]));
    check("t_two_sided", &|a| t_two_sided(a[0], a[1]));
    check("chi_square_quantile", &|a| chi_square_quantile(a[0], a[1]));
    check("f_quantile", &|a| f_quantile(a[0], a[1], a[2]));
    check("noncentral_t_cdf", &|a| noncentral_t_cdf(a[0], a[1], a[2]));
    check("noncentral_t_cdf_far", &|a| noncentral_t_cdf(a[0], a[1], a[2]));
}

#[test]
fn paired_differences_agree_with_scipy_and_statsmodels() {
    for case in expected()["paired"].as_array().unwrap() {
        let pairs = Pairs::new(&numbers(&case["before"]), &numbers(&case["after"])).unwrap();
        assert_estimate(pairs.mean_difference().unwrap(), &case["mean"], TEN_DIGITS);
        assert_near(pairs.t_test().unwrap(), case["t_p"].as_f64().unwrap(), TEN_DIGITS);
        if !case["hodges_lehmann"].is_null() {
            // The ends are Walsh averages on both sides; SciPy's differences were rounded to four decimals.
            assert_estimate(pairs.median_shift().unwrap(), &case["hodges_lehmann"], 1e-9);
        }
    }
}

#[test]
fn signed_ranks_agree_with_scipy_with_and_without_ties() {
    for case in expected()["paired"].as_array().unwrap() {
        // One decimal makes ties; doubles would break them, so count in tenths of a thousandth.
        let whole = |name: &str| -> Vec<f64> {
            numbers(&case[name])
                .iter()
                .map(|value| (value * 1e4).round())
                .collect()
        };
        let test = Pairs::new(&whole("before"), &whole("after"))
            .unwrap()
            .signed_rank();
        assert_eq!(
            test.rank_sum_positive,
            case["rank_sum_positive"].as_f64().unwrap()
        );
        assert_near(test.p_value, case["signed_rank_p"].as_f64().unwrap(), TEN_DIGITS);
    }
}

#[test]
fn effect_sizes_agree_with_scipy_and_pingouin() {
    for case in expected()["paired"].as_array().unwrap() {
        let pairs = Pairs::new(&numbers(&case["before"]), &numbers(&case["after"])).unwrap();
        // The oracle's root finder stops at 1e-11 of a noncentrality.
        assert_estimate(pairs.standardised_response_mean().unwrap(), &case["srm"], 1e-9);
        let d = pairs.cohens_d_av().unwrap();
        assert_estimate(d, &case["d_av"], TEN_DIGITS);
        assert_near(d.value, case["d_av_pingouin"].as_f64().unwrap(), TEN_DIGITS);
        let g = pairs.hedges_g_av().unwrap();
        assert_near(g.value / d.value, case["hedges_j"].as_f64().unwrap(), TEN_DIGITS);
    }
}

#[test]
fn intraclass_correlations_agree_with_pingouin() {
    let all = expected();
    let (four, two) = (&all["icc"][0], &all["icc"][1]);
    let check = |ratings: Result<IntraclassCorrelation, _>, known: &Value| {
        let actual: Estimate = ratings.map(|icc| icc.correlation).unwrap();
        let known = numbers(known);
        assert_near(actual.value, known[0], TEN_DIGITS);
        // pingouin rounds its intervals to two decimals.
        assert!(
            (actual.ci95[0] - known[1]).abs() <= 0.0051,
            "{actual:?} against {known:?}"
        );
        assert!(
            (actual.ci95[1] - known[2]).abs() <= 0.0051,
            "{actual:?} against {known:?}"
        );
    };
    for (model, name) in [
        (IntraclassModel::AgreementOfRandomRaters, "icc2"),
        (IntraclassModel::ConsistencyOfFixedRaters, "icc3"),
    ] {
        check(
            IntraclassCorrelation::of(&fixed_rows::<4>(&four["ratings"]), model),
            &four[name],
        );
        check(
            IntraclassCorrelation::of(&fixed_rows::<2>(&two["ratings"]), model),
            &two[name],
        );
    }
}

fn fixed_rows<const K: usize>(value: &Value) -> Vec<[f64; K]> {
    rows(value)
        .iter()
        .map(|row| row.as_slice().try_into().unwrap())
        .collect()
}

#[test]
fn repeatability_agrees_with_scipy() {
    for case in expected()["repeat"].as_array().unwrap() {
        let pairs = fixed_rows::<2>(&case["pairs"]);
        let of = |scale| Repeatability::from_pairs(&pairs, scale).unwrap();
        assert_estimate(of(ErrorScale::Absolute).sem, &case["absolute"], TEN_DIGITS);
        assert_estimate(of(ErrorScale::Relative).sem, &case["relative"], TEN_DIGITS);
        assert_near(
            of(ErrorScale::Absolute).sem.value,
            case["anova_within"].as_f64().unwrap(),
            TEN_DIGITS,
        );
        assert_near(
            cv_root_mean_square(&pairs).unwrap(),
            case["cv_rms"].as_f64().unwrap(),
            TEN_DIGITS,
        );
    }
}

#[test]
fn exact_limits_of_agreement_agree_with_the_defining_integral() {
    for case in expected()["limits"].as_array().unwrap() {
        let differences = numbers(&case["differences"]);
        let pairs = Pairs::new(&vec![0.0; differences.len()], &differences).unwrap();
        let limits = LimitsOfAgreement::of(&pairs, LimitInterval::Exact).unwrap();
        // Quadrature and root finding of the oracle are good to nine digits.
        assert_estimate(limits.lower, &case["lower"], 1e-8);
        assert_estimate(limits.upper, &case["upper"], 1e-8);
    }
}

#[test]
fn bootstrap_intervals_agree_with_scipy() {
    let case = &expected()["bootstrap"];
    let units: Vec<[f64; 2]> = numbers(&case["x"])
        .into_iter()
        .zip(numbers(&case["y"]))
        .map(|(x, y)| [x, y])
        .collect();
    let ratio = |units: &[[f64; 2]]| {
        let sum = |side: usize| units.iter().map(|unit| unit[side]).sum::<f64>();
        sum(0) / sum(1)
    };
    let error = case["standard_error"].as_f64().unwrap();
    for (method, name) in [
        (IntervalMethod::Percentile, "percentile"),
        (IntervalMethod::Bca, "bca"),
    ] {
        let plan = Bootstrap::seeded(3)
            .with_draws(40_000)
            .unwrap()
            .with_method(method);
        let ends = plan.units(&units, ratio).unwrap().ci95;
        for (end, known) in ends.iter().zip(numbers(&case[name])) {
            // With 40 000 draws an end of the interval wanders by 0.013 standard errors; four times that.
            assert!((end - known).abs() < 0.05 * error, "{name}: {ends:?}");
        }
    }
}

#[test]
fn weighted_kappas_agree_with_statsmodels() {
    let all = expected();
    for case in all["kappa"].as_array().unwrap() {
        let categories = case["categories"].as_u64().unwrap() as usize;
        let grades: Vec<[usize; 2]> = fixed_rows::<2>(&case["grades"])
            .iter()
            .map(|row| row.map(|grade| grade as usize))
            .collect();
        for (weights, name) in [
            (KappaWeights::Equal, "equal"),
            (KappaWeights::Linear, "linear"),
            (KappaWeights::Quadratic, "quadratic"),
        ] {
            let actual = weighted_kappa(&grades, categories, weights).unwrap();
            let known = numbers(&case[name]);
            assert_near(actual.value, known[0], TEN_DIGITS);
            assert_near(actual.ci95[0], known[1], TEN_DIGITS);
            assert_near(actual.ci95[1], known[2], TEN_DIGITS);
        }
    }
}
