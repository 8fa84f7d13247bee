//! The pages of a comparison and of one measurement: the contract's values turned into what the templates show.

mod checks;
mod measured;
mod method;
mod rows;
mod scan;
mod scars;
mod shown;
mod shown_scan;
mod shown_skin;
mod viewer;

use crate::csp::policy;
use crate::phrase::said;
use crate::sentence::{headline, next_step, patient_sentence};
use crate::texts::Texts;
use askama::Template;
use checks::CheckRow;
use measured::Measured;
use method::Method;
use relief_compare::contract::{CompareResult, Kind, MeasureResult, Verdict};
use relief_compare::{Comparison, Measurement};
use rows::ChangeRow;
use scan::{Depths, Relit, Sections, Solid, TextureTable};
use scars::{ScarFacts, ScarTable};
pub use shown::{Image, Shown, ShownMap};
pub use shown_scan::{ShownRelief, ShownScan, ShownTexture, ShownView};
pub use shown_skin::ShownSkin;
use viewer::{MapView, Viewer};

/// What stands around the comparison in a page of its own.
const PAGE_STYLE: &str = include_str!("../assets/page.css");
/// The style of what [`comparison_part`] and [`measured_part`] give, which must stand in an element of the class `comparison`.
pub const STYLE: &str = concat!(
    include_str!("../assets/compare.css"),
    include_str!("../assets/scan.css")
);
/// The script of their slider and of the view in three dimensions.
pub const SCRIPT: &str = concat!(
    include_str!("../assets/compare.js"),
    include_str!("../assets/solid.js"),
    include_str!("../assets/relit.js")
);

/// Why no page could be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The template could not be filled.
    #[error("the report page could not be made: {0}")]
    Template(#[from] askama::Error),
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    texts: &'a Texts,
    policy: String,
    style: &'a str,
    script: &'static str,
    title: String,
    subject: &'static str,
    part: &'a str,
}

/// The comparison itself, as every page shows it.
#[derive(Template)]
#[template(path = "comparison.html")]
struct Part<'a> {
    texts: &'a Texts,
    comparable: bool,
    verdict_code: &'static str,
    verdict_word: &'static str,
    patient: String,
    next: &'static str,
    warnings: Vec<String>,
    refusals: Vec<CheckRow>,
    checks: Vec<CheckRow>,
    viewer: Option<Viewer<'a>>,
    maps: Vec<MapView<'a>>,
    solid: Option<Solid<'a>>,
    relit: Option<Relit<'a>>,
    sections: Option<Sections<'a>>,
    depths: Option<Depths<'a>>,
    texture: Option<TextureTable<'a>>,
    /// The primary end point; every measure when there is none, as without scars.
    primary: Vec<ChangeRow>,
    secondary: Vec<ChangeRow>,
    /// The words on the fold over `secondary`, when there are any.
    fold: Option<String>,
    /// Whether some change is neither better nor worse, so that the word for it is explained.
    changed: bool,
    scars: Option<ScarTable>,
    method: Method<'a>,
}

/// One self-contained HTML page about a comparison: pictures, findings, changes, method, hashes.
///
/// The page fetches nothing and runs only its own script (a content security policy holds it to that).
/// Without scripts and on paper the pictures stand side by side. When the pair is not comparable there is
/// no slider and no number of change. Every text from outside (names, messages) is escaped.
///
/// # Errors
///
/// [`ReportError::Template`] when the page could not be written to memory.
pub fn compare_page(comparison: &Comparison, texts: &Texts) -> Result<String, ReportError> {
    let result = &comparison.result;
    let shown = comparison.pictures.as_ref().map(Shown::inside);
    let subject = match result.kind {
        Kind::Photo => texts.page.photos_compared,
        Kind::Surface => texts.page.surfaces_compared,
    };
    let title = format!("{} – {}", headline(texts, result), texts.page.title);
    page(
        texts,
        title,
        subject,
        &comparison_part(result, shown.as_ref(), texts)?,
    )
}

