//! Lamps that stand elsewhere than they are told to stand.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use relief_stereo::{Light, LightSet};

/// Leans and turns what is told of each distant lamp by angles of this standard deviation, in degrees, each time the same for the same seed.
pub fn by_hand(set: &mut LightSet, off_deg: f64, seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut off = || off_deg.to_radians() * normal(&mut random);
    for frame in &mut set.frames {
        let Light::Distant([x, y, z]) = frame.light else {
            continue;
        };
        let lean = x.hypot(y).atan2(-z);
        // Turned along its circle, which is smaller than the lamp's distance.
        let turn = y.atan2(x) + off() / lean.sin();
        let lean = lean + off();
        frame.light = Light::Distant([lean.sin() * turn.cos(), lean.sin() * turn.sin(), -lean.cos()]);
    }
}

/// About normal, with a variance of one: the sum of twelve even draws, less their mean.
fn normal(random: &mut ChaCha8Rng) -> f64 {
    (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0
}
