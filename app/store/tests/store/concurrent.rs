//! Many at once: nothing is lost, nothing is written twice, and the chain holds.

use crate::on_both;
use crate::people::{clinician, details, diary, frontal, line, photo};
use relief_course::DiaryEntry;
use relief_store::Error;

const AT_ONCE: usize = 16;

on_both! {
    async fn many_writers_and_readers_leave_one_chain(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let tasks = (0..AT_ONCE).map(|number| {
            let repository = repository.clone();
            tokio::spawn(async move {
                let note = format!("note {number}");
                repository.add(patient, None, &diary(4, &note), &line("x")).await.unwrap();
                repository.all::<DiaryEntry>(patient).await.unwrap();
                repository.patient(patient).await.unwrap();
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        assert_eq!(repository.all::<DiaryEntry>(patient).await.unwrap().len(), AT_ONCE);
        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        // One patient, and for each task one written and two read, and one more read.
        assert_eq!(report.head.seq, 1 + 3 * AT_ONCE as i64 + 1);
        store.close().await;
    }
}

on_both! {
    async fn of_many_corrections_of_one_version_one_wins(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let record = repository.add(patient, None, &diary(4, "x"), &line("x")).await.unwrap();
        let tasks = (0..AT_ONCE).map(|number| {
            let repository = repository.clone();
            let note = format!("note {number}");
            tokio::spawn(async move {
                repository.correct(patient, record, 1, &diary(4, &note), &line("x")).await
            })
        });
        let mut won = 0;
        for task in tasks.collect::<Vec<_>>() {
            match task.await.unwrap() {
                Ok(2) => won += 1,
                Err(Error::Stale { expected: 1, found: 2, .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(won, 1);
        assert_eq!(repository.history::<DiaryEntry>(patient, record).await.unwrap().len(), 2);
        store.close().await;
    }
}

on_both! {
    /// An impatient page sends the same photo again and again.
    async fn the_same_photo_at_once_is_one_blob(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let tasks = (0..AT_ONCE).map(|_| {
            let repository = repository.clone();
            tokio::spawn(async move {
                repository.add_photo(patient, None, frontal(), photo(9, 30_000), &line("x")).await.unwrap()
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        assert_eq!((report.blobs, report.versions), (1, 1 + AT_ONCE));
        store.close().await;
    }
}

on_both! {
    /// Two servers that share everything.
    async fn two_processes_share_one_chain(stage) {
        let one = stage.open().await;
        let mut settings = stage.settings();
        settings.process = "second".to_owned();
        let other = relief_store::Store::open(&settings, crate::stage::master(), stage.outside()).await.unwrap();
        let patient = one.repository(clinician()).add_patient(&details("A"), &line("x")).await.unwrap();
        let tasks = (0..AT_ONCE).map(|number| {
            let repository = [&one, &other][number % 2].repository(clinician());
            tokio::spawn(async move {
                repository.add(patient, None, &diary(4, "x"), &line("x")).await.unwrap();
                repository.patient(patient).await.unwrap();
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        for store in [one, other] {
            let report = store.verify().await.unwrap();
            assert!(report.is_clean(), "{:#?}", report.problems);
            assert_eq!(report.head.seq, 1 + 2 * AT_ONCE as i64);
            store.close().await;
        }
    }
}
