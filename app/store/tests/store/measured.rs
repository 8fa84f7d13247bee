//! The files of a measurement are kept like photos: sealed, checked, swept, backed up, deleted with their patient.

use crate::on_both;
use crate::people::{clinic, clinician, details, file, line, owner, patient, photo, staff};
use jiff::SignedDuration;
use relief_course::{Action, Role};
use relief_store::{AuditOutcome, Error, Measurement, PatientId, RecordId, Store};
use serde_json::json;

const LEASE: SignedDuration = SignedDuration::from_mins(5);

async fn measured(store: &Store, id: PatientId, request: &str) -> RecordId {
    store.repository(clinician()).ask(id, &request).await.unwrap();
    let worker = store.worker(LEASE);
    let leased = worker.take().await.unwrap().unwrap();
    let files = vec![
        file("before", 1, 70_000),
        file("map", 2, 900),
        file("empty", 3, 0),
    ];
    worker.finish(&leased, json!({}), files).await.unwrap()
}

on_both! {
    async fn measured_files_are_read_back_by_whom_photos_are_shown(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let id = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let record = measured(&store, id, "r").await;
        for (name, bytes) in [("before", photo(1, 70_000)), ("map", photo(2, 900)), ("empty", photo(3, 0))] {
            let read = repository.measured_file(id, record, name).await.unwrap();
            assert_eq!(read, ("image/png".to_owned(), bytes), "{name}");
        }
        let measurement = repository.history::<Measurement>(id, record).await.unwrap().remove(0).value;
        assert_eq!(measurement.files["before"].bytes, 70_000);
        let own = store.repository(patient(id, clinic(1)));
        assert!(own.measured_file(id, record, "map").await.is_ok());

        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        let other = repository.add_patient(&details("B"), &line("x")).await.unwrap();
        for missing in [
            repository.measured_file(id, record, "after").await,
            repository.measured_file(other, record, "map").await,
            elsewhere.measured_file(id, record, "map").await,
        ] {
            assert!(matches!(missing, Err(Error::Unknown { .. })), "{missing:?}");
        }
        let log = store.repository(owner()).audit(None, 500).await.unwrap();
        let seen = log.iter().filter(|entry| {
            let happened = &entry.happened;
            happened.action == Action::ViewPhotos && happened.outcome == AuditOutcome::Done
                && entry.record == Some(record.to_string())
        });
        assert_eq!(seen.count(), 5, "three files, one history, one by the patient");
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn measured_files_go_with_their_patient_and_come_back_from_a_backup(stage) {
        let store = stage.open().await;
        let id = store.repository(clinician()).add_patient(&details("A"), &line("x")).await.unwrap();
        let record = measured(&store, id, "r").await;
        measured(&store, id, "the same files again").await;
        assert_eq!(stage.blob_files().len(), 3, "the same bytes are one blob");
        let backup = stage.folder().join("backup");
        assert_eq!(store.backup(&backup, &owner().id).await.unwrap().blobs, 3);

        let deletion = store.repository(owner()).delete_patient(id).await.unwrap();
        assert_eq!(deletion.blobs, 3);
        assert!(stage.blob_files().is_empty());
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;

        let place = stage.another().await;
        let copy = Store::restore(&backup, &place.settings(), crate::stage::master(), place.outside()).await.unwrap();
        let read = copy.repository(clinician()).measured_file(id, record, "map").await.unwrap();
        assert_eq!(read.1, photo(2, 900));
        let report = copy.verify().await.unwrap();
        assert!(report.is_clean() && report.blobs == 3, "{:#?}", report.problems);
        copy.close().await;
    }
}

on_both! {
    async fn files_of_a_lost_lease_are_swept_and_missing_files_are_found(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let id = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        repository.ask(id, &"r").await.unwrap();
        let worker = store.worker(LEASE);
        let first = worker.take().await.unwrap().unwrap();
        stage.pass(LEASE);
        let second = worker.take().await.unwrap().unwrap();
        let late = worker.finish(&first, json!(1), vec![file("map", 1, 900)]).await.unwrap_err();
        assert!(matches!(late, Error::LeaseOver { .. }), "{late}");
        assert_eq!(store.verify().await.unwrap().unfinished, 1);
        worker.finish(&second, json!(2), vec![file("map", 2, 900)]).await.unwrap();
        stage.pass(SignedDuration::from_hours(2));
        assert_eq!(store.sweep(SignedDuration::from_hours(1)).await.unwrap(), 1);
        assert_eq!(stage.blob_files().len(), 1);
        assert!(store.verify().await.unwrap().is_clean());

        stage.tamper(&["DELETE FROM blobs"]).await;
        let report = store.verify().await.unwrap();
        assert_eq!(report.problems.len(), 2, "a record wants it, and nobody knows of it: {:#?}", report.problems);
        store.close().await;
    }
}
