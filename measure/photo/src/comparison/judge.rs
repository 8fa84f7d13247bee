//! What the gate says of photos before anything is measured: for whoever still holds the camera.

use super::facts::For;
use super::{Met, PhotoOptions, Prepared, geometry, meet, prepare};
use crate::Photo;
use crate::gate::Check;
use crate::register::Registration;
use crate::single::checks;
use relief_grid::Point;

/// What the gate says of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Every check that could be made, as in a comparison of the same photos.
    pub checks: Vec<Check>,
    /// The size of the skin in the second photo over that in the first, both as shares of the picture: by the skins, or by two
    /// cards when the skins could not be laid on each other.
    pub size_ratio: Option<f64>,
    /// How the skin lies in the second photo; `None` when the photos could not be laid onto each other.
    pub moved: Option<Moved>,
}

/// How the skin of the first photo lies in the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moved {
    /// How far the middle of the skin moved to the right and down, as shares of the width and the height of the picture.
    pub shift: [f64; 2],
    /// Its turn in the picture plane, clockwise as seen on a screen, degrees.
    pub rotation_deg: f64,
}

/// Judges two photos as [`super::compare_photos`] does, and measures nothing.
///
/// The result is the same on any number of threads.
pub fn judge_photos(before: Photo, after: Photo, options: &PhotoOptions) -> Judgement {
    let prepared = prepare::prepare([before, after], options, || ());
    judge(prepared.each_ref())
}

/// An earlier photo that many frames of a camera are held against: made ready once, where that does not depend on the frame.
#[derive(Debug, Clone)]
pub struct Earlier {
    options: PhotoOptions,
    ready: Ready,
}

#[derive(Debug, Clone)]
enum Ready {
    /// Its scale is its own.
    Scaled(Box<Prepared>),
    /// Its scale is that of whatever it is compared with.
    Unscaled(Photo),
}

impl Earlier {
    /// Makes an earlier photo ready.
    pub fn new(photo: Photo, options: PhotoOptions) -> Self {
        let prepared = prepare::prepare_one(photo.clone(), &options);
        let ready = match prepared.scale.pitch {
            Some(_) => Ready::Scaled(Box::new(prepared)),
            None => Ready::Unscaled(photo),
        };
        Self { options, ready }
    }

    /// Judges a frame against it, as [`judge_photos`] does.
    ///
    /// Small photos will do where a hint is wanted at once: the checks read lengths in millimetres and shares. What they say of
    /// blur and noise then holds for the small photo.
    pub fn judge(&self, frame: Photo) -> Judgement {
        match &self.ready {
            Ready::Scaled(earlier) => {
                let frame = prepare::prepare_beside(earlier, frame, &self.options);
                judge([earlier, &frame])
            }
            Ready::Unscaled(earlier) => judge_photos(earlier.clone(), frame, &self.options),
        }
    }
}

fn judge(both: [&Prepared; 2]) -> Judgement {
    let Met { checks, laid, .. } = meet(both, For::Judging, &mut |_| ());
    Judgement {
        checks,
        size_ratio: match &laid {
            Some(laid) => Some(geometry(&laid.registration, both).size_ratio),
            None => size_by_cards(both),
        },
        moved: laid.map(|laid| moved(&laid.registration, both)),
    }
}

/// The checks that one photo allows, as [`crate::single::measure_photo`] makes them.
pub fn judge_photo(photo: Photo, options: &PhotoOptions) -> Vec<Check> {
    checks(&prepare::prepare_one(photo, options))
}

/// How much nearer the second photo was taken, by the scales that the cards give.
fn size_by_cards(prepared: [&Prepared; 2]) -> Option<f64> {
    let [before, after] = prepared.map(|p| {
        let [width, height] = p.eye().size_px;
        let mm_per_px = p.card.as_ref()?.mm_per_px;
        Some(mm_per_px * ((width * height) as f64).sqrt())
    });
    Some(before? / after?)
}

fn moved(registration: &Registration, prepared: [&Prepared; 2]) -> Moved {
    let size = |i: usize| {
        let linear = &prepared[i].working.linear;
        [linear.width() as f64, linear.height() as f64]
    };
    let middle = middle(prepared[0]);
    let there = registration.mapping.map(middle);
    let ([w, h], [width, height]) = (size(0), size(1));
    Moved {
        shift: [there.x / width - middle.x / w, there.y / height - middle.y / h],
        rotation_deg: registration.rotation_deg,
    }
}

/// The middle of a photo's skin, in working pixels; that of the picture when it shows none.
fn middle(prepared: &Prepared) -> Point {
    let skin = &prepared.skin;
    let (mut n, mut x_sum, mut y_sum) = (0.0, 0.0, 0.0);
    for y in 0..skin.height() {
        for x in (0..skin.width()).filter(|&x| skin.get(x, y)) {
            n += 1.0;
            x_sum += x as f64;
            y_sum += y as f64;
        }
    }
    match n > 0.0 {
        true => Point::new(x_sum / n, y_sum / n),
        false => Point::new(skin.width() as f64 / 2.0, skin.height() as f64 / 2.0),
    }
}
