//! What published reviews pooled, as they report it. They saw whole papers where the table of trials saw abstracts; their
//! numbers stand beside ours and are pooled with nothing.

use crate::error::EvidenceError;
use crate::table::{Cells, Table};
use crate::trials::{Source, Value};
use crate::words::words;

/// The table that comes with Relief, as CSV.
pub const SHIPPED: &str = include_str!("../data/reviews.csv");

words!(
    /// What a review is of, and against what.
    Subject {
        /// Any treatment of acne scars.
        AnyTreatment = "any_treatment",
        /// Microneedling, alone or with something.
        Needling = "needling",
        /// Microneedling against any other treatment.
        NeedlingAgainstOthers = "needling_against_others",
        /// Microneedling with platelet-rich plasma against microneedling alone.
        NeedlingPrpAgainstNeedling = "needling_prp_against_needling",
        /// Fractional CO₂ laser against microneedling.
        Co2AgainstNeedling = "co2_against_needling",
    }
);

words!(
    /// Of what a review's number is.
    ReviewOutcome {
        /// Improvement, on whatever scale.
        Improvement = "improvement",
        /// Improvement by more than a half.
        ImprovedByHalf = "improved_by_half",
        /// Success in categories.
        Success = "success",
        /// Goodman and Baron's grade, 1 to 4.
        Grade = "goodman_baron_qualitative",
        /// Dark marks afterwards.
        DarkMarks = "dark_marks",
        /// Serious adverse events.
        SeriousHarm = "serious_harm",
    }
);

words!(
    /// What a review's number is.
    ReviewMeasure {
        /// A difference of means; none is 0.
        MeanDifference = "mean_difference",
        /// A ratio of odds; none is 1.
        OddsRatio = "odds_ratio",
        /// A ratio of shares; none is 1.
        RiskRatio = "risk_ratio",
    }
);

/// One result of one review. What the source does not tell is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The review's name in the table.
    pub id: String,
    /// Its first author.
    pub author: Option<Value<String>>,
    /// The year of publication.
    pub year: Option<Value<u32>>,
    /// Where it can be looked up.
    pub source: Source,
    /// What it is of.
    pub subject: Subject,
    /// Of what the number is.
    pub outcome: Option<ReviewOutcome>,
    /// How many studies.
    pub studies: Option<Value<u32>>,
    /// How many people.
    pub people: Option<Value<u32>>,
    /// What the number is.
    pub measure: Option<ReviewMeasure>,
    /// The number, on its own scale and not its logarithm.
    pub value: Option<Value<f64>>,
    /// Its 95 % interval, lower end.
    pub low: Option<Value<f64>>,
    /// Upper end.
    pub high: Option<Value<f64>>,
    /// What else matters, in our words.
    pub note: Option<String>,
}

impl Review {
    /// How the review is called where people read: author and year where both are known.
    pub fn label(&self) -> String {
        match (&self.author, &self.year) {
            (Some(author), Some(year)) => format!("{} {}", author.value, year.value),
            _ => self.id.clone(),
        }
    }
}

const REVIEWS: Table = Table {
    name: "reviews",
    columns: &[
        "review", "author", "year", "source", "subject", "outcome", "studies", "people", "measure", "value",
        "low", "high", "standing", "note",
    ],
};

/// Reads a table in CSV, with the columns that [`Review`] has fields for, in any order.
///
/// # Errors
///
/// [`EvidenceError::Row`] with line and column: a row without a source, a word or number that is none, a number without
/// its measure or outcome, an interval without its number or upside down.
pub fn parse(text: &str) -> Result<Vec<Review>, EvidenceError> {
    REVIEWS.read(text, review)
}

/// The table that comes with Relief.
///
/// # Errors
///
/// None with the table as it is; a test reads it.
pub fn shipped() -> Result<Vec<Review>, EvidenceError> {
    parse(SHIPPED)
}

fn review(cells: &Cells<'_>) -> Result<Review, EvidenceError> {
    let review = Review {
        id: cells.needed("review")?.to_owned(),
        author: cells.value("author", "a name", |text| Some(text.to_owned()))?,
        year: cells.count("year")?,
        source: cells.must("source", "a DOI or an address", Source::parse)?,
        subject: cells.must("subject", "a subject", Subject::parse)?,
        outcome: cells.read("outcome", "an outcome", ReviewOutcome::parse)?,
        studies: cells.count("studies")?,
        people: cells.count("people")?,
        measure: cells.read("measure", "a measure", ReviewMeasure::parse)?,
        value: cells.number("value")?,
        low: cells.number("low")?,
        high: cells.number("high")?,
        note: cells.text("note").map(str::to_owned),
    };
    if review.value.is_some() && (review.measure.is_none() || review.outcome.is_none()) {
        return Err(cells.wrong("measure", "a number needs its measure and its outcome"));
    }
    match (&review.value, &review.low, &review.high) {
        (_, None, None) => Ok(review),
        (Some(_), Some(low), Some(high)) if low.value <= high.value => Ok(review),
        _ => Err(cells.wrong("low", "an interval needs its number and both ends in order")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_review_has_a_source_and_every_number_its_measure() {
        let reviews = shipped().unwrap();
        assert_eq!(reviews.len(), 7);
        let kang = reviews
            .iter()
            .find(|review| review.measure == Some(ReviewMeasure::OddsRatio))
            .unwrap();
        assert_eq!(kang.source.link(), "https://doi.org/10.3389/fmed.2021.788754");
    }

    #[test]
    fn a_number_alone_is_refused() {
        let problem = |from: &str, to: &str| parse(&SHIPPED.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(problem("odds_ratio", "").contains("reviews, line 4, measure: a number needs"));
        assert!(problem("1.96,4.51", "4.51,1.96").contains("both ends in order"));
        assert!(problem("1.96,4.51", ",4.51").contains("both ends in order"));
        assert!(problem("10.3389/fmed.2021.788754", "").contains("source: is empty"));
    }
}
