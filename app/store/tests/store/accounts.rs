//! Accounts: who makes, sees and changes them, and what is told to everybody else.

use crate::on_both;
use crate::people::{details, line};
use crate::practice::{account, documents, founded, named, person, settings};
use relief_course::{Action, Role};
use relief_store::{Account, AuditOutcome, Error, Membership, Reset, Store};

/// The account as it is kept.
async fn kept(store: &Store, login: &str) -> (Account, u32) {
    store.account_named(login).await.unwrap().unwrap()
}

fn is_refused(error: &Error) -> bool {
    matches!(
        error,
        Error::NotAllowed {
            action: Action::ManageAccounts
        }
    )
}

on_both! {
    async fn the_first_owner_founds_and_nobody_founds_again(stage) {
        let store = stage.open().await;
        assert!(!store.is_founded().await.unwrap());
        let (clinic, repository) = founded(&store).await;
        assert!(store.is_founded().await.unwrap());
        let expected = Account {
            memberships: vec![Membership { clinic, roles: vec![Role::Owner, Role::Clinician], own: None }],
            ..account("owner", clinic, &[])
        };
        for typed in ["owner", " OWNER ", "ｏwner"] {
            assert_eq!(kept(&store, typed).await, (expected.clone(), 1), "{typed}");
        }
        assert_eq!(store.account(&expected.id).await.unwrap(), Some((expected.clone(), 1)));
        assert_eq!(store.account_named("nobody").await.unwrap(), None);
        assert_eq!(repository.clinic().await.unwrap(), (settings("Practice"), 1));

        let again = account("another", clinic, &[Role::Owner]);
        let again = store.found(&settings("Mine"), again, &documents()).await.unwrap_err();
        assert!(matches!(again, Error::AlreadyFounded), "{again}");
        assert_eq!(store.clinics().await.unwrap(), [(clinic, line("Practice"))]);
        let printed = format!("{expected:?}");
        assert!(!printed.contains("argon2") && !printed.contains("totp"), "{printed}");
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn owners_add_and_see_the_accounts_of_their_clinic(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let lind = account("lind", clinic, &[Role::Clinician]);
        assert_eq!(owner.add_account(lind.clone()).await.unwrap(), lind.id);
        let other_clinic = store.add_clinic(owner.person(), &settings("Other"), &[]).await.unwrap();
        let elsewhere = account("elsewhere", other_clinic, &[Role::Owner]);
        let mut second = owner.person().clone();
        second.clinic = other_clinic;
        store.repository(second).add_account(elsewhere.clone()).await.unwrap();
        let elsewhere = store.repository(person(&elsewhere));

        let listed = owner.accounts().await.unwrap();
        let names: Vec<_> = listed.iter().map(|(account, version)| (account.name.as_str(), *version)).collect();
        assert_eq!(names, [("Name of lind", 1), ("Name of owner", 2)]);
        assert!(listed.iter().all(|(account, _)| account.password.is_empty() && account.totp.is_none()));
        assert_eq!(kept(&store, "lind").await, (lind.clone(), 1));

        // A login and an id are one person's in the whole installation.
        for taken in [
            Account { id: "new".try_into().unwrap(), ..account("LIND", other_clinic, &[Role::Rater]) },
            Account { login: line("new"), ..account("lind", other_clinic, &[Role::Rater]) },
        ] {
            let error = elsewhere.add_account(taken).await.unwrap_err();
            assert!(matches!(error, Error::LoginTaken), "{error}");
        }
        let foreign = elsewhere.add_account(account("x", clinic, &[Role::Owner])).await.unwrap_err();
        assert!(matches!(foreign, Error::Unknown { what: "clinic", .. }), "{foreign}");
        let foreign = elsewhere.change_account(&lind, 1, Reset::default()).await.unwrap_err();
        assert!(matches!(foreign, Error::Unknown { what: "account", .. }), "{foreign}");

        let clinician = store.repository(person(&lind));
        for error in [
            clinician.accounts().await.unwrap_err(),
            clinician.add_account(account("x", clinic, &[Role::Assistant])).await.unwrap_err(),
            clinician.add_account(account("x", clinic, &[Role::Patient, Role::Owner])).await.unwrap_err(),
            clinician.change_account(&lind, 1, Reset::default()).await.unwrap_err(),
        ] {
            assert!(is_refused(&error), "{error}");
        }
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn the_front_desk_gives_patients_accounts_of_their_own(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let desk = account("desk", clinic, &[Role::Assistant]);
        owner.add_account(desk.clone()).await.unwrap();
        let desk = store.repository(person(&desk));
        let patient = desk.add_patient(&details("A"), &line("new")).await.unwrap();
        let other_clinic = store.add_clinic(owner.person(), &settings("Other"), &[]).await.unwrap();
        let mut second = owner.person().clone();
        second.clinic = other_clinic;
        let foreign = store.repository(second).add_patient(&details("B"), &line("new")).await.unwrap();

        let mut theirs = account("a", clinic, &[Role::Patient]);
        for (own, is_known) in [(foreign, false), ("f".repeat(32).parse().unwrap(), false), (patient, true)] {
            theirs.memberships[0].own = Some(own);
            match desk.add_account(theirs.clone()).await {
                Ok(_) => assert!(is_known),
                Err(Error::Unknown { what: "patient", id }) => assert!(!is_known && id == own.to_string()),
                Err(other) => panic!("{other}"),
            }
        }
        let own = store.repository(named(&store, "a").await);
        assert_eq!(own.patient(patient).await.unwrap().value.name, line("A"));
        assert_eq!(own.clinic().await.unwrap().0.name, line("Practice"));
        assert!(is_refused(&own.accounts().await.unwrap_err()));
        store.close().await;
    }
}

on_both! {
    async fn an_owner_changes_what_is_the_clinics_and_no_secret(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let lind = account("lind", clinic, &[Role::Clinician]);
        owner.add_account(lind.clone()).await.unwrap();
        let (mut seen, version) = owner.accounts().await.unwrap().remove(0);
        seen.login = line("lindqvist");
        seen.name = line("Dr. Lindqvist");
        seen.memberships[0].roles = vec![Role::Assistant];
        seen.memberships.push(Membership { clinic: store.new_clinic(), roles: vec![Role::Owner], own: None });
        assert_eq!(owner.change_account(&seen, version, Reset::default()).await.unwrap(), 2);
        let mut expected = Account { login: line("lindqvist"), name: line("Dr. Lindqvist"), ..lind };
        expected.memberships[0].roles = vec![Role::Assistant];
        assert_eq!(kept(&store, "lindqvist").await, (expected.clone(), 2));
        assert_eq!(store.account_named("lind").await.unwrap(), None);

        let late = owner.change_account(&seen, 1, Reset::default()).await.unwrap_err();
        assert!(matches!(late, Error::Stale { what: "account", expected: 1, found: 2, .. }), "{late}");
        seen.login = line("Owner");
        let taken = owner.change_account(&seen, 2, Reset::default()).await.unwrap_err();
        assert!(matches!(taken, Error::LoginTaken), "{taken}");

        // Whoever is no member any more is still listed, and may do nothing.
        let gone = Account { memberships: Vec::new(), ..expected.clone() };
        owner.change_account(&gone, 2, Reset::default()).await.unwrap();
        expected.memberships[0].roles.clear();
        assert_eq!(kept(&store, "lindqvist").await.0, expected);
        assert!(store.repository(person(&expected)).clinic().await.is_err());
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn the_last_owner_stays(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let (account_of_owner, _) = kept(&store, "owner").await;
        let disabled = Account { enabled: false, ..account_of_owner.clone() };
        let mut without_role = account_of_owner.clone();
        without_role.memberships[0].roles = vec![Role::Clinician];
        let second = Account { enabled: false, ..account("second", clinic, &[Role::Owner]) };
        owner.add_account(second.clone()).await.unwrap();
        for last in [&disabled, &without_role] {
            let error = owner.change_account(last, 1, Reset::default()).await.unwrap_err();
            assert!(matches!(error, Error::LastOwner), "{error}");
        }
        let enabled = Account { enabled: true, ..second };
        owner.change_account(&enabled, 1, Reset::default()).await.unwrap();
        owner.change_account(&without_role, 1, Reset::default()).await.unwrap();
        assert_eq!(kept(&store, "owner").await.0, without_role);
        store.close().await;
    }
}

on_both! {
    /// Otherwise an owner of one clinic could set a password for an owner of another, and walk in.
    async fn what_clinics_share_of_an_account_only_an_owner_of_all_changes(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let deputy = account("deputy", clinic, &[Role::Owner]);
        owner.add_account(deputy.clone()).await.unwrap();
        let second = store.add_clinic(owner.person(), &settings("Second"), &documents()).await.unwrap();
        let (both, version) = kept(&store, "owner").await;
        assert_eq!(both.in_clinic(second).unwrap().roles, [Role::Owner, Role::Clinician]);

        let deputy = store.repository(person(&deputy));
        let reset = || Reset { password: Some("$mine".to_owned()), clear_totp: true };
        for (changed, reset) in [
            (both.clone(), reset()),
            (both.clone(), Reset { password: None, clear_totp: true }),
            (Account { login: line("other"), ..both.clone() }, Reset::default()),
            (Account { enabled: false, ..both.clone() }, Reset::default()),
        ] {
            let error = deputy.change_account(&changed, version, reset).await.unwrap_err();
            assert!(is_refused(&error), "{error}");
        }
        // What it is in the deputy's own clinic is the deputy's to say, and in the other it stays.
        let mut here = both.clone();
        here.memberships.iter_mut().for_each(|membership| membership.roles = vec![Role::Assistant]);
        deputy.change_account(&here, version, Reset::default()).await.unwrap();
        let (after, version) = kept(&store, "owner").await;
        assert_eq!(after.in_clinic(clinic).unwrap().roles, [Role::Assistant]);
        assert_eq!(after.in_clinic(second).unwrap().roles, [Role::Owner, Role::Clinician]);

        // An owner of all of them may.
        let mut in_second = owner.person().clone();
        in_second.clinic = second;
        let both_owned = store.repository(in_second);
        let mut again = after.clone();
        again.memberships[0].roles = vec![Role::Owner];
        deputy.change_account(&again, version, Reset::default()).await.unwrap();
        both_owned.change_account(&again, version + 1, reset()).await.unwrap();
        let (after, _) = kept(&store, "owner").await;
        assert_eq!((after.password.as_str(), after.totp), ("$mine", None));
        store.close().await;
    }
}

on_both! {
    async fn ones_own_password_and_second_factor_are_ones_own(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let lind = account("lind", clinic, &[Role::Clinician]);
        owner.add_account(lind.clone()).await.unwrap();
        let changed = Account { password: "$better".to_owned(), totp: None, ..lind.clone() };
        assert_eq!(store.change_own_account(&changed, 1).await.unwrap(), 2);
        assert_eq!(kept(&store, "lind").await, (changed.clone(), 2));

        let late = store.change_own_account(&changed, 1).await.unwrap_err();
        assert!(matches!(late, Error::Stale { expected: 1, found: 2, .. }), "{late}");
        let mut promoted = changed.clone();
        promoted.memberships[0].roles.push(Role::Owner);
        for more in [
            promoted,
            Account { enabled: false, ..changed.clone() },
            Account { login: line("boss"), ..changed.clone() },
            Account { name: line("Boss"), ..changed.clone() },
        ] {
            let error = store.change_own_account(&more, 2).await.unwrap_err();
            assert!(matches!(error, Error::NotAllowed { action: Action::SignIn }), "{error}");
        }
        let never = store.change_own_account(&account("never", clinic, &[]), 1).await.unwrap_err();
        assert!(matches!(never, Error::Unknown { what: "account", .. }), "{never}");
        assert_eq!(kept(&store, "lind").await, (changed, 2));
        store.close().await;
    }
}

on_both! {
    async fn changes_refusals_and_sign_ins_are_in_the_log(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let lind = account("lind", clinic, &[Role::Clinician]);
        owner.add_account(lind.clone()).await.unwrap();
        store.log_sign_in(Some(&lind.id), Some(clinic), true).await.unwrap();
        store.log_sign_in(Some(&lind.id), Some(clinic), false).await.unwrap();
        store.log_sign_in(None, None, false).await.unwrap();
        store.change_own_account(&Account { totp: None, ..lind.clone() }, 1).await.unwrap();
        store.repository(person(&lind)).change_account(&lind, 2, Reset::default()).await.unwrap_err();
        owner.change_account(&Account { enabled: false, ..lind.clone() }, 2, Reset::default()).await.unwrap();

        use AuditOutcome::{Done, Refused};
        let entries = owner.audit(None, 100).await.unwrap();
        let about_lind = |entry: &&relief_store::Entry| entry.record.as_deref() == Some("id-of-lind");
        let seen: Vec<_> = entries
            .iter()
            .rev()
            .filter(about_lind)
            .map(|entry| (entry.happened.person.as_str(), entry.happened.action, entry.happened.outcome, entry.version))
            .collect();
        let expected = [
            ("id-of-owner", Action::ManageAccounts, Done, Some(1)),
            ("id-of-lind", Action::SignIn, Done, None),
            ("id-of-lind", Action::SignIn, Refused, None),
            ("id-of-lind", Action::SignIn, Done, Some(2)),
            ("id-of-lind", Action::ManageAccounts, Refused, None),
            ("id-of-owner", Action::ManageAccounts, Done, Some(3)),
        ];
        assert_eq!(seen, expected);
        // Nobody's try is in no clinic's log, and in the chain.
        assert!(!entries.iter().any(|entry| entry.happened.person.as_str() == "nobody"));
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}
