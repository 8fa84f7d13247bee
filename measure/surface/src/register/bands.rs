//! Both scans as the fine registration looks at them, made once for all the places that are tried.

use super::relief::{Relief, Smoothed};
use crate::robust;
use relief_grid::Mask;

/// First everything that shows where it lies, at last only the skin between scars, which treatment leaves where it is: standard deviations in mm of
/// the smoothings between which the relief lies, and whether scars take part. At last noise of single cells goes, furrows stay, and what is
/// slower is form, on which the same skin may differ.
const ROUNDS: [([f64; 2], bool); 3] = [([0.8, 4.0], true), ([0.35, 2.0], true), (FINEST_MM, false)];
const FINEST_MM: [f64; 2] = [0.15, 0.8];
/// So many standard deviations from where a scan ends less than a fortieth of its smoothing's weight lies beyond. Nearer to the end the smoothing knows one side
/// alone: there the same skin differs from itself where one scan ends and the other goes on, and any two agree where both end.
const END_SIGMAS: f64 = 2.0;
/// A mole on one scan and a bump on another are ten times as high as furrows: two of them would make any skin agree.
const MOST_SIGMAS: f64 = 3.0;

/// A band of both reliefs.
pub(super) struct Band<'a> {
    pub(super) fixed: Smoothed<'a>,
    pub(super) moving: Smoothed<'a>,
    /// The finer of both smoothings.
    pub(super) fine_mm: f64,
    pub(super) with_scars: bool,
}

/// Every band, the coarsest first.
pub(super) struct Bands<'a> {
    pub(super) before: &'a Relief,
    pub(super) after: &'a Relief,
    pub(super) coarser: [Band<'a>; 2],
    pub(super) finest: Band<'a>,
    /// Where neither relief's finest band knows of its scan's end.
    pub(super) inner: [Mask; 2],
    /// Beyond this a depth of the finest band counts as this, for each relief.
    most_mm: [f64; 2],
    /// Both reliefs, scars and all, with the noise of single cells smoothed away.
    pub(super) smooth: [Smoothed<'a>; 2],
}

impl<'a> Bands<'a> {
    pub(super) fn of(before: &'a Relief, after: &'a Relief) -> Self {
        let band = |([fine_mm, slow_mm], with_scars): ([f64; 2], bool)| Band {
            fixed: before.band(fine_mm, slow_mm),
            moving: after.band(fine_mm, slow_mm),
            fine_mm,
            with_scars,
        };
        let [coarse, middle, finest] = ROUNDS.map(band);
        let inner = [before, after].map(|relief| relief.inner(END_SIGMAS * FINEST_MM[1]));
        Self {
            most_mm: [
                most_mm(&finest.fixed, &inner[0]),
                most_mm(&finest.moving, &inner[1]),
            ],
            inner,
            before,
            after,
            coarser: [coarse, middle],
            finest,
            smooth: [before, after].map(|relief| relief.smoothed(FINEST_MM[0])),
        }
    }

    /// The depths of the skin at a cell of the scan before and a place of the scan after, in the finest band. `None` on scars, near the end of either scan, and where nothing was
    /// measured.
    pub(super) fn skin(&self, [x, y]: [usize; 2], to: [f64; 2]) -> Option<[f64; 2]> {
        let (before, after) = (self.before, self.after);
        let is_skin = self.inner[0].get(x, y)
            && !before.scars.get(x, y)
            && after.is_in(&self.inner[1], to)
            && !after.is_scar(to);
        is_skin.then_some(())?;
        let depths = [
            f64::from(self.finest.fixed.depth_mm[(x, y)]),
            self.finest.moving.at(to)?,
        ];
        Some([0, 1].map(|scan| depths[scan].clamp(-self.most_mm[scan], self.most_mm[scan])))
    }

    /// From the coarsest to the finest.
    pub(super) fn rounds(&self) -> impl Iterator<Item = &Band<'a>> {
        self.coarser.iter().chain([&self.finest])
    }

    /// Those that see half a millimetre at most, for what lies nearly right.
    pub(super) fn finer(&self) -> impl Iterator<Item = &Band<'a>> {
        self.rounds().skip(1)
    }
}

/// Three robust standard deviations of the skin's depths.
fn most_mm(band: &Smoothed<'_>, inner: &Mask) -> f64 {
    let relief = band.relief;
    let (width, height) = (inner.width(), inner.height());
    let cells = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let skin = cells.filter(|(x, y)| inner.get(*x, *y) && !relief.scars.get(*x, *y));
    MOST_SIGMAS * robust::sigma(skin.map(|cell| f64::from(band.depth_mm[cell])))
}
