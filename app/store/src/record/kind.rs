//! The kinds of records, and who may see each.

use relief_course::Action;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident $name:literal seen by $action:ident;)*) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($(#[$about])* $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Its name in the tables.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The kind of that name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$kind),)*
                    _ => None,
                }
            }

            /// What somebody must be allowed to do to see it.
            pub fn seeing(self) -> Action {
                match self {
                    $(Self::$kind => Action::$action,)*
                }
            }
        }
    };
}

kinds! {
    /// Who the patient is.
    Patient "patient" seen by ViewPatient;
    /// That the patient asks to be deleted, and what is answered.
    Erasure "erasure" seen by ViewPatient;
    /// The start of a course.
    Course "course" seen by ViewPlan;
    /// Candidacy.
    Assessment "assessment" seen by ViewCandidacy;
    /// Something that happened to consent.
    Consent "consent" seen by ViewConsent;
    /// Something that happened to the plan.
    Plan "plan" seen by ViewPlan;
    /// A session that is being written.
    SessionDraft "session_draft" seen by ViewSession;
    /// A signed session.
    Session "session" seen by ViewSession;
    /// A day of the diary.
    Diary "diary" seen by ViewDiary;
    /// A clinician's look at an alarming day.
    AlarmReview "alarm_review" seen by ViewDiary;
    /// A grade.
    Grading "grading" seen by ViewGrades;
    /// A value from an instrument.
    Instrument "instrument" seen by ViewOutcome;
    /// Needling at home.
    HomeRolling "home_rolling" seen by ViewOutcome;
    /// Another treatment.
    OtherTreatment "other_treatment" seen by ViewOutcome;
    /// Active acne.
    ActiveAcne "active_acne" seen by ViewOutcome;
    /// The phototype.
    SkinType "skin_type" seen by ViewOutcome;
    /// What came of it.
    Outcome "outcome" seen by ViewOutcome;
    /// That an entry was made by mistake.
    EnteredInError "entered_in_error" seen by ViewPatient;
    /// A photo.
    Photo "photo" seen by ViewPhotos;
    /// A 3D scan.
    Scan "scan" seen by ViewPhotos;
    /// A view that was left out on a day.
    ViewSkipped "view_skipped" seen by ViewPhotos;
    /// What a job measured.
    Measurement "measurement" seen by ViewPhotos;
}
