//! Patients: finding them, adding one, and their details.

pub mod details;
pub mod list;
pub mod new;

use crate::form::Form;
use crate::language::say;
use jiff::civil::Date;
use relief_store::PatientDetails;

const OLDEST_YEARS: i16 = 120;

/// Reads a patient's details.
fn read(form: &mut Form, today: Date) -> Option<PatientDetails> {
    let name = form.line("name");
    let born = form.date("born");
    if born.is_some_and(|born| born > today || today.year() - born.year() > OLDEST_YEARS) {
        form.fault(
            "born",
            say("Please look at the year: this cannot be a day of birth."),
        );
    }
    let reference = form.maybe_line("reference");
    let contact = form.maybe_note("contact");
    let sound = form.is_sound();
    let details = PatientDetails {
        name: name?,
        born: born?,
        reference,
        contact,
    };
    sound.then_some(details)
}
