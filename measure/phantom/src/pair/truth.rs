//! What is true about a pair, known by construction.

use super::{PairSpec, visit::Shot};
use crate::{
    kind::{PairKind, Phototype, ReasonCode, Verdict},
    light::Lamp,
    photo::{
        camera::{Camera, View},
        card, map,
    },
    skin::{PATCH_HALF_MM, scar::ScarType},
};
use nalgebra::Matrix3;
use relief_grid::{Point, Polygon};
use serde::{Deserialize, Serialize};

/// The name and version of the truth's JSON.
pub const TRUTH_SCHEMA: &str = "relief.phantom/1";

/// What a comparison of the pair should find, and where everything is.
///
/// All pixels have the first pixel's centre at (0, 0). Skin coordinates are millimetres, x right, y down,
/// from the middle of the scarred patch along the form's tangent plane there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// [`TRUTH_SCHEMA`].
    pub schema: String,
    /// What was rendered.
    pub spec: PairSpec,
    /// What happened between the photos.
    pub kind: PairKind,
    /// The person's phototype.
    pub phototype: Phototype,
    /// The pair's seed.
    pub seed: u64,
    /// Whether the photos may be compared.
    pub comparable: bool,
    /// The best verdict.
    pub expected_verdict: Verdict,
    /// Every verdict that is right, the best first.
    pub accepted_verdicts: Vec<Verdict>,
    /// Any of these among a refusal's reasons names what is wrong; empty when there must be none.
    pub accepted_reasons: Vec<ReasonCode>,
    /// What the depth of every scar was multiplied by.
    pub depth_factor: f64,
    /// What the redness of scars and blotches was multiplied by.
    pub erythema_factor: f64,
    /// The first photo.
    pub before: PhotoTruth,
    /// The second photo.
    pub after: PhotoTruth,
    /// A grid of skin points that both photos show (on the form, relief left out); empty when the photos
    /// show different skin.
    pub points: Vec<PointTruth>,
    /// The scars of the patch; of the first person when there are two.
    pub scars: Vec<ScarTruth>,
}

/// Where one photo was taken from, and what lies where in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PhotoTruth {
    /// The camera. Of a mirrored photo, the camera before mirroring.
    pub camera: Camera,
    /// Whether the photo was flipped left to right after it was taken; all pixels here are of the flipped one.
    pub mirrored: bool,
    /// Standard deviation of the lens's blur, in pixels.
    pub blur_px: f64,
    /// Scale on the skin in the middle of the patch.
    pub skin_mm_per_px: f64,
    /// The lamps; the key first.
    pub lamps: Vec<LampTruth>,
    /// Ambient irradiance; a lamp's strength is in the same unit.
    pub ambient: f64,
    /// Linear light per reflectance and irradiance.
    pub exposure: f64,
    /// Turn of the skin about the camera's x, y and z axes, in degrees.
    pub pose_deg: [f64; 3],
    /// The card, when there is one.
    pub card: Option<CardTruth>,
}

/// A lamp as a photographer would describe it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LampTruth {
    /// 0° from the right of the photo, 90° from its top.
    pub azimuth_deg: f64,
    /// 0° in the picture plane, 90° at the camera.
    pub elevation_deg: f64,
    /// Distance from the subject.
    pub distance_mm: f64,
    /// Edge of the lamp's square.
    pub size_mm: f64,
    /// Irradiance at the subject.
    pub strength: f64,
}

impl From<&Lamp> for LampTruth {
    fn from(lamp: &Lamp) -> Self {
        Self {
            azimuth_deg: lamp.azimuth_deg,
            elevation_deg: lamp.elevation_deg,
            distance_mm: lamp.distance_mm,
            size_mm: lamp.size_mm,
            strength: lamp.strength,
        }
    }
}

