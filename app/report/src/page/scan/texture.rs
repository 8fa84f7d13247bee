//! The standard's areal parameters, with what was done to the surface before.

use crate::page::shown_scan::ShownTexture;
use crate::texts::{Texts, fill};
use askama::Template;
use relief_compare::contract::{MeasureResult, Setting};

/// The parameters of one scan, or of two.
#[derive(Template)]
#[template(path = "texture.html")]
pub(in crate::page) struct TextureTable<'a> {
    texts: &'a Texts,
    pair: bool,
    /// What was done before, one phrase each.
    applied: Vec<String>,
    families: Vec<Family>,
    fold: String,
}

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for TextureTable<'_> {}

/// Parameters that the standard defines together.
struct Family {
    name: &'static str,
    rows: Vec<Row>,
}

/// One parameter.
struct Row {
    name: String,
    meaning: &'static str,
    unit: String,
    /// One value, or before, after and difference.
    values: Vec<String>,
    relative: Option<String>,
}

/// Units of which a share says nothing: a direction's, a plain ratio's and a share's own.
const NO_SIZES: [&str; 3] = ["deg", "1", "%"];

/// After less before; of directions, which come back after half a turn, the shorter way.
fn difference(unit: &str, before: f64, after: f64) -> f64 {
    let difference = after - before;
    if unit == "deg" {
        difference - 180.0 * (difference / 180.0).round()
    } else {
        difference
    }
}

/// Whether a measured quantity is one of the standard's: a capital S or V, and what it is of.
pub(in crate::page) fn is_areal(name: &str) -> bool {
    name.starts_with(['S', 'V']) && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

impl<'a> TextureTable<'a> {
    /// Two scans.
    pub fn of_pair(texts: &'a Texts, texture: &ShownTexture) -> Self {
        let rows = texture.parameters.iter().map(|(name, unit, [before, after])| {
            let difference = difference(unit, *before, *after);
            let values = [*before, *after, difference].map(|value| texts.number(value));
            let is_size = !NO_SIZES.contains(&unit.as_str()) && *before != 0.0;
            let relative = is_size.then(|| texts.percent(difference / before.abs()));
            row(texts, name, unit, values.to_vec(), relative)
        });
        let applied = texture
            .applied
            .iter()
            .map(|(name, value)| (name.as_str(), *value));
        Self::new(texts, true, rows.collect(), applied)
    }

    /// One scan; `None` when it has no parameters.
    pub fn of_one(texts: &'a Texts, result: &MeasureResult) -> Option<Self> {
        let areal = result.parameters.iter().filter(|(name, _)| is_areal(name));
        let rows = areal.map(|(name, quantity)| {
            row(
                texts,
                name,
                &quantity.unit,
                vec![texts.number(quantity.value)],
                None,
            )
        });
        let rows: Vec<Row> = rows.collect();
        let applied = texts
            .applied
            .iter()
            .filter_map(|(name, _)| match result.settings.get(*name) {
                Some(Setting::Number(value)) => Some((*name, *value)),
                _ => None,
            });
        (!rows.is_empty()).then(|| Self::new(texts, false, rows, applied))
    }

    fn new<'b>(
        texts: &'a Texts,
        pair: bool,
        rows: Vec<Row>,
        applied: impl Iterator<Item = (&'b str, f64)>,
    ) -> Self {
        let count = rows.len().to_string();
        Self {
            texts,
            pair,
            applied: applied.map(|(name, value)| phrase(texts, name, value)).collect(),
            families: families(texts, rows),
            fold: fill(texts.page.texture_fold, &[("count", &count)]),
        }
    }
}

/// What was done, in words; what has none is named as the result does.
fn phrase(texts: &Texts, name: &str, value: f64) -> String {
    let value = texts.number(value);
    match texts.applied.iter().find(|(known, _)| *known == name) {
        Some((_, words)) => fill(words, &[("value", &value)]),
        None => format!("{name}: {value}"),
    }
}

fn row(texts: &Texts, name: &str, unit: &str, values: Vec<String>, relative: Option<String>) -> Row {
    Row {
        name: name.to_owned(),
        meaning: texts.parameter(name).map_or("", |known| known.meaning),
        unit: texts.unit_label(unit).to_owned(),
        values,
        relative,
    }
}

/// The rows in the standard's order; what the texts do not know comes last.
fn families(texts: &Texts, rows: Vec<Row>) -> Vec<Family> {
    let place = |row: &Row| texts.parameters.iter().position(|known| known.name == row.name);
    let mut rows: Vec<(usize, Row)> = rows
        .into_iter()
        .map(|row| (place(&row).unwrap_or(texts.parameters.len()), row))
        .collect();
    rows.sort_by_key(|(place, _)| *place);
    let mut families: Vec<Family> = Vec::new();
    for (place, row) in rows {
        let known = texts.parameters.get(place);
        let name = known.map_or(texts.page.other_parameters, |known| known.family);
        match families.last_mut().filter(|family| family.name == name) {
            Some(family) => family.rows.push(row),
            None => families.push(Family {
                name,
                rows: vec![row],
            }),
        }
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_differ_by_the_shorter_way() {
        assert_eq!(difference("deg", 175.0, 3.0), 8.0);
        assert_eq!(difference("um", 175.0, 3.0), -172.0);
    }

    #[test]
    fn the_standards_names_are_told_from_others() {
        assert!(["Sa", "S10z", "Smrk1", "Vvv"].into_iter().all(is_areal));
        assert!(!["scar_volume", "L_star", "shine"].into_iter().any(is_areal));
    }
}
