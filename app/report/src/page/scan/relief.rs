//! The skin in three dimensions: what the script draws from, and what stands there without it.

use super::heights::shades;
use crate::page::shown_scan::ShownRelief;
use crate::texts::{Texts, fill};
use askama::Template;
use relief_compare::HEIGHT_RANGE_UM;

/// How many times their height the skin's heights are drawn at first: a scar of a third of a millimetre on six centimetres of skin
/// would hardly be seen.
const STRETCH: u32 = 4;

/// The view that turns.
#[derive(Template)]
#[template(path = "solid.html")]
pub(in crate::page) struct Solid<'a> {
    texts: &'a Texts,
    relief: &'a ShownRelief,
    note: String,
    colours: String,
    range: String,
    /// Number and place of each scar.
    scars: String,
    stretch: u32,
    stretched: String,
}

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for Solid<'_> {}

impl<'a> Solid<'a> {
    pub fn of(texts: &'a Texts, relief: &'a ShownRelief) -> Self {
        let side = |axis: usize, cells: usize| {
            let mm = relief.pitch_mm[axis] * cells.saturating_sub(1) as f64;
            texts.decimal(&format!("{mm:.0}"))
        };
        let note = fill(
            texts.page.solid_note,
            &[
                ("width", &side(0, relief.width)),
                ("height", &side(1, relief.height)),
                ("pitch", &texts.number(relief.pitch_mm[0])),
            ],
        );
        let scars = relief.scars.iter();
        let scars = scars.map(|scar| format!("{},{:.1},{:.1}", scar.id, scar.x, scar.y));
        Self {
            texts,
            relief,
            note,
            colours: shades(),
            range: format!("{} {}", HEIGHT_RANGE_UM[0], HEIGHT_RANGE_UM[1]),
            scars: scars.collect::<Vec<_>>().join(";"),
            stretch: STRETCH,
            stretched: fill(texts.page.stretched, &[("factor", &STRETCH.to_string())]),
        }
    }
}
