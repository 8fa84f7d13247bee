//! Patients between their first session and the judgement.

use super::diary::{INFECTED, NORMAL, SLOW};
use super::patient::{ALARMING, FINE_LINES, HEALING, HOME_ROLLER, WATCHED};
use super::{AnswerToday, Step, Story, Telling, Treatment};
use relief_course::grading::GoodmanBaronGrade;
use relief_course::{Answer, Visit};
use relief_protocol::Complaint;

pub(super) fn stories() -> Vec<Story> {
    vec![healing(), watched(), alarming(), home_roller(), fine_lines()]
}

/// One session, and healing as expected.
fn healing() -> Story {
    let mut days = NORMAL;
    days[0] = days[0].saying("Chaud comme un coup de soleil, mais ça va.");
    days[3] = days[3].saying("Ça pèle un peu autour du nez.");
    Telling::of(HEALING)
        .comes(-11, 9, Complaint::AcneScars, Vec::new())
        .agrees(-11, 9, (-6, 11, 0))
        .at(-6, 11, 4, Step::Graded(GoodmanBaronGrade::Moderate))
        .photo(-6, 11, 8, 1.0)
        .session(-6, 11, Treatment::new(1, 1.0, "L25-0418"))
        .books(-6, 12, 26, Visit::Session(2), (24, 11, 0))
        .diary(1, -6, &days)
        .end()
}

/// Two sessions, and after the second the redness stays a day longer than expected.
fn watched() -> Story {
    let mut days = SLOW;
    days[4] = days[4].saying("まだ赤みが残っています。");
    Telling::of(WATCHED)
        .comes(-43, 13, Complaint::AcneScars, Vec::new())
        .agrees(-43, 13, (-39, 14, 0))
        .at(-39, 14, 4, Step::Graded(GoodmanBaronGrade::Moderate))
        .photo(-39, 14, 8, 1.0)
        .session(-39, 14, Treatment::new(1, 0.75, "L25-0402"))
        .books(-39, 15, 26, Visit::Session(2), (-6, 14, 0))
        .diary(1, -39, &NORMAL)
        .photo(-6, 14, 6, 0.92)
        .session(-6, 14, Treatment::new(2, 1.0, "L25-0419"))
        .books(-6, 15, 26, Visit::Session(3), (23, 14, 0))
        .diary(2, -6, &days)
        .end()
}

/// One session, then signs of an infection that nobody has looked at yet.
fn alarming() -> Story {
    let mut days = INFECTED;
    days[4] = days[4]
        .flagged("pus")
        .saying("З ранку жовта кірочка на щоці, і стало гарячіше.");
    Telling::of(ALARMING)
        .comes(-9, 16, Complaint::AcneScars, Vec::new())
        .agrees(-9, 16, (-5, 16, 0))
        .at(-5, 16, 4, Step::Graded(GoodmanBaronGrade::Severe))
        .photo(-5, 16, 8, 1.0)
        .session(-5, 16, Treatment::new(1, 1.0, "L25-0420"))
        .books(-5, 17, 26, Visit::Session(2), (26, 16, 0))
        .diary(1, -5, &days)
        .end()
}

/// Rolled at home between two sessions: recorded, advised, and the second session waits for the pause.
fn home_roller() -> Story {
    let rolled = Step::Rolled {
        needle_mm: 0.5,
        device: "Roller from a web shop",
        note: "Told on the phone when asked. Advised: no rolling at home with more than 0.1 mm, and none in the two weeks \
               before or the four weeks after a session. The second session waits.",
    };
    let wait = Step::Deferred {
        visit: Visit::Session(2),
        until: 4,
        reason: "Rolled at home; two weeks of pause before the session",
    };
    let answers = vec![("dark_phototype", AnswerToday::Is(Answer::Yes))];
    Telling::of(HOME_ROLLER)
        .comes(-38, 10, Complaint::AcneScars, answers)
        .agrees(-38, 10, (-34, 9, 0))
        .at(-34, 9, 4, Step::Graded(GoodmanBaronGrade::Moderate))
        .photo(-34, 9, 8, 1.0)
        .session(-34, 9, Treatment::new(1, 1.0, "L25-0405"))
        .books(-34, 10, 26, Visit::Session(2), (-2, 9, 0))
        .diary(1, -34, &NORMAL)
        .at(-10, 17, 20, rolled)
        .at(-10, 17, 26, wait)
        .books(-10, 17, 28, Visit::Session(2), (5, 9, 0))
        .end()
}

/// No scars but fine lines; the second session is today.
fn fine_lines() -> Story {
    Telling::of(FINE_LINES)
        .comes(
            -36,
            12,
            Complaint::FineLines,
            vec![("filler_or_botulinum", AnswerToday::Is(Answer::Yes))],
        )
        .agrees(-36, 12, (-32, 12, 0))
        .photo(-32, 12, 8, 0.0)
        .session(-32, 12, Treatment::new(1, 0.5, "L25-0406"))
        .books(-32, 13, 26, Visit::Session(2), (0, 14, 0))
        .diary(1, -32, &NORMAL)
        .end()
}
