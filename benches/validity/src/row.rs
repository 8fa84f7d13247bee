//! One compared pair as a row of the table.

use crate::case::Facts;
use relief_compare::contract::ReasonCode;
use std::collections::BTreeMap;

/// What is measured of a pair that may be compared. A column each: a metric that is not here is an error.
pub const METRICS: [&str; 16] = [
    "scar_shading_contrast",
    "texture_0.2_0.5mm",
    "texture_0.5_1mm",
    "texture_1_2mm",
    "texture_2_4mm",
    "pore_area",
    "fine_line_contrast",
    "wrinkle_contrast",
    "shine",
    "tone_unevenness",
    "erythema_index",
    "melanin_index",
    "ita",
    "L_star",
    "a_star",
    "b_star",
];

const FACTS: [&str; 23] = [
    "pair",
    "kind",
    "phototype",
    "comparable",
    "accepted_verdicts",
    "accepted_reasons",
    "depth_factor",
    "erythema_factor",
    "azimuth_change_deg",
    "elevation_change_deg",
    "verdict",
    "reasons",
    "error",
    "seconds",
    "relative",
    "relative_low",
    "relative_high",
    "scars",
    "warnings",
    "true_scars",
    "true_scars_found",
    "share_on_true_scars",
    "relative_on_true_scars",
];

/// Between the items of a list in one field.
const SEPARATOR: &str = " ";

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub pair: String,
    pub kind: String,
    pub phototype: String,
    pub comparable: bool,
    pub accepted_verdicts: Vec<String>,
    pub accepted_reasons: Vec<String>,
    pub depth_factor: f64,
    pub erythema_factor: f64,
    pub azimuth_change_deg: Option<f64>,
    pub elevation_change_deg: Option<f64>,
    /// The contract's word, or `error`.
    pub verdict: String,
    /// `code=measured/limit` of each check that refused.
    pub reasons: Vec<String>,
    pub error: String,
    pub seconds: f64,
    /// Of the primary metric, with its 95 % interval: the difference as a share of before.
    pub relative: Option<f64>,
    pub relative_low: Option<f64>,
    pub relative_high: Option<f64>,
    pub scars: usize,
    /// How many sentences weaken the result.
    pub warnings: usize,
    pub true_scars: usize,
    /// How many true scars something was found on.
    pub true_scars_found: usize,
    /// How much of the measured contrast, times its area, lies on true scars in the first photo.
    pub share_on_true_scars: Option<f64>,
    /// The change of that part alone.
    pub relative_on_true_scars: Option<f64>,
    /// Each check's measured value by its code.
    pub checks: BTreeMap<String, f64>,
    /// Before and after of each metric.
    pub metrics: BTreeMap<String, [f64; 2]>,
}

impl Row {
    pub fn new(pair: &str, facts: &Facts) -> Self {
        Self {
            pair: pair.to_owned(),
            kind: facts.kind.clone(),
            phototype: facts.phototype.clone(),
            comparable: facts.comparable,
            accepted_verdicts: facts.accepted_verdicts.clone(),
            accepted_reasons: facts.accepted_reasons.clone(),
            depth_factor: facts.depth_factor,
            erythema_factor: facts.erythema_factor,
            true_scars: facts.scars.len(),
            azimuth_change_deg: facts.azimuth_change_deg,
            elevation_change_deg: facts.elevation_change_deg,
            ..Self::default()
        }
    }

    pub fn is_refused(&self) -> bool {
        self.verdict == "not_comparable"
    }

    /// Whether a refusal names what is wrong.
    pub fn names_the_reason(&self) -> bool {
        let code = |reason: &String| reason.split('=').next().unwrap_or_default().to_owned();
        self.accepted_reasons.is_empty()
            || self
                .reasons
                .iter()
                .any(|reason| self.accepted_reasons.contains(&code(reason)))
    }

    /// Whether the verdict is accepted, and a refusal deserved names its reason.
    pub fn is_right(&self) -> bool {
        self.accepted_verdicts.contains(&self.verdict) && (self.comparable || self.names_the_reason())
    }

    pub fn header() -> Vec<String> {
        let mut header: Vec<String> = FACTS.map(str::to_owned).to_vec();
        header.extend(
            ReasonCode::ALL
                .iter()
                .map(|code| format!("check {}", code.as_str())),
        );
        for metric in METRICS {
            header.extend(["before", "after", "relative"].map(|when| format!("{metric} {when}")));
        }
        header
    }

