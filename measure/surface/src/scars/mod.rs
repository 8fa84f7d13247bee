//! Scars: depressed regions of the skin, each measured against the undisturbed surface that would be there without it.
//!
//! 1. The map is reduced to blocks of 0.1 mm, and a local quadratic from which depressions are left out, round by round, tells
//!    roughly where skin would be without them.
//! 2. What stands up narrowly is hair, and counts as not measured.
//! 3. Depressions below it that are deep and wide enough, and no furrows, are candidates; two that are parted by a pass are two.
//! 4. Each is measured on the scan's own cells, never on smoothed ones, against a robust quadratic on a ring of
//!    skin around it.

mod base;
mod bottom;
mod candidates;
mod cells;
mod depth;
mod footprint;
mod hair;
mod measure;
mod outline;
mod quadratic;
mod reduced;
mod reference;
mod scar;
mod scattered;
mod settings;
mod shape;
mod undulation;
mod window;
mod within;

pub(crate) use footprint::Footprint;
pub(crate) use hair::Hair;
pub use scar::{Scar, ScarType};
pub use settings::ScarSettings;

use crate::SurfaceError;
use crate::register::Relief;
use rayon::prelude::*;
use reduced::Reduced;
use relief_grid::{HeightMap, Mask, morphology};
use undulation::Undulation;
use window::Window;
pub(crate) use within::{Within, measure_within};

/// A map of fewer blocks than this holds no scar with skin around it.
const LEAST_BLOCKS: usize = 400;
/// Skin beside a scar that treatment may change, too.
const RIM_MM: f64 = 0.5;

/// Finds and measures every scar of a map, in the order of their centres' rows and then columns.
///
/// Depressions from 0.5 to 10 mm width are found on skin as curved as a cheek. Cells that were not measured are never read; within a scar they take the depth
/// of what lies around them. A scar whose ring of skin is missing for the most part is left out.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// use relief_surface::scars::{ScarSettings, find_scars};
/// // A bowl of 4 mm and 0.5 mm depth in the middle of 16 mm of flat skin.
/// let pitch = Pitch::from_mm_per_px(0.1).unwrap();
/// let heights = Raster::from_fn(160, 160, |x, y| {
///     let r = (x as f64 - 80.0).hypot(y as f64 - 80.0) * 0.1;
///     if r < 2.0 { -0.25 * (1.0 + (std::f64::consts::PI * r / 2.0).cos()) } else { 0.0 }
/// });
/// let map = HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given);
/// let scars = find_scars(&map, &ScarSettings::default())?;
/// assert_eq!(scars.len(), 1);
/// assert!((scars[0].depth_mm.value - 0.5).abs() < 0.01);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
///
/// # Errors
/// [`SurfaceError::TooFewCells`] when the map is smaller than a scar with skin around it.
pub fn find_scars(map: &HeightMap, settings: &ScarSettings) -> Result<Vec<Scar>, SurfaceError> {
    Ok(Survey::of(map, settings)?.scars)
}

/// As [`find_scars`], with the relief in which they were found, for pictures.
///
/// # Errors
/// As those of [`find_scars`].
pub fn find_scars_in_relief(
    map: &HeightMap,
    settings: &ScarSettings,
) -> Result<(Vec<Scar>, Relief), SurfaceError> {
    let survey = Survey::of(map, settings)?;
    Ok((survey.scars, survey.relief))
}

/// A map that was looked through for scars.
pub(crate) struct Survey {
    /// What was found.
    pub(crate) scars: Vec<Scar>,
    /// The map without the form of the cheek.
    pub(crate) relief: Relief,
    /// What was not measured because of hair.
    pub(crate) hair: Hair,
}

impl Survey {
    pub(crate) fn of(map: &HeightMap, settings: &ScarSettings) -> Result<Self, SurfaceError> {
        let reduced = Reduced::of(map);
        if reduced.valid.count() < LEAST_BLOCKS {
            return Err(SurfaceError::TooFewCells {
                purpose: "scars with skin around them",
                measured: map.valid().count(),
                needed: LEAST_BLOCKS * reduced.block[0] * reduced.block[1],
            });
        }
        let coarse = reduced.halved();
        let mut depths = base::depths(&reduced, &coarse);
        let hair = Hair::part_from(&mut depths.depth_mm, &reduced);
        let candidates = candidates::candidates(&reduced, &depths, settings);
        let labels = &candidates.labels;
        let marked = Mask::from_fn(labels.width(), labels.height(), |x, y| labels[(x, y)] > 0);
        let scarred = morphology::dilate(&marked, RIM_MM / reduced.mean_pitch_mm());
        let skin = Mask::from_fn(coarse.valid.width(), coarse.valid.height(), |x, y| {
            coarse.valid.get(x, y) && !scarred.get(2 * x, 2 * y)
        });
        let undulation = Undulation::of(&coarse, &skin);
        let measured: Vec<Option<Scar>> = candidates
            .found
            .par_iter()
            .map(|one| {
                measure::measure(
                    &Window::around(map, &hair, &candidates, one),
                    &undulation,
                    settings,
                )
            })
            .collect();
        let wide = settings.least_width_mm..=settings.most_width_mm;
        let of_size = |scar: &Scar| {
            scar.depth_mm.value >= settings.least_depth_mm && wide.contains(&scar.width_mm.value)
        };
        let mut scars: Vec<Scar> = measured.into_iter().flatten().filter(of_size).collect();
        scars.sort_by(|a, b| {
            let place = |scar: &Scar| [scar.centre_mm[1], scar.centre_mm[0]];
            place(a)
                .partial_cmp(&place(b))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let relief = Relief {
            depth_mm: depths.depth_mm,
            scars: scarred,
            valid: reduced.valid,
            pitch_mm: reduced.pitch_mm,
            origin_mm: reduced.origin_mm,
        };
        Ok(Self { scars, relief, hair })
    }
}
