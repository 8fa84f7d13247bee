//! Everything about a patient in one look.

use crate::on_both;
use crate::people::{clinic, clinician, details, diary, frontal, line, owner, patient, photo, staff};
use relief_course::{Action, DiaryEntry, Role};
use relief_store::{AuditOutcome, Error, Kind, PatientDetails, Photo};

on_both! {
    async fn the_latest_versions_come_in_the_order_begun(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("new");
        let id = repository.add_patient(&details("A"), &why).await.unwrap();
        let other = repository.add_patient(&details("B"), &why).await.unwrap();
        let empty = repository.latest(other).await.unwrap();
        assert_eq!((empty.revision, empty.records.len()), (1, 1));

        let first = repository.add(id, None, &diary(7, "left"), &why).await.unwrap();
        let taken = repository.add_photo(id, Some(first), frontal(), photo(1, 90), &why).await.unwrap();
        let second = repository.add(id, None, &diary(5, "x"), &why).await.unwrap();
        repository.correct(id, first, 1, &diary(7, "right"), &line("misheard")).await.unwrap();
        repository.correct_patient(id, 1, &details("Aa"), &why).await.unwrap();

        let latest = repository.latest(id).await.unwrap();
        let told: Vec<_> = latest.records.iter().map(|record| (record.kind, record.record, record.version)).collect();
        let expected = [
            (Kind::Patient, id.into(), 2),
            (Kind::Diary, first, 2),
            (Kind::Photo, taken, 1),
            (Kind::Diary, second, 1),
        ];
        assert_eq!(told, expected);
        assert_eq!(latest.revision, 6);
        assert_eq!(latest.records[0].read::<PatientDetails>().unwrap(), repository.patient(id).await.unwrap());
        let days = repository.all::<DiaryEntry>(id).await.unwrap();
        assert_eq!(latest.records[1].read::<DiaryEntry>().unwrap(), days[0]);
        assert_eq!(latest.records[2].read::<Photo>().unwrap(), repository.photo(id, taken).await.unwrap().0);
        let damaged = latest.records[2].read::<DiaryEntry>().unwrap_err();
        assert!(matches!(damaged, Error::Damaged { what: "record", .. }), "{damaged}");
        assert_eq!(repository.latest(other).await.unwrap(), empty);
        store.close().await;
    }
}

on_both! {
    async fn one_look_is_one_entry_and_a_foreign_patient_is_unknown(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let id = repository.add_patient(&details("A"), &line("new")).await.unwrap();
        repository.add(id, None, &diary(7, "x"), &line("new")).await.unwrap();
        assert_eq!(store.repository(patient(id, clinic(1))).latest(id).await.unwrap().records.len(), 2);
        for role in Role::ALL {
            for at in [clinic(1), clinic(2)] {
                let seen = store.repository(staff(role, at)).latest(id).await;
                let is_staff = matches!(role, Role::Owner | Role::Clinician | Role::Assistant);
                match seen {
                    Ok(latest) => assert!(is_staff && at == clinic(1) && latest.records.len() == 2),
                    Err(Error::Unknown { what: "patient", .. }) => assert!(!is_staff || at == clinic(2)),
                    Err(other) => panic!("{other}"),
                }
            }
        }
        let entries = store.repository(owner()).audit(None, 100).await.unwrap();
        let looks: Vec<_> = entries
            .iter()
            .rev()
            .filter(|entry| entry.happened.action == Action::ViewPatient)
            .map(|entry| (entry.happened.person.as_str(), entry.happened.outcome, entry.patient))
            .collect();
        use AuditOutcome::{Done, Refused};
        let expected = [
            ("patient", Done, Some(id)),
            ("owner", Done, Some(id)),
            ("clinician", Done, Some(id)),
            ("assistant", Done, Some(id)),
            ("rater", Refused, Some(id)),
            ("patient", Refused, Some(id)),
        ];
        assert_eq!(looks, expected);
        store.close().await;
    }
}
