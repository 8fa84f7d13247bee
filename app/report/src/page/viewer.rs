//! The pictures, inside the page.

use super::scan::{HeightLegend, Sections};
use super::scars::ScarFacts;
use super::shown::{Image, Shown, ShownMap};
use super::shown_scan::{ShownScan, ShownView};
use super::verdict_code;
use crate::phrase::said;
use crate::texts::Texts;
use relief_compare::Mark;
use relief_compare::contract::Kind;
use std::fmt::Write;

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
    pub fn of(texts: &Texts, shown: &'a Shown, kind: Kind, comparable: bool) -> Self {
        Self {
            before: &shown.before,
            after: &shown.after,
            note: match (kind, shown.aligned, shown.cropped) {
                (Kind::Photo, true, true) => texts.page.moved_and_cropped,
                (Kind::Photo, true, false) => texts.page.moved_only,
                (Kind::Photo, false, _) => texts.page.not_moved,
                (Kind::Surface, true, _) => texts.page.scan_moved,
                (Kind::Surface, false, _) => texts.page.scan_not_moved,
            },
            interactive: comparable && shown.aligned,
        }
    }
}

/// One map, before and after, or of one scan.
pub(super) struct MapView<'a> {
    pub caption: String,
    /// Each picture with what stands under it.
    pub images: Vec<(&'a Image, &'static str)>,
    /// Pixels per row and number of rows.
    pub size: [usize; 2],
    pub marks: Vec<Label>,
    pub outlines: Vec<Outline>,
    /// Where cross-sections run: both ends of each.
    pub sections: Vec<[(String, String); 2]>,
    /// Height of the marks' letters in pixels of the map.
    pub letters: String,
    /// Of maps of heights.
    pub legend: Option<HeightLegend>,
    /// What each kind of outline means: its class and its words.
    pub kinds: Vec<(&'static str, &'static str)>,
}

/// A number on a map.
pub(super) struct Label {
    pub id: u32,
    pub x: String,
    pub y: String,
    /// The side of the letters that stands at `x`, as SVG calls it.
    pub anchor: &'static str,
}

/// The border of a scar.
pub(super) struct Outline {
    /// What happened to the scar, as a class of the style sheet.
    pub class: &'static str,
    pub points: String,
}

/// So many letters as high as they are, one above the other, fill the width of a map.
const LETTERS_A_WIDTH: f64 = 34.0;

impl<'a> MapView<'a> {
    /// A map of a pair; with its view and sections when it is one of scans.
    pub fn of_pair(
        texts: &Texts,
        map: &'a ShownMap,
        scars: &[ScarFacts],
        scan: Option<(&ShownView, &Sections<'_>)>,
    ) -> Self {
        let page = &texts.page;
        let images = vec![(&map.before, page.before), (&map.after, page.after)];
        let view = Self::of(texts, &map.caption, images, &map.marks, scars);
        let is_of_heights = map.marks.iter().any(|mark| !mark.outline.is_empty());
        match scan.filter(|_| is_of_heights) {
            Some((shown, sections)) => view.with_heights(texts, shown, Some(sections)),
            None => view,
        }
    }

    /// The map of one scan.
    pub fn of_one(
        texts: &Texts,
        shown: &'a ShownScan,
        scars: &[ScarFacts],
        sections: Option<&Sections<'_>>,
    ) -> Self {
        let images = vec![(&shown.heights, "")];
        Self::of(texts, texts.page.heights_caption, images, &shown.marks, scars).with_heights(
            texts,
            &shown.view,
            sections,
        )
    }

    fn of(
        texts: &Texts,
        caption: &str,
        images: Vec<(&'a Image, &'static str)>,
        marks: &[Mark],
        scars: &[ScarFacts],
    ) -> Self {
        let size = images
            .first()
            .map_or([1, 1], |(image, _)| [image.width, image.height]);
        let width = size[0] as f64;
        let letters = width / LETTERS_A_WIDTH;
        let outlined = marks.iter().filter(|mark| !mark.outline.is_empty());
        let outlines: Vec<Outline> = outlined.map(|mark| Outline::of(mark, scars)).collect();
        let page = &texts.page;
        let kinds = [
            ("improved", page.outline_improved),
            ("unchanged", page.outline_unchanged),
            ("worse", page.outline_worse),
        ];
        let occurs = |class: &str| outlines.iter().any(|outline| outline.class == class);
        Self {
            caption: said(texts, caption),
            images,
            size,
            marks: marks.iter().map(|mark| Label::of(mark, width, letters)).collect(),
            kinds: kinds.into_iter().filter(|(class, _)| occurs(class)).collect(),
            outlines,
            sections: Vec::new(),
            letters: format!("{letters:.1}"),
            legend: None,
        }
    }

    fn with_heights(self, texts: &Texts, shown: &ShownView, sections: Option<&Sections<'_>>) -> Self {
        let open = shown.sections.iter().filter(|section| {
            let is_open = |sections: &Sections<'_>| sections.is_open(section.id);
            sections.is_some_and(is_open)
        });
        let ends = open.map(|section| {
            section
                .ends_px
                .map(|[x, y]| (format!("{x:.1}"), format!("{y:.1}")))
        });
        Self {
            sections: ends.collect(),
            legend: Some(HeightLegend::of(texts)),
            ..self
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

impl Outline {
    fn of(mark: &Mark, scars: &[ScarFacts]) -> Self {
        let verdict = scars
            .iter()
            .find(|scar| scar.id == mark.id)
            .and_then(|scar| scar.verdict);
        let mut points = String::new();
        for [x, y] in &mark.outline {
            // Writing to a string does not fail.
            let _ = write!(points, "{x:.1},{y:.1} ");
        }
        Self {
            class: verdict.map_or("", |(verdict, _)| verdict_code(verdict)),
            points,
        }
    }
}
