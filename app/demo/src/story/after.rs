//! Patients after their last session. How deep their scars are by then is written here; what a comparison makes of it
//! is not.

use super::diary::{NORMAL, SLOW};
use super::patient::{IMPROVED, REFUSED, UNCHANGED, WAITING, YEARLY};
use super::telling::Seen;
use super::{Step, Story, Telling, Treatment};
use relief_course::grading::{Gais, GoodmanBaronGrade, Satisfaction};
use relief_course::{TreatmentKind, Visit};
use relief_phantom::Capture;
use relief_protocol::{Complaint, Severity};

pub(super) fn stories() -> Vec<Story> {
    vec![waiting(), improved(), unchanged(), refused(), yearly()]
}

/// From the first visit to the third session, which is on `last`.
fn three_sessions(telling: Telling, last: i32, hour: i8, [first, second, third]: [Treatment; 3]) -> Telling {
    let (one, two) = (last - 63, last - 31);
    telling
        .comes(one - 5, hour, Complaint::AcneScars, Vec::new())
        .agrees(one - 5, hour, (one, hour, 0))
        .at(one, hour, 4, Step::Graded(GoodmanBaronGrade::Moderate))
        .photo(one, hour, 8, 1.0)
        .session(one, hour, first)
        .books(one, hour + 1, 26, Visit::Session(2), (two, hour, 0))
        .diary(1, one, &NORMAL)
        .session(two, hour, second)
        .books(two, hour + 1, 26, Visit::Session(3), (last, hour, 0))
        .diary(2, two, &NORMAL)
        .session(last, hour, third)
        .diary(3, last, &NORMAL)
}

