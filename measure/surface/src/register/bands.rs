//! Both scans as the fine registration looks at them, made once for all the places that are tried.

use super::relief::{Relief, Smoothed};

/// First everything that shows where it lies, at last only the skin between scars, which treatment leaves where it is: standard deviations in mm of
/// the smoothings between which the relief lies, and whether scars take part. At last noise of single cells goes, furrows stay, and what is
/// slower is form, on which the same skin may differ.
const ROUNDS: [([f64; 2], bool); 3] = [([0.8, 4.0], true), ([0.35, 2.0], true), (FINEST_MM, false)];
const FINEST_MM: [f64; 2] = [0.15, 0.8];

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
        Self {
            before,
            after,
            coarser: [coarse, middle],
            finest,
            smooth: [before, after].map(|relief| relief.smoothed(FINEST_MM[0])),
        }
    }

    /// From the coarsest to the finest.
    pub(super) fn rounds(&self) -> impl Iterator<Item = &Band<'a>> {
        self.coarser.iter().chain([&self.finest])
    }
}