/// The card in one photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardTruth {
    /// Card millimetres to pixels without lens distortion, row by row, last element 1.
    pub homography_undistorted: [[f64; 3]; 3],
    /// Top left, top right, bottom right, bottom left of the card, lens distortion included.
    pub corners_px: Vec<Point>,
    /// The same of each tag's black square, tag 0 first.
    pub tag_corners_px: Vec<Vec<Point>>,
    /// Scale on the card's plane at its centre (the square root of the area's), lens distortion included.
    pub mm_per_px: f64,
    /// Whether something covers a part of it.
    pub covered: bool,
}

/// One skin point in both photos.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PointTruth {
    /// Skin coordinates.
    pub skin_mm: Point,
    /// Where the first photo shows it.
    pub before_px: Point,
    /// Where the second photo shows it.
    pub after_px: Point,
}

/// One scar in both photos.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScarTruth {
    /// Type.
    #[serde(rename = "type")]
    pub kind: ScarType,
    /// Skin coordinates of the centre.
    pub centre_mm: Point,
    /// Longer axis of the outline.
    pub length_mm: f64,
    /// Shorter axis.
    pub width_mm: f64,
    /// Depth at the first visit.
    pub depth_before_mm: f64,
    /// Depth at the second visit.
    pub depth_after_mm: f64,
    /// Where the first photo shows the centre (on the form, above the pit).
    pub before_px: Point,
    /// Where the second photo shows it; of another person's photo, where this skin would have been.
    pub after_px: Point,
    /// Outline in the first photo.
    pub before_outline_px: Vec<Point>,
    /// Outline in the second photo.
    pub after_outline_px: Vec<Point>,
}

impl Truth {
    pub(super) fn new(spec: &PairSpec, before: &Shot, after: &Shot) -> Self {
        let kind = spec.kind;
        let accepted = kind.accepted_verdicts();
        Self {
            schema: TRUTH_SCHEMA.to_owned(),
            spec: *spec,
            kind,
            phototype: spec.phototype,
            seed: spec.seed,
            comparable: kind.is_comparable(),
            expected_verdict: accepted[0],
            accepted_verdicts: accepted.to_vec(),
            accepted_reasons: kind.accepted_reasons().to_vec(),
            depth_factor: kind.depth_factor(),
            erythema_factor: after.visit.condition.erythema_factor,
            before: photo(before),
            after: photo(after),
            points: match kind {
                PairKind::DifferentPatient | PairKind::NoSkin => Vec::new(),
                _ => points(before, after),
            },
            scars: scars(before, after),
        }
    }
}

fn photo(shot: &Shot) -> PhotoTruth {
    let visit = &shot.visit;
    PhotoTruth {
        camera: shot.view.camera,
        mirrored: visit.mirrored,
        blur_px: visit.blur_px,
        skin_mm_per_px: scale(|dx, dy| seen(shot, [dx, dy])),
        lamps: visit.rig.lamps.iter().map(LampTruth::from).collect(),
        ambient: visit.rig.ambient,
        exposure: shot.exposure(),
        pose_deg: visit.pose_deg,
        card: visit.card_shown.then(|| card_truth(shot)),
    }
}

fn card_truth(shot: &Shot) -> CardTruth {
    let view = &shot.view;
    let at = |place: [f64; 2]| flipped(shot, shot.card.project(view, place));
    let [w, h] = card::SIZE_MM;
    let homography = flip_matrix(view, shot.visit.mirrored) * shot.card.homography(view);
    CardTruth {
        homography_undistorted: std::array::from_fn(|row| {
            std::array::from_fn(|column| homography[(row, column)])
        }),
        corners_px: [[0.0, 0.0], [w, 0.0], [w, h], [0.0, h]].map(at).to_vec(),
        tag_corners_px: (0..4)
            .map(|tag| card::tag_corners_mm(tag).map(at).to_vec())
            .collect(),
        mm_per_px: scale(|dx, dy| at([0.5 * w + dx, 0.5 * h + dy])),
        covered: shot.visit.cover.is_some(),
    }
}

