//! Two photos in, a verdict out.

mod apart;
pub(crate) mod card_facts;
pub(crate) mod change;
pub(crate) mod facts;
mod judge;
pub(crate) mod prepare;

pub use change::{Capture, ScarChange};
pub use judge::{Earlier, Judgement, Moved, judge_photo, judge_photos};
pub use prepare::{PhotoScale, Prepared};

use crate::Photo;
use crate::gate::{Check, Code, GeometryFacts, check_geometry};
use crate::pair::{Aligned, Recipe, Working, align};
use crate::register::{RegisterFailure, Registration, register};
use crate::turn;
use relief_estimate::{MetricChange, Verdict};
use relief_grid::{Pitch, Point, Polygon};

/// What a comparison is told beyond its two photos.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PhotoOptions {
    /// The scale of both photos when the caller knows it; a card in the picture wins over it.
    pub scale: Option<Pitch>,
    /// Regions of the before photo to measure, in its pixels; empty means all skin that is found.
    pub regions: Vec<Polygon>,
    /// Seeds the bootstrap.
    pub seed: u64,
}

/// The stages of a comparison, told as each starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoStage {
    /// Looking for the card.
    Card,
    /// Finding the skin.
    Skin,
    /// Laying after onto before.
    Register,
    /// Finding scars and judging the light.
    Gate,
    /// Measuring and weighing the change.
    Change,
}

/// The outcome of a comparison.
#[derive(Debug, Clone)]
pub struct PhotoComparison {
    /// Both photos as prepared: scale and card.
    pub scales: [PhotoScale; 2],
    /// Every check that could be made, passed or not.
    pub checks: Vec<Check>,
    /// What widens the intervals or was assumed, in words.
    pub warnings: Vec<String>,
    /// How after lies on before, in working pixels, when it does.
    pub registration: Option<Registration>,
    /// The verdict on the pair: that on the scars' shading contrast.
    pub verdict: Verdict,
    /// All measured changes; empty when not comparable.
    pub changes: Vec<MetricChange>,
    /// The scars; empty when not comparable.
    pub scars: Vec<ScarChange>,
    /// Both working images, as taken.
    pub workings: [Working; 2],
    /// Both pictures on one raster, when they could be laid onto each other.
    pub aligned: Option<Aligned>,
}

impl PhotoComparison {
    /// Whether no check refused the pair.
    pub fn comparable(&self) -> bool {
        self.verdict != Verdict::NotComparable
    }

    fn refused(prepared: [Prepared; 2], checks: Vec<Check>, warnings: Vec<String>) -> Self {
        Self {
            scales: prepared.each_ref().map(|p| p.scale),
            checks,
            warnings,
            registration: None,
            verdict: Verdict::NotComparable,
            changes: Vec::new(),
            scars: Vec::new(),
            workings: prepared.map(|p| p.working),
            aligned: None,
        }
    }
}

/// Compares two photos of what should be the same skin.
///
/// The result is the same on any number of threads. Nothing is computed about a change unless every check of
/// the gate passes. Each photo is dropped once its working image is made, so that what follows reuses its memory.
pub fn compare_photos(
    before: Photo,
    after: Photo,
    options: &PhotoOptions,
    capture: &Capture,
    mut progress: impl FnMut(PhotoStage),
) -> PhotoComparison {
    progress(PhotoStage::Card);
    let prepared = prepare::prepare([before, after], options, || progress(PhotoStage::Skin));
    let Met {
        checks,
        mut warnings,
        laid,
    } = meet(prepared.each_ref(), facts::For::Measuring, &mut progress);
    let Some(laid) = laid else {
        return PhotoComparison::refused(prepared, checks, warnings);
    };
    progress(PhotoStage::Change);
    let refused = checks.iter().any(|c| !c.passed);
    let measured =
        (!refused).then(|| change::measure(&laid.pictures, prepared.each_ref(), options.seed, capture));
    let (verdict, changes, scars) = measured.map_or((Verdict::NotComparable, Vec::new(), Vec::new()), |m| {
        (m.verdict, m.changes, m.scars)
    });
    if !refused && scars.is_empty() {
        warnings.push("no scars were found: only colour and texture are measured".to_owned());
    }
    PhotoComparison {
        scales: prepared.each_ref().map(|p| p.scale),
        checks,
        warnings,
        registration: Some(laid.registration),
        verdict,
        changes,
        scars,
        aligned: Some(laid.aligned),
        workings: prepared.map(|p| p.working),
    }
}

/// What the gate said of two photos.
struct Met {
    checks: Vec<Check>,
    warnings: Vec<String>,
    /// What is known of a pair that could be laid onto each other.
    laid: Option<Laid>,
}

struct Laid {
    registration: Registration,
    aligned: Aligned,
    pictures: facts::Pictures,
}

