//! Where the lamps of a set are: as somebody said, as a ball shows them, or as the card does.

use super::archive::problem;
use super::card::{Lit, lit};
use super::frames::Taken;
use super::stereo_error;
use crate::CompareError;
use relief_grid::Raster;
use relief_photo::card::CardView;
use relief_stereo::{Camera, Lamp, LampsFrom, LampsTold, Light, Lights, View};

/// Where nobody says how far the camera is and the card tells the scale, it is taken to be so far away: sets are taken from 30 to 50 cm, and how lines of sight spread moves no scar.
const CAMERA_MM: f64 = 400.0;

/// Lamps of a set.
pub struct Placed {
    /// Each lamp's place or direction, and how bright it is where that is known.
    pub lamps: Vec<(Light, Option<f64>)>,
    /// How the camera sees: near lamps need a perspective.
    pub view: View,
    /// How they are known.
    pub lamps_from: LampsFrom,
}

/// The lamps of the pictures that were `taken`; `view` is theirs, and the card's pixels are those of pictures of which `factor × factor` became one.
pub fn placed(
    name: &str,
    lights: &Lights,
    taken: &[Taken],
    room: Option<&Raster<[f32; 3]>>,
    (card, factor): (Option<&CardView>, usize),
    view: View,
) -> Result<Placed, CompareError> {
    let nothing_told = lights.ball.is_none() && lights.lamps.iter().all(|lamp| lamp.light.is_none());
    if let (true, Some(card)) = (nothing_told, card) {
        return by_card(name, lights, taken, room, (card, factor), view);
    }
    let told = lights.lamps.iter().any(|lamp| lamp.intensity.is_some());
    let place = |(lamp, taken): (&Lamp, &Taken)| {
        let on_ball = taken.on_ball.as_ref();
        let light = lamp.light.or(on_ball.map(|found| found.light)).ok_or_else(|| {
            let why = "has neither direction nor position_camera_mm, and nothing else tells where its lamp was: name a mirror_ball or a matte_ball, or lay the card beside the skin and give lamp_distance_mm and no lamp's direction";
            problem(name, format!("{} {why}", lamp.file))
        })?;
        // A ball's brightness has a scale of its own.
        let brightness = on_ball.and_then(|found| found.brightness);
        Ok((light, if told { lamp.intensity } else { brightness }))
    };
    let lamps = lights.lamps.iter().zip(taken).map(place);
    Ok(Placed {
        lamps: lamps.collect::<Result<_, _>>()?,
        view,
        lamps_from: LampsFrom::Told,
    })
}

fn by_card(
    name: &str,
    lights: &Lights,
    taken: &[Taken],
    room: Option<&Raster<[f32; 3]>>,
    (card, factor): (&CardView, usize),
    view: View,
) -> Result<Placed, CompareError> {
    let size = taken
        .first()
        .map_or([1, 1], |first| [first.linear.width(), first.linear.height()]);
    let camera = camera(view, size);
    let pictures = taken.iter().map(|taken| Lit {
        linear: &taken.linear,
        clipped: &taken.clipped,
    });
    let told = LampsTold {
        distance_mm: lights.lamp_distance_mm,
        intensities: lights.lamps.iter().map(|lamp| lamp.intensity).collect(),
    };
    let found = lit(card, &camera, factor, pictures, room)
        .lamps(&told, [0.0, 0.0, camera.distance_mm])
        .map_err(|source| stereo_error(name, source))?;
    let lamps = found.places_mm.into_iter().zip(found.intensities);
    Ok(Placed {
        lamps: lamps
            .map(|(place, intensity)| (Light::Near(place), Some(intensity)))
            .collect(),
        view: View::Perspective(camera),
        lamps_from: LampsFrom::Card {
            slopes_off: found.slopes_off,
        },
    })
}

/// The camera of a view, or one that looks at the middle of its picture and sees the card as large as it is.
pub fn camera(view: View, [width, height]: [usize; 2]) -> Camera {
    let mm_per_px = match view {
        View::Perspective(camera) => return camera,
        View::Orthographic { mm_per_px } => mm_per_px,
    };
    let focal_px = CAMERA_MM / mm_per_px;
    Camera {
        fx: focal_px,
        fy: focal_px,
        cx: 0.5 * (width as f64 - 1.0),
        cy: 0.5 * (height as f64 - 1.0),
        k1: 0.0,
        distance_mm: CAMERA_MM,
    }
}
