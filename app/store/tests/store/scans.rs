//! Scans are kept like photos: sealed, checked, backed up, deleted with their patient, and for the same eyes.

use crate::on_both;
use crate::people::{clinic, clinician, details, line, owner, patient, photo, staff};
use jiff::SignedDuration;
use relief_course::{Action, Role};
use relief_protocol::Zone;
use relief_store::{AuditOutcome, Error, JobState, Scan, ScanTaken, ScanTold, Store};
use serde_json::json;

fn cheek() -> ScanTaken {
    ScanTaken {
        zone: Zone::CheekLeft,
        taken_at: None,
        name: line("cheek.npy"),
        told: ScanTold {
            pitch_mm: Some(0.05),
            unit: Some(line("um")),
        },
    }
}

on_both! {
    async fn a_scan_is_read_back_by_whom_photos_are_shown(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let id = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let scan = repository.add_scan(id, None, cheek(), photo(1, 70_000), &line("x")).await.unwrap();
        let (kept, bytes) = repository.scan(id, scan).await.unwrap();
        assert_eq!(bytes, photo(1, 70_000));
        assert_eq!((kept.value.bytes, &kept.value.told, kept.value.zone), (70_000, &cheek().told, Zone::CheekLeft));
        assert!(matches!(repository.photo(id, scan).await, Err(Error::Unknown { .. })), "it is no photo");
        assert!(store.repository(patient(id, clinic(1))).scan(id, scan).await.is_ok());

        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        let other = repository.add_patient(&details("B"), &line("x")).await.unwrap();
        for missing in [repository.scan(other, scan).await, elsewhere.scan(id, scan).await] {
            assert!(matches!(missing, Err(Error::Unknown { .. })), "{missing:?}");
        }
        let seeing = store.repository(owner());
        let refused = seeing.add_scan(id, None, cheek(), photo(2, 9), &line("x")).await;
        assert!(matches!(refused, Err(Error::NotAllowed { action: Action::AddPhotos })), "{refused:?}");

        let log = seeing.audit(None, 500).await.unwrap();
        let about_it = log.iter().filter(|entry| entry.record == Some(scan.to_string()));
        let done: Vec<Action> = about_it
            .filter(|entry| entry.happened.outcome == AuditOutcome::Done)
            .map(|entry| entry.happened.action)
            .collect();
        assert_eq!(done, [Action::ViewPhotos, Action::ViewPhotos, Action::AddPhotos], "latest first");
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn scans_go_with_their_patient_and_come_back_from_a_backup(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let id = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let scan = repository.add_scan(id, None, cheek(), photo(1, 900), &line("x")).await.unwrap();
        let export = repository.export_patient(id).await.unwrap();
        assert!(export.iter().any(|version| version.read::<Scan>().is_ok_and(|read| read.record == scan)));
        let backup = stage.folder().join("backup");
        assert_eq!(store.backup(&backup, &owner().id).await.unwrap().blobs, 1);

        let deletion = store.repository(owner()).delete_patient(id).await.unwrap();
        assert_eq!(deletion.blobs, 1);
        assert!(stage.blob_files().is_empty());
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;

        let place = stage.another().await;
        let copy = Store::restore(&backup, &place.settings(), crate::stage::master(), place.outside()).await.unwrap();
        assert_eq!(copy.repository(clinician()).scan(id, scan).await.unwrap().1, photo(1, 900));
        let report = copy.verify().await.unwrap();
        assert!(report.is_clean() && report.blobs == 1, "{:#?}", report.problems);
        copy.close().await;
        // A scan whose bytes are gone is missed.
        place.tamper(&["DELETE FROM blobs"]).await;
        let copy = place.open().await;
        let report = copy.verify().await.unwrap();
        assert_eq!(report.problems.len(), 2, "a record wants it, and nobody knows of it: {:#?}", report.problems);
        copy.close().await;
    }
}

on_both! {
    async fn a_worker_reads_the_scan_of_its_job_and_jobs_are_listed_with_what_they_are_about(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let id = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let other = repository.add_patient(&details("B"), &line("x")).await.unwrap();
        let scan = repository.add_scan(id, None, cheek(), photo(1, 900), &line("x")).await.unwrap();
        let first = repository.ask(id, &json!({ "scan": scan })).await.unwrap();
        let second = repository.ask(id, &"something else").await.unwrap();
        repository.ask(other, &"about somebody else").await.unwrap();

        let worker = store.worker(SignedDuration::from_mins(5));
        let leased = worker.take().await.unwrap().unwrap();
        assert_eq!(leased.job, first);
        assert_eq!(worker.scan(&leased, scan).await.unwrap().1, photo(1, 900));
        let listed = repository.jobs(id).await.unwrap();
        let states: Vec<_> = listed.iter().map(|asked| (asked.job, asked.state.clone())).collect();
        assert_eq!(states, [(first, JobState::Running), (second, JobState::Waiting)]);
        assert_eq!(listed[0].request, json!({ "scan": scan }));
        let record = worker.finish(&leased, json!({}), Vec::new()).await.unwrap();
        let leased = worker.take().await.unwrap().unwrap();
        worker.fail(&leased, &line("no skin"), None).await.unwrap();
        let states = repository.jobs(id).await.unwrap().into_iter().map(|asked| asked.state);
        let expected = [JobState::Done(record), JobState::Failed(Some("no skin".to_owned()))];
        assert_eq!(states.collect::<Vec<_>>(), expected);

        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        assert!(matches!(elsewhere.jobs(id).await, Err(Error::Unknown { .. })));
        store.close().await;
    }
}
