//! A visit as a code, for addresses and agendas: `session-2`, `judgement-3`, `follow-up-1`.

use relief_course::Visit;

const SESSION: &str = "session";
const JUDGEMENT: &str = "judgement";
const FOLLOW_UP: &str = "follow-up";

/// The code of a visit.
pub fn code(visit: Visit) -> String {
    match visit {
        Visit::Session(number) => format!("{SESSION}-{number}"),
        Visit::Judgement(number) => format!("{JUDGEMENT}-{number}"),
        Visit::FollowUp(number) => format!("{FOLLOW_UP}-{number}"),
    }
}

/// The visit of a code.
pub fn visit(code: &str) -> Option<Visit> {
    let (kind, number) = code.rsplit_once('-')?;
    match kind {
        SESSION => number.parse().ok().map(Visit::Session),
        JUDGEMENT => number.parse().ok().map(Visit::Judgement),
        FOLLOW_UP => number.parse().ok().map(Visit::FollowUp),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_back_to_its_visit() {
        for of in [Visit::Session(1), Visit::Judgement(255), Visit::FollowUp(300)] {
            assert_eq!(visit(&code(of)), Some(of));
        }
        for wrong in ["", "session", "session-", "session-256", "visit-1", "-1"] {
            assert_eq!(visit(wrong), None, "{wrong}");
        }
    }
}
