//! The whole matrix of who may do what, written out.

use relief_course::{Action, Reach, Role, permits};

/// For each action: owner, clinician and assistant in their clinic, the rater on what was assigned, the patient on the
/// own record. A dot is no.
const MATRIX: [(Action, &str); 46] = [
    (Action::ManageAccounts, "O...."),
    (Action::ManageClinic, "O...."),
    (Action::ChangeProtocol, "O...."),
    (Action::ViewProtocol, "OCA.P"),
    (Action::ViewAudit, "O...."),
    (Action::ExportClinic, "O...."),
    (Action::ViewPracticeResults, "OC..."),
    (Action::CreatePatient, "OCA.."),
    (Action::SearchPatients, "OCA.."),
    (Action::ViewPatient, "OCA.P"),
    (Action::ChangePatient, "OCA.."),
    (Action::DeletePatient, "O...."),
    (Action::ExportPatient, "OC..P"),
    (Action::AskErasure, "....P"),
    (Action::AnswerCandidacy, ".CA.P"),
    (Action::ViewCandidacy, "OCA.P"),
    (Action::OverrideCandidacy, ".C..."),
    (Action::GiveConsent, "....P"),
    (Action::RecordConsent, "OCA.."),
    (Action::RevokeConsent, ".CA.P"),
    (Action::ViewConsent, "OCA.P"),
    (Action::ViewPlan, "OCA.P"),
    (Action::Book, "OCA.."),
    (Action::DeferVisit, ".CA.."),
    (Action::EndSessions, ".C..."),
    (Action::DecideOptionalSession, ".C..."),
    (Action::WriteSession, ".CA.."),
    (Action::SignSession, ".C..."),
    (Action::ViewSession, "OCA.P"),
    (Action::AddPhotos, ".CA.P"),
    (Action::ViewPhotos, "OCA.P"),
    (Action::ComparePhotos, ".CA.."),
    (Action::ShowPhotosInTeaching, ".C..."),
    (Action::WriteDiary, ".CA.P"),
    (Action::ViewDiary, "OCA.P"),
    (Action::ReviewAlarm, ".C..."),
    (Action::RecordHomeRolling, ".CA.P"),
    (Action::RecordOtherTreatment, ".CA.P"),
    (Action::Grade, ".C..."),
    (Action::GradeBlinded, "...R."),
    (Action::ViewGrades, "OCA.P"),
    (Action::RateSatisfaction, "....P"),
    (Action::EnterInstrumentValue, ".CA.."),
    (Action::JudgeOutcome, ".C..."),
    (Action::ViewOutcome, "OCA.P"),
    (Action::SignIn, "....."),
];

/// Where each role reaches at all.
fn home(role: Role) -> Reach {
    match role {
        Role::Owner | Role::Clinician | Role::Assistant => Reach::Clinic,
        Role::Rater => Reach::Assigned,
        Role::Patient => Reach::Own,
    }
}

#[test]
fn every_role_action_and_reach_is_as_written() {
    assert_eq!(MATRIX.map(|(action, _)| action), Action::ALL);
    for (action, row) in MATRIX {
        for (role, mark) in Role::ALL.into_iter().zip(row.chars()) {
            for reach in Reach::ALL {
                let expected = mark != '.' && reach == home(role);
                assert_eq!(
                    permits(&[role], action, reach),
                    expected,
                    "{role:?} {action:?} {reach:?}"
                );
            }
        }
    }
}

#[test]
fn several_roles_add_up_and_none_permits_nothing() {
    for action in Action::ALL {
        for reach in Reach::ALL {
            assert!(!permits(&[], action, reach));
            assert!(!permits(&Role::ALL, action, Reach::Foreign), "{action:?}");
            for one in Role::ALL {
                for other in Role::ALL {
                    let either = permits(&[one], action, reach) || permits(&[other], action, reach);
                    assert_eq!(permits(&[one, other], action, reach), either);
                }
            }
        }
    }
}

#[test]
fn names_are_those_of_the_records() {
    let names: std::collections::BTreeSet<String> = Action::ALL
        .iter()
        .map(|action| serde_json::to_string(action).unwrap())
        .collect();
    assert_eq!(names.len(), Action::ALL.len());
    assert!(names.contains("\"sign_session\""));
}
