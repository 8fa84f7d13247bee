//! The questions that a cohort answers, each with intervals, counts and what is not known.

mod change;
mod dropout;
mod missing;
mod number_needed;
mod patients;
mod reasons;
mod response;
mod scar_sums;
mod scars;
mod setting;
mod side_effect_sums;
mod side_effects;

pub use change::{At, ChangeAnswer, Scale, SessionAnswer, VerdictCounts, Verdicts, by_session, change};
pub use dropout::{DropoutSums, DroppedOut, GroupSums, dropped_out_of};
pub use missing::{MissingVisits, SessionMeans, missing_visits, missing_visits_of};
pub use number_needed::{CHANCE_PER_PLACE, Needed, NumberNeeded, number_needed, number_needed_of};
pub(crate) use patients::{PatientResult, results, together};
pub use reasons::reasons_of;
pub use response::{DoseResponse, Slope, dose_response};
pub use scar_sums::ScarSums;
pub use scars::{ScarAnswer, ScarTypeAnswer, scars, scars_of};
pub use setting::{CONFOUNDERS, LEAST_OVERLAP, SettingDifference, setting_difference};
pub use side_effect_sums::{Happened, SideEffectSums, SignSums, side_effects_of};
pub use side_effects::{Duration, SessionShare, SideEffects, SignAnswer, side_effects};
