//! The undisturbed skin under one scar: a robust quadratic on a ring around it.
//!
//! Laplace and thin-plate fills follow the scar's own walls and lose a tenth to a third of a rolling scar's volume; a quadratic on a ring of
//! 0.6 mm keeps it to within 2 %.

use super::cells::for_cells;
use super::quadratic::Quadratic;
use super::scattered::Scattered;
use super::window::Window;
use crate::robust;
use nalgebra::{Matrix6, Vector6};
use rayon::prelude::*;
use relief_grid::{Mask, Raster, morphology, vectorised};
use std::{cell::OnceCell, collections::BTreeMap};

/// Skin between the scar's foot and the ring.
const GAP_MM: f64 = 0.3;
/// The ring's width, of narrow scars.
const RING_MM: f64 = 1.0;
/// Of wide ones, a share of the scar's radius: a quadratic over a wide scar needs more skin to hold it.
const RING_SHARE: f64 = 0.25;
/// A ring that holds less is made of what else there is.
const LEAST_CELLS: usize = 60;
/// A ring that holds more is read at every second of them, or third and so on: that many noises of 0.05 mm leave less than half a micrometre.
const MOST_CELLS: usize = 16_384;
/// Residuals of micro-relief are alike over this length, so that the ring holds as many independent readings as it has blocks of this size.
const ALIKE_MM: f64 = 0.6;

/// Where the ring of a scar with a radius begins and ends, from its foot.
pub(super) fn ring_mm(radius_mm: f64) -> [f64; 2] {
    [GAP_MM, GAP_MM + RING_MM.max(RING_SHARE * radius_mm)]
}

/// The skin that would be there without the scar.
pub(super) struct Reference {
    fit: Quadratic,
    /// The ring's cells in the window that are read.
    ring: Vec<[usize; 2]>,
    /// Their heights.
    heights: Scattered,
    /// Covariance of the terms, for residuals that are alike within blocks; told when it is asked for, which is of the last reference alone.
    covariance: OnceCell<Matrix6<f64>>,
}

impl Reference {
    /// Fits the skin around the `scar`; `None` when there is too little.
    pub(super) fn fit(window: &Window, scar: &Mask) -> Option<Self> {
        let radius_mm = (scar.count() as f64 * window.cell_mm2() / std::f64::consts::PI).sqrt();
        let [gap_mm, reach_mm] = ring_mm(radius_mm);
        let pitch = window.mean_pitch_mm();
        let [near, within] = [gap_mm, reach_mm].map(|away_mm| morphology::dilate(scar, away_mm / pitch));
        let around = within.and_not(&near);
        let ring = |allowed: &Mask| {
            let mut cells = Vec::new();
            for_cells(&around.and(allowed), |x, y| cells.push([x, y]));
            cells
        };
        let mut cells = ring(&window.free);
        if cells.len() < LEAST_CELLS {
            cells = ring(&window.valid);
        }
        if cells.len() < LEAST_CELLS {
            return None;
        }
        let cells: Vec<[usize; 2]> = cells
            .iter()
            .step_by(cells.len().div_ceil(MOST_CELLS))
            .copied()
            .collect();
        let height = |&[x, y]: &[usize; 2]| (window.at_mm(x, y), window.heights_mm[(x, y)]);
        let heights = cells.iter().map(height).collect();
        Some(Self {
            fit: Quadratic::fit(&heights)?,
            ring: cells,
            heights,
            covariance: OnceCell::new(),
        })
    }

    pub(super) fn height_mm(&self, at: [f64; 2]) -> f64 {
        self.fit.at(at)
    }

    /// Vertical depths of a window's cells; where nothing was measured they mean nothing.
    pub(super) fn depths_mm(&self, window: &Window) -> Raster<f32> {
        let (width, height) = (window.valid.width(), window.valid.height());
        let [a, b, c, d, e, f] = std::array::from_fn(|i| self.fit.terms[i]);
        let xs: Vec<f64> = (0..width).map(|x| window.at_mm(x, 0)[0]).collect();
        let mut depths = Raster::filled(width, height, 0.0);
        let rows = depths.data_mut().par_chunks_mut(width.max(1)).enumerate();
        rows.for_each(|(y, row)| {
            let [_, at] = window.at_mm(0, y);
            let (level, slope) = (a + at * (c + f * at), b + e * at);
            vectorised(
                #[inline(always)]
                || {
                    let cells = row.iter_mut().zip(&xs).zip(window.heights_mm.row(y));
                    for ((depth, x), height) in cells {
                        *depth = (level + x * (slope + d * x) - height) as f32;
                    }
                },
            );
        });
        depths
    }

    /// Robust standard deviation of the ring's cells about the reference, in mm.
    pub(super) fn sigma_mm(&self) -> f64 {
        self.fit.sigma
    }

    /// That of a raster's values at the ring's cells, about nought.
    pub(super) fn spread_of(&self, raster: &Raster<f32>) -> f64 {
        robust::sigma(self.ring.iter().map(|&[x, y]| f64::from(raster[(x, y)])))
    }

    /// The cosine of the angle between the reference's normal and the map's.
    pub(super) fn cosine(&self, [x, y]: [f64; 2]) -> f64 {
        let t = &self.fit.terms;
        let slope = [t[1] + 2.0 * t[3] * x + t[4] * y, t[2] + t[4] * x + 2.0 * t[5] * y];
        1.0 / (1.0 + slope[0] * slope[0] + slope[1] * slope[1]).sqrt()
    }

    /// Standard error of a sum of the reference over places, given the sum of their powers.
    pub(super) fn standard_error(&self, powers: &Vector6<f64>) -> f64 {
        let fit = &self.fit;
        let covariance =
            (self.covariance).get_or_init(|| fit.inverse * alike(&self.heights, fit) * fit.inverse);
        powers.dot(&(covariance * powers)).max(0.0).sqrt()
    }
}

/// The middle of the sandwich: scores summed within blocks, whose residuals are alike (Liang & Zeger 1986, doi:10.1093/biomet/73.1.13), scaled for
/// the number of blocks.
fn alike(heights: &Scattered, fit: &Quadratic) -> Matrix6<f64> {
    let mut scores: BTreeMap<[i64; 2], Vector6<f64>> = BTreeMap::new();
    for ((at, height), weight) in heights.iter().zip(&fit.weights) {
        let block = at.map(|at| (at / ALIKE_MM).floor() as i64);
        *scores.entry(block).or_default() += *weight * (height - fit.at(at)) * Quadratic::powers(at);
    }
    let blocks = scores.len() as f64;
    // Six terms are fitted.
    let scale = blocks / (blocks - 6.0).max(1.0);
    let outer = scores.values().map(|score| score * score.transpose());
    scale * outer.sum::<Matrix6<f64>>()
}