/// Millimetres per pixel from the area that a square millimetre around (0, 0) takes in the photo.
fn scale(place: impl Fn(f64, f64) -> Point) -> f64 {
    let half = 0.5;
    let (left, right) = (place(-half, 0.0), place(half, 0.0));
    let (top, bottom) = (place(0.0, -half), place(0.0, half));
    let area = (right.x - left.x) * (bottom.y - top.y) - (right.y - left.y) * (bottom.x - top.x);
    area.abs().sqrt().recip()
}

/// Where a photo shows a skin point of the form.
fn seen(shot: &Shot, rest_mm: [f64; 2]) -> Point {
    let at = map::project(&shot.view, &shot.form, &shot.visit.condition.warp, rest_mm);
    flipped(shot, at)
}

fn flipped(shot: &Shot, at: Point) -> Point {
    if shot.visit.mirrored {
        Point::new(shot.view.camera.width as f64 - 1.0 - at.x, at.y)
    } else {
        at
    }
}

fn flip_matrix(view: &View, mirrored: bool) -> Matrix3<f64> {
    if mirrored {
        Matrix3::new(
            -1.0,
            0.0,
            view.camera.width as f64 - 1.0,
            0.0,
            1.0,
            0.0,
            0.0,
            0.0,
            1.0,
        )
    } else {
        Matrix3::identity()
    }
}

/// A grid of 14 × 11 points a little beyond the patch, without those that a photo does not show.
fn points(before: &Shot, after: &Shot) -> Vec<PointTruth> {
    const GRID: [usize; 2] = [14, 11];
    const BEYOND: f64 = 1.1;
    let place = |i: usize, axis: usize| {
        BEYOND * PATCH_HALF_MM[axis] * (2.0 * i as f64 / (GRID[axis] - 1) as f64 - 1.0)
    };
    let cards = [before, after].map(|shot| {
        let corners = card_truth(shot).corners_px;
        shot.visit.card_shown.then_some(Polygon { corners })
    });
    let shown = |shot: &Shot, card: &Option<Polygon>, at: Point| {
        let camera = &shot.view.camera;
        let inside = (0.0..camera.width as f64 - 1.0).contains(&at.x)
            && (0.0..camera.height as f64 - 1.0).contains(&at.y);
        inside && !card.as_ref().is_some_and(|card| card.contains(at))
    };
    let mut points = Vec::new();
    for j in 0..GRID[1] {
        for i in 0..GRID[0] {
            let skin = [place(i, 0), place(j, 1)];
            let (first, second) = (seen(before, skin), seen(after, skin));
            if shown(before, &cards[0], first) && shown(after, &cards[1], second) {
                points.push(PointTruth {
                    skin_mm: Point::new(skin[0], skin[1]),
                    before_px: first,
                    after_px: second,
                });
            }
        }
    }
    points
}

fn scars(before: &Shot, after: &Shot) -> Vec<ScarTruth> {
    /// Corners of an outline.
    const CORNERS: usize = 24;
    let scars = before.skin.scars.iter().map(|scar| {
        let outline = scar.outline_mm(CORNERS);
        let trace = |shot: &Shot| outline.iter().map(|&at| seen(shot, at)).collect();
        ScarTruth {
            kind: scar.kind,
            centre_mm: Point::new(scar.centre_mm[0], scar.centre_mm[1]),
            length_mm: 2.0 * scar.half_mm[0],
            width_mm: 2.0 * scar.half_mm[1],
            depth_before_mm: scar.depth_mm * before.visit.condition.depth_factor,
            depth_after_mm: scar.depth_mm * after.visit.condition.depth_factor,
            before_px: seen(before, scar.centre_mm),
            after_px: seen(after, scar.centre_mm),
            before_outline_px: trace(before),
            after_outline_px: trace(after),
        }
    });
    scars.collect()
}
