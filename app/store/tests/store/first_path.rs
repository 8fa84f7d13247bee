//! From a new patient to a clean check, through everything once.

use crate::on_both;
use crate::people::{clinician, details, diary, frontal, line, photo};
use relief_course::DiaryEntry;
use relief_store::{MasterKey, Settings, Store};

on_both! {
    /// Patient, version, photo, audit, check; and all of it again after the store was closed and opened.
    async fn what_is_written_is_there_after_opening_again(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("first visit");
        let patient = repository.add_patient(&details("Zoë Müller"), &why).await.unwrap();
        let entry = repository.add(patient, None, &diary(4, "a little red"), &why).await.unwrap();
        let bytes = photo(1, 200_000);
        let taken = repository.add_photo(patient, None, frontal(), bytes.clone(), &why).await.unwrap();
        store.close().await;

        let store = stage.open().await;
        let repository = store.repository(clinician());
        let found = repository.patient(patient).await.unwrap();
        assert_eq!((found.value, found.version), (details("Zoë Müller"), 1));
        assert_eq!(found.why, why);
        let entries = repository.all::<DiaryEntry>(patient).await.unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].record, &entries[0].value), (entry, &diary(4, "a little red")));
        let (record, read) = repository.photo(patient, taken).await.unwrap();
        assert_eq!(read, bytes);
        assert_eq!(record.value.hash.as_str(), blake3::hash(&bytes).to_hex().as_str());

        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        assert_eq!((report.patients, report.versions, report.blobs), (1, 3, 1));
        // Three were written and three were read.
        assert_eq!(report.head.seq, 6);
        store.close().await;
    }
}

on_both! {
    /// Nobody without the keys reads a name, a note or a photo.
    async fn nothing_personal_stands_open(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("secret reason");
        let patient = repository.add_patient(&details("Xanthippe"), &why).await.unwrap();
        repository.add(patient, None, &diary(4, "private note"), &why).await.unwrap();
        repository.add_photo(patient, None, frontal(), "the photo's bytes".into(), &why).await.unwrap();
        let backup = stage.folder().join("backup");
        store.backup(&backup, &clinician().id).await.unwrap();
        store.close().await;
        let words = ["anthippe", "secret reason", "private note", "photo's bytes", "1991-07-14", "P-1017", "+49 30"];
        for file in crate::stage::files(stage.folder()) {
            let bytes = std::fs::read(&file).unwrap();
            for word in words {
                let holds = bytes.windows(word.len()).any(|window| window == word.as_bytes());
                assert!(!holds, "{} holds {word:?}", file.display());
            }
        }
    }
}

on_both! {
    async fn another_master_key_opens_nothing(stage) {
        stage.open().await.close().await;
        let other = MasterKey::new([43; 32]);
        let refused = Store::open(&stage.settings(), other, stage.outside()).await;
        let error = refused.err().unwrap().to_string();
        assert!(error.contains("master key"), "{error}");
    }
}

#[test]
fn doubtful_settings_are_refused_without_telling_the_password() {
    let urls = [
        "relief",
        "mysql://relief@localhost/relief",
        "postgres://relief@localhost",
        "postgres://relief@localhost/",
        "postgers://relief:hunter2@localhost/relief",
    ];
    for url in urls {
        let settings = Settings::folder("relief-data".as_ref());
        let error = settings.with_database(url).unwrap_err().to_string();
        assert!(
            error.contains("RELIEF_DATABASE_URL") && !error.contains("hunter2"),
            "{error}"
        );
    }
    let settings = Settings::folder("x".as_ref());
    let printed = format!(
        "{:?}",
        settings.with_database("postgres://a:hunter2@b/c").unwrap()
    );
    assert!(!printed.contains("hunter2"), "{printed}");
}