fn treatments(lots: [&'static str; 3]) -> [Treatment; 3] {
    [
        Treatment::new(1, 0.75, lots[0]),
        Treatment::new(2, 1.0, lots[1]),
        Treatment::new(3, 1.0, lots[2]),
    ]
}

/// The photos are there and measured; the judgement is today.
fn waiting() -> Story {
    three_sessions(
        Telling::of(WAITING),
        -106,
        11,
        treatments(["L24-1190", "L25-0007", "L25-0113"]),
    )
    .books(-106, 12, 26, Visit::Judgement(3), (0, 11, 30))
    .scan(-106 - 63, 11, 12, 1.0)
    .photo(-1, 15, 0, 0.6)
    .at(-1, 15, 6, Step::Compared([0, 1]))
    .scan(-1, 15, 10, 0.6)
    .at(-1, 15, 20, Step::AskedRater([0, 1]))
    .end()
}

/// Measurably better, and one more session decided on.
fn improved() -> Story {
    let third = Treatment {
        needle_mm: 2.0,
        note: Some("Rolling scars on both cheeks; even pinpoint bleeding after six passes."),
        ..Treatment::new(3, 1.0, "L25-0091")
    };
    let [first, second, _] = treatments(["L24-1172", "L24-1204", ""]);
    let seen = Seen {
        depth: 0.5,
        grade: GoodmanBaronGrade::Mild,
        gais: Gais::MuchImproved,
        satisfaction: Satisfaction::VerySatisfied,
    };
    let go = Step::Decided {
        go: true,
        reason: "Measurably better and wishes to go on; one more session as the protocol allows.",
    };
    three_sessions(Telling::of(IMPROVED), -126, 15, [first, second, third])
        .books(-126, 16, 26, Visit::Judgement(3), (-20, 15, 0))
        .scan(-126 - 63, 15, 12, 1.0)
        .judgement(-20, 15, Visit::Judgement(3), seen)
        .scan(-20, 15, 8, 0.5)
        .at(-20, 15, 40, go)
        .books(-20, 15, 44, Visit::Session(4), (6, 15, 0))
        .end()
}

/// Satisfied, graded better, and measured: no detectable change. New acne and a retinoid on top of it.
fn unchanged() -> Story {
    let mut late = SLOW;
    late[4] = late[4]
        .flagged("increasing_warmth")
        .saying("Ena kinden känns varm igen.");
    let fainted = Treatment {
        harm: Some([
            "Felt faint while the second cheek was treated; 105/60, pale.",
            "Lay flat with legs raised; well after ten minutes, treatment finished.",
        ]),
        ..Treatment::new(1, 0.75, "L24-1166")
    };
    let [_, second, third] = treatments(["", "L24-1195", "L25-0080"]);
    let seen = Seen {
        depth: 0.97,
        grade: GoodmanBaronGrade::Mild,
        gais: Gais::Improved,
        satisfaction: Satisfaction::Satisfied,
    };
    let (one, two, last) = (-131 - 63, -131 - 31, -131);
    let retinoid = Step::Treated {
        kind: TreatmentKind::TopicalRetinoid,
        product: "Adapalene 0.1 %",
        since: -110,
    };
    let no = Step::Decided {
        go: false,
        reason: "No measured change after three sessions: treat the acne first, then think again.",
    };
    Telling::of(UNCHANGED)
        .comes(one - 6, 10, Complaint::AcneScars, Vec::new())
        .agrees(one - 6, 10, (one, 10, 0))
        .at(one, 10, 4, Step::Graded(GoodmanBaronGrade::Moderate))
        .photo(one, 10, 8, 1.0)
        .session(one, 10, fainted)
        .books(one, 11, 26, Visit::Session(2), (two - 2, 10, 0))
        .diary(1, one, &late)
        .at(
            one + 4,
            19,
            58,
            Step::Reviewed {
                session: 1,
                day: one + 4,
                finding: "Seen on video: warm, no pus, no spreading. Cool, and back in touch tomorrow.",
            },
        )
        .at(two - 2, 18, 0, Step::Missed(Visit::Session(2)))
        .books(two - 1, 9, 12, Visit::Session(2), (two, 10, 0))
        .session(two, 10, second)
        .books(two, 11, 26, Visit::Session(3), (last, 10, 0))
        .diary(2, two, &NORMAL)
        .session(last, 10, third)
        .books(last, 11, 26, Visit::Judgement(3), (-22, 10, 0))
        .diary(3, last, &NORMAL)
        .at(-90, 12, 5, retinoid)
        .at(
            -22,
            10,
            2,
            Step::Acne {
                severity: Severity::Moderate,
                lesions: 9,
            },
        )
        .scan(one, 10, 12, 1.0)
        .judgement(-22, 10, Visit::Judgement(3), seen)
        .scan(-22, 10, 8, 0.97)
        .at(-22, 10, 42, no)
        .end()
}

/// The second photo was taken with a flash, so the two may not be compared; they are taken again in two days.
fn refused() -> Story {
    three_sessions(
        Telling::of(REFUSED),
        -119,
        13,
        treatments(["L24-1181", "L24-1220", "L25-0102"]),
    )
    .books(-119, 14, 26, Visit::Judgement(3), (-10, 13, 0))
    .shot(-10, 13, 3, 0.6, Capture::FrontalFlash)
    .at(-10, 13, 6, Step::Compared([0, 1]))
    .books(-10, 13, 20, Visit::Judgement(3), (2, 13, 0))
    .end()
}

/// Judged better nine months ago, and seen again after a year.
fn yearly() -> Story {
    let then = Seen {
        depth: 0.55,
        grade: GoodmanBaronGrade::Mild,
        gais: Gais::MuchImproved,
        satisfaction: Satisfaction::Satisfied,
    };
    let now = Seen {
        depth: 0.5,
        satisfaction: Satisfaction::VerySatisfied,
        ..then
    };
    let no = Step::Decided {
        go: false,
        reason: "Measurably better; the patient is content with it.",
    };
    three_sessions(
        Telling::of(YEARLY),
        -373,
        16,
        treatments(["L24-0310", "L24-0377", "L24-0452"]),
    )
    .books(-373, 17, 26, Visit::Judgement(3), (-270, 16, 0))
    .judgement(-270, 16, Visit::Judgement(3), then)
    .at(-270, 16, 40, no)
    .books(-270, 16, 44, Visit::FollowUp(1), (-2, 16, 0))
    .judgement(-2, 16, Visit::FollowUp(1), now)
    .at(-2, 16, 50, Step::AskedRater([0, 2]))
    .end()
}
