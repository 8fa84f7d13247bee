//! The audit log: who did or tried what, latest first.

use crate::app::App;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{day, say, say_with};
use crate::shell::{Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use relief_course::{Action, PersonId};
use relief_store::{AuditOutcome, Entry, PatientId};
use std::collections::BTreeMap;

/// Entries of a page.
const PAGE: usize = 100;
/// Letters of an id that tell two apart in practice.
const SHORT: usize = 8;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    shell: Shell,
    rows: Vec<Row>,
    /// The short id of the one patient that is shown.
    patient: Option<String>,
    /// The address of the entries before these.
    older: Option<String>,
    /// These are not the latest.
    newest: Option<String>,
}

struct Row {
    seq: i64,
    day: String,
    time: String,
    who: String,
    what: String,
    refused: bool,
    /// The patient's short id, and the address of the entries about that patient.
    patient: Option<[String; 2]>,
}

/// Which part of the log.
#[derive(serde::Deserialize)]
pub struct Part {
    before: Option<i64>,
    patient: Option<String>,
}

/// `GET /audit`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(part): Query<Part>,
) -> Result<Html<String>, Failure> {
    let patient: Option<PatientId> = part
        .patient
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Failure::NotFound)?;
    let repository = visitor.repository();
    let entries = match patient {
        Some(patient) => repository.audit_of(patient, part.before, PAGE).await?,
        None => repository.audit(part.before, PAGE).await?,
    };
    let names = names(&app, &entries).await?;
    let last = entries
        .last()
        .filter(|_| entries.len() == PAGE)
        .map(|entry| entry.seq);
    let about = patient.map_or_else(String::new, |patient| format!("patient={patient}"));
    page(&AuditPage {
        shell: Shell::new(&visitor, "/audit", say("Audit")),
        rows: entries.iter().map(|entry| row(&visitor, &names, entry)).collect(),
        patient: patient.map(short),
        older: last.map(|seq| format!("/audit?before={seq}&{about}")),
        newest: part.before.map(|_| format!("/audit?{about}")),
    })
}

/// The names of those who did something. Accounts that are gone have none.
pub(super) async fn names(app: &App, entries: &[Entry]) -> Result<BTreeMap<PersonId, String>, Failure> {
    let mut names = BTreeMap::new();
    for entry in entries {
        let id = &entry.happened.person;
        if !names.contains_key(id) {
            let name = app
                .store()
                .account(id)
                .await?
                .map(|(account, _)| account.name.to_string());
            names.insert(id.clone(), name.unwrap_or_else(|| id.to_string()));
        }
    }
    Ok(names)
}

fn row(visitor: &Visitor, names: &BTreeMap<PersonId, String>, entry: &Entry) -> Row {
    let happened = &entry.happened;
    let zone = visitor.clinic.calendar.zone();
    Row {
        seq: entry.seq,
        day: day(zone.date(happened.at)),
        time: zone.time(happened.at).strftime("%H:%M:%S").to_string(),
        who: names.get(&happened.person).cloned().unwrap_or_default(),
        what: what(entry),
        refused: happened.outcome == AuditOutcome::Refused,
        patient: entry
            .patient
            .map(|patient| [short(patient), format!("/audit?patient={patient}")]),
    }
}

/// What was done, and to how many patients' numbers together.
fn what(entry: &Entry) -> String {
    let action = words(entry.happened.action);
    match entry.cohort() {
        None => action,
        Some(patients) => say_with(
            "{action}, with numbers of {patients} patients without names",
            &[("action", &action), ("patients", &patients)],
        ),
    }
}

/// An action in words.
pub(super) fn words(action: Action) -> String {
    use Action as A;
    let said = match action {
        A::ManageAccounts => say("Manage accounts"),
        A::ManageClinic => say("Manage clinic"),
        A::ChangeProtocol => say("Change protocol"),
        A::ViewProtocol => say("View protocol"),
        A::ViewAudit => say("View audit"),
        A::ExportClinic => say("Export clinic"),
        A::ViewPracticeResults => say("View practice results"),
        A::CreatePatient => say("Create patient"),
        A::SearchPatients => say("Search patients"),
        A::ViewPatient => say("View patient"),
        A::ChangePatient => say("Change patient"),
        A::DeletePatient => say("Delete patient"),
        A::ExportPatient => say("Export patient"),
        A::AskErasure => say("Ask erasure"),
        A::AnswerCandidacy => say("Answer candidacy"),
        A::ViewCandidacy => say("View candidacy"),
        A::OverrideCandidacy => say("Override candidacy"),
        A::GiveConsent => say("Give consent"),
        A::RecordConsent => say("Record consent"),
        A::RevokeConsent => say("Revoke consent"),
        A::ViewConsent => say("View consent"),
        A::ViewPlan => say("View plan"),
        A::Book => say("Book"),
        A::DeferVisit => say("Defer visit"),
        A::EndSessions => say("End sessions"),
        A::DecideOptionalSession => say("Decide optional session"),
        A::WriteSession => say("Write session"),
        A::SignSession => say("Sign session"),
        A::ViewSession => say("View session"),
        A::AddPhotos => say("Add photos or scans"),
        A::ViewPhotos => say("View photos or scans"),
        A::ComparePhotos => say("Measure photos or scans"),
        A::ShowPhotosInTeaching => say("Show photos in teaching"),
        A::WriteDiary => say("Write diary"),
        A::ViewDiary => say("View diary"),
        A::ReviewAlarm => say("Review alarm"),
        A::RecordHomeRolling => say("Record home rolling"),
        A::RecordOtherTreatment => say("Record other treatment"),
        A::Grade => say("Give a grade"),
        A::GradeBlinded => say("Grade blinded"),
        A::ViewGrades => say("View grades"),
        A::RateSatisfaction => say("Rate satisfaction"),
        A::EnterInstrumentValue => say("Enter instrument value"),
        A::JudgeOutcome => say("Judge outcome"),
        A::ViewOutcome => say("View outcome"),
        A::SignIn => say("Sign in"),
    };
    said.to_owned()
}

fn short(patient: PatientId) -> String {
    patient.to_string().chars().take(SHORT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_words() {
        assert_eq!(words(Action::DeletePatient), "Delete patient");
        let said: std::collections::BTreeSet<String> = Action::ALL.into_iter().map(words).collect();
        assert_eq!(said.len(), Action::ALL.len(), "each has its own");
    }
}
