//! Many pairs from a list into one table, surviving bad files and crashes.
//!
//! The list is read as a stream, each finished pair becomes one line of a journal beside the output, and
//! the table is written from the journal in the list's order at the end. Memory holds the pairs in work and
//! some thirty bytes for each finished one.

mod columns;
mod journal;
mod list;
mod output;
mod parse;
mod row;
mod work;

pub use journal::Journal;
pub use list::PairList;
pub use output::{Format, Tally, write_table};
pub use parse::{Pair, parse_scale};
pub use work::{Work, work};
