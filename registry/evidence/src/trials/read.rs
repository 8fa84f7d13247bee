//! Reads the table and refuses what is wrong with it.

use super::{
    Arm, Blinding, Design, FollowUpFrom, Outcome, Response, Row, Scale, ScarType, Setting, Source, Statistic,
    Study, Treatment, Value,
};
use crate::error::EvidenceError;
use crate::table::{Cells, Table};
use std::collections::BTreeMap;

/// The table and its columns.
const TRIALS: Table = Table {
    name: "trials",
    columns: &[
        "study",
        "author",
        "year",
        "source",
        "further_source",
        "design",
        "randomised",
        "blinded",
        "setting",
        "enrolled",
        "arm",
        "treatment",
        "device",
        "needle_length_min_mm",
        "needle_length_max_mm",
        "sessions",
        "interval_weeks",
        "follow_up_weeks",
        "follow_up_from",
        "scar_type",
        "scale",
        "statistic",
        "n",
        "baseline_mean",
        "baseline_sd",
        "post_mean",
        "post_sd",
        "change_mean",
        "change_sd",
        "change_low",
        "change_high",
        "percent_change",
        "response",
        "responders",
        "standing",
        "note",
    ],
};

/// A change and the difference that it was computed from are rounded to hundredths each.
const ROUNDING: f64 = 0.011;

/// Reads a table in CSV, with the columns that [`Row`] has fields for, in any order.
///
/// # Errors
///
/// [`EvidenceError::Row`] with line and column: a row without a source, a word or number that is none, a standard deviation
/// that is not above zero, an interval upside down, more improved than there are, a change that is not the difference of its
/// ends, a standing of a value that is not there, or a study that is described in two ways.
pub fn parse(text: &str) -> Result<Vec<Row>, EvidenceError> {
    let mut studies: BTreeMap<String, Study> = BTreeMap::new();
    TRIALS.read(text, |cells| {
        let row = row(cells)?;
        let known = studies
            .entry(row.study.id.clone())
            .or_insert_with(|| row.study.clone());
        if *known == row.study {
            Ok(row)
        } else {
            Err(cells.wrong("study", "another row describes this study otherwise"))
        }
    })
}

fn row(cells: &Cells<'_>) -> Result<Row, EvidenceError> {
    let row = Row {
        study: study(cells)?,
        arm: arm(cells)?,
        outcome: outcome(cells)?,
    };
    check(cells, &row.outcome)?;
    Ok(row)
}

fn study(cells: &Cells<'_>) -> Result<Study, EvidenceError> {
    let yes_or_no = |text: &str| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Ok(Study {
        id: cells.needed("study")?.to_owned(),
        author: cells.value("author", "a name", |text| Some(text.to_owned()))?,
        year: cells.count("year")?,
        source: cells.must("source", "a DOI or an address", Source::parse)?,
        further_source: cells.read("further_source", "a DOI or an address", Source::parse)?,
        design: cells.must("design", "a design", Design::parse)?,
        randomised: cells.read("randomised", "yes or no", yes_or_no)?,
        blinded: cells.read("blinded", "who was blinded", Blinding::parse)?,
        enrolled: cells.count("enrolled")?,
    })
}

fn arm(cells: &Cells<'_>) -> Result<Arm, EvidenceError> {
    let length = |column| cells.positive(column).map(|value| value.map(|value| value.value));
    let needle_length_mm = match (length("needle_length_min_mm")?, length("needle_length_max_mm")?) {
        (Some(least), Some(most)) if least <= most => Some([least, most]),
        (None, None) => None,
        _ => {
            return Err(cells.wrong(
                "needle_length_max_mm",
                "both lengths are needed, the shorter first",
            ));
        }
    };
    Ok(Arm {
        name: cells.needed("arm")?.to_owned(),
        treatment: cells.must("treatment", "a treatment", Treatment::parse)?,
        setting: cells.must("setting", "a setting", Setting::parse)?,
        device: cells.text("device").map(str::to_owned),
        needle_length_mm,
        sessions: cells.positive("sessions")?,
        interval_weeks: cells.positive("interval_weeks")?,
        follow_up_weeks: cells.positive("follow_up_weeks")?,
        follow_up_from: cells.must("follow_up_from", "from when", FollowUpFrom::parse)?,
    })
}

fn outcome(cells: &Cells<'_>) -> Result<Outcome, EvidenceError> {
    let scar_type = |text: &str| match text {
        "all" => Some(None),
        one => ScarType::parse(one).map(Some),
    };
    Ok(Outcome {
        scar_type: cells.must("scar_type", "a type or all", scar_type)?,
        scale: Value {
            value: cells.must("scale", "a scale", Scale::parse)?,
            standing: cells.standing("scale"),
        },
        statistic: cells.read("statistic", "mean or median", Statistic::parse)?,
        n: cells.value("n", "a count above zero", |text| {
            text.parse().ok().filter(|n| *n > 0)
        })?,
        baseline_mean: cells.number("baseline_mean")?,
        baseline_sd: cells.positive("baseline_sd")?,
        post_mean: cells.number("post_mean")?,
        post_sd: cells.positive("post_sd")?,
        change_mean: cells.number("change_mean")?,
        change_sd: cells.positive("change_sd")?,
        change_low: cells.number("change_low")?,
        change_high: cells.number("change_high")?,
        percent_change: cells.number("percent_change")?,
        response: cells.read("response", "a response", Response::parse)?,
        responders: cells.count("responders")?,
        note: cells.text("note").map(str::to_owned),
    })
}

/// What holds between the values of one outcome.
fn check(cells: &Cells<'_>, outcome: &Outcome) -> Result<(), EvidenceError> {
    if let (Some(before), Some(after), Some(change)) =
        (&outcome.baseline_mean, &outcome.post_mean, &outcome.change_mean)
        && (after.value - before.value - change.value).abs() > ROUNDING
    {
        return Err(cells.wrong("change_mean", "is not post_mean less baseline_mean"));
    }
    if let (Some(low), Some(high)) = (&outcome.change_low, &outcome.change_high)
        && low.value > high.value
    {
        return Err(cells.wrong("change_high", "is below change_low"));
    }
    if let (Some(improved), Some(n)) = (&outcome.responders, &outcome.n)
        && improved.value > n.value
    {
        return Err(cells.wrong("responders", "are more than n"));
    }
    if outcome.responders.is_some() != outcome.response.is_some() {
        return Err(cells.wrong("responders", "need a response, and a response needs them"));
    }
    if outcome.change_mean.is_some() && outcome.statistic.is_none() {
        return Err(cells.wrong("statistic", "is empty: means or medians?"));
    }
    Ok(())
}
