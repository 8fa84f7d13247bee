//! English sentences about what cannot be.

use super::names;
use crate::calendar::{CalendarError, Closed};
use crate::candidacy::AnswerFault;
use crate::consent::ConsentError;
use crate::context::EndsBeforeItBegins;
use crate::diary::DiaryError;
use crate::instrument::{InstrumentValue, NotTheSame, ReadingsError};
use crate::outcome::MeasuredError;
use crate::plan::PlanError;
use crate::session::SessionProblem;

pub(super) fn answer_fault(fault: AnswerFault) -> &'static str {
    match fault {
        AnswerFault::Unanswered => "Please answer this question.",
        AnswerFault::UnknownQuestion => "The protocol does not ask this question.",
        AnswerFault::WrongKind => "This question takes another kind of answer.",
        AnswerFault::InTheFuture => "This date lies in the future.",
        AnswerFault::TooLongAgo => "This date lies more than 120 years back.",
        AnswerFault::OverrideNotAllowed => "The protocol lets nobody override this answer.",
    }
}

pub(super) fn session_problem(problem: &SessionProblem) -> String {
    use SessionProblem as P;
    let name = |zone: &relief_protocol::Zone| names::zone(*zone);
    match problem {
        P::Number => "Sessions count from 1.".to_owned(),
        P::NoZone => "Choose at least one zone.".to_owned(),
        P::Missing { field } => format!("{} is missing.", names::session_field(field)),
        P::MissingInZone { zone, field } => {
            format!("{} ({}) is missing.", names::session_field(field), name(zone))
        }
        P::ZoneNotTreated { zone } => format!("The protocol does not treat the zone {}.", name(zone)),
        P::NeedleRefused {
            zone, needle, limit, ..
        } => {
            format!(
                "{needle} is too long for the zone {}; the limit is {limit}.",
                name(zone)
            )
        }
        P::NeedleWarned {
            zone,
            needle,
            warn_above,
            reason_given,
            ..
        } => {
            let reason = if *reason_given { "" } else { " Say why." };
            format!(
                "{needle} is longer than advised for the zone {}, {warn_above}.{reason}",
                name(zone)
            )
        }
        P::NeedleUnusual { zone, needle, .. } => {
            format!("{needle} is an unusual length for the zone {}.", name(zone))
        }
        P::NoPass { zone } => format!("A treated zone has at least one pass ({}).", name(zone)),
        P::PassesUnusual {
            zone,
            passes,
            usual: [from, to],
        } => {
            format!(
                "{passes} passes are unusual ({}); usual are {from} to {to}.",
                name(zone)
            )
        }
        P::TimesOutOfOrder { first, then } => format!(
            "{:?} must not be later than {:?}.",
            names::session_field(first),
            names::session_field(then)
        ),
        P::AnaestheticUnusual {
            minutes,
            usual: [from, to],
        } => {
            format!("The cream stayed on for {minutes} minutes; usual are {from} to {to}.")
        }
    }
}

pub(super) fn plan_error(error: &PlanError) -> String {
    use PlanError as E;
    match error {
        E::NotPlanned { visit } => format!("The plan has no {}.", names::visit(*visit)),
        E::AlreadyKept { visit } => format!("The {} took place already.", names::visit(*visit)),
        E::OutOfOrder { visit, first } => {
            format!(
                "The {} comes before the {}.",
                names::visit(*first),
                names::visit(*visit)
            )
        }
        E::TooEarly { visit, on, earliest } => {
            format!(
                "{on} is too soon for the {}: not before {earliest}.",
                names::visit(*visit)
            )
        }
        E::Closed(why) => closed(why),
        E::Overlaps { visit } => format!("The {} is booked for that time.", names::visit(*visit)),
        E::InThePast => "That time is over.".to_owned(),
        E::InTheFuture => "That time has not come yet.".to_owned(),
        E::NotBooked { visit } => format!("The {} is not booked.", names::visit(*visit)),
        E::BackInTime { last } => format!("The plan was last changed later, at {last}."),
        E::NotJudged => "One more session is decided on the judgement of those so far.".to_owned(),
        E::NotMeasured => {
            "One more session is decided on a measured result, and the pictures could not be compared."
                .to_owned()
        }
        E::NoOptionalSession => {
            "The protocol allows no further session, or it was decided already.".to_owned()
        }
        E::NothingToEnd => "All sessions took place already.".to_owned(),
    }
}

pub(super) fn closed(closed: &Closed) -> String {
    match closed {
        Closed::Holiday { on, name } => format!("The clinic is closed on {on}: {name}."),
        Closed::OutsideHours { on } => format!("The clinic is closed at that time on {on}."),
    }
}

pub(super) fn calendar_error(error: &CalendarError) -> String {
    match error {
        CalendarError::UnknownZone { name } => {
            format!("{name:?} is no time zone; give a name such as \"Europe/Berlin\".")
        }
        CalendarError::OpeningOrder { from, to } => {
            format!(
                "The opening from {from} to {to} must end after it begins and begin after the one before it ends."
            )
        }
    }
}

pub(super) fn consent_error(error: &ConsentError) -> String {
    match error {
        ConsentError::OutOfOrder { last } => format!("Consent was last changed later, at {last}."),
        ConsentError::NothingToRevoke { to } => {
            format!(
                "Consent to {} is not given, so it cannot be revoked.",
                names::consent_to(*to)
            )
        }
    }
}

pub(super) fn diary_error(error: &DiaryError) -> String {
    match error {
        DiaryError::BeforeSession { treated_on } => {
            format!("The diary begins on the day of the session, {treated_on}.")
        }
        DiaryError::InTheFuture => "That day has not come yet.".to_owned(),
        DiaryError::DayTaken { on } => format!("{on} has an entry already."),
        DiaryError::NoSuchDay { on } => format!("{on} has no entry."),
    }
}

pub(super) fn readings_error(error: &ReadingsError) -> String {
    match error {
        ReadingsError::None => "Enter at least one reading.".to_owned(),
        ReadingsError::TooMany { count } => {
            format!(
                "{count} readings are too many; at most {} are kept.",
                InstrumentValue::MOST_READINGS
            )
        }
        ReadingsError::NotFinite { index } => format!("Reading {} is not a number.", index + 1),
    }
}

pub(super) fn not_the_same(difference: NotTheSame) -> &'static str {
    match difference {
        NotTheSame::Quantity => "The values are of different quantities.",
        NotTheSame::Device => "The values are from different devices.",
        NotTheSame::Unit => "The values are in different units.",
        NotTheSame::Zone => "The values are of different zones.",
    }
}

pub(super) fn measured_error(error: &MeasuredError) -> String {
    match error {
        MeasuredError::AfterBeforeBefore => "The after picture is older than the before picture.",
        MeasuredError::NotComparable => "Pictures that cannot be compared have reasons and no changes.",
        MeasuredError::Comparable => "A comparison has at least one change and no reason against it.",
    }
    .to_owned()
}

pub(super) fn ends_before_it_begins(error: &EndsBeforeItBegins) -> String {
    format!("It ends on {}, before it begins on {}.", error.until, error.from)
}
