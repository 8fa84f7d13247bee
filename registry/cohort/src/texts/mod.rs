//! Every word that people read. A translation is one more [`Texts`].
//!
//! Placeholders stand in braces and are filled by name, so that a translator may move them.

mod english;
mod german;
mod numbers;

pub use english::ENGLISH;
pub use german::GERMAN;

use crate::error::NotKnown;
use crate::model::Term;
use crate::patient::{Reason, Since};
use relief_course::Level;
use relief_protocol::{ScarType, Sign};

/// How the pictures were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Captured {
    /// Photos.
    Photos,
    /// 3D scans.
    Scans,
}

/// Every word in one language.
#[derive(Debug)]
pub struct Texts {
    /// The language's tag (BCP 47).
    pub language: &'static str,
    /// Between whole number and decimals.
    pub decimal_sign: char,
    /// Scars of a type, as they stand after "with".
    pub scar_type: fn(ScarType) -> &'static str,
    /// Scars of a type, at the start of a sentence.
    pub scar_type_alone: fn(ScarType) -> &'static str,
    /// What repeats unchanged, as it stands before "vary by".
    pub repeats: fn(Captured) -> &'static str,
    /// What was held equal.
    pub term: fn(Term) -> &'static str,
    /// A sign after a session, at the start of a sentence.
    pub sign: fn(Sign) -> &'static str,
    /// What a level meant for the patient, at the start of a sentence.
    pub level: fn(Level) -> &'static str,
    /// Why something is not known, as a sentence.
    pub not_known: fn(NotKnown) -> &'static str,
    /// Why to go on or not, as a sentence to the patient.
    pub reason: fn(Reason, Since) -> &'static str,
    /// Sentences.
    pub sentences: Sentences,
}

/// The sentences that are written from numbers.
#[derive(Debug)]
pub struct Sentences {
    /// An interval: `{low}` and `{high}`.
    pub interval: &'static str,
    /// A difference between shares: `{value}`.
    pub points: &'static str,
    /// A list's last part: `{first}` and `{last}`.
    pub and: &'static str,
    /// The patients with a scar type: `{scars}`.
    pub with_scars: &'static str,
    /// Who improved: `{patients}`, `{with}`, `{share}`, `{repeats}`, `{interval}`.
    pub improved: &'static str,
    /// Who got worse: `{share}`, `{interval}`.
    pub worse: &'static str,
    /// Who could not be compared: `{patients}`, `{count}`.
    pub not_comparable: &'static str,
    /// How far it changed: `{mean}`, `{interval}`, `{median}`, `{median_interval}`.
    pub changed: &'static str,
    /// The same where the median is not known.
    pub changed_mean: &'static str,
    /// Number needed: `{number}`, `{low}`, `{high}`, `{chance}`.
    pub needed: &'static str,
    /// The same when there may be no such number.
    pub needed_open: &'static str,
    /// No more improved than by chance: `{chance}`.
    pub none_needed: &'static str,
    /// What that reference is not.
    pub no_control: &'static str,
    /// Who dropped out: `{count}`, `{of}`, `{share}`, `{interval}`.
    pub dropped: &'static str,
    /// They had been better or worse off: the difference is away from zero.
    pub dropped_unlike: &'static str,
    /// The difference may be none.
    pub dropped_alike: &'static str,
    /// Those who came beside all who began: `{session}`, `{seen}`, `{patients}`, `{mean}`, `{interval}`, `{model}`, `{model_interval}`.
    pub missing: &'static str,
    /// Scars of a type: `{what}`, `{scars}`, `{patients}`, `{change}`, `{interval}`.
    pub depth: &'static str,
    /// How changes go with the needle: `{slope}`, `{interval}`, `{terms}`.
    pub needle: &'static str,
    /// How they go with the weeks between.
    pub weeks: &'static str,
    /// That this is no effect.
    pub association: &'static str,
    /// At home against by a professional: `{adjusted}`, `{interval}`, `{terms}`, `{bare}`.
    pub setting: &'static str,
    /// A sign: `{what}`, `{share}`, `{interval}`, `{sessions}`.
    pub sign_share: &'static str,
    /// A sign that never was: `{what}`, `{sessions}`, `{most}`.
    pub never: &'static str,
    /// How long: `{days}`, `{interval}`.
    pub duration: &'static str,
    /// One patient among others: `{share}`, `{interval}`, `{others}`.
    pub standing: &'static str,
    /// What others gained: `{count}`, `{of}`, `{interval}`.
    pub others: &'static str,
    /// What to expect: `{session}`, `{low}`, `{high}`, `{most_low}`, `{most_high}`.
    pub expected: &'static str,
    /// That it is no promise.
    pub no_promise: &'static str,
}

/// A text with its `{placeholders}` filled by name.
pub(crate) fn fill(text: &str, values: &[(&str, String)]) -> String {
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
