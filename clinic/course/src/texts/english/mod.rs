//! English.

mod errors;
mod names;
mod sentences;

use super::Texts;

/// English.
pub const ENGLISH: Texts = Texts {
    lang: "en",
    zone: names::zone,
    scar_type: names::scar_type,
    complaint: names::complaint,
    sign: names::sign,
    severity: names::severity,
    level: sentences::level,
    role: names::role,
    setting: names::setting,
    consent_to: names::consent_to,
    consent_state: sentences::consent_state,
    treatment_kind: names::treatment_kind,
    phototype: names::phototype,
    entry_kind: names::entry_kind,
    endpoint: names::endpoint,
    quantity: names::quantity,
    scale: names::scale,
    goodman_baron_grade: names::goodman_baron_grade,
    gais: names::gais,
    scar_s: names::scar_s,
    satisfaction: names::satisfaction,
    visit: names::visit,
    answer: names::answer,
    answer_fault: errors::answer_fault,
    decision: sentences::decision,
    fired: sentences::fired,
    blocker: sentences::blocker,
    caution: sentences::caution,
    confounder: sentences::confounder,
    session_field: names::session_field,
    session_problem: errors::session_problem,
    plan_error: errors::plan_error,
    closed: errors::closed,
    calendar_error: errors::calendar_error,
    consent_error: errors::consent_error,
    diary_error: errors::diary_error,
    readings_error: errors::readings_error,
    not_the_same: errors::not_the_same,
    measured_error: errors::measured_error,
    ends_before_it_begins: errors::ends_before_it_begins,
};
