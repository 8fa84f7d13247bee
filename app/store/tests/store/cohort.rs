//! What a practice's numbers are made of: read together, without names, logged once.

use crate::on_both;
use crate::people::{clinic, clinician, details, frontal, line, owner, patient, photo, staff};
use jiff::SignedDuration;
use relief_course::{Action, Role};
use relief_store::{AuditOutcome, CohortFor, CohortMember, Error, Kind, PatientId, Store};
use serde_json::json;
use std::collections::BTreeMap;

/// A patient of whom something was measured.
async fn measured(store: &Store, name: &str) -> PatientId {
    let repository = store.repository(clinician());
    let id = repository.add_patient(&details(name), &line("x")).await.unwrap();
    repository
        .add_photo(id, None, frontal(), photo(1, 9), &line("x"))
        .await
        .unwrap();
    measure(store, id, "first").await;
    id
}

async fn measure(store: &Store, id: PatientId, request: &str) {
    store.repository(clinician()).ask(id, &request).await.unwrap();
    let worker = store.worker(SignedDuration::from_mins(5));
    let leased = worker.take().await.unwrap().unwrap();
    worker.finish(&leased, json!({}), Vec::new()).await.unwrap();
}

fn whose(members: &[CohortMember]) -> Vec<PatientId> {
    members.iter().map(|member| member.patient).collect()
}

fn revisions(members: &[CohortMember]) -> BTreeMap<PatientId, i64> {
    members
        .iter()
        .map(|member| (member.patient, member.revision))
        .collect()
}

on_both! {
    async fn numbers_of_many_are_read_without_names_and_logged_once(stage) {
        let store = stage.open().await;
        let first = measured(&store, "A").await;
        stage.pass(SignedDuration::from_secs(1));
        let second = measured(&store, "B").await;
        let nobody = BTreeMap::new();
        let repository = store.repository(clinician());
        repository.add_patient(&details("not measured"), &line("x")).await.unwrap();
        let before = store.repository(owner()).audit(None, 500).await.unwrap().len();
        let members = repository.cohort(CohortFor::Practice, 9, &nobody).await.unwrap();
        assert_eq!(whose(&members), [second, first]);
        for member in &members {
            let kinds: Vec<Kind> = member.records.iter().flatten().map(|record| record.kind).collect();
            assert_eq!(kinds, [Kind::Photo, Kind::Measurement], "no name, nothing that numbers are not made of");
        }
        let log = store.repository(owner()).audit(None, 500).await.unwrap();
        assert_eq!(log.len(), before + 2, "one look, and that at the log before");
        let (happened, cohort) = (&log[0].happened, log[0].cohort());
        assert_eq!((happened.action, cohort, log[0].patient), (Action::ViewPracticeResults, Some(2), None));

        assert_eq!(whose(&repository.cohort(CohortFor::Practice, 1, &nobody).await.unwrap()), [second]);
        stage.pass(SignedDuration::from_secs(1));
        measure(&store, first, "again").await;
        let again = repository.cohort(CohortFor::Practice, 9, &revisions(&members)).await.unwrap();
        assert_eq!(whose(&again), [first, second]);
        assert!(again[0].records.is_some() && again[1].records.is_none(), "who changed is read again");
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn a_patient_is_held_beside_the_others_by_who_may_see_the_outcome(stage) {
        let store = stage.open().await;
        let [first, second] = [measured(&store, "A").await, measured(&store, "B").await];
        let nobody = BTreeMap::new();
        for person in [staff(Role::Assistant, clinic(1)), patient(first, clinic(1))] {
            let repository = store.repository(person);
            let others = repository.cohort(CohortFor::Patient(first), 9, &nobody).await.unwrap();
            assert_eq!(whose(&others), [second], "everybody but the patient");
            let practice = repository.cohort(CohortFor::Practice, 9, &nobody).await;
            assert!(matches!(practice, Err(Error::NotAllowed { action: Action::ViewPracticeResults })), "{practice:?}");
        }
        let log = store.repository(owner()).audit_of(first, None, 500).await.unwrap();
        let seen = log.iter().filter(|entry| entry.cohort() == Some(1));
        let seen: Vec<Action> = seen.map(|entry| entry.happened.action).collect();
        assert_eq!(seen, [Action::ViewOutcome; 2]);

        let own = store.repository(patient(first, clinic(1)));
        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        for refused in [
            own.cohort(CohortFor::Patient(second), 9, &nobody).await,
            elsewhere.cohort(CohortFor::Patient(first), 9, &nobody).await,
            store.repository(staff(Role::Rater, clinic(1))).cohort(CohortFor::Patient(first), 9, &nobody).await,
        ] {
            assert!(matches!(refused, Err(Error::Unknown { .. })), "{refused:?}");
        }
        assert_eq!(elsewhere.cohort(CohortFor::Practice, 9, &nobody).await.unwrap(), [], "each clinic its own");
        let log = store.repository(owner()).audit_of(second, None, 500).await.unwrap();
        assert_eq!(log[0].happened.outcome, AuditOutcome::Refused);
        store.repository(owner()).delete_patient(second).await.unwrap();
        let left = store.repository(owner()).cohort(CohortFor::Practice, 9, &nobody).await.unwrap();
        assert_eq!(whose(&left), [first], "nobody who was deleted");
        store.close().await;
    }
}
