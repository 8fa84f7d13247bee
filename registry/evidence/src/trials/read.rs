//! Reads the table and refuses what is wrong with it.

use super::cells::Cells;
use super::{
    Arm, Blinding, Design, FollowUpFrom, Outcome, Response, Row, Scale, ScarType, Setting, Source, Statistic,
    Study, Treatment, Value,
};
use crate::error::EvidenceError;

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
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let broken = |error: &csv::Error| EvidenceError::Row {
        line: error.position().map_or(0, csv::Position::line),
        column: "the line".to_owned(),
        problem: error.to_string(),
    };
    let headers = reader.headers().map_err(|error| broken(&error))?.clone();
    let mut rows: Vec<Row> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        let cells = Cells::new(&headers, &record)?;
        let row = cells.row()?;
        if let Some(other) = rows.iter().find(|other| other.study.id == row.study.id)
            && other.study != row.study
        {
            return Err(cells.wrong("study", "another row describes this study otherwise"));
        }
        rows.push(row);
    }
    Ok(rows)
}

impl Cells<'_> {
    fn row(&self) -> Result<Row, EvidenceError> {
        let row = Row {
            study: self.study()?,
            arm: self.arm()?,
            outcome: self.outcome()?,
        };
        self.check(&row.outcome)?;
        Ok(row)
    }

    fn study(&self) -> Result<Study, EvidenceError> {
        let yes_or_no = |text: &str| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        Ok(Study {
            id: self.needed("study")?.to_owned(),
            author: self.value("author", "a name", |text| Some(text.to_owned()))?,
            year: self.count("year")?,
            source: self.must("source", "a DOI or an address", Source::parse)?,
            further_source: self.read("further_source", "a DOI or an address", Source::parse)?,
            design: self.must("design", "a design", Design::parse)?,
            randomised: self.read("randomised", "yes or no", yes_or_no)?,
            blinded: self.read("blinded", "who was blinded", Blinding::parse)?,
            enrolled: self.count("enrolled")?,
        })
    }

    fn arm(&self) -> Result<Arm, EvidenceError> {
        let length = |column| self.positive(column).map(|value| value.map(|value| value.value));
        let needle_length_mm = match (length("needle_length_min_mm")?, length("needle_length_max_mm")?) {
            (Some(least), Some(most)) if least <= most => Some([least, most]),
            (None, None) => None,
            _ => {
                return Err(self.wrong(
                    "needle_length_max_mm",
                    "both lengths are needed, the shorter first",
                ));
            }
        };
        Ok(Arm {
            name: self.needed("arm")?.to_owned(),
            treatment: self.must("treatment", "a treatment", Treatment::parse)?,
            setting: self.must("setting", "a setting", Setting::parse)?,
            device: self.text("device").map(str::to_owned),
            needle_length_mm,
            sessions: self.positive("sessions")?,
            interval_weeks: self.positive("interval_weeks")?,
            follow_up_weeks: self.positive("follow_up_weeks")?,
            follow_up_from: self.must("follow_up_from", "from when", FollowUpFrom::parse)?,
        })
    }

    fn outcome(&self) -> Result<Outcome, EvidenceError> {
        let scar_type = |text: &str| match text {
            "all" => Some(None),
            one => ScarType::parse(one).map(Some),
        };
        Ok(Outcome {
            scar_type: self.must("scar_type", "a type or all", scar_type)?,
            scale: Value {
                value: self.must("scale", "a scale", Scale::parse)?,
                standing: self.standing("scale"),
            },
            statistic: self.read("statistic", "mean or median", Statistic::parse)?,
            n: self.value("n", "a count above zero", |text| {
                text.parse().ok().filter(|n| *n > 0)
            })?,
            baseline_mean: self.number("baseline_mean")?,
            baseline_sd: self.positive("baseline_sd")?,
            post_mean: self.number("post_mean")?,
            post_sd: self.positive("post_sd")?,
            change_mean: self.number("change_mean")?,
            change_sd: self.positive("change_sd")?,
            change_low: self.number("change_low")?,
            change_high: self.number("change_high")?,
            percent_change: self.number("percent_change")?,
            response: self.read("response", "a response", Response::parse)?,
            responders: self.count("responders")?,
            note: self.text("note").map(str::to_owned),
        })
    }

    /// What holds between the values of one outcome.
    fn check(&self, outcome: &Outcome) -> Result<(), EvidenceError> {
        if let (Some(before), Some(after), Some(change)) =
            (&outcome.baseline_mean, &outcome.post_mean, &outcome.change_mean)
            && (after.value - before.value - change.value).abs() > ROUNDING
        {
            return Err(self.wrong("change_mean", "is not post_mean less baseline_mean"));
        }
        if let (Some(low), Some(high)) = (&outcome.change_low, &outcome.change_high)
            && low.value > high.value
        {
            return Err(self.wrong("change_high", "is below change_low"));
        }
        if let (Some(improved), Some(n)) = (&outcome.responders, &outcome.n)
            && improved.value > n.value
        {
            return Err(self.wrong("responders", "are more than n"));
        }
        if outcome.responders.is_some() != outcome.response.is_some() {
            return Err(self.wrong("responders", "need a response, and a response needs them"));
        }
        if outcome.change_mean.is_some() && outcome.statistic.is_none() {
            return Err(self.wrong("statistic", "is empty: means or medians?"));
        }
        Ok(())
    }
}
