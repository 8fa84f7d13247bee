//! Which found scar is which one that is there.

use relief_phantom::ScarInScan;
use relief_surface::scars::Scar;

/// Scars that are shallower do not count, neither those that are there nor those that are found.
const COUNTED_MM: f64 = 0.15;
/// A found scar is one that is there when their centres are no farther apart than this share of its width, or this far.
const NEAR_SHARE: f64 = 0.35;
const NEAR_MM: f64 = 0.5;

/// Scars that were found beside those that are there.
pub struct Matched<'a> {
    /// A found scar and the one that it is.
    pub pairs: Vec<(&'a Scar, &'a ScarInScan)>,
    /// How many that are there were not found.
    pub missed: usize,
    /// How many that were found are not there.
    pub invented: usize,
}

impl<'a> Matched<'a> {
    /// Each scar that is there takes the nearest found one that is left.
    pub fn of(found: &'a [Scar], there: &'a [ScarInScan]) -> Self {
        let mut free: Vec<&Scar> = found.iter().collect();
        let (mut pairs, mut missed) = (Vec::new(), 0);
        for truth in there {
            let away = |scar: &Scar| {
                (scar.centre_mm[0] - truth.centre_mm[0]).hypot(scar.centre_mm[1] - truth.centre_mm[1])
            };
            let nearest = (0..free.len()).min_by(|a, b| away(free[*a]).total_cmp(&away(free[*b])));
            let near = nearest.filter(|at| away(free[*at]) < NEAR_MM.max(NEAR_SHARE * truth.width_mm));
            match near {
                Some(at) => pairs.push((free.swap_remove(at), truth)),
                None => missed += usize::from(truth.depth_mm > COUNTED_MM),
            }
        }
        let counted = |scar: &&&Scar| scar.depth_mm.value > COUNTED_MM;
        Self {
            pairs,
            missed,
            invented: free.iter().filter(counted).count(),
        }
    }
}
