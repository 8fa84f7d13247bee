//! The page of one comparison: the contract's values turned into what the template shows.

mod checks;
mod method;
mod rows;
mod shown;
mod viewer;

use crate::csp::policy;
use crate::phrase::said;
use crate::sentence::{headline, next_step, patient_sentence};
use crate::texts::Texts;
use askama::Template;
use checks::CheckRow;
use method::Method;
use relief_compare::Comparison;
use relief_compare::contract::{CompareResult, Kind, Verdict};
use rows::{ChangeRow, ScarTable};
pub use shown::{Image, Shown, ShownMap};
use viewer::{MapView, Viewer};

/// What stands around the comparison in a page of its own.
const PAGE_STYLE: &str = include_str!("../assets/page.css");
/// The style of what [`comparison_part`] gives, which must stand in an element of the class `comparison`.
pub const STYLE: &str = include_str!("../assets/compare.css");
/// The script of its slider.
pub const SCRIPT: &str = include_str!("../assets/compare.js");

/// Why no page could be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The template could not be filled.
    #[error("the report page could not be made: {0}")]
    Template(#[from] askama::Error),
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page<'a> {
    texts: &'a Texts,
    policy: String,
    style: &'a str,
    script: &'static str,
    subject: &'static str,
    part: Part<'a>,
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

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for Part<'_> {}

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
    let style = format!("{PAGE_STYLE}{STYLE}");
    let page = Page {
        texts,
        policy: policy(&style, SCRIPT),
        style: &style,
        script: SCRIPT,
        subject: match result.kind {
            Kind::Photo => texts.page.photos_compared,
            Kind::Surface => texts.page.surfaces_compared,
        },
        part: Part::of(result, shown.as_ref(), texts),
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

impl<'a> Part<'a> {
    fn of(result: &'a CompareResult, shown: Option<&'a Shown>, texts: &'a Texts) -> Self {
        let comparable = result.comparable && result.verdict != Verdict::NotComparable;
        let changes = if comparable {
            result.changes.as_slice()
        } else {
            &[]
        };
        let (primary, secondary) = rows::by_rank(changes);
        let (refusals, checks) = checks::rows(texts, result);
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
            viewer: shown.map(|shown| Viewer::of(texts, shown, comparable)),
            maps: shown.filter(|_| comparable).map_or_else(Vec::new, |shown| {
                shown.maps.iter().map(|map| MapView::of(texts, map)).collect()
            }),
            fold: rows::fold(texts, secondary),
            primary: rows::changes(texts, primary),
            secondary: rows::changes(texts, secondary),
            changed: changes.iter().any(|change| change.verdict.is_none()),
            scars: comparable.then(|| ScarTable::of(texts, &result.scars)).flatten(),
            method: Method::of(texts, result),
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
