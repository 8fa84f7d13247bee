//! The repeatability file: what `relief repeatability` writes and `relief compare` reads.

use super::{ErrorScale, Repeatability};
use crate::mdc::{DIFFERENCE_95, Mdc95};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// The value of `schema` in a [`RepeatabilityFile`].
pub const REPEATABILITY_SCHEMA: &str = "relief.repeatability/1";

/// The repeatability of each metric under one way of taking pictures.
///
/// ```
/// use relief_estimate::RepeatabilityFile;
/// let file = RepeatabilityFile::parse(r#"{
///   "schema": "relief.repeatability/1",
///   "capture_method": "phone on a stand, ring light, 30 cm",
///   "algorithm": "relief-photo 0.1.0",
///   "metrics": [{"metric": "scar_contrast", "unit": "1", "scale": "relative", "pairs": 24,
///                "sem": 0.0252, "mdc95": 0.06985, "mdc95_upper": 0.09717}]
/// }"#)?;
/// assert_eq!(file.metric("scar_contrast").unwrap().pairs, 24);
/// # Ok::<(), relief_estimate::RepeatabilityError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepeatabilityFile {
    schema: String,
    capture_method: String,
    algorithm: String,
    metrics: Vec<MetricRepeatability>,
}

/// One metric in a [`RepeatabilityFile`]: the numbers of a [`Repeatability`] with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricRepeatability {
    /// The metric's name.
    pub metric: String,
    /// The metric's unit; `1` for a plain ratio.
    pub unit: String,
    /// In what the numbers are: `absolute` in `unit`, `relative` as differences of natural logarithms.
    pub scale: ErrorScale,
    /// How many repeat pairs.
    pub pairs: usize,
    /// The standard error of measurement.
    pub sem: f64,
    /// The minimal detectable change at 95 %, 1.96·√2·SEM.
    pub mdc95: f64,
    /// The upper end of its 95 % interval.
    pub mdc95_upper: f64,
}

/// What is wrong with a repeatability file: the field, its value, and the limit.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum RepeatabilityError {
    /// Another kind of file, or a damaged one.
    #[error("line {line} is not JSON")]
    NotJson {
        /// Where it ceases to be.
        line: usize,
    },
    /// A field is missing or of another type.
    #[error("{field}: {problem}")]
    Json {
        /// Where in the file.
        field: String,
        /// What was expected there.
        problem: String,
    },
    /// Another kind of file.
    #[error("schema is {found:?}; this version reads {REPEATABILITY_SCHEMA:?}")]
    Schema {
        /// What the file says it is.
        found: String,
    },
    /// A name is empty.
    #[error("{field} is empty; it must name what the numbers hold for")]
    Empty {
        /// Which field.
        field: String,
    },
    /// There is no metric.
    #[error("metrics is empty; at least 1 is needed")]
    NoMetrics,
    /// A metric is listed twice.
    #[error("{field} is {metric:?}, which is listed already; each metric stands once")]
    Twice {
        /// Which entry.
        field: String,
        /// The metric.
        metric: String,
    },
    /// Too few pairs.
    #[error("{field} is {pairs}; at least {} are needed", Repeatability::LEAST_PAIRS)]
    Pairs {
        /// Which entry.
        field: String,
        /// How many pairs.
        pairs: usize,
    },
    /// A number is out of its range.
    #[error("{field} is {value}; it must be {limit}")]
    Number {
        /// Which entry.
        field: String,
        /// Its value.
        value: f64,
        /// What it has to be.
        limit: String,
    },
}

impl RepeatabilityError {
    /// `path` is where in the file; the reader calls the file itself `.`.
    fn of_json(path: &str, error: &serde_json::Error) -> Self {
        if error.is_syntax() || error.is_eof() {
            return Self::NotJson { line: error.line() };
        }
        Self::Json {
            field: if path == "." {
                "the file".to_owned()
            } else {
                one_line(path)
            },
            problem: one_line(&error.to_string()),
        }
    }
}

impl RepeatabilityFile {
    /// A file for one way of taking pictures. `algorithm` is the name and version of what measured:
    /// repeatability holds for that only. Fails as [`Self::parse`] does.
    pub fn new(
        capture_method: impl Into<String>,
        algorithm: impl Into<String>,
        metrics: Vec<MetricRepeatability>,
    ) -> Result<Self, RepeatabilityError> {
        let file = Self {
            schema: REPEATABILITY_SCHEMA.to_owned(),
            capture_method: capture_method.into(),
            algorithm: algorithm.into(),
            metrics,
        };
        file.check()?;
        Ok(file)
    }

