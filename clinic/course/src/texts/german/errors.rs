//! German sentences about what cannot be.

use super::{figures, names};
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
        AnswerFault::Unanswered => "Bitte beantworten Sie diese Frage.",
        AnswerFault::UnknownQuestion => "Das Protokoll stellt diese Frage nicht.",
        AnswerFault::WrongKind => "Diese Frage verlangt eine andere Art von Antwort.",
        AnswerFault::InTheFuture => "Dieser Tag liegt in der Zukunft.",
        AnswerFault::TooLongAgo => "Dieser Tag liegt mehr als 120 Jahre zurück.",
        AnswerFault::OverrideNotAllowed => {
            "Über diese Antwort darf sich nach dem Protokoll niemand hinwegsetzen."
        }
    }
}

pub(super) fn session_problem(problem: &SessionProblem) -> String {
    use SessionProblem as P;
    let name = |zone: &relief_protocol::Zone| names::zone(*zone);
    match problem {
        P::Number => "Sitzungen werden ab 1 gezählt.".to_owned(),
        P::NoZone => "Wählen Sie mindestens eine Zone.".to_owned(),
        P::Missing { field } => format!("Angabe fehlt: {}.", names::session_field(field)),
        P::MissingInZone { zone, field } => {
            format!("Angabe fehlt: {} ({}).", names::session_field(field), name(zone))
        }
        P::ZoneNotTreated { zone } => format!("Das Protokoll behandelt diese Zone nicht: {}.", name(zone)),
        P::NeedleRefused {
            zone, needle, limit, ..
        } => format!(
            "{} ist für diese Zone zu lang ({}); die Grenze ist {}.",
            figures::length(*needle),
            name(zone),
            figures::length(*limit)
        ),
        P::NeedleWarned {
            zone,
            needle,
            warn_above,
            reason_given,
            ..
        } => {
            let reason = if *reason_given {
                ""
            } else {
                " Geben Sie den Grund an."
            };
            format!(
                "{} ist länger als für diese Zone empfohlen ({}, {}).{reason}",
                figures::length(*needle),
                name(zone),
                figures::length(*warn_above)
            )
        }
        P::NeedleUnusual { zone, needle, .. } => format!(
            "{} ist für diese Zone eine ungewöhnliche Länge ({}).",
            figures::length(*needle),
            name(zone)
        ),
        P::NoPass { zone } => format!(
            "Eine behandelte Zone hat mindestens einen Durchgang ({}).",
            name(zone)
        ),
        P::PassesUnusual {
            zone,
            passes,
            usual: [from, to],
        } => format!(
            "Ungewöhnliche Zahl von Durchgängen ({}): {passes}; üblich sind {from} bis {to}.",
            name(zone)
        ),
        P::TimesOutOfOrder { first, then } => format!(
            "„{}“ darf nicht später sein als „{}“.",
            names::session_field(first),
            names::session_field(then)
        ),
        P::AnaestheticUnusual {
            minutes,
            usual: [from, to],
        } => format!("Einwirkzeit der Creme: {minutes} Minuten; üblich sind {from} bis {to}."),
    }
}

pub(super) fn plan_error(error: &PlanError) -> String {
    use PlanError as E;
    match error {
        E::NotPlanned { visit } => format!("Im Plan nicht enthalten: {}.", names::visit(*visit)),
        E::AlreadyKept { visit } => format!("Die {} hat bereits stattgefunden.", names::visit(*visit)),
        E::OutOfOrder { visit, first } => format!(
            "Die {} kommt vor der {}.",
            names::visit(*first),
            names::visit(*visit)
        ),
        E::TooEarly { visit, on, earliest } => format!(
            "Der {} ist zu früh für die {}: nicht vor dem {}.",
            figures::day(*on),
            names::visit(*visit),
            figures::day(*earliest)
        ),
        E::Closed(why) => closed(why),
        E::Overlaps { visit } => format!("Zu dieser Zeit ist die {} gebucht.", names::visit(*visit)),
        E::InThePast => "Diese Zeit ist vorbei.".to_owned(),
        E::InTheFuture => "Diese Zeit ist noch nicht gekommen.".to_owned(),
        E::NotBooked { visit } => format!("Die {} ist nicht gebucht.", names::visit(*visit)),
        E::BackInTime { last } => format!(
            "Der Plan wurde zuletzt später geändert, am {}.",
            figures::instant(*last)
        ),
        E::NotJudged => {
            "Über eine zusätzliche Sitzung wird anhand der Beurteilung der bisherigen entschieden.".to_owned()
        }
        E::NotMeasured => {
            "Über eine zusätzliche Sitzung wird anhand eines gemessenen Ergebnisses entschieden, und die \
            Bilder waren nicht vergleichbar."
                .to_owned()
        }
        E::NoOptionalSession => {
            "Das Protokoll erlaubt keine weitere Sitzung, oder darüber wurde bereits entschieden.".to_owned()
        }
        E::NothingToEnd => "Alle Sitzungen haben bereits stattgefunden.".to_owned(),
    }
}

