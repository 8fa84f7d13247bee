//! Whether a session may begin, and what stands against it.

use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{course_texts, say, say_with, text};
use crate::practice::current_form;
use jiff::Timestamp;
use relief_course::{Blocker, ConsentTo, Permit};
use relief_store::DocumentKind;

/// Something that stands against a session, and where it is resolved.
pub(super) struct Obstacle {
    pub what: String,
    pub path: String,
    pub label: &'static str,
}

/// The session that may begin at an instant, or what stands against it.
pub(super) async fn ask(
    visitor: &Visitor,
    chart: &Chart,
    at: Timestamp,
) -> Result<Result<Permit, Vec<Obstacle>>, Failure> {
    let current = chart.current()?;
    let documents = visitor.repository().documents(DocumentKind::Consent).await?;
    let Some((form, _)) = current_form(&documents, ConsentTo::Treatment) else {
        let what = say("The practice has no text that consent to the treatment is given to.").to_owned();
        return Ok(Err(vec![Obstacle {
            what,
            path: chart.path("/consent"),
            label: say("Consent"),
        }]));
    };
    let calendar = &visitor.clinic.calendar;
    let asked = current
        .course
        .may_begin_session(&current.protocol, calendar, &form, at);
    Ok(match asked {
        Err(blockers) => Err(blockers.iter().map(|blocker| obstacle(chart, blocker)).collect()),
        Ok(permit) if current.session(permit.number).is_some() => Err(vec![unkept(chart, permit.number)]),
        Ok(permit) => Ok(permit),
    })
}

fn obstacle(chart: &Chart, blocker: &Blocker) -> Obstacle {
    use Blocker as B;
    let (page, label) = match blocker {
        B::OtherProtocol | B::ComplaintNotTreated => ("", text("Overview")),
        B::NoSessionPlanned | B::TooEarly { .. } => ("/plan", text("Plan")),
        B::AskCandidacy | B::CandidacyOfOtherProtocol | B::Deferred { .. } | B::Referred => {
            ("/candidacy", text("Candidacy"))
        }
        B::Consent { .. } => ("/consent", text("Consent")),
        B::OpenAlarm { .. } => ("/diary", text("Diary")),
    };
    Obstacle {
        what: (course_texts().blocker)(blocker),
        path: chart.path(page),
        label: say(label),
    }
}

/// The session was signed, and then the writing of the plan was cut off.
fn unkept(chart: &Chart, number: u8) -> Obstacle {
    let what = say_with(
        "Session {number} is signed, but the plan does not say yet that it took place. Mark it as kept there.",
        &[("number", &number)],
    );
    Obstacle {
        what,
        path: chart.path("/plan"),
        label: say("Plan"),
    }
}

/// The session that was begun as a draft and is not signed.
pub(super) fn unsigned(current: &Current) -> Option<u8> {
    let open = current.drafts.iter().map(|draft| draft.value.number);
    open.filter(|number| current.session(*number).is_none()).max()
}
