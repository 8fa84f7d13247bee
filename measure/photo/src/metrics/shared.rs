//! Detail that both pictures of one skin show, and which of them shows it weaker.

use crate::blocks::Block;

/// How much weaker one picture shows the detail of a band, in each unit of skin.
///
/// Of the band-passed signals of both pictures only what they share counts: the mean of their product over a unit. A
/// picture that was blurred, smoothed or repainted there by the factor `h` shares `h` times the other's power and has
/// `h²` of its own, so that the shared part over its own power is `1/h`. Noise, compression and what the day lays on the skin
/// add to a picture's own power only and can make it seem poorer in no way (the frequency response of a linear system from
/// its cross-spectrum: J. Bendat, A. Piersol, Random Data, 2010, DOI 10.1002/9781118032428, chapter 6).
#[derive(Debug, Clone, PartialEq)]
pub struct SharedDetail {
    /// Natural logarithm by which after is the weaker; negative where before is. Ascending.
    losses: Vec<f64>,
}

impl SharedDetail {
    /// From the means of before², after² and before × after over units of skin.
    pub(super) fn of(units: &[Block<3>]) -> Self {
        let mut losses: Vec<f64> = units.iter().map(|unit| loss(unit.mean)).collect();
        losses.sort_by(f64::total_cmp);
        Self { losses }
    }

    /// The natural logarithm by which a picture shows this detail weaker on the given share of the skin or more: positive
    /// for the second picture, negative for the first, zero where neither does or where there is no skin.
    pub fn loss_on(&self, share: f64) -> f64 {
        let Some(last) = self.losses.len().checked_sub(1) else {
            return 0.0;
        };
        let within = (share * last as f64).round() as usize;
        let (first, second) = (self.losses[within].min(0.0), self.losses[last - within].max(0.0));
        if second >= -first { second } else { first }
    }
}

/// At most one of both terms is positive, as the square of `both` is at most the product of the powers.
fn loss([before, after, both]: [f64; 3]) -> f64 {
    let weaker = |own: f64| (both / own).ln().max(0.0);
    if both > 0.0 {
        weaker(after) - weaker(before)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten units of shared power 1 in which after is `h` times as strong on the first `n`, with noise of its own in each.
    fn detail(n: usize, h: f64, noise: [f64; 2]) -> SharedDetail {
        let unit = |i: usize| {
            let h = if i < n { h } else { 1.0 };
            Block {
                x: 0.0,
                y: 0.0,
                cells: 1,
                mean: [1.0 + noise[0], h * h + noise[1], h],
            }
        };
        SharedDetail::of(&(0..10).map(unit).collect::<Vec<_>>())
    }

    #[test]
    fn smoothing_shows_as_far_as_it_reaches_in_the_picture_that_has_it() {
        let half = detail(3, 0.5, [0.0; 2]);
        assert!((half.loss_on(0.2) - 2f64.ln()).abs() < 1e-12);
        assert_eq!(half.loss_on(0.4), 0.0);
        let first = detail(3, 2.0, [0.0; 2]);
        assert!((first.loss_on(0.2) + 2f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn noise_in_one_picture_is_no_loss_in_the_other() {
        for noise in [[0.0, 3.0], [3.0, 0.0], [1.0, 1.0]] {
            assert_eq!(detail(10, 1.0, noise).loss_on(0.1), 0.0, "{noise:?}");
        }
    }

    #[test]
    fn nothing_shared_and_no_skin_tell_nothing() {
        assert_eq!(SharedDetail::of(&[]).loss_on(0.1), 0.0);
        let apart = Block {
            x: 0.0,
            y: 0.0,
            cells: 1,
            mean: [1.0, 1.0, -0.2],
        };
        assert_eq!(SharedDetail::of(&[apart]).loss_on(0.1), 0.0);
    }
}
