//! Published trials of microneedling for acne scars: what they say together, and what cannot be said.
//!
//! The way of a number: [`trials`] reads the table, each value with its source and standing; [`mod@answer`] asks it questions
//! and takes from each study what can be weighed ([`effect`]) or says why not; [`pool`] weighs; [`sentence`] says it in the
//! words of [`texts`]; [`draw`] and [`contract`] show it to people and to programs.
//!
//! ```
//! use relief_evidence::{answer, sentence, texts::ENGLISH, trials};
//!
//! let answers = answer::answers(&trials::shipped()?)?;
//! let follows = sentence::conclusion(&answers, &ENGLISH);
//! assert!(follows.contains("How much of that microneedling does is not known"));
//! # Ok::<(), relief_evidence::EvidenceError>(())
//! ```

pub mod answer;
pub mod contract;
mod distribution;
pub mod draw;
pub mod effect;
mod error;
pub mod pool;
pub mod reviews;
pub mod sentence;
pub mod side_effects;
mod table;
pub mod texts;
pub mod trials;
mod words;

pub use error::EvidenceError;
