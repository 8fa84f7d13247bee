//! One module per command.

pub mod backup;
pub mod batch;
pub mod card;
pub mod compare;
pub mod demo;
pub mod evidence;
pub mod measure;
pub mod phantom;
pub mod registry;
pub mod repeatability;
pub mod serve;
pub mod stereo;
pub mod verify;

use relief_compare::{CompareError, CompareOptions, Comparison, Input, Stage};

/// How two inputs are compared; the commands take it so that their tests can bring another.
pub type Compare =
    fn(Input<'_>, Input<'_>, &CompareOptions, &mut dyn FnMut(Stage)) -> Result<Comparison, CompareError>;

#[cfg(test)]
pub mod fake;
