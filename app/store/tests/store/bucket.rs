//! The blobs in S3-compatible storage, on both databases.

use crate::people::{clinician, details, frontal, line, owner, photo};
use crate::stage::{Stage, master};
use relief_store::{BlobsAt, Error, Settings, Store};
use std::path::Path;

/// Photos come back, are one blob however often they are sent, go with their patient, and move by a backup into a
/// folder and back.
async fn photos_live_in_a_bucket(stage: Stage) {
    let store = stage.open().await;
    let repository = store.repository(clinician());
    let why = line("test");
    let stays = repository.add_patient(&details("Stays"), &why).await.unwrap();
    let gone = repository.add_patient(&details("Gone"), &why).await.unwrap();
    let bytes = photo(1, 3_000_000);
    let mut taken = Vec::new();
    for patient in [stays, stays, gone] {
        let added = repository
            .add_photo(patient, None, frontal(), bytes.clone(), &why)
            .await;
        taken.push(added.unwrap());
    }
    assert_eq!(stage.blob_files().len(), 2);
    assert!(!stage.folder().join("blobs").exists());
    assert_eq!(repository.photo(stays, taken[1]).await.unwrap().1, bytes);
    store.repository(owner()).delete_patient(gone).await.unwrap();
    assert_eq!(stage.blob_files().len(), 1);
    let report = store.verify().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.problems);
    assert_eq!((report.blobs, report.deleted), (1, 1));

    let backup = stage.folder().join("backup");
    store.backup(&backup, &owner().id).await.unwrap();
    store.close().await;
    for place in [stage.another().await, Stage::sqlite()] {
        let settings = place.settings();
        let copy = Store::restore(&backup, &settings, master(), place.outside())
            .await
            .unwrap();
        let (_, copied) = copy.repository(clinician()).photo(stays, taken[0]).await.unwrap();
        assert_eq!(copied, bytes);
        assert!(copy.verify().await.unwrap().is_clean());
        assert_eq!(place.blob_files().len(), 1);
        copy.close().await;
    }
    damage_is_found(&stage, &stage.blob_files()[0]).await;
}

async fn damage_is_found(stage: &Stage, file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[100_000] ^= 1;
    std::fs::write(file, bytes).unwrap();
    let store = stage.open().await;
    assert_eq!(store.verify().await.unwrap().problems.len(), 1);
    std::fs::remove_file(file).unwrap();
    assert_eq!(store.verify().await.unwrap().problems.len(), 1);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs s3s-fs"]
async fn photos_live_in_a_bucket_with_sqlite() {
    photos_live_in_a_bucket(Stage::sqlite().with_bucket()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs s3s-fs and PostgreSQL's programs"]
async fn photos_live_in_a_bucket_with_postgres() {
    photos_live_in_a_bucket(Stage::postgres().await.with_bucket()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs s3s-fs"]
async fn a_wrong_bucket_or_key_is_told_when_the_store_is_opened() {
    let stage = Stage::sqlite().with_bucket();
    let storage = stage.storage().unwrap();
    let mut keys = storage.environment();
    let there = Settings::folder(stage.folder());
    let elsewhere = there.clone().with_blobs("s3://elsewhere", keys.clone()).unwrap();
    keys[1].1 = "guessed".to_owned();
    let guessed = there.with_blobs(&storage.url("x"), keys).unwrap();
    for settings in [elsewhere, guessed] {
        let refused = Store::open(&settings, master(), stage.outside()).await.err();
        let Some(error @ Error::Blobs { .. }) = refused else {
            panic!("{refused:?}");
        };
        assert!(!error.to_string().contains("guessed"), "{error}");
    }
}

#[test]
fn doubtful_buckets_are_refused_and_keys_are_not_printed() {
    let there = Settings::folder("relief-data".as_ref());
    for url in [
        "photos",
        "s3://",
        "s3://A_B",
        "s3://photos/?endpoint=x",
        "http://photos/x",
        "s3://a:hunter2@photos",
    ] {
        let error = there.clone().with_blobs(url, []).unwrap_err().to_string();
        assert!(
            error.contains("RELIEF_BLOBS_URL") && !error.contains("hunter2"),
            "{error}"
        );
    }
    let keys = [
        ("AWS_SECRET_ACCESS_KEY", "hunter2"),
        ("bucket", "other"),
        ("AWS_PAGER", ""),
    ];
    let keys = keys.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let settings = there.with_blobs("s3://photos/of/relief", keys).unwrap();
    assert!(matches!(settings.blobs, BlobsAt::Bucket(_)));
    let printed = format!("{settings:?}");
    assert!(
        printed.contains("s3://photos/of/relief") && !printed.contains("hunter2"),
        "{printed}"
    );
}
