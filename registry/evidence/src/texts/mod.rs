//! Every word that people read. A translation is one more [`Texts`].
//!
//! Placeholders stand in braces and are filled by name, so that a translator may move them.

mod english;
mod german;
mod numbers;

pub use english::ENGLISH;
pub use german::GERMAN;

use crate::answer::{Grouping, NotPooled, Question, WhyNot};
use crate::reviews::{ReviewMeasure, ReviewOutcome, Subject};
use crate::side_effects::SideEffect;
use crate::trials::{Response, Scale, ScarType, Treatment};

/// Every word in one language.
#[derive(Debug)]
pub struct Texts {
    /// The language's tag (BCP 47).
    pub language: &'static str,
    /// Between whole number and decimals.
    pub decimal_sign: char,
    /// What a scale is called.
    pub scale: fn(Scale) -> &'static str,
    /// What was done, as it stands after "with".
    pub treatment: fn(Treatment) -> &'static str,
    /// Scars of a type.
    pub scar_type: fn(ScarType) -> &'static str,
    /// The rule of improvement, as it stands after "improved".
    pub response: fn(Response) -> &'static str,
    /// Why a study cannot be weighed, as it stands after "2 studies: ".
    pub why_not: fn(&WhyNot) -> String,
    /// Why studies are not pooled, as a sentence.
    pub not_pooled: fn(NotPooled) -> &'static str,
    /// What studies are grouped by, as `{edge}` parts them: the first and the second group, and the title.
    pub grouping: fn(Grouping) -> [&'static str; 3],
    /// What a review is of.
    pub subject: fn(Subject) -> &'static str,
    /// Of what a review's number is.
    pub review_outcome: fn(ReviewOutcome) -> &'static str,
    /// What a review's number is.
    pub review_measure: fn(ReviewMeasure) -> &'static str,
    /// What a side effect is called.
    pub side_effect: fn(SideEffect) -> &'static str,
    /// What else matters of a row of side effects, as it is noted in the table.
    pub note: fn(&str) -> &str,
    /// The title of a question, with `{what}`.
    pub title: fn(Question) -> &'static str,
    /// The axis of a question's forest.
    pub axis: fn(Question) -> &'static str,
    /// Sentences.
    pub sentences: Sentences,
    /// Words of pages and tables.
    pub page: PageTexts,
}

/// The sentences that are written from numbers.
#[derive(Debug)]
pub struct Sentences {
    /// An interval: `{low}` and `{high}`.
    pub interval: &'static str,
    /// A pooled change: `{scale}`, `{value}`, `{interval}`, `{studies}`, `{people}`.
    pub change: &'static str,
    /// A pooled change in standard deviations.
    pub standardised: &'static str,
    /// A pooled share: `{rule}` as well.
    pub improved: &'static str,
    /// A pooled comparison: `{other}` as well.
    pub against: &'static str,
    /// How many people: `{n}`.
    pub people: &'static str,
    /// The same when `{unknown}` studies do not tell.
    pub people_at_least: &'static str,
    /// The interval holds no effect.
    pub may_be_none: &'static str,
    /// Where a similar study's effect lies: `{interval}`.
    pub prediction: &'static str,
    /// How far studies disagree, from hardly to considerably: `{i2}`.
    pub disagreement: [&'static str; 4],
    /// What before and after cannot tell.
    pub uncontrolled: &'static str,
    /// What standard deviations hide.
    pub in_deviations: &'static str,
    /// A correlation was assumed: `{taken}`; with `{low}` it would be `{at_low}`, with `{high}` `{at_high}`.
    pub assumed: &'static str,
    /// One study alone: `{study}`, `{value}`, `{interval}`.
    pub alone: &'static str,
    /// What a difference to another treatment means.
    pub sign: &'static str,
    /// One study's sides of faces go together by an assumed correlation: `{taken}`, and as [`Sentences::assumed`].
    pub alone_assumed: &'static str,
    /// How many studies are left out: `{count}`, `{reasons}`.
    pub left_out: &'static str,
    /// One reason with its `{count}` and `{why}`.
    pub left_out_part: &'static str,
    /// What follows when scores fall and nothing controlled is pooled.
    pub follows_fall: &'static str,
    /// What follows when not even a fall is certain.
    pub follows_nothing: &'static str,
    /// What is known against no treatment, when it is not pooled: `{studies}`, `{people}`.
    pub no_control: &'static str,
    /// The same when no study compares with none.
    pub never_controlled: &'static str,
    /// What is known against no treatment, when it is pooled: `{value}`, `{interval}`.
    pub controlled: &'static str,
    /// How many had a side effect: `{patients}`, `{n}`, `{share}`, `{interval}`.
    pub counted: &'static str,
    /// So many of how many that are not told, or are but may be wrong: `{patients}`, `{why}`.
    pub counted_only: &'static str,
    /// A side effect that was told of and not counted.
    pub not_counted: &'static str,
    /// How long it lasted: `{interval}`.
    pub lasted_hours: &'static str,
    /// The same.
    pub lasted_days: &'static str,
}

/// Words of pages and tables.
#[derive(Debug)]
pub struct PageTexts {
    /// The page's title.
    pub title: &'static str,
    /// The heading of what follows.
    pub follows: &'static str,
    /// Column: study.
    pub study: &'static str,
    /// Column: people.
    pub people: &'static str,
    /// Column: effect with its interval.
    pub effect: &'static str,
    /// Column: weight.
    pub weight: &'static str,
    /// Column: what the design tells of the risk of bias.
    pub bias: &'static str,
    /// Column: source.
    pub source: &'static str,
    /// Column: change.
    pub change: &'static str,
    /// The pooled row.
    pub pooled: &'static str,
    /// The row of a new study.
    pub new_study: &'static str,
    /// The list of studies that cannot be weighed.
    pub left_out: &'static str,
    /// The heading of findings by type of scar.
    pub by_scar_type: &'static str,
    /// What they are worth.
    pub by_scar_type_lead: &'static str,
    /// The heading of side effects.
    pub side_effects: &'static str,
    /// How they are to be read.
    pub side_effects_lead: &'static str,
    /// Column: side effect.
    pub side_effect: &'static str,
    /// Column: treatment.
    pub treatment: &'static str,
    /// Column: how many had it.
    pub how_many: &'static str,
    /// Column: how long it lasted.
    pub how_long: &'static str,
    /// Column: what else matters.
    pub note: &'static str,
    /// The heading of what reviews pooled.
    pub reviews: &'static str,
    /// How that is to be read.
    pub reviews_lead: &'static str,
    /// Column: review.
    pub review: &'static str,
    /// Column: what a review is of.
    pub about: &'static str,
    /// Column: how many studies.
    pub studies: &'static str,
    /// Column: a review's result.
    pub result: &'static str,
    /// After a number that may be wrong.
    pub doubtful: &'static str,
    /// The method, as `{r_low}` and `{r_high}` are the other correlations and `{r}` the taken one.
    pub method: &'static str,
    /// The funnel's title, with `{what}`.
    pub funnel: &'static str,
    /// What the funnel cannot tell.
    pub funnel_lead: &'static str,
    /// The funnel's vertical axis.
    pub standard_error: &'static str,
    /// A forest for those who cannot see it: `{what}`.
    pub forest_alt: &'static str,
    /// Groups and their difference: `{p}`.
    pub groups_differ: &'static str,
    /// Studies that do not tell the number: `{count}`.
    pub groups_not_told: &'static str,
}

/// A text with its `{placeholders}` filled by name.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            out.push_str(value);
        }
        rest = behind;
    }
    out + rest
}

impl Texts {
    /// The title of a question.
    pub fn titled(&self, question: Question) -> String {
        let what = match question {
            Question::Change(scale) => (self.scale)(scale),
            Question::StandardisedChange => "",
            Question::Improved(response) => (self.response)(response),
            Question::Against(other) => (self.treatment)(other),
        };
        fill((self.title)(question), &[("what", what)])
    }
}
