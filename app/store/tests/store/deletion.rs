//! A deleted patient is gone, and the deletion can be shown.

use crate::on_both;
use crate::people::{clinic, clinician, details, diary, frontal, line, owner, patient, photo};
use crate::stage::files;
use relief_course::DiaryEntry;
use relief_store::Error;

on_both! {
    async fn after_a_deletion_nothing_of_the_patient_can_be_read(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("test");
        let gone = repository.add_patient(&details("Gone"), &why).await.unwrap();
        let stays = repository.add_patient(&details("Stays"), &why).await.unwrap();
        let same = photo(5, 100_000);
        for id in [gone, stays] {
            repository.add(id, None, &diary(4, "x"), &why).await.unwrap();
            repository.add_photo(id, None, frontal(), same.clone(), &why).await.unwrap();
            repository.ask(id, &"measure").await.unwrap();
        }
        let wrapped = stage.wrapped_key(&gone.to_string()).await;
        assert!(wrapped.len() > 32);

        let deletion = store.repository(owner()).delete_patient(gone).await.unwrap();
        assert_eq!((deletion.patient, deletion.blobs, deletion.traces_cleared), (gone, 1, true));

        for person in [clinician(), owner(), patient(gone, clinic(1))] {
            let repository = store.repository(person);
            let error = repository.all::<DiaryEntry>(gone).await.unwrap_err();
            assert!(matches!(error, Error::Unknown { .. }), "{error}");
        }
        let again = store.repository(owner()).delete_patient(gone).await.unwrap_err();
        assert!(matches!(again, Error::Unknown { .. }), "{again}");
        assert_eq!(repository.search("gone").await.unwrap().patients.len(), 0);
        // The other patient's copy of the same photo is another blob.
        assert_eq!(repository.search("stays").await.unwrap().patients.len(), 1);
        assert_eq!(stage.blob_files().len(), 1);

        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        assert_eq!((report.patients, report.deleted), (1, 1));
        store.close().await;

        // The wrapped key is in no file of the store any more. PostgreSQL's own files are the server's business.
        for file in files(stage.folder()) {
            let bytes = std::fs::read(&file).unwrap();
            let holds = bytes.windows(wrapped.len()).any(|window| window == wrapped);
            assert!(!holds, "{}", file.display());
        }
    }
}

on_both! {
    /// Whoever puts the wrapped key back brings the patient back, so the check says that it is there.
    async fn a_key_that_comes_back_is_found(stage) {
        let store = stage.open().await;
        let gone = store.repository(clinician()).add_patient(&details("A"), &line("x")).await.unwrap();
        let kept = "CREATE TABLE kept AS SELECT * FROM patient_keys";
        stage.tamper(&[kept]).await;
        store.repository(owner()).delete_patient(gone).await.unwrap();
        stage.tamper(&["UPDATE patient_keys SET wrapped = (SELECT wrapped FROM kept)"]).await;
        let report = store.verify().await.unwrap();
        assert_eq!(report.problems.len(), 1, "{:#?}", report.problems);
        store.close().await;
    }
}
