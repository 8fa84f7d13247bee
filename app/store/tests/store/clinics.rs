//! Clinics: their settings and documents.

use crate::on_both;
use crate::people::{clinic as numbered, line, staff};
use crate::practice::{documents, founded, key, settings};
use relief_course::{Action, Reach, Role, permits};
use relief_protocol::Hash;
use relief_store::{Document, DocumentKind, Error, Person};

fn versions(documents: &[Document]) -> Vec<(&str, u32, &str)> {
    documents
        .iter()
        .map(|document| (document.name.as_str(), document.version, document.text.as_str()))
        .collect()
}

on_both! {
    async fn settings_are_versions_that_follow_each_other(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let mut moved = settings("Practice at the park");
        moved.calendar = settings("x").calendar;
        assert_eq!(owner.change_clinic(1, &moved).await.unwrap(), 2);
        let late = owner.change_clinic(1, &settings("Late")).await.unwrap_err();
        assert!(matches!(late, Error::Stale { what: "clinic", expected: 1, found: 2, .. }), "{late}");
        for role in Role::ALL {
            let repository = store.repository(staff(role, clinic));
            assert_eq!(repository.clinic().await.unwrap(), (moved.clone(), 2), "{role:?}");
        }
        let second = store.add_clinic(owner.person(), &settings("Annexe"), &documents()).await.unwrap();
        let named = [(second, line("Annexe")), (clinic, line("Practice at the park"))];
        assert_eq!(store.clinics().await.unwrap(), named);
        let in_second = store.repository(Person { clinic: second, ..owner.person().clone() });
        assert_eq!(in_second.clinic().await.unwrap(), (settings("Annexe"), 1));
        assert_eq!(in_second.documents(DocumentKind::Consent).await.unwrap().len(), 1);
        store.close().await;
    }
}

on_both! {
    async fn who_may_change_a_clinic_is_what_permits_says(stage) {
        let store = stage.open().await;
        let (clinic, _) = founded(&store).await;
        for role in Role::ALL {
            let person = staff(role, clinic);
            let repository = store.repository(person.clone());
            let version = repository.clinic().await.unwrap().1;
            let name = key("new");
            let tried = [
                (Action::ManageClinic, repository.change_clinic(version, &settings("Other")).await.err()),
                (Action::ChangeProtocol, repository.add_document(DocumentKind::Protocol, &name, "x").await.err()),
                (Action::ManageClinic, repository.add_document(DocumentKind::Consent, &name, "x").await.err()),
            ];
            for (action, refused) in tried {
                let allowed = permits(&[role], action, Reach::Clinic);
                assert_eq!(refused.is_none(), allowed, "{role:?} {action:?} {refused:?}");
            }
        }
        let assistant = staff(Role::Assistant, clinic);
        let more = store.add_clinic(&assistant, &settings("Mine"), &[]).await.unwrap_err();
        assert!(matches!(more, Error::NotAllowed { action: Action::ManageClinic }), "{more}");
        let more = store.add_clinic(&staff(Role::Owner, clinic), &settings("Mine"), &[]).await.unwrap_err();
        assert!(matches!(more, Error::Unknown { what: "account", .. }), "{more}");
        assert_eq!(store.clinics().await.unwrap().len(), 1);

        let nobody = store.repository(Person { roles: Vec::new(), ..assistant });
        for error in [nobody.clinic().await.err(), nobody.documents(DocumentKind::Consent).await.err()] {
            assert!(matches!(error, Some(Error::NotAllowed { .. })), "{error:?}");
        }
        let nowhere = store.repository(staff(Role::Owner, numbered(9)));
        for error in [nowhere.clinic().await.err(), nowhere.change_clinic(1, &settings("x")).await.err()] {
            assert!(matches!(error, Some(Error::Unknown { what: "clinic", .. })), "{error:?}");
        }
        assert!(nowhere.documents(DocumentKind::Protocol).await.unwrap().is_empty());
        store.close().await;
    }
}

on_both! {
    async fn every_version_of_a_document_stays(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let (protocol, name) = (DocumentKind::Protocol, key("needling"));
        let second = owner.add_document(protocol, &name, "depth = 2").await.unwrap();
        assert_eq!((second.version, second.hash.clone()), (2, Hash::of(b"depth = 2")));
        assert_eq!((second.by.as_str(), second.text.as_str()), ("id-of-owner", "depth = 2"));
        assert_eq!(owner.add_document(protocol, &name, "depth = 2").await.unwrap(), second);
        // An older text is a version again, and so is the same text by another name.
        owner.add_document(protocol, &name, "depth = 1").await.unwrap();
        owner.add_document(protocol, &key("other"), "depth = 1").await.unwrap();
        let rater = store.repository(staff(Role::Rater, clinic));
        let all = rater.documents(protocol).await.unwrap();
        let expected =
            [("needling", 1, "depth = 1"), ("needling", 2, "depth = 2"), ("needling", 3, "depth = 1"), ("other", 1, "depth = 1")];
        assert_eq!(versions(&all), expected);
        assert_eq!(all[1], second);
        assert_eq!(versions(&rater.documents(DocumentKind::Consent).await.unwrap()), [("treatment", 1, "I agree.")]);

        let entries = owner.audit(None, 100).await.unwrap();
        let record = format!("{clinic}/protocol/needling");
        let logged: Vec<_> = entries.iter().rev().filter(|entry| entry.record.as_ref() == Some(&record)).collect();
        let versions: Vec<_> = logged.iter().map(|entry| entry.version).collect();
        assert_eq!(versions, [Some(1), Some(2), Some(3)]);
        for statement in ["UPDATE documents SET body = 'x'", "DELETE FROM documents", "UPDATE clinics SET settings = '{}'", "DELETE FROM clinics"] {
            assert!(stage.plainly(statement).await.is_err(), "{statement}");
        }
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}
