//! The pictures, inside the page.

use super::shown::{Image, Shown, ShownMap};
use crate::phrase::said;
use crate::texts::Texts;
use relief_compare::Mark;

/// Before and after.
pub(super) struct Viewer<'a> {
    pub before: &'a Image,
    pub after: &'a Image,
    /// What was done to the pictures.
    pub note: &'static str,
    /// Whether to offer the slider and the flicker view: only for comparable pictures of one frame.
    pub interactive: bool,
}

impl<'a> Viewer<'a> {
    /// The viewer for a pair; `comparable` is the gate's word.
    pub fn of(texts: &Texts, shown: &'a Shown, comparable: bool) -> Self {
        Self {
            before: &shown.before,
            after: &shown.after,
            note: match (shown.aligned, shown.cropped) {
                (true, true) => texts.page.moved_and_cropped,
                (true, false) => texts.page.moved_only,
                (false, _) => texts.page.not_moved,
            },
            interactive: comparable && shown.aligned,
        }
    }
}

/// One map, before and after.
pub(super) struct MapView<'a> {
    pub caption: String,
    pub before: &'a Image,
    pub after: &'a Image,
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
    pub fn of(texts: &Texts, map: &'a ShownMap) -> Self {
        let width = map.before.width as f64;
        let letters = width / LETTERS_A_WIDTH;
        Self {
            caption: said(texts, &map.caption),
            before: &map.before,
            after: &map.after,
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
