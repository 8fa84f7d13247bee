//! Records that are added together, if nothing was written meanwhile.

use crate::on_both;
use crate::people::{clinic, clinician, details, diary, line, staff};
use relief_course::{DiaryEntry, Role};
use relief_store::{Addition, Error, RecordId};

on_both! {
    async fn all_are_added_or_none(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("new");
        let patient = repository.add_patient(&details("A"), &why).await.unwrap();
        let revision = repository.latest(patient).await.unwrap().revision;
        let of = |day, within: Option<RecordId>| Addition::new(within, &diary(day, "x")).unwrap();
        repository.add_together(patient, revision, &[of(3, None), of(4, None)], &why).await.unwrap();
        let all = repository.all::<DiaryEntry>(patient).await.unwrap();
        assert_eq!(all.len(), 2);

        // The second belongs to a record that is not there, so the first is not kept either.
        let revision = revision + 2;
        let nowhere: RecordId = "0".repeat(32).parse().unwrap();
        let error = repository.add_together(patient, revision, &[of(5, None), of(6, Some(nowhere))], &why).await.unwrap_err();
        assert!(matches!(error, Error::Unknown { what: "record", .. }), "{error}");
        let rater = store.repository(staff(Role::Rater, clinic(1)));
        let error = rater.add_together(patient, revision, &[of(5, None)], &why).await.unwrap_err();
        assert!(matches!(error, Error::Unknown { what: "patient", .. }), "{error}");
        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        let error = elsewhere.add_together(patient, revision, &[of(5, None)], &why).await.unwrap_err();
        assert!(matches!(error, Error::Unknown { what: "patient", .. }), "{error}");
        assert_eq!(repository.latest(patient).await.unwrap().revision, revision);
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn of_several_who_saw_the_same_one_is_kept(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("new");
        let patient = repository.add_patient(&details("A"), &why).await.unwrap();
        let revision = repository.latest(patient).await.unwrap().revision;
        let added = [Addition::new(None, &diary(3, "x")).unwrap()];
        let tries = (0..8).map(|_| repository.add_together(patient, revision, &added, &why));
        let ended = futures_util::future::join_all(tries).await;
        assert_eq!(ended.iter().filter(|end| end.is_ok()).count(), 1);
        for error in ended.into_iter().filter_map(Result::err) {
            assert!(matches!(&error, Error::MovedOn { patient: told } if *told == patient.to_string()), "{error}");
        }
        assert_eq!(repository.all::<DiaryEntry>(patient).await.unwrap().len(), 1);
        store.close().await;
    }
}
