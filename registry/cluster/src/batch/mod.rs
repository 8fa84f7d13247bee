//! Many pairs from a list into a folder of Parquet files, surviving bad files, lost workers and crashes.
//!
//! The list is read as a stream. Each [`PAIRS_PER_PART`] pairs are one query and one file, which appears when it is complete, so that
//! an interrupted batch loses what was in work and goes on with the rest. Memory holds the parts in work.

mod list;
#[path = "../../../../app/cli/src/batch/parse.rs"]
mod parse;
mod part;
mod query;
mod work;

pub use list::{PAIRS_PER_PART, PairList};
pub use work::{Done, Tally, measure};
