//! The sentences that follow from the numbers. What is not known is a sentence too.

mod metric;
mod patient;
mod practice;

pub use metric::of_metric;
pub use patient::{of_advice, of_expected, of_standing};
pub use practice::{
    of_change, of_dose_response, of_dropouts, of_missing_visits, of_number_needed, of_scars, of_setting,
    of_side_effects,
};

use crate::error::Known;
use crate::texts::Texts;

/// What is known in sentences, or the one why it is not.
fn said_all<T>(known: &Known<T>, texts: &Texts, say: impl FnOnce(&T) -> Vec<String>) -> Vec<String> {
    known
        .as_ref()
        .map_or_else(|why| vec![(texts.not_known)(*why).to_owned()], say)
}

/// What is known in words, or why it is not.
fn said<T>(known: &Known<T>, texts: &Texts, say: impl FnOnce(&T) -> String) -> String {
    match known {
        Ok(value) => say(value),
        Err(why) => (texts.not_known)(*why).to_owned(),
    }
}
