//! Whose photos a practice has.

use crate::on_both;
use crate::people::{clinic, clinician, details, frontal, line, owner, patient, photo, staff};
use relief_course::{Action, Role};
use relief_protocol::Zone;
use relief_store::{Error, PatientId, Repository, ScanTaken, ScanTold};

async fn added(repository: &Repository, name: &str) -> PatientId {
    repository.add_patient(&details(name), &line("x")).await.unwrap()
}

async fn photographed(repository: &Repository, id: PatientId) {
    repository
        .add_photo(id, None, frontal(), photo(1, 9), &line("x"))
        .await
        .unwrap();
}

on_both! {
    async fn who_has_photos_is_listed_by_the_latest_one(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        assert_eq!(repository.photographed(9).await.unwrap(), []);
        let [first, second, third] = [
            added(&repository, "A").await,
            added(&repository, "B").await,
            added(&repository, "C").await,
        ];
        // A scan is no photo that a rater could be shown.
        let scan = ScanTaken { zone: Zone::Nose, taken_at: None, name: line("nose.ply"), told: ScanTold::default() };
        repository.add_scan(third, None, scan, photo(3, 9), &line("x")).await.unwrap();
        photographed(&repository, first).await;
        photographed(&repository, second).await;
        assert_eq!(repository.photographed(9).await.unwrap(), [second, first]);
        photographed(&repository, first).await;
        assert_eq!(repository.photographed(9).await.unwrap(), [first, second], "each once");
        assert_eq!(repository.photographed(1).await.unwrap(), [first], "at most so many");

        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        let other = added(&elsewhere, "D").await;
        photographed(&elsewhere, other).await;
        assert_eq!(elsewhere.photographed(9).await.unwrap(), [other], "each clinic its own");
        store.repository(owner()).delete_patient(first).await.unwrap();
        assert_eq!(repository.photographed(9).await.unwrap(), [second], "nobody who was deleted");
        let refused = store.repository(patient(second, clinic(1))).photographed(9).await;
        assert!(matches!(refused, Err(Error::NotAllowed { action: Action::SearchPatients })), "{refused:?}");
        store.close().await;
    }
}
