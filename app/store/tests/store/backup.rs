//! Backups taken while others write, restored to the same hashes, on either database.

use crate::on_both;
use crate::people::{clinician, details, diary, frontal, line, owner, photo};
use crate::stage::{Stage, files, master};
use relief_course::DiaryEntry;
use relief_store::{Error, MasterKey, Report, Store};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

async fn restored(stage: &Stage, from: &Path) -> (Store, Report) {
    let store = Store::restore(from, &stage.settings(), master(), stage.outside())
        .await
        .unwrap();
    let report = store.verify().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.problems);
    (store, report)
}

/// The names of all blobs, which are their hashes.
fn blobs(folder: &Path) -> BTreeSet<String> {
    let name = |path: &std::path::PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    files(&folder.join("blobs")).iter().map(name).collect()
}

on_both! {
    async fn a_backup_taken_while_others_write_restores_to_the_same_hashes(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("test");
        let first = repository.add_patient(&details("First"), &why).await.unwrap();
        repository.add_photo(first, None, frontal(), photo(1, 80_000), &why).await.unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let writing = {
            let (repository, stop) = (repository.clone(), stop.clone());
            tokio::spawn(async move {
                let mut written = 0u32;
                while !stop.load(Ordering::Relaxed) {
                    let bytes = photo(written as u8, 5_000 + written as usize);
                    repository.add_photo(first, None, frontal(), bytes, &line("more")).await.unwrap();
                    repository.add(first, None, &diary(5, "more"), &line("more")).await.unwrap();
                    written += 1;
                }
                written
            })
        };
        let before = store.verify().await.unwrap();
        assert!(before.is_clean(), "{:#?}", before.problems);
        let backup = stage.folder().join("backup");
        let manifest = store.backup(&backup, &owner().id).await.unwrap();
        stop.store(true, Ordering::Relaxed);
        assert!(writing.await.unwrap() > 0);
        assert!(manifest.seq > before.head.seq);

        let place = stage.another().await;
        let (copy, report) = restored(&place, &backup).await;
        assert_eq!((report.head.seq, hex::encode(&report.head.link)), (manifest.seq, manifest.link.clone()));
        assert_eq!(report.blobs as u64, manifest.blobs);
        assert_eq!(blobs(place.folder()), blobs(&backup));
        let original = repository.all::<DiaryEntry>(first).await.unwrap();
        let copied = copy.repository(clinician()).all::<DiaryEntry>(first).await.unwrap();
        assert_eq!(copied[..], original[..copied.len()]);
        // A backup of the restored store has the same rows, but for what was logged since.
        let again = place.folder().join("again");
        let second = copy.backup(&again, &owner().id).await.unwrap();
        for (one, other) in manifest.tables.iter().zip(&second.tables).filter(|(t, _)| !t.name.starts_with("audit")) {
            assert_eq!(one, other);
        }
        assert_eq!(copy.repository(clinician()).search("first").await.unwrap().patients.len(), 1);
        copy.close().await;
        store.close().await;
    }
}

/// A practice grows out of SQLite.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL's programs"]
async fn a_backup_moves_from_one_database_to_the_other_and_back() {
    let small = Stage::sqlite();
    let store = small.open().await;
    let repository = store.repository(clinician());
    let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
    let taken = repository
        .add_photo(patient, None, frontal(), photo(3, 900), &line("x"))
        .await
        .unwrap();
    repository.ask(patient, &"r").await.unwrap();
    let backup = small.folder().join("backup");
    store.backup(&backup, &owner().id).await.unwrap();
    store.close().await;

    let large = Stage::postgres().await;
    let (store, _) = restored(&large, &backup).await;
    assert_eq!(
        store
            .repository(clinician())
            .photo(patient, taken)
            .await
            .unwrap()
            .1,
        photo(3, 900)
    );
    let back = large.folder().join("backup");
    store.backup(&back, &owner().id).await.unwrap();
    store.close().await;

    let (store, report) = restored(&small.another().await, &back).await;
    assert_eq!(report.patients, 1);
    store.close().await;
}

on_both! {
    async fn a_backup_that_was_changed_or_goes_elsewhere_is_refused(stage) {
        let store = stage.open().await;
        store.repository(clinician()).add_patient(&details("A"), &line("x")).await.unwrap();
        let backup = stage.folder().join("backup");
        store.backup(&backup, &owner().id).await.unwrap();
        let again = store.backup(&backup, &owner().id).await.unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
        store.close().await;
        let refused = |error: Error, part: &str| {
            assert!(matches!(error, Error::Backup { .. }), "{error}");
            assert!(error.to_string().contains(part), "{error}");
        };
        let restore = async |place: &Stage, master: MasterKey| {
            Store::restore(&backup, &place.settings(), master, place.outside()).await.err().unwrap()
        };
        refused(restore(&stage, master()).await, "already");
        let place = stage.another().await;
        refused(restore(&place, MasterKey::new([1; 32])).await, "another master key");
        let table = backup.join("tables").join("records.jsonl");
        let rows = std::fs::read_to_string(&table).unwrap();
        std::fs::write(&table, rows.replace("clinician", "assistant")).unwrap();
        refused(restore(&place, master()).await, "not the file");
        std::fs::write(&table, rows).unwrap();
        let manifest = backup.join("manifest.json");
        let text = std::fs::read_to_string(&manifest).unwrap();
        std::fs::write(&manifest, text.replace("\"rows\": 1", "\"rows\": 2")).unwrap();
        refused(restore(&place, master()).await, "changed");
        std::fs::write(&manifest, text).unwrap();
        restored(&place, &backup).await.0.close().await;
    }
}
