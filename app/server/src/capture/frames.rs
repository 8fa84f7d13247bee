//! Small frames of a camera, held against the earlier picture at the same size.

use super::hints::{Answer, of_pair, of_single};
use super::pass::Pass;
use crate::picture::{aside, read};
use bytes::Bytes;
use image::Rgb32FImage;
use image::imageops::FilterType;
use relief_photo::colour::srgb;
use relief_photo::comparison::{Earlier, Judgement, PhotoOptions, judge_photo};
use relief_photo::gate::Check;
use relief_photo::{Photo, Samples};
use std::sync::Arc;

/// The longer edge of the earlier picture as frames are held against it: as large as a browser sends them.
const PREVIEW_EDGE: usize = 1024;
/// The largest frame; a browser sends some 200 kB.
const FRAME_EDGE: usize = 2000;

/// An earlier picture at the size of frames, in memory only.
pub(super) async fn preview(bytes: Bytes) -> Option<Earlier> {
    let ready = aside(move || {
        let photo = read(&bytes).ok()?;
        Some(Earlier::new(
            shrunk(photo, PREVIEW_EDGE)?,
            PhotoOptions::default(),
        ))
    });
    ready.await.flatten()
}

/// A smaller photo, averaged in linear light: whole blocks first, then what is left to the size that is wanted.
fn shrunk(photo: Photo, longest: usize) -> Option<Photo> {
    let longer = photo.width.max(photo.height);
    if longer <= longest {
        return Some(photo);
    }
    let blocks = photo.shrunk(longer / longest);
    let size = [blocks.width(), blocks.height()];
    let scale = longest as f64 / size[0].max(size[1]) as f64;
    let [width, height] = size.map(|n| u32::try_from(n).ok());
    let linear = Rgb32FImage::from_vec(width?, height?, blocks.data().as_flattened().to_vec())?;
    let [width, height] = size.map(|n| ((n as f64 * scale).round() as u32).max(1));
    let small = image::imageops::resize(&linear, width, height, FilterType::Triangle);
    let code = |linear: &f32| (65535.0 * srgb::encode(f64::from(linear.clamp(0.0, 1.0)))).round() as u16;
    let mut info = photo.info;
    // How a file was compressed says nothing of a copy of this size.
    info.jpeg_steps = None;
    Some(Photo {
        width: width as usize,
        height: height as usize,
        samples: Samples::U16(small.as_raw().iter().map(code).collect()),
        info,
    })
}

/// What was found in a frame.
enum Seen {
    Pair(Judgement),
    Single(Vec<Check>),
}

/// What is to be done before the shutter is pressed. `None` for what is no frame.
pub async fn look(pass: Arc<Pass>, frame: Bytes) -> Option<Answer> {
    let seen = aside(move || {
        let mut frame = read(&frame).ok()?;
        if frame.width.max(frame.height) > FRAME_EDGE {
            return None;
        }
        frame.info.jpeg_steps = None;
        Some(match &pass.baseline {
            Some(earlier) => Seen::Pair(earlier.judge(frame)),
            None => Seen::Single(judge_photo(frame, &PhotoOptions::default())),
        })
    });
    // In words only here: work that is set aside knows no language.
    Some(match seen.await.flatten()? {
        Seen::Pair(judgement) => of_pair(&judgement),
        Seen::Single(checks) => of_single(&checks),
    })
}
