//! One measurement as every page shows it.

use super::checks::{self, CheckRow};
use super::method::Method;
use super::scan::{Depths, Relit, Sections, Solid, TextureTable, is_areal};
use super::scars::{ScarFacts, ScarTable};
use super::shown_scan::ShownScan;
use super::viewer::MapView;
use crate::phrase::said;
use crate::sentence::metric_label;
use crate::texts::{Texts, fill};
use askama::Template;
use relief_compare::contract::{Estimate, MeasureResult, Quantity};

/// The measurement itself.
#[derive(Template)]
#[template(path = "measured.html")]
pub(super) struct Measured<'a> {
    texts: &'a Texts,
    /// Whether something forbids to believe it.
    refused: bool,
    headline: String,
    patient: String,
    warnings: Vec<String>,
    refusals: Vec<CheckRow>,
    checks: Vec<CheckRow>,
    map: Option<MapView<'a>>,
    solid: Option<Solid<'a>>,
    relit: Option<Relit<'a>>,
    quantities: Vec<QuantityRow>,
    scars: Option<ScarTable>,
    sections: Option<Sections<'a>>,
    depths: Option<Depths<'a>>,
    texture: Option<TextureTable<'a>>,
    method: Method<'a>,
}

/// One measured quantity.
struct QuantityRow {
    label: String,
    meaning: &'static str,
    unit: String,
    value: String,
    /// Its interval, where one is known.
    interval: String,
}

impl<'a> Measured<'a> {
    pub fn of(result: &'a MeasureResult, shown: Option<&'a ShownScan>, texts: &'a Texts) -> Self {
        let scars: Vec<ScarFacts> = result.scars.iter().map(ScarFacts::of_one).collect();
        let view = shown.map(|shown| &shown.view);
        let sections = view.and_then(|view| Sections::of(texts, &view.sections, &scars));
        let drawn = sections.as_ref().map(Sections::ids).unwrap_or_default();
        let (refusals, checks) = checks::rows(texts, result.kind, &result.reasons, &result.checks);
        Self {
            texts,
            refused: !refusals.is_empty(),
            headline: headline(texts, scars.len()),
            patient: patient(texts, result),
            warnings: result
                .warnings
                .iter()
                .map(|warning| said(texts, warning))
                .collect(),
            refusals,
            checks,
            map: shown.map(|shown| MapView::of_one(texts, shown, &scars, sections.as_ref())),
            solid: view.map(|view| Solid::of(texts, &view.relief)),
            relit: shown.and_then(|shown| Relit::of(texts, &shown.skins)),
            quantities: quantities(texts, result),
            scars: ScarTable::of(texts, &scars, &drawn),
            depths: Depths::of(texts, &scars),
            texture: TextureTable::of_one(texts, result),
            sections,
            method: Method::of_one(texts, result),
        }
    }
}

fn headline(texts: &Texts, scars: usize) -> String {
    match scars {
        0 => texts.page.found_none.to_owned(),
        1 => texts.page.found_one.to_owned(),
        count => fill(texts.page.found, &[("count", &count.to_string())]),
    }
}

/// What was found, in plain words: no verdict, for there is nothing to compare with.
fn patient(texts: &Texts, result: &MeasureResult) -> String {
    let text = |name: &str| {
        let quantity = result.parameters.get(name)?;
        Some(texts.with_unit(&parts(texts, quantity).0, &quantity.unit))
    };
    match (text("scar_volume"), text("scar_depth")) {
        _ if result.scars.is_empty() => texts.page.found_none_patient.to_owned(),
        (Some(volume), Some(depth)) => fill(
            texts.page.found_patient,
            &[("volume", &volume), ("depth", &depth)],
        ),
        _ => texts.page.found_flat_patient.to_owned(),
    }
}

/// Value and interval, which is empty where none is known.
fn parts(texts: &Texts, quantity: &Quantity) -> (String, String) {
    let value = quantity.value;
    quantity.ci95.map_or_else(
        || (texts.number(value), String::new()),
        |ci95| texts.estimate_parts(&Estimate { value, ci95 }),
    )
}

/// Everything but the standard's parameters, the known ones first in the texts' order.
fn quantities(texts: &Texts, result: &MeasureResult) -> Vec<QuantityRow> {
    let mut named: Vec<(&String, &Quantity)> = result
        .parameters
        .iter()
        .filter(|(name, _)| !is_areal(name))
        .collect();
    let rank = |name: &str| {
        texts
            .metrics
            .iter()
            .position(|known| name.starts_with(known.name))
    };
    named.sort_by_key(|(name, _)| rank(name).unwrap_or(texts.metrics.len()));
    let rows = named.into_iter().map(|(name, quantity)| {
        let (value, interval) = parts(texts, quantity);
        QuantityRow {
            label: metric_label(texts, name),
            meaning: texts.metric(name).map_or("", |known| known.meaning),
            unit: texts.unit_label(&quantity.unit).to_owned(),
            value,
            interval,
        }
    });
    rows.collect()
}
