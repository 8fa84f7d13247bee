//! Versions, corrections and search.

use crate::on_both;
use crate::people::{clinic, clinician, details, diary, line, owner, staff};
use jiff::SignedDuration;
use relief_course::{DiaryEntry, Role};
use relief_store::{Error, Export};

on_both! {
    async fn a_correction_is_a_new_version_and_the_old_one_stays(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("new")).await.unwrap();
        let record = repository.add(patient, None, &diary(4, "left"), &line("told by phone")).await.unwrap();
        let assistant = store.repository(staff(Role::Assistant, clinic(1)));
        let number = assistant.correct(patient, record, 1, &diary(4, "right"), &line("misheard")).await.unwrap();
        assert_eq!(number, 2);

        let history = repository.history::<DiaryEntry>(patient, record).await.unwrap();
        let told: Vec<_> = history
            .iter()
            .map(|v| (v.version, v.by.as_str(), v.why.as_str(), v.value.note.as_ref().unwrap().as_str()))
            .collect();
        assert_eq!(told, [(1, "clinician", "told by phone", "left"), (2, "assistant", "misheard", "right")]);
        assert!(history[0].at < history[1].at);
        let latest = repository.all::<DiaryEntry>(patient).await.unwrap();
        assert_eq!((latest.len(), latest[0].version), (1, 2));

        let late = repository.correct(patient, record, 1, &diary(4, "both"), &line("late")).await.unwrap_err();
        assert!(matches!(late, Error::Stale { expected: 1, found: 2, .. }), "{late}");
        store.close().await;
    }
}

on_both! {
    async fn records_belong_to_records_and_come_in_the_order_begun(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("new");
        let patient = repository.add_patient(&details("A"), &why).await.unwrap();
        let mut begun = Vec::new();
        for day in [7, 5, 6] {
            let within = begun.first().copied();
            begun.push(repository.add(patient, within, &diary(day, "x"), &why).await.unwrap());
        }
        repository.correct(patient, begun[0], 1, &diary(8, "y"), &why).await.unwrap();
        let all = repository.all::<DiaryEntry>(patient).await.unwrap();
        let order: Vec<_> = all.iter().map(|version| version.record).collect();
        assert_eq!(order, begun);
        let within: Vec<_> = all.iter().map(|version| version.within).collect();
        assert_eq!(within, [None, Some(begun[0]), Some(begun[0])]);
        store.close().await;
    }
}

on_both! {
    async fn the_database_refuses_to_change_a_version(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        repository.add_patient(&details("A"), &line("new")).await.unwrap();
        for statement in [
            "UPDATE records SET version = 9",
            "DELETE FROM records",
            "UPDATE audit SET at = 0",
            "DELETE FROM audit",
            "UPDATE patient_keys SET mark = wrapped",
        ] {
            let refused = stage.plainly(statement).await;
            assert!(refused.is_err(), "{statement}");
        }
        store.close().await;
    }
}

on_both! {
    async fn patients_are_found_by_beginnings_of_words_in_their_own_clinic(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("new");
        for name in ["Zoë Müller", "Zora Neumann", "Nguyễn Thị Minh Khai", "李小龍"] {
            repository.add_patient(&details(name), &why).await.unwrap();
        }
        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        elsewhere.add_patient(&details("Zoë Other"), &why).await.unwrap();
        for (words, expected) in [
            ("zo", vec!["Zora Neumann", "Zoë Müller"]),
            ("mül zoë", vec!["Zoë Müller"]),
            ("ZOË", vec!["Zoë Müller"]),
            ("zoe", vec!["Zoë Müller"]),
            ("thi khai", vec!["Nguyễn Thị Minh Khai"]),
            ("李小", vec!["李小龍"]),
            ("1991-07-14 zora", vec!["Zora Neumann"]),
            ("oë", vec![]),
            ("", vec![]),
            ("' OR 1=1 --", vec![]),
        ] {
            let found = repository.search(words).await.unwrap();
            let names: Vec<_> = found.patients.iter().map(|(_, p)| p.value.name.as_str()).collect();
            assert_eq!(names, expected, "{words:?}");
            assert!(!found.more);
        }
        assert_eq!(repository.search("p-1017").await.unwrap().patients.len(), 4);
        store.close().await;
    }
}

on_both! {
    async fn those_who_were_added_last_are_listed_first_and_another_clinics_not(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        assert!(repository.latest_patients().await.unwrap().patients.is_empty());
        for name in ["Zora", "Anna", "Milo"] {
            stage.pass(SignedDuration::from_secs(1));
            repository.add_patient(&details(name), &line("new")).await.unwrap();
        }
        let found = repository.latest_patients().await.unwrap();
        let names: Vec<_> = found.patients.iter().map(|(_, p)| p.value.name.as_str()).collect();
        assert_eq!(names, ["Milo", "Anna", "Zora"]);
        assert!(!found.more);
        store.repository(owner()).delete_patient(found.patients[0].0).await.unwrap();
        assert_eq!(repository.latest_patients().await.unwrap().patients.len(), 2);
        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        assert!(elsewhere.latest_patients().await.unwrap().patients.is_empty());
        store.close().await;
    }
}

on_both! {
    async fn a_corrected_name_is_found_and_the_wrong_one_no_more(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("Meier"), &line("new")).await.unwrap();
        repository.correct_patient(patient, 1, &details("Maier"), &line("misspelt")).await.unwrap();
        assert!(repository.search("meier").await.unwrap().patients.is_empty());
        assert_eq!(repository.search("maier").await.unwrap().patients[0].1.version, 2);
        let exported: Vec<Export> = repository.export_patient(patient).await.unwrap();
        let names: Vec<_> = exported.iter().map(|export| export.value["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Meier", "Maier"]);
        store.close().await;
    }
}
