//! Forms: what was typed, what is wrong with it, and the fields that show both. Nothing typed is lost: a form that
//! does not pass is shown again with every value and with its problems beside the fields.

mod choice;
mod entry;
mod field;
mod typed;

pub use choice::{Choice, choices, code};
pub use entry::Form;
pub use typed::Typed;
