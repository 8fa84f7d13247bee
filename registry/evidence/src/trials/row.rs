//! One outcome of one arm of one study.

use super::{
    Blinding, Design, FollowUpFrom, Response, Scale, ScarType, Setting, Source, Statistic, Treatment, Value,
};

/// One outcome of one arm of one study.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The study; the same in all its rows.
    pub study: Study,
    /// The arm.
    pub arm: Arm,
    /// What came out.
    pub outcome: Outcome,
}

/// A study, and what its design tells of its risk of bias. That is no judgement by Cochrane's tool, which needs the whole paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// The study's name in the table, as `ALAM2014`.
    pub id: String,
    /// The first author.
    pub author: Option<Value<String>>,
    /// The year of publication.
    pub year: Option<Value<u32>>,
    /// Where the numbers are from.
    pub source: Source,
    /// Where more of it is from.
    pub further_source: Option<Source>,
    /// How it compares.
    pub design: Design,
    /// Whether chance decided who or which side got what; none where it is not told.
    pub randomised: Option<bool>,
    /// Who was blinded; none where it is not told.
    pub blinded: Option<Blinding>,
    /// How many people began.
    pub enrolled: Option<Value<u32>>,
}

/// What was done to one arm. What the source does not tell is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// The arm in few words.
    pub name: String,
    /// Its treatment.
    pub treatment: Treatment,
    /// Where it was done.
    pub setting: Setting,
    /// The device.
    pub device: Option<String>,
    /// The shortest and longest needle set, in mm.
    pub needle_length_mm: Option<[f64; 2]>,
    /// How many sessions.
    pub sessions: Option<Value<f64>>,
    /// Weeks between sessions.
    pub interval_weeks: Option<Value<f64>>,
    /// Weeks until the outcome.
    pub follow_up_weeks: Option<Value<f64>>,
    /// From when these weeks count.
    pub follow_up_from: FollowUpFrom,
}

/// What came out. What the source does not tell is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The type of the scars; none for all together.
    pub scar_type: Option<ScarType>,
    /// The scale of the score.
    pub scale: Value<Scale>,
    /// What the centres are.
    pub statistic: Option<Statistic>,
    /// How many people were evaluated; for split faces the faces.
    pub n: Option<Value<u32>>,
    /// Centre before.
    pub baseline_mean: Option<Value<f64>>,
    /// Standard deviation between people before.
    pub baseline_sd: Option<Value<f64>>,
    /// Centre afterwards.
    pub post_mean: Option<Value<f64>>,
    /// Standard deviation between people afterwards.
    pub post_sd: Option<Value<f64>>,
    /// Afterwards minus before; negative is better.
    pub change_mean: Option<Value<f64>>,
    /// Standard deviation of the change between people.
    pub change_sd: Option<Value<f64>>,
    /// The change's 95 % interval, lower end.
    pub change_low: Option<Value<f64>>,
    /// The change's 95 % interval, upper end.
    pub change_high: Option<Value<f64>>,
    /// The mean change in percent; negative is better.
    pub percent_change: Option<Value<f64>>,
    /// Who counts as improved.
    pub response: Option<Response>,
    /// How many of `n` improved by that.
    pub responders: Option<Value<u32>>,
    /// What else matters, in our words.
    pub note: Option<String>,
}

/// How a study of such a name in the tables is called where people read.
pub(crate) fn label(id: &str, author: Option<&Value<String>>, year: Option<&Value<u32>>) -> String {
    match (author, year) {
        (Some(author), Some(year)) => format!("{} {}", author.value, year.value),
        (Some(author), None) => author.value.clone(),
        _ => id.to_owned(),
    }
}

impl Study {
    /// How the study is called where people read: author and year where both are known.
    pub fn label(&self) -> String {
        label(&self.id, self.author.as_ref(), self.year.as_ref())
    }

    /// What the design tells of the risk of bias, in few words: chance, blinding, and who was lost.
    pub fn risk_of_bias(&self, evaluated: Option<u32>) -> String {
        let chance = match (self.design, self.randomised) {
            (Design::SingleArm | Design::Retrospective, _) => "no control",
            (_, Some(true)) => "randomised",
            (_, Some(false)) => "not randomised",
            (_, None) => "randomisation not told",
        };
        let blinded = match self.blinded {
            Some(Blinding::Rater) => "raters blinded",
            Some(Blinding::No) => "not blinded",
            None => "blinding not told",
        };
        let mut told = vec![chance.to_owned(), blinded.to_owned()];
        if let (Some(enrolled), Some(evaluated)) = (&self.enrolled, evaluated)
            && self.design != Design::Parallel
            && evaluated < enrolled.value
        {
            told.push(format!(
                "{} of {} lost",
                enrolled.value - evaluated,
                enrolled.value
            ));
        }
        told.join(", ")
    }
}
