//! Every table and column: the one source of what is written, what is read, and the dictionary.

use crate::codes::{Coded, names};
use crate::column::{Column, Kind, Range, Table};
use relief_course::{Level, Setting, TreatmentKind};
use relief_estimate::Verdict;
use relief_protocol::{NeedleLength, ScarType, Severity, Sign};
use relief_registry::Phototype;

const VERDICTS: &[&str] = &names::<Verdict, { Verdict::CODES.len() }>();
const SCAR_TYPES: &[&str] = &names::<ScarType, { ScarType::CODES.len() }>();
const PHOTOTYPES: &[&str] = &names::<Phototype, { Phototype::CODES.len() }>();
const SETTINGS: &[&str] = &names::<Setting, { Setting::CODES.len() }>();
const TREATMENTS: &[&str] = &names::<TreatmentKind, { TreatmentKind::CODES.len() }>();
const SIGNS: &[&str] = &names::<Sign, { Sign::CODES.len() }>();
const SEVERITIES: &[&str] = &names::<Severity, { Severity::CODES.len() }>();
const LEVELS: &[&str] = &names::<Level, { Level::CODES.len() }>();

const NEEDLES: Range = Range::Within(NeedleLength::LEAST_MM, NeedleLength::MOST_MM);
/// The unit that a row's own column `unit` names.
const ROWS_OWN: &str = "see unit";
const MOST_SESSIONS: u64 = u8::MAX as u64;

const PATIENT: Column = Column::count(
    "patient",
    0,
    u64::MAX,
    "Pseudonym: the same patient in all tables of one export, drawn anew for each export.",
);

/// Every table.
pub const TABLES: [Table; 5] = [PATIENTS, COMPARISONS, SESSIONS, SIDE_EFFECTS, SCARS];

/// Who is in the other tables.
pub const PATIENTS: Table = Table {
    name: "patients",
    row: "One patient.",
    key: &["patient"],
    columns: &[
        PATIENT,
        Column::new(
            "going_on",
            Kind::Flag,
            "Whether the course goes on: a session that is not here is still to come, and the patient did not drop out.",
        ),
    ],
};

/// Comparisons of before the first session with after some.
pub const COMPARISONS: Table = Table {
    name: "comparisons",
    row: "One comparison of before the first session with after some, of one patient, place and metric.",
    key: &["patient", "place", "metric", "sessions"],
    columns: &[
        PATIENT,
        Column::text("place", "Facial zone or view of the face."),
        Column::text("metric", "What was measured, as in the comparison contract: scar_shading_contrast of photos, scar_volume of scans."),
        Column::text("unit", "Unit of the metric; absent when it has none.").or_absent(),
        Column::count("sessions", 1, MOST_SESSIONS, "After how many sessions the later picture was taken."),
        Column::code("verdict", VERDICTS, "improved and worse: beyond the change's own interval and beyond mdc95. not_comparable: refused, nothing was measured."),
        Column::number("before", Range::All, ROWS_OWN, "Value before the first session. Absent, as the columns up to mdc95, where not comparable.").or_absent(),
        Column::number("before_ci95_low", Range::All, ROWS_OWN, "Lower end of its 95 % interval.").or_absent(),
        Column::number("before_ci95_high", Range::All, ROWS_OWN, "Upper end.").or_absent(),
        Column::number("difference", Range::All, ROWS_OWN, "After minus before; below zero is less.").or_absent(),
        Column::number("difference_ci95_low", Range::All, ROWS_OWN, "Lower end of its 95 % interval.").or_absent(),
        Column::number("difference_ci95_high", Range::All, ROWS_OWN, "Upper end.").or_absent(),
        Column::number("relative_change", Range::All, "1", "The difference as a share of before: -0.2 is a fifth less. Absent where before is not clear of zero.").or_absent(),
        Column::number("mdc95", Range::From(0.0), ROWS_OWN, "Minimal detectable change: repeats of unchanged skin differ by less in 95 of 100.").or_absent(),
        Column::new("reasons", Kind::OpenCodes, "Why it was not comparable: codes of the comparability checks.").or_absent(),
        Column::code("scar_type", SCAR_TYPES, "Type of most scars of the place (Jacob 2001, doi:10.1067/mjd.2001.113451).").or_absent(),
        Column::code("phototype", PHOTOTYPES, "Fitzpatrick skin phototype (doi:10.1001/archderm.1988.01670060015008).").or_absent(),
        Column::number("needle_mm", NEEDLES, "mm", "Longest needle set on the place so far; the depth reached is at most that.").or_absent(),
        Column::number("interval_weeks", Range::From(0.0), "weeks", "Mean time between the sessions so far; absent after one.").or_absent(),
        Column::code("setting", SETTINGS, "Where it was needled; at_home when it was needled there at all.").or_absent(),
        Column::text("device", "Device of most treatments so far, as the practice calls it; of a tie the last.").or_absent(),
        Column::text("operator", "Who did all treatments so far, under a pseudonym; absent where several treated.").or_absent(),
        Column::new("other_treatments", Kind::Codes(TREATMENTS), "Other treatments meanwhile; absent when none is known.").or_absent(),
        Column::number("weeks_since_session", Range::From(0.0), "weeks", "From the last session to the later picture.").or_absent(),
    ],
};

/// Sessions.
pub const SESSIONS: Table = Table {
    name: "sessions",
    row: "One session of one patient.",
    key: &["patient", "session"],
    columns: &[
        PATIENT,
        Column::count("session", 1, MOST_SESSIONS, "Which session of the course."),
        Column::number("needle_mm", NEEDLES, "mm", "Longest needle set.").or_absent(),
        Column::code("setting", SETTINGS, "Where it was done.").or_absent(),
        Column::new(
            "diary",
            Kind::Flag,
            "Whether a diary was kept after it. Without one nothing is known of side effects, which is not the same as none.",
        ),
        Column::code(
            "triage",
            LEVELS,
            "The diary's most alarming day; absent without a diary.",
        )
        .or_absent(),
    ],
};

/// What diaries say.
pub const SIDE_EFFECTS: Table = Table {
    name: "side_effects",
    row: "One sign that the diary after one session tells. A session with a diary and no row here had none.",
    key: &["patient", "session", "sign"],
    columns: &[
        PATIENT,
        Column::count("session", 1, MOST_SESSIONS, "After which session."),
        Column::code("sign", SIGNS, "What was seen or felt."),
        Column::code("worst", SEVERITIES, "At its worst."),
        Column::count("days", 0, u16::MAX as u64, "On how many days it was there."),
        Column::new(
            "gone",
            Kind::Flag,
            "Whether it had gone when the diary ended; else it lasted at least so many days (censored).",
        ),
    ],
};

/// Single scars.
pub const SCARS: Table = Table {
    name: "scars",
    row: "One scar of one patient, before the first session and after some, measured on 3D scans.",
    key: &["patient", "scar", "sessions"],
    columns: &[
        PATIENT,
        Column::count(
            "scar",
            0,
            u32::MAX as u64,
            "The scar's number within the patient.",
        ),
        Column::code(
            "scar_type",
            SCAR_TYPES,
            "Its type (Jacob 2001, doi:10.1067/mjd.2001.113451).",
        ),
        Column::count(
            "sessions",
            1,
            MOST_SESSIONS,
            "After how many sessions it was measured again.",
        ),
        Column::number(
            "depth_before_mm",
            Range::Above(0.0),
            "mm",
            "Its depth below the skin around before.",
        ),
        Column::number("depth_after_mm", Range::From(0.0), "mm", "Its depth after."),
    ],
};
