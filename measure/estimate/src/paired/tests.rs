//! Signed ranks against printed tables and a slow, obvious count.

use super::*;
use proptest::prelude::*;

/// Hamilton depression scale factor IV of nine patients before and after tranquillizer (Hollander, Wolfe &
/// Chicken 2014, table 3.1): signed rank sum of the falls 40, one-sided p 0.0195; shift −0.46, interval −0.786 to −0.010.
#[expect(clippy::approx_constant, reason = "3.14 is a score, not π")]
const DEPRESSION: [[f64; 9]; 2] = [
    [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30],
    [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
];

#[test]
fn the_depression_example_is_as_printed() {
    let pairs = Pairs::new(&DEPRESSION[0], &DEPRESSION[1]).unwrap();
    let test = pairs.signed_rank();
    assert_eq!((test.rank_sum_positive, test.ranked), (5.0, 9));
    // 20 of 512 choices of signs are as far out.
    assert_eq!(test.p_value, 20.0 / 512.0);
    let shift = pairs.median_shift().unwrap();
    assert!((shift.value + 0.46).abs() < 1e-12, "{shift:?}");
    assert!(
        (shift.ci95[0] + 0.786).abs() < 1e-12 && (shift.ci95[1] + 0.010).abs() < 1e-12,
        "{shift:?}"
    );
}

#[test]
fn the_interval_by_the_normal_meets_the_exact_one_at_their_border() {
    // Printed critical values, two-sided 5 %: 89 for n = 25, 0 for 6, 98 for 26; the normal is one too wide.
    assert_eq!(signed_rank::averages_outside(25), 89);
    assert_eq!(signed_rank::averages_outside(6), 0);
    assert_eq!(signed_rank::averages_outside(26), 97);
}

/// The two-sided p by trying every choice of signs.
fn slow_p(differences: &[f64]) -> f64 {
    let sizes: Vec<f64> = differences
        .iter()
        .filter(|d| **d != 0.0)
        .map(|d| d.abs())
        .collect();
    let rank = |size: f64| {
        let below = sizes.iter().filter(|other| **other < size).count() as f64;
        let equal = sizes.iter().filter(|other| **other == size).count() as f64;
        below + (equal + 1.0) / 2.0
    };
    let ranks: Vec<f64> = sizes.iter().map(|&size| rank(size)).collect();
    let observed: f64 = differences.iter().filter(|d| **d > 0.0).map(|d| rank(*d)).sum();
    let centre = ranks.iter().sum::<f64>() / 2.0;
    let sums = (0..1_u32 << ranks.len()).map(|signs| {
        ranks
            .iter()
            .enumerate()
            .filter(|(bit, _)| signs >> bit & 1 == 1)
            .map(|(_, rank)| rank)
            .sum::<f64>()
    });
    let as_far = sums
        .filter(|sum| (sum - centre).abs() >= (observed - centre).abs())
        .count();
    as_far as f64 / f64::from(1_u32 << ranks.len())
}

proptest! {
    #[test]
    fn the_exact_p_counts_choices_of_signs(whole in prop::collection::vec(-5_i32..=5, 2..11)) {
        let differences: Vec<f64> = whole.iter().map(|&d| f64::from(d)).collect();
        let pairs = Pairs::new(&vec![0.0; differences.len()], &differences).unwrap();
        prop_assert!((pairs.signed_rank().p_value - slow_p(&differences)).abs() < 1e-12);
    }

    #[test]
    fn swapping_before_and_after_turns_every_number_round(
        values in prop::collection::vec((-100.0..100.0_f64, -100.0..100.0_f64), 6..40)
    ) {
        let (before, after): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
        let there = Pairs::new(&before, &after).unwrap();
        let back = Pairs::new(&after, &before).unwrap();
        let turned = |estimate: Estimate| [-estimate.value, -estimate.ci95[1], -estimate.ci95[0]];
        let flat = |estimate: Estimate| [estimate.value, estimate.ci95[0], estimate.ci95[1]];
        for of in [Pairs::mean_difference, Pairs::median_shift, Pairs::cohens_d_av, Pairs::hedges_g_av] {
            for (one, other) in flat(of(&there).unwrap()).iter().zip(turned(of(&back).unwrap())) {
                prop_assert!((one - other).abs() < 1e-9);
            }
        }
        prop_assert_eq!(there.signed_rank().p_value, back.signed_rank().p_value);
    }
}

#[test]
fn differences_that_do_not_vary_have_no_effect_size() {
    let still = Pairs::new(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]).unwrap();
    assert_eq!(
        still.standardised_response_mean().unwrap_err().to_string(),
        "no difference varies, so that the standardised response mean is undefined"
    );
    assert!(still.t_test().is_err());
    assert_eq!(still.signed_rank().p_value, 1.0);
    let flat = Pairs::new(&[1.0; 3], &[2.0; 3]).unwrap();
    assert!(flat.cohens_d_av().is_err());
    assert_eq!(
        still.median_shift().unwrap_err().to_string(),
        "pairs for a median shift: 3 given; at least 6 are needed"
    );
}
