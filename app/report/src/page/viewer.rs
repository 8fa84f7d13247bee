//! The pictures, inside the page.

use crate::texts::Texts;
use base64::prelude::{BASE64_STANDARD, Engine};
use relief_compare::{Map, Mark, Picture, Pictures};

/// An image that travels inside the page.
pub(super) struct Image {
    pub source: String,
    pub width: usize,
    pub height: usize,
}

impl Image {
    fn of(picture: &Picture) -> Self {
        Self {
            source: format!(
                "data:{};base64,{}",
                picture.format.media_type(),
                BASE64_STANDARD.encode(&picture.bytes)
            ),
            width: picture.width,
            height: picture.height,
        }
    }
}

/// Before and after.
pub(super) struct Viewer {
    pub before: Image,
    pub after: Image,
    /// What was done to the pictures.
    pub note: &'static str,
    /// Whether to offer the slider and the flicker view: only for comparable pictures of one frame.
    pub interactive: bool,
}

impl Viewer {
    /// The viewer for a pair; `comparable` is the gate's word.
    pub fn of(texts: &Texts, pictures: &Pictures, comparable: bool) -> Self {
        Self {
            before: Image::of(&pictures.before),
            after: Image::of(&pictures.after),
            note: match (pictures.aligned, pictures.cropped) {
                (true, true) => texts.page.moved_and_cropped,
                (true, false) => texts.page.moved_only,
                (false, _) => texts.page.not_moved,
            },
            interactive: comparable && pictures.aligned,
        }
    }
}

/// One map, before and after.
pub(super) struct MapView<'a> {
    pub caption: &'a str,
    pub before: Image,
    pub after: Image,
    pub marks: Vec<Label>,
    /// Height of the marks' letters in pixels of the map.
    pub letters: String,
}

/// A number on a map.
pub(super) struct Label {
    pub id: u32,
    pub x: String,
    pub y: String,
    /// The side of the letters that stands at `x`, as SVG calls it.
    pub anchor: &'static str,
}

/// So many letters as high as they are, one above the other, fill the width of a map.
const LETTERS_A_WIDTH: f64 = 34.0;

impl<'a> MapView<'a> {
    pub fn of(map: &'a Map) -> Self {
        let width = map.before.width as f64;
        let letters = width / LETTERS_A_WIDTH;
        Self {
            caption: &map.caption,
            before: Image::of(&map.before),
            after: Image::of(&map.after),
            marks: map
                .marks
                .iter()
                .map(|mark| Label::of(mark, width, letters))
                .collect(),
            letters: format!("{letters:.1}"),
        }
    }
}

impl Label {
    /// A number that would stick out on the right ends where it would begin.
    fn of(mark: &Mark, width: f64, letters: f64) -> Self {
        Self {
            id: mark.id,
            x: format!("{:.1}", mark.x.min(width)),
            y: format!("{:.1}", mark.y.max(letters)),
            anchor: if mark.x + 2.0 * letters > width {
                "end"
            } else {
                "start"
            },
        }
    }
}
