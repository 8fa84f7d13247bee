//! Whether the same scars are dark and bright on the same sides in two pictures.

use super::ScarContrast;

/// Fewest scars whose patterns together tell the light.
const FEWEST: usize = 5;

/// How the scars' shading in two pictures compares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pattern {
    /// Correlation of the departures of all cells of all scars, freed of what the skin's own relief and noise take from it: 1 for
    /// scars in one light, less for a lamp that moved.
    pub correlation: f64,
    /// Contrast of the weaker picture over that of the stronger, 0 to 1.
    pub ratio: f64,
}

/// The pattern of all scars in two pictures; `None` with too few scars, or where they hardly stand out from the skin.
///
/// The correlation is disattenuated (C. Spearman 1904, DOI 10.2307/1412159): the powers under the root are those of the scars
/// beyond the skin around them. It may pass 1 a little.
pub fn pattern([before, after]: [&[ScarContrast]; 2]) -> Option<Pattern> {
    let (mut powers, mut both) = ([0.0; 2], 0.0);
    for (b, a) in before.iter().zip(after) {
        let cells = b.residual.len() as f64;
        powers = [powers[0] + cells * b.power, powers[1] + cells * a.power];
        let shared = b.residual.iter().zip(&a.residual);
        both += shared.map(|(&b, &a)| f64::from(b) * f64::from(a)).sum::<f64>();
    }
    let [low, high] = [powers[0].min(powers[1]), powers[0].max(powers[1])];
    (before.len() >= FEWEST && low > 0.0).then(|| Pattern {
        correlation: both / (low * high).sqrt(),
        ratio: (low / high).sqrt(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six scars of two walls, `dark` on one side and bright on the other, turned by `turn` of a quarter.
    fn scars(strength: f32, turn: f32) -> Vec<ScarContrast> {
        let angle = turn * std::f32::consts::FRAC_PI_2;
        let walls = [angle.cos(), -angle.cos(), angle.sin(), -angle.sin()];
        let scar = ScarContrast {
            power: f64::from(0.5 * strength * strength),
            residual: walls.iter().map(|w| strength * w).collect(),
        };
        vec![scar; 6]
    }

    #[test]
    fn scars_that_heal_keep_their_pattern_and_light_that_turns_does_not() {
        let healed = pattern([&scars(0.1, 0.0), &scars(0.05, 0.0)]).unwrap();
        assert!((healed.correlation - 1.0).abs() < 1e-6 && (healed.ratio - 0.5).abs() < 1e-6);
        let turned = pattern([&scars(0.1, 0.0), &scars(0.1, 0.5)]).unwrap();
        assert!((turned.correlation - 0.5f64.sqrt()).abs() < 1e-6, "{turned:?}");
        let opposite = pattern([&scars(0.1, 0.0), &scars(0.1, 2.0)]).unwrap();
        assert!((opposite.correlation + 1.0).abs() < 1e-6);
    }

    #[test]
    fn few_or_invisible_scars_tell_nothing() {
        assert_eq!(pattern([&scars(0.1, 0.0)[..4], &scars(0.1, 1.0)[..4]]), None);
        assert_eq!(pattern([&scars(0.1, 0.0), &scars(0.0, 0.0)]), None);
    }
}
