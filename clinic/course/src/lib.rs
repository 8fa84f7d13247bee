//! The course of treatment of one patient, from the first question to the yearly follow-up.
//!
//! Everything here is a value or a pure function: no clock, no file, no database. Instants and the clinic's calendar
//! come in, and what follows comes out. What happened is kept as events that are only ever added ([`Plan`],
//! [`Consents`]) or as records that are complete when they exist ([`Session`], [`Assessment`]); what is due, allowed or
//! alarming is computed from them and the [`relief_protocol::Protocol`], never stored beside them, so that the two cannot
//! disagree. Days are days at the clinic ([`ClinicZone`]), because "four weeks" means the calendar on its wall; only
//! appointments are instants. Each gate answers with everything that stands against a step, not with the first thing,
//! so that a page can show it all. Grades and satisfaction stand beside the measurement and never change its verdict
//! ([`Outcome::verdict`]). Who may do what is one function, [`permits`]. Records serialise to JSON and are read strictly:
//! unknown fields and impossible values are refused. All words for people are in [`texts`], one value per language; errors
//! display in English.
//!
//! ```
//! use jiff::civil::date;
//! use relief_course::{Answer, Decision, Questionnaire, assess};
//! use relief_protocol::{AnswerKind, Protocol, shipped};
//!
//! let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS)?;
//! let harmless = |kind| match kind {
//!     AnswerKind::YesNo => Answer::No,
//!     AnswerKind::Since => Answer::Never,
//!     AnswerKind::Born => Answer::Born(date(1990, 5, 1)),
//! };
//! let questions = &protocol.candidacy().question;
//! let mut questionnaire = Questionnaire {
//!     asked_on: date(2026, 3, 2),
//!     answers: questions.iter().map(|q| (q.id.clone(), harmless(q.answer))).collect(),
//!     overrides: Default::default(),
//! };
//! assert_eq!(assess(&protocol, questionnaire.clone()).unwrap().decision, Decision::Eligible);
//!
//! questionnaire.answers.insert("isotretinoin".try_into()?, Answer::Ended(date(2026, 1, 15)));
//! let assessment = assess(&protocol, questionnaire).unwrap();
//! assert_eq!(assessment.decision, Decision::DeferUntil(date(2026, 7, 15)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calendar;
mod candidacy;
mod clinic_zone;
mod consent;
mod context;
mod course;
mod dates;
mod diary;
mod entered_in_error;
mod gate;
pub mod grading;
mod instrument;
mod outcome;
mod plan;
mod role;
mod session;
mod signature;
pub mod texts;
mod triage;
mod visit;
mod words;

pub use calendar::{Calendar, CalendarError, Closed, Opening, Slot, WeeklyHours};
pub use candidacy::{
    Answer, AnswerFault, AnswerProblem, Assessment, Decision, Finding, Override, Questionnaire, assess,
};
pub use clinic_zone::ClinicZone;
pub use consent::{ConsentError, ConsentEvent, ConsentForm, ConsentState, ConsentTo, Consents};
pub use context::{
    ActiveAcne, Confounder, Context, EndsBeforeItBegins, HomeRolling, OtherTreatment, Phototype, Setting,
    SkinType, TreatmentKind,
};
pub use course::{Course, Due};
pub use diary::{AlarmReview, Diary, DiaryEntry, DiaryError, Signs};
pub use entered_in_error::{EnteredInError, EntryKind};
pub use gate::{Blocker, Caution, Permit};
pub use instrument::{InstrumentChange, InstrumentValue, NotTheSame, Quantity, ReadingsError};
pub use outcome::{DiarySummary, InstrumentPair, MeasuredChange, MeasuredError, MetricChange, Outcome};
pub use plan::{Booking, Plan, PlanChange, PlanError, PlanEvent};
pub use role::{Action, Reach, Role, permits};
pub use session::{
    AdverseEvent, Anaesthetic, Endpoint, Session, SessionDraft, SessionProblem, Weight, ZoneDraft,
    ZoneTreatment,
};
pub use signature::Signature;
pub use triage::{Fired, Level, Triage, triage};
pub use visit::{PlannedVisit, Visit, VisitState, Window};
pub use words::{Line, Note, PersonId, WordError};
