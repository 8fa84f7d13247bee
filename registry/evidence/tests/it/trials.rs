//! The shipped table is whole, and what is wrong with a table is refused by line and column.

use relief_evidence::EvidenceError;
use relief_evidence::trials::{SHIPPED, Standing, parse, shipped};
use std::collections::BTreeSet;

/// The shipped table with one cell of its second line changed.
fn with(column: &str, text: &str) -> Result<usize, EvidenceError> {
    let mut reader = csv::Reader::from_reader(SHIPPED.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let place = headers.iter().position(|name| name == column).unwrap();
    let first = reader.records().next().unwrap().unwrap();
    let changed: Vec<&str> = (first.iter().enumerate())
        .map(|(at, cell)| if at == place { text } else { cell })
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).unwrap();
    writer.write_record(changed).unwrap();
    let table = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    parse(&table).map(|rows| rows.len())
}

#[track_caller]
fn assert_refused(column: &str, text: &str, problem: &str) {
    let error = with(column, text).unwrap_err().to_string();
    assert!(
        error.starts_with("trials, line 2, ") && error.contains(problem),
        "{error}"
    );
}

#[test]
fn every_row_of_the_shipped_table_has_a_source() {
    let rows = shipped().unwrap();
    let studies: BTreeSet<_> = rows.iter().map(|row| row.study.id.as_str()).collect();
    assert_eq!((rows.len(), studies.len()), (74, 43));
}

#[test]
fn a_row_without_a_source_is_refused() {
    assert_eq!(with("note", "").unwrap(), 1);
    assert_refused("source", "", "source: is empty");
    assert_refused("source", "personal communication", "is not a DOI or an address");
    assert_refused("further_source", "Alam 2014", "is not a DOI or an address");
}

#[test]
fn what_cannot_be_is_refused() {
    assert_refused("treatment", "needles", "treatment: needles is not a treatment");
    assert_refused("change_sd", "0", "change_sd: 0 is not a number above zero");
    assert_refused("change_mean", "NaN", "change_mean: NaN is not a number");
    assert_refused("n", "0", "n: 0 is not a count above zero");
    assert_refused("change_high", "-7", "change_high: is below change_low");
    assert_refused("needle_length_max_mm", "1.5", "both lengths are needed");
    assert_refused("responders", "3", "need a response");
    assert_refused("statistic", "", "means or medians?");
}

#[test]
fn a_misspelt_column_is_refused_and_not_ignored() {
    let error = parse(&SHIPPED.replacen("change_sd", "change_SD", 1))
        .unwrap_err()
        .to_string();
    assert_eq!(error, "trials, line 2, change_SD: is no column of this table");
}

#[test]
fn a_standing_needs_its_value_and_a_reason() {
    assert_refused(
        "standing",
        "change_sd=doubtful: too small",
        "change_sd has no value here",
    );
    assert_refused(
        "standing",
        "change_mean=doubtful:",
        "expected column=computed: how",
    );
    assert_refused(
        "standing",
        "change_mean=guessed: it",
        "expected column=computed: how",
    );
}

#[test]
fn a_change_that_is_not_the_difference_of_its_ends_is_refused() {
    let table = SHIPPED.replace("11.73,3.12,6.5,2.71,-5.23", "11.73,3.12,6.5,2.71,-5.32");
    let error = parse(&table).unwrap_err().to_string();
    assert!(error.contains("is not post_mean less baseline_mean"), "{error}");
}

#[test]
fn a_study_is_described_in_one_way() {
    let table = SHIPPED.replacen(
        "split_face,yes,rater,professional,20",
        "split_face,no,rater,professional,20",
        1,
    );
    let error = parse(&table).unwrap_err().to_string();
    assert!(error.contains("describes this study otherwise"), "{error}");
}

#[test]
fn a_value_carries_how_it_came_to_be_here() {
    let rows = shipped().unwrap();
    let sham = rows.iter().find(|row| row.arm.name == "untreated side").unwrap();
    let low = sham.outcome.change_low.as_ref().unwrap();
    assert!(low.relied_on().unwrap_err().contains("lost minus signs"));
    let change = sham.outcome.change_mean.as_ref().unwrap();
    assert!(matches!(&change.standing, Standing::Computed(how) if how.contains("sign turned")));
}