/// Everything up to the gate, of photos that are ready.
fn meet(both: [&Prepared; 2], purpose: facts::For, progress: &mut impl FnMut(PhotoStage)) -> Met {
    let mut checks = card_facts::check_cards(both);
    let warnings = prepare::warnings(both);
    checks.extend(prepare::check_files(both));
    checks.push(prepare::check_skin(both));
    let hopeless = |c: &Check| !c.passed && matches!(c.code, Code::NoSkin | Code::Mirrored);
    let laid = if checks.iter().any(hopeless) {
        checks.push(apart::check_exposed(both));
        None
    } else {
        lay(both, purpose, &mut checks, progress)
    };
    Met {
        checks,
        warnings,
        laid,
    }
}

/// Lays after onto before and adds the checks of the pair; without a registration those that tell why there is none.
fn lay(
    both: [&Prepared; 2],
    purpose: facts::For,
    checks: &mut Vec<Check>,
    progress: &mut impl FnMut(PhotoStage),
) -> Option<Laid> {
    let [first, second] = both;
    progress(PhotoStage::Register);
    let halves = match register(&first.view(), &second.view()) {
        Ok(halves) => halves,
        Err(failure) => {
            checks.extend(apart::check_apart(both));
            checks.push(failed_registration(&failure));
            return None;
        }
    };
    let doubled = halves.doubled();
    let view_change_deg = view_change_deg(&doubled.places, both);
    let registration = doubled.with_view_change(view_change_deg);
    checks.push(same_skin(&registration));
    checks.extend(check_geometry(&geometry(&registration, both)));
    progress(PhotoStage::Gate);
    let colour = card_facts::colour_of(both);
    let recipe = Recipe {
        mapping: &registration.mapping,
        half_mapping: &halves.mapping,
        normalisation: colour.normalisation,
        blur_px: card_facts::matching_blur_px(both),
    };
    let aligned = align(first.layer(), second.layer(), &recipe);
    let pictures = facts::Pictures::of(&aligned, purpose);
    checks.extend(facts::check_all(both, &pictures, &colour));
    Some(Laid {
        registration,
        aligned,
        pictures,
    })
}

fn failed_registration(failure: &RegisterFailure) -> Check {
    let message = failure.to_string();
    match *failure {
        RegisterFailure::TooFewFeatures { found, least } => Check::at_least(
            Code::Registration,
            "features",
            found as f64,
            least as f64,
            "features",
            message,
        ),
        RegisterFailure::DifferentSkin { inliers, least } => Check::at_least(
            Code::DifferentSkin,
            "common_features",
            inliers as f64,
            least as f64,
            "features",
            message,
        ),
        RegisterFailure::Mirrored { inliers, least } => Check::at_most(
            Code::Mirrored,
            "mirrored_features",
            inliers as f64,
            least as f64 - 1.0,
            "features",
            message,
        ),
        RegisterFailure::SmallOverlap { overlap, least } => {
            Check::at_least(Code::Overlap, "common_share", overlap, least, "share", message)
        }
        RegisterFailure::Unsettled { .. } => Check {
            passed: false,
            ..Check::at_least(Code::Registration, "patches", 0.0, 6.0, "patches", message)
        },
    }
}

/// Correlation of small patches under which the constellation is not the same skin.
const LEAST_TEXTURE_CORRELATION: f64 = 0.4;

fn same_skin(registration: &Registration) -> Check {
    let message = format!(
        "{} features of the skin agree; the patches between them correlate by {:.2}",
        registration.n_inliers, registration.texture_ncc
    );
    Check::at_least(
        Code::DifferentSkin,
        "texture_correlation",
        registration.texture_ncc,
        LEAST_TEXTURE_CORRELATION,
        "correlation",
        message,
    )
}

/// The turn that places of skin, in working pixels, show through the lens that the cards tell.
fn view_change_deg(places: &[[Point; 2]], prepared: [&Prepared; 2]) -> Option<f64> {
    let in_photo = |i: usize, at: Point| {
        let working = &prepared[i].working;
        Point::new(working.to_photo_px(at.x), working.to_photo_px(at.y))
    };
    let places: Vec<[Point; 2]> = places
        .iter()
        .map(|&[before, after]| [in_photo(0, before), in_photo(1, after)])
        .collect();
    turn::view_change_deg(prepared.map(Prepared::eye), &places)
}

fn geometry(registration: &Registration, [before, after]: [&Prepared; 2]) -> GeometryFacts {
    // How large the skin is in the whole picture: resolution does not matter, distance and zoom do.
    let side = |p: &Prepared| (p.working.linear.width() * p.working.linear.height()) as f64;
    GeometryFacts {
        view_change_deg: registration.view_change_deg,
        card_turn_deg: apart::card_turn_deg([before, after]),
        rotation_deg: registration.rotation_deg,
        size_ratio: registration.scale * (side(before) / side(after)).sqrt(),
        overlap: registration.overlap,
        residual_px: registration.residual_px,
        local_stretch: registration.local_stretch_p95,
    }
}
