//! Errors display in English, so that logs and other programs can show them without choosing a language.

use super::ENGLISH;
use crate::calendar::CalendarError;
use crate::consent::ConsentError;
use crate::context::EndsBeforeItBegins;
use crate::diary::DiaryError;
use crate::instrument::ReadingsError;
use crate::outcome::MeasuredError;
use crate::plan::PlanError;
use crate::session::SessionProblem;
use std::fmt;

macro_rules! english {
    ($($error:ty = $texts:ident),* $(,)?) => {$(
        impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&(ENGLISH.$texts)(self))
            }
        }

        impl std::error::Error for $error {}
    )*};
}

english! {
    CalendarError = calendar_error,
    ConsentError = consent_error,
    DiaryError = diary_error,
    EndsBeforeItBegins = ends_before_it_begins,
    MeasuredError = measured_error,
    PlanError = plan_error,
    ReadingsError = readings_error,
    SessionProblem = session_problem,
}
