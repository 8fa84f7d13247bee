//! English.

use super::{Captured, Sentences, Texts};
use crate::error::NotKnown;
use crate::model::Term;
use crate::patient::{Reason, Since};
use relief_course::Level;
use relief_protocol::{ScarType, Sign};

/// English.
pub static ENGLISH: Texts = Texts {
    language: "en",
    decimal_sign: '.',
    scar_type,
    scar_type_alone,
    repeats,
    term,
    sign,
    level,
    not_known,
    reason,
    sentences: SENTENCES,
};

fn scar_type(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "ice pick scars",
        ScarType::Boxcar => "boxcar scars",
        ScarType::Rolling => "rolling scars",
    }
}

fn scar_type_alone(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "Ice pick scars",
        ScarType::Boxcar => "Boxcar scars",
        ScarType::Rolling => "Rolling scars",
    }
}

fn repeats(captured: Captured) -> &'static str {
    match captured {
        Captured::Photos => "repeat photos",
        Captured::Scans => "repeat scans",
    }
}

fn term(term: Term) -> &'static str {
    match term {
        Term::EachSession | Term::Sessions => "number of sessions",
        Term::ScarType => "scar type",
        Term::Phototype => "skin type",
        Term::Before => "severity before",
        Term::NeedleLength => "needle length",
        Term::IntervalWeeks => "weeks between sessions",
        Term::AtHome => "setting",
        Term::OtherTreatment => "other treatments",
        Term::WeeksSinceSession => "weeks since the last session",
    }
}

fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Redness => "Redness",
        Sign::Swelling => "Swelling",
        Sign::Bruising => "Bruising",
        Sign::Pain => "Pain",
        Sign::Itch => "Itch",
        Sign::Flaking => "Flaking",
        Sign::Darkening => "Darkening",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Expected => "A normal course",
        Level::Watch => "A day to be watched",
        Level::ContactNow => "A day on which the clinic had to be contacted",
    }
}

fn not_known(why: NotKnown) -> &'static str {
    match why {
        NotKnown::Nobody => "Not known: no patient has what was asked for.",
        NotKnown::FewPatients => {
            "Not shown: fewer than five patients, so that one of them could be recognised."
        }
        NotKnown::TooFewForThis => "Not known: too few patients for this number.",
        NotKnown::NotTellable => {
            "Cannot be told: what would be compared does not vary between these patients, or always goes together with something else."
        }
        NotKnown::Undefined => "Not known: the numbers give no finite answer.",
    }
}

fn reason(reason: Reason, since: Since) -> &'static str {
    match (reason, since) {
        (Reason::NotMeasured, _) => {
            "There is no picture after your last session that can be compared, so nobody can tell whether it helped. Take a new one first."
        }
        (Reason::Worse, _) => {
            "Your skin is measurably worse than before the first session. No further session before a clinician has found out why."
        }
        (Reason::WorseThanAfterLast, Since::LastSession) => {
            "Your skin is measurably worse than it was after the session before. Find out why first, and measure again."
        }
        (Reason::WorseThanAfterLast, Since::Several) => {
            "Your skin is measurably worse than in the picture before. Find out why first, and measure again."
        }
        (Reason::LastSessionHelped, Since::LastSession) => {
            "Your last session made a measurable difference. One more may too."
        }
        (Reason::LastSessionHelped, Since::Several) => {
            "Your sessions since the picture before made a measurable difference together; which of them did, nobody measured. One more may too."
        }
        (Reason::OthersGained, Since::LastSession) => {
            "Your last session made no measurable difference. Some patients in whom it was the same gained from one more."
        }
        (Reason::OthersGained, Since::Several) => {
            "Your sessions since the picture before made no measurable difference. Some patients in whom it was the same gained from one more."
        }
        (Reason::HardlyAnybodyGained, Since::LastSession) => {
            "Your last session made no measurable difference, and hardly any patient in whom it was the same gained from one more."
        }
        (Reason::HardlyAnybodyGained, Since::Several) => {
            "Your sessions since the picture before made no measurable difference, and hardly any patient in whom it was the same gained from one more."
        }
        (Reason::OthersNotKnown, Since::LastSession) => {
            "Your last session made no measurable difference, and too little is known of patients in whom it was the same."
        }
        (Reason::OthersNotKnown, Since::Several) => {
            "Your sessions since the picture before made no measurable difference, and too little is known of patients in whom it was the same."
        }
    }
}

const SENTENCES: Sentences = Sentences {
    interval: "{low} to {high}",
    points: "{value} percentage points",
    and: "{first} and {last}",
    with_scars: " with {scars}",
    improved: "Of {patients} patients{with}, {share} improved beyond what {repeats} vary by; 95 % interval {interval}.",
    worse: "{share} got worse beyond that; 95 % interval {interval}.",
    not_comparable: "Of {patients} patients {count} had no pictures that can be compared; they are in no other number.",
    changed: "On average it changed by {mean} (95 % interval {interval}), in the middle patient by {median} ({median_interval}).",
    changed_mean: "On average it changed by {mean} (95 % interval {interval}).",
    needed: "One more patient improves in every {number} treated (95 % interval {low} to {high}) than the {chance} who would be called improved had no skin changed.",
    needed_open: "One more patient improves in every {number} treated than the {chance} who would be called improved had no skin changed; the 95 % interval begins at {low} and has no end, because it may be nobody.",
    none_needed: "No more patients improved than the {chance} who would be called improved had no skin changed.",
    no_control: "Nobody untreated was compared with: what time alone does to scars is in this number.",
    dropped: "{count} of {of} did not come back ({share}; 95 % interval {interval}).",
    dropped_unlike: "They were not like those who stayed, so that those who stayed do not stand for all.",
    dropped_alike: "Before the first session and until then they did not measurably differ from those who stayed.",
    missing: "Session {session}: {seen} of {patients} patients were compared after it, and changed by {mean} on average (95 % interval {interval}); of all who began the change is estimated at {model} ({model_interval}).",
    depth: "{what}: in depth by {change} on average (95 % interval {interval}; {scars} scars of {patients} patients).",
    needle: "With each half millimetre of needle more the change differed by {slope} (95 % interval {interval}), with {terms} held equal.",
    weeks: "With each week more between sessions the change differed by {slope} (95 % interval {interval}), with {terms} held equal.",
    association: "This goes together; it is no proof that one does the other, because nobody drew lots.",
    setting: "At home the change differs by {adjusted} (95 % interval {interval}) from that by a professional when {terms} are held equal; without that it would seem to differ by {bare}. What was not recorded is not held equal.",
    sign_share: "{what}: after {share} of {sessions} sessions (95 % interval {interval}).",
    never: "{what}: never in {sessions} sessions, so most likely in fewer than {most}.",
    duration: "Where it was, it lasted {days} days in the middle (95 % interval {interval}).",
    standing: "Of {others} others after as many sessions, {share} had a less good change (95 % interval {interval}).",
    others: "Of {of} such patients {count} gained measurably from one more session (95 % interval {interval}).",
    expected: "After session {session} half of patients like these lie between {low} and {high}, and 95 of 100 between {most_low} and {most_high}.",
    no_promise: "This is no promise.",
};
