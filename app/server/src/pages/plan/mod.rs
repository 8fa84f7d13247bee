//! The plan: which visits, when, and what became of them.

mod book;
mod change;
mod history;
mod paper;
mod rows;
mod sheet;
mod single;
mod visit;
mod whole;

pub use book::book;
pub use paper::paper;
pub use sheet::sheet;
pub use single::{cancel, defer, keep, miss};
pub use visit::show as show_visit;
pub use whole::{decide, end, show};

use crate::chart::Current;
use crate::failure::Failure;
use crate::visit_code;
use relief_course::PlannedVisit;

/// The visit that an address names, as the plan has it now.
fn planned(current: &Current, code: &str) -> Result<PlannedVisit, Failure> {
    let visit = visit_code::visit(code).ok_or(Failure::NotFound)?;
    let visits = current.course.plan.visits(&current.protocol).into_iter();
    visits
        .into_iter()
        .find(|planned| planned.visit == visit)
        .ok_or(Failure::NotFound)
}
