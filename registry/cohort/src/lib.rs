//! What a practice's own patients say: pure functions over de-identified rows.
//!
//! The way of a number: [`Rows`] come in as a practice has them, are checked and turned into [`Columns`]; a [`Cohort`] is the rows that a
//! [`Filter`] leaves; each question is one function of a cohort. Every answer has its interval, its counts, and parts that say
//! why they are not known ([`NotKnown`]). A change is afterwards minus before, so that for scars below zero is better.
//!
//! ```
//! use relief_estimate::{Estimate, Verdict};
//! use relief_registry::texts::{Captured, ENGLISH};
//! use relief_registry::{At, Columns, Compared, Comparison, Covariates, Pseudonym, Rows, Scale, change, sentence};
//!
//! let less = Compared::Measured {
//!     before: Estimate::new(10.0, [9.5, 10.5])?,
//!     difference: Estimate::new(-2.0, [-2.5, -1.5])?,
//!     relative: Some(-0.2),
//!     mdc95: 1.0,
//!     verdict: Verdict::Improved,
//! };
//! let row = |patient| Comparison {
//!     patient: Pseudonym(patient),
//!     place: "cheek_left".to_owned(),
//!     metric: "scar_shading_contrast".to_owned(),
//!     unit: "%".to_owned(),
//!     sessions: 3,
//!     compared: less.clone(),
//!     covariates: Covariates::default(),
//! };
//! let columns = Columns::new(Rows { comparisons: (0..12).map(row).collect(), ..Rows::default() })?;
//! let answer = change(&columns.cohort(), "scar_shading_contrast", Scale::Relative, At::Last);
//! let said = sentence::of_change(&answer, None, Captured::Photos, &ENGLISH);
//! assert!(said.starts_with("Of 12 patients, 100 % improved beyond what repeat photos vary by; 95 % interval 74–100 %."));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod cohort;
mod distribution;
mod error;
mod location;
mod model;
mod page;
mod patient;
mod rows;
pub mod sentence;
mod share;
pub mod texts;
mod two_groups;

pub use answer::{
    At, CHANCE_PER_PLACE, CONFOUNDERS, ChangeAnswer, DoseResponse, DropoutSums, DroppedOut, Duration,
    GroupSums, Happened, LEAST_OVERLAP, MissingVisits, Needed, NumberNeeded, Scale, ScarAnswer, ScarSums,
    ScarTypeAnswer, SessionAnswer, SessionMeans, SessionShare, SettingDifference, SideEffectSums,
    SideEffects, SignAnswer, SignSums, Slope, VerdictCounts, Verdicts, by_session, change, dose_response,
    dropped_out_of, missing_visits, missing_visits_of, number_needed, number_needed_of, reasons_of, scars,
    scars_of, setting_difference, side_effects, side_effects_of,
};
pub use cohort::{Cohort, Filter};
pub use error::{Known, NotKnown, RowError, SMALLEST_CELL};
pub use location::{Location, MedianRanks};
pub use model::{Coefficient, Effect, MixedAnswer, ModelRow, ModelRows, Models, NEEDLE_STEP_MM, Term, mixed};
pub use page::{ANSWERS_SCHEMA, Answers, MetricAnswers, PRIMARY};
pub use patient::{
    Advice, CourseStep, Expected, ExpectedFrom, FEW, GoingOn, PlaceChange, Prior, Reason, SESSIONS, Since,
    Standing, advise, expected, standing,
};
pub use rows::{
    Columns, Compared, Comparison, Covariates, DiaryRow, Phototype, Pseudonym, Rows, ScarRow, SessionRow,
    SideEffect,
};
pub use share::Share;
pub use two_groups::Spread;
