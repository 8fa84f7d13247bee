//! Reads the table of side effects and refuses what is wrong with it.

use super::{Row, SideEffect};
use crate::error::EvidenceError;
use crate::table::{Cells, Table};
use crate::trials::{Source, Treatment};

/// The table that comes with Relief, as CSV.
pub const SHIPPED: &str = include_str!("../../data/side_effects.csv");

const SIDE_EFFECTS: Table = Table {
    name: "side_effects",
    columns: &[
        "study",
        "author",
        "year",
        "source",
        "treatment",
        "side_effect",
        "patients",
        "n",
        "days_low",
        "days_high",
        "standing",
        "note",
    ],
};

/// Reads a table in CSV, with the columns that [`Row`] has fields for, in any order.
///
/// # Errors
///
/// [`EvidenceError::Row`] with line and column: a row without a source, a word or number that is none, more patients than there are, a
/// duration with one end or upside down, or a row that tells neither patients nor people nor duration.
pub fn parse(text: &str) -> Result<Vec<Row>, EvidenceError> {
    SIDE_EFFECTS.read(text, row)
}

/// The table that comes with Relief.
///
/// # Errors
///
/// None with the table as it is; a test reads it.
pub fn shipped() -> Result<Vec<Row>, EvidenceError> {
    parse(SHIPPED)
}

fn row(cells: &Cells<'_>) -> Result<Row, EvidenceError> {
    let row = Row {
        id: cells.needed("study")?.to_owned(),
        author: cells.value("author", "a name", |text| Some(text.to_owned()))?,
        year: cells.count("year")?,
        source: cells.must("source", "a DOI or an address", Source::parse)?,
        treatment: cells.read("treatment", "a treatment", Treatment::parse)?,
        side_effect: cells.must("side_effect", "a side effect", SideEffect::parse)?,
        patients: cells.count("patients")?,
        n: cells.value("n", "a count above zero", |text| {
            text.parse().ok().filter(|n| *n > 0)
        })?,
        days_low: cells.positive("days_low")?,
        days_high: cells.positive("days_high")?,
        note: cells.text("note").map(str::to_owned),
    };
    check(cells, &row)?;
    Ok(row)
}

/// What holds between the values of one row.
fn check(cells: &Cells<'_>, row: &Row) -> Result<(), EvidenceError> {
    if let (Some(patients), Some(n)) = (&row.patients, &row.n)
        && patients.value > n.value
    {
        return Err(cells.wrong("patients", "are more than n"));
    }
    match (&row.days_low, &row.days_high) {
        (None, None) if row.patients.is_none() && row.n.is_none() => Err(cells.wrong(
            "patients",
            "tells nothing: neither patients nor people nor duration",
        )),
        (None, None) => Ok(()),
        (Some(low), Some(high)) if low.value <= high.value => Ok(()),
        _ => Err(cells.wrong("days_low", "a duration needs both ends in order")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trials;
    use std::collections::BTreeMap;

    #[test]
    fn every_row_has_a_source_and_studies_of_both_tables_are_told_alike() {
        let rows = shipped().unwrap();
        assert_eq!(rows.len(), 17);
        let trials = trials::shipped().unwrap();
        let known: BTreeMap<&str, &trials::Study> = trials
            .iter()
            .map(|row| (row.study.id.as_str(), &row.study))
            .collect();
        for row in &rows {
            assert!(row.source.link().starts_with("http"), "{}", row.id);
            let Some(study) = known.get(row.id.as_str()) else {
                continue;
            };
            assert_eq!(row.label(), study.label());
            // The manual of a device is another source than the registry of its trial.
            assert!(row.source == study.source || row.id == "SKINPEN", "{}", row.id);
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let problem = |from: &str, to: &str| parse(&SHIPPED.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(problem("dark_marks,5,30", "dark_marks,31,30").contains("patients: are more than n"));
        assert!(problem("31,1,2", "31,2,1").contains("both ends in order"));
        assert!(problem("31,1,2", "31,1,").contains("both ends in order"));
        assert!(problem("dark_marks,,65,,", "dark_marks,,,,").contains("tells nothing"));
        assert!(
            problem("tram_tracks", "tracks").contains("side_effects, line 3, side_effect: tracks is not")
        );
        assert!(problem("10.1111/j.1365-2230.2009.03291.x", "").contains("source: is empty"));
    }
}
