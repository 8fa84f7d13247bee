//! A registry's answers and batches of measurements on many machines.
//!
//! The plans are DataFusion's, as in `relief-query`; Apache Ballista brings them to where there is work to do. Nothing
//! distributed is written here: scheduler and workers are Ballista's own, with one function more. It compares a pair of
//! photos or scans, so that measuring is a column of a query ([`measure_function`]).
//!
//! This crate opens files and ports. What it computes with is pure.

mod address;
mod batch;
mod error;
mod function;
mod measured;
mod pair;
mod scheduler;
mod session;
mod worker;

pub use address::Address;
pub use batch::{Done, PAIRS_PER_PART, PairList, Tally, measure};
pub use error::ClusterError;
pub use function::measure_function;
pub use measured::Measured;
pub use pair::{PairInFolder, measure_pair};
pub use scheduler::{SchedulerSettings, run_scheduler};
pub use session::session;
pub use worker::{WorkerSettings, run_worker};
