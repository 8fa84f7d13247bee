//! What the check finds beside the log: records, keys and blobs that are not as they were stored.

use crate::on_both;
use crate::people::{clinician, details, diary, frontal, line, photo};
use crate::stage::Stage;
use relief_store::{Problem, Report};

/// A closed store with two patients, versions and photos.
async fn written(stage: &Stage) {
    let store = stage.open().await;
    let repository = store.repository(clinician());
    for name in ["A", "B"] {
        let patient = repository
            .add_patient(&details(name), &line("new"))
            .await
            .unwrap();
        let record = repository
            .add(patient, None, &diary(4, "x"), &line("new"))
            .await
            .unwrap();
        repository
            .correct(patient, record, 1, &diary(4, "y"), &line("new"))
            .await
            .unwrap();
        repository
            .add_photo(patient, None, frontal(), photo(7, 70_000), &line("new"))
            .await
            .unwrap();
    }
    store.close().await;
}

async fn report(stage: &Stage) -> Report {
    let store = stage.open().await;
    let report = store.verify().await.unwrap();
    store.close().await;
    report
}

fn things(report: &Report) -> Vec<&'static str> {
    let thing = |problem: &Problem| match problem {
        Problem::Audit(_) => "audit",
        Problem::Thing { what, .. } => *what,
    };
    report.problems.iter().map(thing).collect()
}

on_both! {
    async fn records_and_keys_changed_behind_reliefs_back_are_found(stage) {
        written(&stage).await;
        for (statement, what) in [
            ("UPDATE records SET sealed = written_sealed FROM (SELECT sealed AS written_sealed FROM records WHERE version = 2 LIMIT 1) AS other WHERE version = 1", "record"),
            ("UPDATE records SET written_by = 'somebody' WHERE version = 2", "record"),
            ("UPDATE records SET written_at = written_at + 1", "record"),
            ("DELETE FROM records WHERE version = 2", "record"),
            ("INSERT INTO records SELECT id, version + 10, patient, kind, within, written_at, written_by, sealed FROM records WHERE version = 1", "record"),
            ("UPDATE patient_keys SET wrapped = mark", "the key of patient"),
            ("UPDATE patient_keys SET wrapped = NULL", "the key of patient"),
            ("UPDATE patient_keys SET wrapped = (SELECT wrapped FROM patient_keys ORDER BY patient LIMIT 1)", "the key of patient"),
            ("DELETE FROM blobs", "blob"),
            ("UPDATE blobs SET patient = (SELECT patient FROM blobs ORDER BY patient LIMIT 1)", "blob"),
        ] {
            let copy = stage.copy().await;
            assert!(copy.tamper(&[statement]).await > 0, "{statement}");
            let report = report(&copy).await;
            assert!(things(&report).contains(&what), "{statement}: {:#?}", report.problems);
        }
        assert!(report(&stage).await.is_clean());
    }
}

on_both! {
    async fn blobs_that_are_missing_changed_or_unknown_are_found(stage) {
        written(&stage).await;
        let copy = stage.copy().await;
        std::fs::remove_file(&copy.blob_files()[0]).unwrap();
        assert_eq!(things(&report(&copy).await), ["blob"]);

        let copy = stage.copy().await;
        let file = &copy.blob_files()[0];
        let mut bytes = std::fs::read(file).unwrap();
        bytes[40_000] ^= 1;
        std::fs::write(file, bytes).unwrap();
        assert_eq!(things(&report(&copy).await), ["blob"]);

        let copy = stage.copy().await;
        let stray = b"nobody knows of this";
        let name = blake3::hash(stray).to_hex().to_string();
        let folder = copy.folder().join("blobs").join(&name[..2]);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(&name), stray).unwrap();
        let found = report(&copy).await;
        assert_eq!(things(&found), ["blob"], "{:#?}", found.problems);
    }
}
