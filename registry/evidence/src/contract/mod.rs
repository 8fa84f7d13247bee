//! The answers for programs: JSON with a version.

mod write;

use relief_estimate::Estimate;
use serde::Serialize;

/// The schema's name and version.
pub const SCHEMA: &str = "relief.evidence/1";

/// All answers, as `relief evidence --json` writes them.
///
/// Values are on the scale of `measure`: `score` (the scale's unit), `standard_deviations` or `log_odds` (natural logarithm).
#[derive(Debug, Serialize)]
pub struct Evidence {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// What follows from all.
    pub conclusion: String,
    /// Question by question.
    pub answers: Vec<AnswerJson>,
    /// Side effects as single studies counted them.
    pub side_effects: Vec<SideEffectJson>,
    /// What published reviews pooled.
    pub reviews: Vec<ReviewJson>,
}

/// One side effect of one treatment in one study.
#[derive(Debug, Serialize)]
pub struct SideEffectJson {
    /// The study's name in the tables.
    pub id: String,
    /// Where it can be looked up.
    pub source: String,
    /// Its name in the table, as `dark_marks`.
    pub side_effect: &'static str,
    /// The treatment's name in the table; null for microneedling with whatever was put on.
    pub treatment: Option<&'static str>,
    /// How many patients had it over the whole course.
    pub patients: Option<u32>,
    /// Of how many.
    pub n: Option<u32>,
    /// The share with its exact interval; null where a number of it is missing or may be wrong.
    pub share: Option<Estimate>,
    /// How many days it lasted, at least and at most.
    pub days: Option<[f64; 2]>,
    /// How many, in words.
    pub says: String,
    /// What else matters.
    pub note: Option<String>,
}

/// One result of one review.
#[derive(Debug, Serialize)]
pub struct ReviewJson {
    /// Its name in the table.
    pub id: String,
    /// Where it can be looked up.
    pub source: String,
    /// What it is of, in words.
    pub about: &'static str,
    /// The result in words.
    pub says: String,
}

/// One answer.
#[derive(Debug, Serialize)]
pub struct AnswerJson {
    /// The question's name, as `change/goodman_baron_qualitative`.
    pub question: String,
    /// The question in words.
    pub title: String,
    /// On which scale values are.
    pub measure: &'static str,
    /// What the answer says, in words.
    pub says: String,
    /// The studies that are weighed.
    pub studies: Vec<StudyJson>,
    /// Those that are not.
    pub left_out: Vec<LeftOutJson>,
    /// What they say together; null when nothing is pooled.
    pub pooled: Option<PooledJson>,
    /// What they, or the only study, would say with other correlations within a person; empty where none was assumed.
    pub correlations: Vec<CorrelationJson>,
    /// Why nothing is pooled: `no_study`, `one_study` or `two_studies`; null when it is.
    pub not_pooled: Option<&'static str>,
    /// The studies in two groups, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<GroupsJson>,
}

/// A study that is weighed.
#[derive(Debug, Serialize)]
pub struct StudyJson {
    /// Its name in the table.
    pub id: String,
    /// How people call it.
    pub label: String,
    /// Where it can be looked up.
    pub source: String,
    /// How many people.
    pub n: Option<u32>,
    /// Its effect with the normal interval.
    pub effect: Estimate,
    /// The effect's standard error.
    pub standard_error: f64,
    /// Its share of the weight, 0 to 1; null when nothing is pooled.
    pub weight: Option<f64>,
    /// Whether a correlation within a person was assumed.
    pub correlation_assumed: bool,
    /// What its design tells of the risk of bias.
    pub design_and_bias: String,
}

/// A study that is not weighed.
#[derive(Debug, Serialize)]
pub struct LeftOutJson {
    /// Its name in the table.
    pub id: String,
    /// How people call it.
    pub label: String,
    /// Why: `no_number`, `no_spread`, `no_count`, `medians`, `own_scale`, `doubtful` or `counts_of_sides`.
    pub why: &'static str,
    /// The same in words.
    pub says: String,
}

/// A pooled effect.
#[derive(Debug, Serialize)]
pub struct PooledJson {
    /// The mean with its 95 % interval.
    pub estimate: Estimate,
    /// Where a new study's true effect lies with 95 %.
    pub prediction95: Option<[f64; 2]>,
    /// Its p against no effect.
    pub p: f64,
    /// The variance between studies.
    pub tau2: f64,
    /// Its 95 % interval.
    pub tau2_ci95: Option<[f64; 2]>,
    /// Cochran's Q.
    pub q: f64,
    /// The p of Q.
    pub q_p: f64,
    /// I², 0 to 1.
    pub i2: f64,
    /// H².
    pub h2: f64,
    /// The same by other models.
    pub other_models: Vec<ModelJson>,
    /// The same without each study.
    pub without: Vec<WithoutJson>,
    /// The p of Egger's test; null below ten studies.
    pub egger_p: Option<f64>,
}

/// The mean by another model.
#[derive(Debug, Serialize)]
pub struct ModelJson {
    /// How the variance between studies is found.
    pub between: &'static str,
    /// How the interval is made.
    pub interval: &'static str,
    /// The mean.
    pub estimate: Estimate,
}

/// The mean without a study.
#[derive(Debug, Serialize)]
pub struct WithoutJson {
    /// The study.
    pub id: String,
    /// The mean of the others.
    pub estimate: Estimate,
}

/// The mean with another correlation.
#[derive(Debug, Serialize)]
pub struct CorrelationJson {
    /// The correlation.
    pub correlation: f64,
    /// The mean.
    pub estimate: Estimate,
}

/// Studies in two groups.
#[derive(Debug, Serialize)]
pub struct GroupsJson {
    /// Where the groups part.
    pub edge: f64,
    /// How many studies do not tell the number.
    pub not_told: usize,
    /// Each group's name (`less`, `more`), studies and mean; empty when they cannot be compared.
    pub means: Vec<GroupJson>,
    /// The p of no difference; null when they cannot be compared.
    pub p: Option<f64>,
}

/// The mean of a group.
#[derive(Debug, Serialize)]
pub struct GroupJson {
    /// The group.
    pub group: String,
    /// How many studies.
    pub studies: usize,
    /// Its mean.
    pub estimate: Estimate,
}
