//! Accounts and clinics as they are kept: checked, backed up, restored, and gone with their patient.

use crate::on_both;
use crate::people::{details, line};
use crate::practice::{account, founded, key, named, settings};
use crate::stage::{Stage, master};
use relief_course::{Action, Role};
use relief_store::{Account, DocumentKind, Membership, Problem, Reset, Store};

/// A closed store of two clinics with accounts, one of them changed, and documents.
async fn written(stage: &Stage) {
    let store = stage.open().await;
    let (clinic, owner) = founded(&store).await;
    let lind = account("lind", clinic, &[Role::Clinician]);
    owner.add_account(lind.clone()).await.unwrap();
    store.close().await;
    // For whoever wants to set the account back to its first version.
    stage
        .tamper(&["CREATE TABLE kept AS SELECT * FROM accounts"])
        .await;
    let store = stage.open().await;
    let owner = store.repository(named(&store, "owner").await);
    let disabled = Account {
        enabled: false,
        ..lind
    };
    owner
        .change_account(&disabled, 1, Reset::default())
        .await
        .unwrap();
    owner.change_clinic(1, &settings("Renamed")).await.unwrap();
    let name = key("treatment");
    owner
        .add_document(DocumentKind::Consent, &name, "I agree, again.")
        .await
        .unwrap();
    store.close().await;
}

fn things(problems: &[Problem]) -> Vec<&'static str> {
    let thing = |problem: &Problem| match problem {
        Problem::Audit(_) => "audit",
        Problem::Thing { what, .. } => *what,
    };
    problems.iter().map(thing).collect()
}

on_both! {
    async fn what_was_changed_behind_reliefs_back_is_found(stage) {
        written(&stage).await;
        let missing = "account, clinic or document";
        for (statement, what) in [
            ("UPDATE accounts SET version = kept.version, sealed = kept.sealed FROM kept WHERE accounts.id = kept.id", missing),
            ("UPDATE accounts SET sealed = (SELECT sealed FROM accounts WHERE id = 'id-of-owner')", "account"),
            ("UPDATE accounts SET version = version + 1", "account"),
            ("UPDATE accounts SET login = id", "account"),
            ("DELETE FROM accounts WHERE id = 'id-of-lind'", missing),
            ("INSERT INTO accounts SELECT 'new', 'new', version, sealed FROM accounts WHERE id = 'id-of-lind'", "account"),
            ("DELETE FROM account_clinics WHERE account = 'id-of-lind'", "account"),
            ("INSERT INTO account_clinics VALUES ('ffffffffffffffffffffffffffffffff', 'id-of-lind', NULL)", "account"),
            ("DELETE FROM clinics WHERE version = 2", missing),
            ("UPDATE clinics SET settings = (SELECT settings FROM clinics WHERE version = 1)", "clinic"),
            ("UPDATE clinics SET written_by = 'id-of-lind'", "clinic"),
            ("DELETE FROM documents WHERE version = 2", missing),
            ("UPDATE documents SET body = 'I agree to anything.' WHERE kind = 'consent'", "document"),
            ("UPDATE documents SET version = 3 WHERE version = 2", "document"),
            ("UPDATE documents SET hash = (SELECT hash FROM documents WHERE kind = 'protocol'), \
              body = (SELECT body FROM documents WHERE kind = 'protocol') WHERE version = 2", "document"),
        ] {
            let copy = stage.copy().await;
            assert!(copy.tamper(&[statement]).await > 0, "{statement}");
            let store = copy.open().await;
            let report = store.verify().await.unwrap();
            assert!(things(&report.problems).contains(&what), "{statement}: {:#?}", report.problems);
            store.close().await;
        }
        let store = stage.open().await;
        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        assert_eq!(report.accounts, 2);
        store.close().await;
    }
}

on_both! {
    async fn a_backup_brings_accounts_and_clinics_back_and_nobody_signed_in(stage) {
        written(&stage).await;
        let store = stage.open().await;
        let owner = store.repository(named(&store, "owner").await);
        let sign_in = relief_store::SignIn {
            account: owner.person().id.clone(),
            clinic: owner.person().clinic,
            opened_at: stage.now(),
            expires_at: stage.now() + jiff::SignedDuration::from_hours(9),
            second_factor: true,
            kiosk: None,
        };
        store.open_sign_in([1; 32], sign_in).await.unwrap();
        let backup = stage.folder().join("backup");
        let manifest = store.backup(&backup, &owner.person().id).await.unwrap();
        assert!(!manifest.tables.iter().any(|table| table.name == "sign_ins" || table.name == "agenda"));

        let place = stage.another().await;
        let copy = Store::restore(&backup, &place.settings(), master(), place.outside()).await.unwrap();
        let report = copy.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        for login in ["owner", "lind"] {
            let restored = copy.account_named(login).await.unwrap();
            assert!(restored.is_some(), "{login}");
            assert_eq!(restored, store.account_named(login).await.unwrap());
        }
        assert!(copy.sign_in(&[1; 32]).await.unwrap().is_none());
        let restored = copy.repository(named(&copy, "owner").await);
        assert_eq!(restored.accounts().await.unwrap(), owner.accounts().await.unwrap());
        assert_eq!(restored.clinic().await.unwrap(), (settings("Renamed"), 2));
        let consent = DocumentKind::Consent;
        assert_eq!(restored.documents(consent).await.unwrap(), owner.documents(consent).await.unwrap());
        assert_eq!(restored.documents(consent).await.unwrap().len(), 2);
        // It goes on from there.
        let (lind, version) = restored.accounts().await.unwrap().remove(0);
        assert_eq!(restored.change_account(&lind, version, Reset::default()).await.unwrap(), version + 1);
        copy.close().await;
        store.close().await;
    }
}

on_both! {
    /// An account holds a name and a login, which are the patient's like everything else.
    async fn a_deleted_patients_account_is_gone(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let gone = owner.add_patient(&details("Gone"), &line("new")).await.unwrap();
        let of_gone = |login: &str, roles: &[Role]| {
            let mut account = account(login, clinic, roles);
            account.memberships[0].own = Some(gone);
            account
        };
        owner.add_account(of_gone("gone", &[Role::Patient])).await.unwrap();
        let both = of_gone("nurse", &[Role::Assistant, Role::Patient]);
        owner.add_account(both.clone()).await.unwrap();
        owner.add_account(account("other", clinic, &[Role::Patient])).await.unwrap();
        let sealed = stage.tamper(&["UPDATE accounts SET version = version"]).await;
        assert_eq!(sealed, 4);

        owner.delete_patient(gone).await.unwrap();
        assert_eq!(store.account_named("gone").await.unwrap(), None);
        let (nurse, version) = store.account_named("nurse").await.unwrap().unwrap();
        let rest = Membership { clinic, roles: vec![Role::Assistant], own: None };
        assert_eq!((nurse, version), (Account { memberships: vec![rest], ..both }, 2));
        assert!(store.account_named("other").await.unwrap().is_some());
        let entries = owner.audit(None, 9).await.unwrap();
        let about_gone = entries.iter().find(|entry| entry.record.as_deref() == Some("id-of-gone"));
        let about_gone = about_gone.unwrap();
        assert_eq!((about_gone.happened.action, about_gone.patient), (Action::DeletePatient, Some(gone)));
        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        assert_eq!((report.accounts, report.deleted), (3, 1));
        store.close().await;
    }
}