/// One self-contained HTML page about one measured scan or photo, as [`compare_page`] makes one about two: the map with the scars, the
/// skin in three dimensions, cross-sections, depths, parameters, method, hash.
///
/// # Errors
///
/// [`ReportError::Template`] when the page could not be written to memory.
pub fn measure_page(measurement: &Measurement, texts: &Texts) -> Result<String, ReportError> {
    let result = &measurement.result;
    let shown = measurement.picture.as_ref().map(ShownScan::inside);
    let subject = match result.kind {
        Kind::Photo => texts.page.photo_measured,
        Kind::Surface => texts.page.surface_measured,
    };
    let title = texts.page.measured_title.to_owned();
    page(
        texts,
        title,
        subject,
        &measured_part(result, shown.as_ref(), texts)?,
    )
}

/// A part with a head and a foot.
fn page(texts: &Texts, title: String, subject: &'static str, part: &str) -> Result<String, ReportError> {
    let style = format!("{PAGE_STYLE}{STYLE}");
    let page = Page {
        texts,
        policy: policy(&style, SCRIPT),
        style: &style,
        script: SCRIPT,
        title,
        subject,
        part,
    };
    Ok(page.render()?)
}

/// The comparison as a part of somebody's page, with [`STYLE`] and [`SCRIPT`]: everything that [`compare_page`] shows
/// but the head and the foot.
///
/// # Errors
///
/// [`ReportError::Template`] when it could not be written to memory.
pub fn comparison_part(
    result: &CompareResult,
    shown: Option<&Shown>,
    texts: &Texts,
) -> Result<String, ReportError> {
    Ok(Part::of(result, shown, texts).render()?)
}

/// One measurement as a part of somebody's page, with [`STYLE`] and [`SCRIPT`]: everything that [`measure_page`] shows but the head
/// and the foot.
///
/// # Errors
///
/// [`ReportError::Template`] when it could not be written to memory.
pub fn measured_part(
    result: &MeasureResult,
    shown: Option<&ShownScan>,
    texts: &Texts,
) -> Result<String, ReportError> {
    Ok(Measured::of(result, shown, texts).render()?)
}

impl<'a> Part<'a> {
    fn of(result: &'a CompareResult, shown: Option<&'a Shown>, texts: &'a Texts) -> Self {
        let comparable = result.comparable && result.verdict != Verdict::NotComparable;
        let changes = if comparable {
            result.changes.as_slice()
        } else {
            &[]
        };
        let (primary, secondary) = rows::by_rank(changes);
        let (refusals, checks) = checks::rows(texts, result.kind, &result.reasons, &result.checks);
        let scars = if comparable { result.scars.as_slice() } else { &[] };
        let scars: Vec<ScarFacts> = scars.iter().map(ScarFacts::of_pair).collect();
        let view = shown.and_then(|shown| shown.view.as_ref()).filter(|_| comparable);
        let sections = view.and_then(|view| Sections::of(texts, &view.sections, &scars));
        let drawn = sections.as_ref().map(Sections::ids).unwrap_or_default();
        Self {
            texts,
            comparable,
            verdict_code: verdict_code(result.verdict),
            verdict_word: headline(texts, result),
            patient: patient_sentence(texts, result),
            next: next_step(texts, result),
            warnings: result
                .warnings
                .iter()
                .map(|warning| said(texts, warning))
                .collect(),
            refusals,
            checks,
            viewer: shown.map(|shown| Viewer::of(texts, shown, result.kind, comparable)),
            maps: shown.filter(|_| comparable).map_or_else(Vec::new, |shown| {
                let maps = shown.maps.iter();
                let map = |map| MapView::of_pair(texts, map, &scars, view.zip(sections.as_ref()));
                maps.map(map).collect()
            }),
            solid: view.map(|view| Solid::of(texts, &view.relief)),
            relit: shown
                .filter(|_| comparable)
                .and_then(|shown| Relit::of(texts, &shown.skins)),
            depths: view.and_then(|_| Depths::of(texts, &scars)),
            texture: view
                .and_then(|view| view.texture.as_ref())
                .map(|texture| TextureTable::of_pair(texts, texture)),
            fold: rows::fold(texts, secondary),
            primary: rows::changes(texts, primary),
            secondary: rows::changes(texts, secondary),
            changed: changes.iter().any(|change| change.verdict.is_none()),
            scars: ScarTable::of(texts, &scars, &drawn),
            sections,
            method: Method::of_pair(texts, result),
        }
    }
}

/// The verdict as a class name of the style sheet.
const fn verdict_code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Improved => "improved",
        Verdict::Worse => "worse",
        Verdict::NoDetectableChange => "unchanged",
        Verdict::NotComparable => "refused",
    }
}