    /// Reads the JSON and checks it: the schema, names that are not empty, metrics that stand once, at
    /// least five pairs, numbers that are finite, in order and consistent with each other. Fields that
    /// this version does not know are passed over.
    pub fn parse(json: &str) -> Result<Self, RepeatabilityError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let file: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            RepeatabilityError::of_json(&path, &error.into_inner())
        })?;
        reader.end().map_err(|_| RepeatabilityError::Json {
            field: "after the end".to_owned(),
            problem: "something follows that does not belong to the file".to_owned(),
        })?;
        file.check()?;
        Ok(file)
    }

    /// The JSON, indented, ending with a line break.
    pub fn to_json(&self) -> String {
        // Plain structs of strings and finite numbers always have a JSON form.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// How the pictures were taken, in the practice's words.
    pub fn capture_method(&self) -> &str {
        &self.capture_method
    }

    /// The name and version of what measured.
    pub fn algorithm(&self) -> &str {
        &self.algorithm
    }

    /// Every metric, in the file's order.
    pub fn metrics(&self) -> &[MetricRepeatability] {
        &self.metrics
    }

    /// The metric of that name.
    pub fn metric(&self, name: &str) -> Option<&MetricRepeatability> {
        self.metrics.iter().find(|entry| entry.metric == name)
    }

    fn check(&self) -> Result<(), RepeatabilityError> {
        if self.schema != REPEATABILITY_SCHEMA {
            return Err(RepeatabilityError::Schema {
                found: self.schema.clone(),
            });
        }
        not_empty("capture_method", &self.capture_method)?;
        not_empty("algorithm", &self.algorithm)?;
        if self.metrics.is_empty() {
            return Err(RepeatabilityError::NoMetrics);
        }
        let mut names = BTreeSet::new();
        for (index, entry) in self.metrics.iter().enumerate() {
            let field = |name: &str| format!("metrics[{index}].{name}");
            not_empty(&field("metric"), &entry.metric)?;
            not_empty(&field("unit"), &entry.unit)?;
            if !names.insert(&entry.metric) {
                return Err(RepeatabilityError::Twice {
                    field: field("metric"),
                    metric: entry.metric.clone(),
                });
            }
            entry.check(field)?;
        }
        Ok(())
    }
}

/// How far MDC95 may be from 1.96·√2·SEM: both may be rounded to four digits.
const ROUNDING: f64 = 1e-3;

impl MetricRepeatability {
    /// The numbers of `repeatability` under the metric's name and unit.
    pub fn new(metric: impl Into<String>, unit: impl Into<String>, repeatability: &Repeatability) -> Self {
        Self {
            metric: metric.into(),
            unit: unit.into(),
            scale: repeatability.scale,
            pairs: repeatability.pairs,
            sem: repeatability.sem.value,
            mdc95: repeatability.mdc95,
            mdc95_upper: repeatability.mdc95_upper,
        }
    }

    /// The limit that a change has to exceed.
    pub fn limit(&self) -> Mdc95 {
        match self.scale {
            ErrorScale::Absolute => Mdc95::Absolute(self.mdc95),
            ErrorScale::Relative => Mdc95::Relative(self.mdc95),
        }
    }

    fn check(&self, field: impl Fn(&str) -> String) -> Result<(), RepeatabilityError> {
        if self.pairs < Repeatability::LEAST_PAIRS {
            return Err(RepeatabilityError::Pairs {
                field: field("pairs"),
                pairs: self.pairs,
            });
        }
        let expected = DIFFERENCE_95 * self.sem;
        let within = |value: f64, name: &str, holds: bool, limit: String| {
            let error = || RepeatabilityError::Number {
                field: field(name),
                value,
                limit,
            };
            if holds { Ok(()) } else { Err(error()) }
        };
        let sem_holds = self.sem.is_finite() && self.sem >= 0.0;
        within(
            self.sem,
            "sem",
            sem_holds,
            "a finite number of at least 0".to_owned(),
        )?;
        let mdc_holds = (self.mdc95 - expected).abs() <= ROUNDING * expected;
        within(
            self.mdc95,
            "mdc95",
            mdc_holds,
            format!("1.96·√2·sem = {expected:.6}"),
        )?;
        let upper_holds = self.mdc95_upper.is_finite() && self.mdc95_upper >= self.mdc95;
        within(
            self.mdc95_upper,
            "mdc95_upper",
            upper_holds,
            format!("at least mdc95 = {}", self.mdc95),
        )
    }
}

/// Longer names and values of a broken file are cut in its error.
const LONGEST_QUOTE: usize = 160;

/// A part of an error that quotes the file, fit for one line on a terminal.
fn one_line(quoting: &str) -> String {
    let shown = quoting.chars().take(LONGEST_QUOTE);
    let mut line: String = shown.map(|c| if c.is_control() { ' ' } else { c }).collect();
    if quoting.chars().nth(LONGEST_QUOTE).is_some() {
        line.push('…');
    }
    line
}

fn not_empty(field: &str, text: &str) -> Result<(), RepeatabilityError> {
    if text.trim().is_empty() {
        return Err(RepeatabilityError::Empty {
            field: field.to_owned(),
        });
    }
    Ok(())
}
