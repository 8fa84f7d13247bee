//! The pictures of a comparison as a page finds them: inside itself, or as files beside it.

use super::shown_scan::ShownView;
use super::shown_skin::ShownSkin;
use base64::prelude::{BASE64_STANDARD, Engine};
use relief_compare::{Mark, Picture, Pictures};
use serde::{Deserialize, Serialize};

/// A picture as a page finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its address: a `data:` URL, or whatever the page's server answers to.
    pub source: String,
    /// Pixels per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
}

impl Image {
    /// A picture at an address.
    pub(super) fn at(picture: &Picture, source: String) -> Self {
        Self {
            source,
            width: picture.width,
            height: picture.height,
        }
    }

    /// The address of a picture that travels inside the page.
    pub(super) fn inside(picture: &Picture) -> String {
        let media = picture.format.media_type();
        format!("data:{media};base64,{}", BASE64_STANDARD.encode(&picture.bytes))
    }
}

/// A map, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownMap {
    /// One sentence: what is drawn.
    pub caption: String,
    /// Before.
    pub before: Image,
    /// After.
    pub after: Image,
    /// Numbers to write over both.
    pub marks: Vec<Mark>,
}

/// The pictures of a comparison as a page finds them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Before.
    pub before: Image,
    /// After.
    pub after: Image,
    /// Both have one frame.
    pub aligned: bool,
    /// Both were cut to the skin that was measured.
    pub cropped: bool,
    /// Millimetres per pixel of both; none where no scale is known, nor in what was kept before it was.
    #[serde(default)]
    pub mm_per_px: Option<f64>,
    /// The maps, in the order in which to show them.
    pub maps: Vec<ShownMap>,
    /// What else is drawn of two scans; none for photos, nor in what was kept before there was any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<ShownView>,
    /// The skin of two light sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skins: Vec<ShownSkin>,
}

impl Shown {
    /// Pictures whose addresses `place` gives, asked with a short name for each: `before`, `after`, `scars-before`, …
    pub fn at(pictures: &Pictures, mut place: impl FnMut(&str, &Picture) -> String) -> Self {
        let mut image = |name: &str, picture: &Picture| Image::at(picture, place(name, picture));
        Self {
            before: image("before", &pictures.before),
            after: image("after", &pictures.after),
            aligned: pictures.aligned,
            cropped: pictures.cropped,
            mm_per_px: pictures.mm_per_px,
            maps: pictures
                .maps
                .iter()
                .map(|map| ShownMap {
                    caption: map.caption.clone(),
                    before: image(&format!("{}-before", map.name), &map.before),
                    after: image(&format!("{}-after", map.name), &map.after),
                    marks: map.marks.clone(),
                })
                .collect(),
            view: pictures.view.as_ref().map(ShownView::of),
            skins: ShownSkin::all(&pictures.skins, place),
        }
    }

    /// Pictures that travel inside the page.
    pub(super) fn inside(pictures: &Pictures) -> Self {
        Self::at(pictures, |_, picture| Image::inside(picture))
    }

    /// The same pictures at other addresses.
    #[must_use]
    pub fn moved(mut self, place: impl Fn(&str) -> String) -> Self {
        let maps = self
            .maps
            .iter_mut()
            .flat_map(|map| [&mut map.before, &mut map.after]);
        let skins = self.skins.iter_mut().flat_map(ShownSkin::images);
        for image in [&mut self.before, &mut self.after]
            .into_iter()
            .chain(maps)
            .chain(skins)
        {
            image.source = place(&image.source);
        }
        self
    }
}
