//! All words for people, one [`Texts`] per language. Another language is another value of this type and nothing else;
//! what a protocol says in its own words is translated in the protocol's file.

mod display;
mod english;
mod german;

use crate::calendar::{CalendarError, Closed};
use crate::candidacy::{Answer, AnswerFault, Decision};
use crate::consent::{ConsentError, ConsentState, ConsentTo};
use crate::context::{Confounder, EndsBeforeItBegins, Phototype, Setting, TreatmentKind};
use crate::diary::DiaryError;
use crate::entered_in_error::EntryKind;
use crate::gate::{Blocker, Caution};
use crate::grading::{Gais, GoodmanBaronGrade, Satisfaction, Scale, ScarS};
use crate::instrument::{NotTheSame, Quantity, ReadingsError};
use crate::outcome::MeasuredError;
use crate::plan::PlanError;
use crate::role::Role;
use crate::session::{Endpoint, SessionProblem};
use crate::triage::{Fired, Level};
use crate::visit::Visit;
use relief_protocol::{Complaint, ScarType, Severity, Sign, Zone};

pub use english::ENGLISH;
pub use german::GERMAN;

/// Every word of one language. Functions take the value they put into words; sentences end with a full stop.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "each field is named after what it puts into words")]
pub struct Texts {
    /// The language as a BCP 47 tag.
    pub lang: &'static str,
    pub zone: fn(Zone) -> &'static str,
    pub scar_type: fn(ScarType) -> &'static str,
    pub complaint: fn(Complaint) -> &'static str,
    pub sign: fn(Sign) -> &'static str,
    pub severity: fn(Severity) -> &'static str,
    pub level: fn(Level) -> LevelTexts,
    pub role: fn(Role) -> &'static str,
    pub setting: fn(Setting) -> &'static str,
    pub consent_to: fn(ConsentTo) -> &'static str,
    pub consent_state: fn(ConsentState) -> String,
    pub treatment_kind: fn(TreatmentKind) -> &'static str,
    pub phototype: fn(Phototype) -> &'static str,
    pub entry_kind: fn(EntryKind) -> &'static str,
    pub endpoint: fn(Endpoint) -> &'static str,
    pub quantity: fn(&Quantity) -> String,
    pub scale: fn(Scale) -> &'static str,
    pub goodman_baron_grade: fn(GoodmanBaronGrade) -> &'static str,
    pub gais: fn(Gais) -> &'static str,
    pub scar_s: fn(ScarS) -> &'static str,
    pub satisfaction: fn(Satisfaction) -> &'static str,
    pub visit: fn(Visit) -> String,
    pub answer: fn(Answer) -> String,
    pub answer_fault: fn(AnswerFault) -> &'static str,
    pub decision: fn(Decision) -> String,
    pub fired: fn(&Fired) -> String,
    pub blocker: fn(&Blocker) -> String,
    pub caution: fn(Caution) -> String,
    pub confounder: fn(&Confounder) -> String,
    /// The label of a field of the session form.
    pub session_field: fn(&str) -> &'static str,
    pub session_problem: fn(&SessionProblem) -> String,
    pub plan_error: fn(&PlanError) -> String,
    pub closed: fn(&Closed) -> String,
    pub calendar_error: fn(&CalendarError) -> String,
    pub consent_error: fn(&ConsentError) -> String,
    pub diary_error: fn(&DiaryError) -> String,
    pub readings_error: fn(&ReadingsError) -> String,
    pub not_the_same: fn(NotTheSame) -> &'static str,
    pub measured_error: fn(&MeasuredError) -> String,
    pub ends_before_it_begins: fn(&EndsBeforeItBegins) -> String,
}

/// The words of a triage level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelTexts {
    /// In a word or two.
    pub word: &'static str,
    /// What the patient is told.
    pub patient: &'static str,
}