pub(super) fn closed(closed: &Closed) -> String {
    match closed {
        Closed::Holiday { on, name } => {
            format!("Die Praxis ist am {} geschlossen: {name}.", figures::day(*on))
        }
        Closed::OutsideHours { on } => {
            format!(
                "Die Praxis ist am {} zu dieser Zeit geschlossen.",
                figures::day(*on)
            )
        }
    }
}

pub(super) fn calendar_error(error: &CalendarError) -> String {
    match error {
        CalendarError::UnknownZone { name } => {
            format!("„{name}“ ist keine Zeitzone; geben Sie einen Namen wie „Europe/Berlin“ an.")
        }
        CalendarError::OpeningOrder { from, to } => format!(
            "Die Öffnung von {} bis {} muss nach ihrem Beginn enden und darf erst beginnen, wenn die vorige geendet hat.",
            figures::time(*from),
            figures::time(*to)
        ),
    }
}

pub(super) fn consent_error(error: &ConsentError) -> String {
    match error {
        ConsentError::OutOfOrder { last } => format!(
            "Die Einwilligung wurde zuletzt später geändert, am {}.",
            figures::instant(*last)
        ),
        ConsentError::NothingToRevoke { to } => format!(
            "Diese Einwilligung ist nicht erteilt und kann deshalb nicht widerrufen werden: {}.",
            names::consent_to(*to)
        ),
    }
}

pub(super) fn diary_error(error: &DiaryError) -> String {
    match error {
        DiaryError::BeforeSession { treated_on } => format!(
            "Das Tagebuch beginnt am Tag der Sitzung, am {}.",
            figures::day(*treated_on)
        ),
        DiaryError::InTheFuture => "Dieser Tag ist noch nicht gekommen.".to_owned(),
        DiaryError::DayTaken { on } => {
            format!("Für den {} gibt es bereits einen Eintrag.", figures::day(*on))
        }
        DiaryError::NoSuchDay { on } => format!("Für den {} gibt es keinen Eintrag.", figures::day(*on)),
    }
}

pub(super) fn readings_error(error: &ReadingsError) -> String {
    match error {
        ReadingsError::None => "Geben Sie mindestens einen Messwert ein.".to_owned(),
        ReadingsError::TooMany { count } => format!(
            "{count} Messwerte sind zu viele; aufbewahrt werden höchstens {}.",
            InstrumentValue::MOST_READINGS
        ),
        ReadingsError::NotFinite { index } => format!("Messwert {} ist keine Zahl.", index + 1),
    }
}

pub(super) fn not_the_same(difference: NotTheSame) -> &'static str {
    match difference {
        NotTheSame::Quantity => "Die Werte gehören zu verschiedenen Messgrößen.",
        NotTheSame::Device => "Die Werte stammen von verschiedenen Geräten.",
        NotTheSame::Unit => "Die Werte haben verschiedene Einheiten.",
        NotTheSame::Zone => "Die Werte gehören zu verschiedenen Zonen.",
    }
}

pub(super) fn measured_error(error: &MeasuredError) -> String {
    match error {
        MeasuredError::AfterBeforeBefore => "Das Nachher-Bild ist älter als das Vorher-Bild.",
        MeasuredError::NotComparable => "Nicht vergleichbare Bilder haben Gründe und keine Änderungen.",
        MeasuredError::Comparable => {
            "Ein Vergleich hat mindestens eine Änderung und keinen Grund, der gegen ihn spricht."
        }
    }
    .to_owned()
}

pub(super) fn ends_before_it_begins(error: &EndsBeforeItBegins) -> String {
    format!(
        "Das Ende ({}) liegt vor dem Beginn ({}).",
        figures::day(error.until),
        figures::day(error.from)
    )
}
