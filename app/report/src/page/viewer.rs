//! The pictures, inside the page.

use base64::prelude::{BASE64_STANDARD, Engine};
use relief_compare::{Map, Picture, Pictures};

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
    pub aligned: bool,
    /// Whether to offer the slider and the flicker view: only for comparable pictures of one frame.
    pub interactive: bool,
}

impl Viewer {
    /// The viewer for a pair; `comparable` is the gate's word.
    pub fn of(pictures: &Pictures, comparable: bool) -> Self {
        Self {
            before: Image::of(&pictures.before),
            after: Image::of(&pictures.after),
            aligned: pictures.aligned,
            interactive: comparable && pictures.aligned,
        }
    }
}

/// One map, before and after.
pub(super) struct MapView<'a> {
    pub caption: &'a str,
    pub before: Image,
    pub after: Image,
}

impl<'a> MapView<'a> {
    pub fn of(map: &'a Map) -> Self {
        Self {
            caption: &map.caption,
            before: Image::of(&map.before),
            after: Image::of(&map.after),
        }
    }
}