    pub fn fields(&self) -> Vec<String> {
        let some = |value: Option<f64>| value.map_or_else(String::new, number);
        let mut fields = vec![
            self.pair.clone(),
            self.kind.clone(),
            self.phototype.clone(),
            self.comparable.to_string(),
            self.accepted_verdicts.join(SEPARATOR),
            self.accepted_reasons.join(SEPARATOR),
            number(self.depth_factor),
            number(self.erythema_factor),
            some(self.azimuth_change_deg),
            some(self.elevation_change_deg),
            self.verdict.clone(),
            self.reasons.join(SEPARATOR),
            self.error.clone(),
            format!("{:.2}", self.seconds),
            some(self.relative),
            some(self.relative_low),
            some(self.relative_high),
            self.scars.to_string(),
            self.warnings.to_string(),
            self.true_scars.to_string(),
            self.true_scars_found.to_string(),
            some(self.share_on_true_scars),
            some(self.relative_on_true_scars),
        ];
        fields.extend(
            ReasonCode::ALL
                .iter()
                .map(|code| some(self.checks.get(code.as_str()).copied())),
        );
        for metric in METRICS {
            let values = self.metrics.get(metric);
            let relative = values.map(|[before, after]| (after - before) / before);
            fields.extend([values.map(|v| v[0]), values.map(|v| v[1]), relative].map(some));
        }
        fields
    }

    /// A row as [`Row::fields`] wrote it; `None` when a field is missing or no number where one belongs.
    pub fn parse(fields: &csv::StringRecord) -> Option<Self> {
        let mut next = fields.iter();
        let mut text = || next.next().map(str::to_owned);
        let list = |text: String| {
            text.split(SEPARATOR)
                .filter(|s| !s.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let some = |text: String| (!text.is_empty()).then(|| text.parse::<f64>()).transpose().ok();
        let mut row = Self {
            pair: text()?,
            kind: text()?,
            phototype: text()?,
            comparable: text()?.parse().ok()?,
            accepted_verdicts: list(text()?),
            accepted_reasons: list(text()?),
            depth_factor: text()?.parse().ok()?,
            erythema_factor: text()?.parse().ok()?,
            azimuth_change_deg: some(text()?)?,
            elevation_change_deg: some(text()?)?,
            verdict: text()?,
            reasons: list(text()?),
            error: text()?,
            seconds: text()?.parse().ok()?,
            relative: some(text()?)?,
            relative_low: some(text()?)?,
            relative_high: some(text()?)?,
            scars: text()?.parse().ok()?,
            warnings: text()?.parse().ok()?,
            true_scars: text()?.parse().ok()?,
            true_scars_found: text()?.parse().ok()?,
            share_on_true_scars: some(text()?)?,
            relative_on_true_scars: some(text()?)?,
            ..Self::default()
        };
        for code in ReasonCode::ALL {
            if let Some(value) = some(text()?)? {
                row.checks.insert(code.as_str().to_owned(), value);
            }
        }
        for metric in METRICS {
            let [before, after, _] = [some(text()?)?, some(text()?)?, some(text()?)?];
            if let (Some(before), Some(after)) = (before, after) {
                row.metrics.insert(metric.to_owned(), [before, after]);
            }
        }
        Some(row)
    }
}

/// Enough digits to draw and to weigh; the table stays readable.
fn number(value: f64) -> String {
    relief_compare::contract::round_significant(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn refused() -> Row {
        Row {
            pair: "1/0003".to_owned(),
            kind: "defocus".to_owned(),
            accepted_verdicts: vec!["not_comparable".to_owned()],
            accepted_reasons: vec!["blur".to_owned()],
            verdict: "not_comparable".to_owned(),
            reasons: vec!["noise=3/2".to_owned(), "blur=1.5/1.2".to_owned()],
            azimuth_change_deg: Some(-2.5),
            checks: BTreeMap::from([("blur".to_owned(), 1.5)]),
            metrics: BTreeMap::from([("ita".to_owned(), [20.0, 25.0])]),
            ..Row::default()
        }
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let row = refused();
        assert_eq!(row.fields().len(), Row::header().len());
        assert_eq!(Row::parse(&csv::StringRecord::from(row.fields())), Some(row));
    }

    #[test]
    fn a_refusal_is_right_only_with_its_reason() {
        let mut row = refused();
        assert!(row.is_right());
        row.reasons.pop();
        assert!(row.is_refused() && !row.is_right());
        row.accepted_reasons.clear();
        assert!(row.is_right());
    }
}
