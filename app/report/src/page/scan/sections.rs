//! Cross-sections as drawings: before and after over each other.

use super::axis::{place, ticks};
use crate::page::scars::{Read, ScarFacts};
use crate::texts::{Texts, fill};
use askama::Template;
use relief_compare::Section;
use std::collections::BTreeSet;
use std::fmt::Write;

/// So many of the largest scars are drawn at once, and on paper.
const OPEN: usize = 6;
/// The drawing's plot in its units.
const LEFT: f64 = 44.0;
const TOP: f64 = 8.0;
const WIDTH: f64 = 268.0;
const HEIGHT: f64 = 128.0;
/// A single spike shall not set the scale: this share of all heights at each end may lie outside.
const OUTSIDE: f64 = 0.002;
/// Room beyond the heights, as a share of their span.
const ROOM: f64 = 0.08;
/// The undisturbed skin has at least this much above it, in µm.
const LEAST_ABOVE_UM: f64 = 50.0;

/// Every cross-section, the largest scars first.
#[derive(Template)]
#[template(path = "sections.html")]
pub(in crate::page) struct Sections<'a> {
    texts: &'a Texts,
    pair: bool,
    first: Vec<Drawing>,
    rest: Vec<Drawing>,
    fold: String,
}

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for Sections<'_> {}

/// One cross-section.
struct Drawing {
    id: u32,
    caption: String,
    alt: String,
    /// One for each scan.
    lines: Vec<String>,
    zero: String,
    /// Left edge and width of what lies within the outline.
    outline: (String, String),
    across: Vec<(String, String)>,
    up: Vec<(String, String)>,
}

impl<'a> Sections<'a> {
    /// `None` without a section.
    pub fn of(texts: &'a Texts, sections: &[Section], scars: &[ScarFacts]) -> Option<Self> {
        let range = range_um(sections)?;
        let mut drawn: Vec<(&Section, &ScarFacts)> = sections
            .iter()
            .filter_map(|section| Some((section, scars.iter().find(|scar| scar.id == section.id)?)))
            .collect();
        drawn.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)));
        let mut drawings = drawn
            .into_iter()
            .map(|(section, scar)| Drawing::of(texts, section, scar, range));
        let first: Vec<Drawing> = drawings.by_ref().take(OPEN).collect();
        let rest: Vec<Drawing> = drawings.collect();
        let count = rest.len().to_string();
        (!first.is_empty()).then(|| Self {
            texts,
            pair: sections.iter().any(|section| section.heights_um.len() > 1),
            fold: fill(texts.page.other_sections, &[("count", &count)]),
            first,
            rest,
        })
    }

    /// The scars that are drawn.
    pub fn ids(&self) -> BTreeSet<u32> {
        self.first
            .iter()
            .chain(&self.rest)
            .map(|drawing| drawing.id)
            .collect()
    }

    /// Whether the map shows where a scar's section runs: only those of the largest, or the lines would hide the skin.
    pub fn is_open(&self, id: u32) -> bool {
        self.first.iter().any(|drawing| drawing.id == id)
    }
}

/// The greater volume of both scans.
fn size(scar: &ScarFacts) -> f64 {
    let volumes = scar.values(|geometry| geometry.volume_mm3);
    volumes.into_iter().flatten().fold(0.0, f64::max)
}

/// The least and the greatest height to draw, the same for all so that depths can be told from each other.
fn range_um(sections: &[Section]) -> Option<[f64; 2]> {
    let all = sections
        .iter()
        .flat_map(|section| section.heights_um.iter().flatten());
    let mut heights: Vec<f64> = all.flatten().copied().collect();
    heights.sort_unstable_by(f64::total_cmp);
    let last = heights.len().checked_sub(1)?;
    let outside = (OUTSIDE * last as f64) as usize;
    let (low, high) = (heights[outside], heights[last - outside].max(LEAST_ABOVE_UM));
    let room = ROOM * (high - low);
    Some([low - room, high + room])
}

impl Drawing {
    fn of(texts: &Texts, section: &Section, scar: &ScarFacts, [low, high]: [f64; 2]) -> Self {
        let samples = section.heights_um.first().map_or(0, Vec::len);
        let length_mm = section.step_mm * samples.saturating_sub(1).max(1) as f64;
        let across = |mm: f64| mm / length_mm * WIDTH;
        let up = |um: f64| (high - um) / (high - low) * HEIGHT;
        let lines = section.heights_um.iter().map(|heights| {
            let points = heights.iter().enumerate();
            path(points.map(|(at, um)| um.map(|um| [across(at as f64 * section.step_mm), up(um)])))
        });
        let [from, to] = section.outline.map(|at| across(at as f64 * section.step_mm));
        let depth: Read = |geometry| geometry.depth_mm;
        let values = [
            ("id", section.id.to_string()),
            ("type", scar.type_word(texts).to_owned()),
            ("depth", scar.text(texts, depth)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        Self {
            id: section.id,
            caption: fill(texts.page.section_caption, &values),
            alt: fill(texts.page.section_alt, &values),
            lines: lines.collect(),
            zero: place(TOP + up(0.0)),
            outline: (place(LEFT + from), place(to - from)),
            across: ticks(0.0, length_mm, 6)
                .into_iter()
                .map(|mm| (place(LEFT + across(mm)), texts.number(mm)))
                .collect(),
            up: ticks(low, high, 5)
                .into_iter()
                .map(|um| (place(TOP + up(um)), texts.number(um)))
                .collect(),
        }
    }
}

/// A line through places, broken where there is none.
fn path(places: impl Iterator<Item = Option<[f64; 2]>>) -> String {
    let mut path = String::new();
    let mut down = false;
    for place in places {
        if let Some([x, y]) = place {
            // Writing to a string does not fail.
            let _ = write!(path, "{}{x:.1} {y:.1}", if down { 'L' } else { 'M' });
        }
        down = place.is_some();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_where_nothing_was_measured() {
        let places = [Some([0.0, 1.0]), Some([1.0, 2.0]), None, Some([3.0, 4.25])];
        assert_eq!(path(places.into_iter()), "M0.0 1.0L1.0 2.0M3.0 4.2");
    }
}
