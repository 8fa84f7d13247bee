//! The types of `relief-course` as records, and what somebody must be allowed to do to write each.

use super::{Entered, Kind, Record};
use relief_course::grading::{Grade, Grading};
use relief_course::{
    Action, ActiveAcne, AlarmReview, Assessment, ConsentEvent, DiaryEntry, EnteredInError, HomeRolling,
    InstrumentValue, OtherTreatment, Outcome, PlanChange, PlanEvent, Reach, Session, SessionDraft, SkinType,
};

macro_rules! records {
    ($($type:ty: $kind:ident, written by $action:ident;)*) => {$(
        impl Record for $type {
            const KIND: Kind = Kind::$kind;
        }

        impl Entered for $type {
            fn writing(&self, _: Reach) -> Action {
                Action::$action
            }
        }
    )*};
}

records! {
    SessionDraft: SessionDraft, written by WriteSession;
    Session: Session, written by SignSession;
    DiaryEntry: Diary, written by WriteDiary;
    AlarmReview: AlarmReview, written by ReviewAlarm;
    InstrumentValue: Instrument, written by EnterInstrumentValue;
    HomeRolling: HomeRolling, written by RecordHomeRolling;
    OtherTreatment: OtherTreatment, written by RecordOtherTreatment;
    ActiveAcne: ActiveAcne, written by RecordOtherTreatment;
    SkinType: SkinType, written by EnterInstrumentValue;
    Outcome: Outcome, written by JudgeOutcome;
}

impl Record for Assessment {
    const KIND: Kind = Kind::Assessment;
}

impl Entered for Assessment {
    fn writing(&self, _: Reach) -> Action {
        if self.questionnaire.overrides.is_empty() {
            Action::AnswerCandidacy
        } else {
            Action::OverrideCandidacy
        }
    }
}

impl Record for ConsentEvent {
    const KIND: Kind = Kind::Consent;
}

impl Entered for ConsentEvent {
    fn writing(&self, reach: Reach) -> Action {
        match (self, reach) {
            (Self::Revoked { .. }, _) => Action::RevokeConsent,
            (Self::Given { .. }, Reach::Own) => Action::GiveConsent,
            (Self::Given { .. }, _) => Action::RecordConsent,
        }
    }
}

impl Record for EnteredInError {
    const KIND: Kind = Kind::EnteredInError;
}

impl Entered for EnteredInError {
    fn writing(&self, _: Reach) -> Action {
        self.entry.making()
    }
}

impl Record for PlanEvent {
    const KIND: Kind = Kind::Plan;
}

impl Entered for PlanEvent {
    fn writing(&self, _: Reach) -> Action {
        match self.what {
            PlanChange::Booked { .. }
            | PlanChange::Missed { .. }
            | PlanChange::Cancelled { .. }
            | PlanChange::Kept { .. } => Action::Book,
            PlanChange::Deferred { .. } => Action::DeferVisit,
            PlanChange::OptionalDecided { .. } => Action::DecideOptionalSession,
            PlanChange::SessionsEnded { .. } => Action::EndSessions,
        }
    }
}

impl Record for Grading {
    const KIND: Kind = Kind::Grading;
}

impl Entered for Grading {
    fn writing(&self, _: Reach) -> Action {
        match self.grade {
            Grade::Satisfaction(_) => Action::RateSatisfaction,
            _ if self.blinded => Action::GradeBlinded,
            _ => Action::Grade,
        }
    }
}
