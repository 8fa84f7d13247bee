//! Who may, and what everybody else is told.

use crate::on_both;
use crate::people::{clinic, clinician, details, diary, frontal, line, owner, patient, photo, staff};
use relief_course::{Action, DiaryEntry, Reach, Role, permits};
use relief_store::{AuditOutcome, Error, PatientId, Person, Repository};

/// What a person is told of a patient, in one word.
async fn told(repository: &Repository, patient: PatientId) -> &'static str {
    match repository.all::<DiaryEntry>(patient).await {
        Ok(_) => "here",
        Err(Error::NotAllowed { .. }) => "not allowed",
        Err(Error::Unknown { what, id }) => {
            assert_eq!((what, id), ("patient", patient.to_string()));
            "unknown"
        }
        Err(other) => panic!("{other}"),
    }
}

on_both! {
    /// Every role, in its own clinic and in another, on a patient that is there and one that never was.
    async fn a_foreign_patient_is_told_like_one_that_never_was(stage) {
        let store = stage.open().await;
        let why = line("test");
        let repository = store.repository(clinician());
        let mine = repository.add_patient(&details("A"), &why).await.unwrap();
        let other = repository.add_patient(&details("B"), &why).await.unwrap();
        let never: PatientId = "f".repeat(32).parse().unwrap();
        for role in Role::ALL {
            for at in [clinic(1), clinic(2)] {
                let person = Person { own: (role == Role::Patient).then_some(mine), ..staff(role, at) };
                let repository = store.repository(person);
                let expected = match (role, at == clinic(1)) {
                    (Role::Owner | Role::Clinician | Role::Assistant, true) => ["here", "here"],
                    (Role::Patient, _) => ["here", "unknown"],
                    _ => ["unknown", "unknown"],
                };
                for (patient, expected) in [mine, other].into_iter().zip(expected) {
                    assert_eq!(told(&repository, patient).await, expected, "{role:?} in {at}");
                }
                assert_eq!(told(&repository, never).await, "unknown", "{role:?} in {at}");
            }
        }
        store.close().await;
    }
}

on_both! {
    /// What the store allows is what `permits` says, for each way in.
    async fn every_way_in_asks_permits(stage) {
        let store = stage.open().await;
        let why = line("test");
        let first = store.repository(clinician());
        let known = first.add_patient(&details("A"), &why).await.unwrap();
        let taken = first.add_photo(known, None, frontal(), photo(1, 10), &why).await.unwrap();
        let entry = first.add(known, None, &diary(4, "x"), &why).await.unwrap();
        for role in Role::ALL {
            let repository = store.repository(staff(role, clinic(1)));
            let tried = [
                (Action::CreatePatient, repository.add_patient(&details("C"), &why).await.err()),
                (Action::SearchPatients, repository.search("a").await.err()),
                (Action::SearchPatients, repository.latest_patients().await.err()),
                (Action::ViewAudit, repository.audit(None, 5).await.err()),
                (Action::ViewPatient, repository.patient(known).await.err()),
                (Action::ViewDiary, repository.all::<DiaryEntry>(known).await.err()),
                (Action::ViewDiary, repository.history::<DiaryEntry>(known, entry).await.err()),
                (Action::WriteDiary, repository.add(known, None, &diary(5, "y"), &why).await.err()),
                (Action::ViewPhotos, repository.photo(known, taken).await.err()),
                (Action::AddPhotos, repository.add_photo(known, None, frontal(), photo(2, 9), &why).await.err()),
                (Action::ComparePhotos, repository.ask(known, &"request").await.err()),
                (Action::ExportPatient, repository.export_patient(known).await.err()),
            ];
            for (action, refused) in tried {
                let allowed = permits(&[role], action, Reach::Clinic);
                assert_eq!(refused.is_none(), allowed, "{role:?} {action:?} {refused:?}");
            }
        }
        let deleting = store.repository(clinician()).delete_patient(known).await.unwrap_err();
        assert!(matches!(deleting, Error::NotAllowed { action: Action::DeletePatient }));
        store.close().await;
    }
}

on_both! {
    async fn a_record_of_another_patient_is_unknown(stage) {
        let store = stage.open().await;
        let why = line("test");
        let repository = store.repository(clinician());
        let one = repository.add_patient(&details("A"), &why).await.unwrap();
        let other = repository.add_patient(&details("B"), &why).await.unwrap();
        let record = repository.add(one, None, &diary(4, "x"), &why).await.unwrap();
        let taken = repository.add_photo(one, None, frontal(), photo(1, 10), &why).await.unwrap();
        let tried = [
            repository.history::<DiaryEntry>(other, record).await.err(),
            repository.correct(other, record, 1, &diary(4, "y"), &why).await.err(),
            repository.add(other, Some(record), &diary(4, "y"), &why).await.err(),
            repository.photo(other, taken).await.err(),
            repository.photo(one, record).await.err(),
        ];
        for error in tried {
            assert!(matches!(error, Some(Error::Unknown { what: "record", .. })), "{error:?}");
        }
        store.close().await;
    }
}

on_both! {
    async fn reads_refusals_and_exports_are_in_the_log(stage) {
        let store = stage.open().await;
        let why = line("test");
        let repository = store.repository(clinician());
        let known = repository.add_patient(&details("A"), &why).await.unwrap();
        repository.patient(known).await.unwrap();
        repository.export_patient(known).await.unwrap();
        repository.search("a").await.unwrap();
        repository.delete_patient(known).await.unwrap_err();
        store.repository(staff(Role::Clinician, clinic(2))).patient(known).await.unwrap_err();
        store.repository(patient(known, clinic(1))).patient(known).await.unwrap();

        let entries = store.repository(owner()).audit(None, 100).await.unwrap();
        let seen: Vec<_> = entries
            .iter()
            .rev()
            .map(|entry| (entry.happened.person.as_str(), entry.happened.action, entry.happened.outcome))
            .collect();
        use AuditOutcome::{Done, Refused};
        let expected = [
            ("clinician", Action::CreatePatient, Done),
            ("clinician", Action::ViewPatient, Done),
            ("clinician", Action::ExportPatient, Done),
            ("clinician", Action::SearchPatients, Done),
            ("clinician", Action::DeletePatient, Refused),
            ("patient", Action::ViewPatient, Done),
        ];
        assert_eq!(seen, expected);
        // The other clinic's refusal is in the other clinic's log.
        let other = store.repository(staff(Role::Owner, clinic(2))).audit(None, 100).await.unwrap();
        assert_eq!(other.len(), 1);
        assert_eq!((other[0].happened.outcome, other[0].patient), (Refused, Some(known)));
        store.close().await;
    }
}
