//! Who may do what, as one pure function.

use serde::{Deserialize, Serialize};

/// What somebody is in a clinic. A person can be several, such as an owner who also treats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the clinic and its accounts, and asks what helped; treats nobody in this role.
    Owner,
    /// Decides and treats, and answers for it.
    Clinician,
    /// Prepares, books, photographs and writes drafts.
    Assistant,
    /// Grades pictures without knowing whose they are or when they were taken.
    Rater,
    /// Is treated.
    Patient,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Owner,
        Self::Clinician,
        Self::Assistant,
        Self::Rater,
        Self::Patient,
    ];
}

/// How a record stands to the person who asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// It is the person's own record as a patient.
    Own,
    /// It belongs to the clinic in which the person has the role.
    Clinic,
    /// It is a set of pictures without names that the person was asked to grade.
    Assigned,
    /// Anything else: another clinic's, another patient's.
    Foreign,
}

impl Reach {
    /// Every reach.
    pub const ALL: [Self; 4] = [Self::Own, Self::Clinic, Self::Assigned, Self::Foreign];
}

/// Something that somebody may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says what is done")]
pub enum Action {
    ManageAccounts,
    ManageClinic,
    ChangeProtocol,
    ViewProtocol,
    ViewAudit,
    ExportClinic,
    ViewPracticeResults,
    CreatePatient,
    SearchPatients,
    ViewPatient,
    ChangePatient,
    DeletePatient,
    ExportPatient,
    AskErasure,
    AnswerCandidacy,
    ViewCandidacy,
    OverrideCandidacy,
    GiveConsent,
    RecordConsent,
    RevokeConsent,
    ViewConsent,
    ViewPlan,
    Book,
    DeferVisit,
    EndSessions,
    DecideOptionalSession,
    WriteSession,
    SignSession,
    ViewSession,
    AddPhotos,
    ViewPhotos,
    ComparePhotos,
    ShowPhotosInTeaching,
    WriteDiary,
    ViewDiary,
    ReviewAlarm,
    RecordHomeRolling,
    RecordOtherTreatment,
    Grade,
    GradeBlinded,
    ViewGrades,
    RateSatisfaction,
    EnterInstrumentValue,
    JudgeOutcome,
    ViewOutcome,
    /// Signing in, and changing what one signs in with. No role permits it: whoever proves who they are may.
    SignIn,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 46] = [
        Self::ManageAccounts,
        Self::ManageClinic,
        Self::ChangeProtocol,
        Self::ViewProtocol,
        Self::ViewAudit,
        Self::ExportClinic,
        Self::ViewPracticeResults,
        Self::CreatePatient,
        Self::SearchPatients,
        Self::ViewPatient,
        Self::ChangePatient,
        Self::DeletePatient,
        Self::ExportPatient,
        Self::AskErasure,
        Self::AnswerCandidacy,
        Self::ViewCandidacy,
        Self::OverrideCandidacy,
        Self::GiveConsent,
        Self::RecordConsent,
        Self::RevokeConsent,
        Self::ViewConsent,
        Self::ViewPlan,
        Self::Book,
        Self::DeferVisit,
        Self::EndSessions,
        Self::DecideOptionalSession,
        Self::WriteSession,
        Self::SignSession,
        Self::ViewSession,
        Self::AddPhotos,
        Self::ViewPhotos,
        Self::ComparePhotos,
        Self::ShowPhotosInTeaching,
        Self::WriteDiary,
        Self::ViewDiary,
        Self::ReviewAlarm,
        Self::RecordHomeRolling,
        Self::RecordOtherTreatment,
        Self::Grade,
        Self::GradeBlinded,
        Self::ViewGrades,
        Self::RateSatisfaction,
        Self::EnterInstrumentValue,
        Self::JudgeOutcome,
        Self::ViewOutcome,
        Self::SignIn,
    ];
}

/// Whether somebody with these roles may do this to a record that stands so to them. Owners see and administer,
/// clinicians decide, assistants prepare, raters grade what they are given and see nothing else, patients reach their
/// own record alone. Nobody reaches what is foreign.
pub fn permits(roles: &[Role], action: Action, reach: Reach) -> bool {
    roles.iter().any(|role| match (role, reach) {
        (Role::Owner, Reach::Clinic) => owner(action),
        (Role::Clinician, Reach::Clinic) => clinician(action),
        (Role::Assistant, Reach::Clinic) => assistant(action),
        (Role::Rater, Reach::Assigned) => matches!(action, Action::GradeBlinded),
        (Role::Patient, Reach::Own) => patient(action),
        _ => false,
    })
}

fn owner(action: Action) -> bool {
    use Action as A;
    let administers = matches!(
        action,
        A::ManageAccounts
            | A::ManageClinic
            | A::ChangeProtocol
            | A::ViewAudit
            | A::ExportClinic
            | A::ViewPracticeResults
            | A::DeletePatient
            | A::ExportPatient
    );
    administers || front_desk(action) || sees_records(action)
}

fn clinician(action: Action) -> bool {
    use Action as A;
    let decides = matches!(
        action,
        A::ViewPracticeResults
            | A::ExportPatient
            | A::OverrideCandidacy
            | A::EndSessions
            | A::DecideOptionalSession
            | A::SignSession
            | A::ReviewAlarm
            | A::ShowPhotosInTeaching
            | A::Grade
            | A::JudgeOutcome
    );
    decides || assistant(action)
}

fn assistant(action: Action) -> bool {
    use Action as A;
    let prepares = matches!(
        action,
        A::AnswerCandidacy
            | A::RevokeConsent
            | A::DeferVisit
            | A::WriteSession
            | A::AddPhotos
            | A::ComparePhotos
            | A::WriteDiary
            | A::RecordHomeRolling
            | A::RecordOtherTreatment
            | A::EnterInstrumentValue
    );
    prepares || front_desk(action) || sees_records(action)
}

/// What the front desk needs.
fn front_desk(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::ViewProtocol
            | A::CreatePatient
            | A::SearchPatients
            | A::ViewPatient
            | A::ChangePatient
            | A::RecordConsent
            | A::ViewConsent
            | A::ViewPlan
            | A::Book
    )
}

fn sees_records(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::ViewCandidacy | A::ViewSession | A::ViewPhotos | A::ViewDiary | A::ViewGrades | A::ViewOutcome
    )
}

/// Consent is the patient's to give: staff only record that it was given.
fn patient(action: Action) -> bool {
    use Action as A;
    let own_acts = matches!(
        action,
        A::AnswerCandidacy
            | A::GiveConsent
            | A::RevokeConsent
            | A::AddPhotos
            | A::WriteDiary
            | A::RecordHomeRolling
            | A::RecordOtherTreatment
            | A::RateSatisfaction
            | A::ExportPatient
            | A::AskErasure
    );
    let own_view = matches!(
        action,
        A::ViewProtocol | A::ViewPatient | A::ViewConsent | A::ViewPlan
    );
    own_acts || own_view || sees_records(action)
}
