//! Browsers that are signed in.

use crate::on_both;
use crate::practice::{account, founded};
use jiff::{SignedDuration, Timestamp};
use relief_course::Role;
use relief_store::{Account, ClinicId, Error, Kiosk, Reset, SignIn};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn kiosk() -> Kiosk {
    let patient = "2".repeat(32).parse().unwrap();
    Kiosk {
        patient,
        pin: "$phc".to_owned(),
        tries: 0,
    }
}

fn sign_in(account: &Account, clinic: ClinicId, now: Timestamp) -> SignIn {
    SignIn {
        account: account.id.clone(),
        clinic,
        opened_at: now,
        expires_at: now + HOUR,
        second_factor: false,
        kiosk: None,
    }
}

on_both! {
    async fn a_sign_in_lasts_until_it_expires_or_is_closed(stage) {
        let store = stage.open().await;
        let (clinic, _) = founded(&store).await;
        let owner = account("owner", clinic, &[]);
        let opened = sign_in(&owner, clinic, stage.now());
        for token in [[1; 32], [2; 32], [3; 32]] {
            store.open_sign_in(token, opened.clone()).await.unwrap();
            assert_eq!(store.sign_in(&token).await.unwrap(), Some(opened.clone()));
        }
        assert_eq!(store.sign_in(&[9; 32]).await.unwrap(), None);

        let later = stage.now() + HOUR + HOUR;
        store.touch_sign_in(&[1; 32], later, true).await.unwrap();
        let touched = SignIn { expires_at: later, second_factor: true, ..opened.clone() };
        store.close_sign_in(&[2; 32]).await.unwrap();
        assert_eq!(store.sign_in(&[2; 32]).await.unwrap(), None);
        stage.pass(HOUR);
        assert_eq!(store.sign_in(&[1; 32]).await.unwrap(), Some(touched));
        assert_eq!(store.sign_in(&[3; 32]).await.unwrap(), None);
        // What expired stays so.
        store.touch_sign_in(&[3; 32], later, true).await.unwrap();
        assert_eq!(store.sign_in(&[3; 32]).await.unwrap(), None);

        store.open_sign_in([4; 32], sign_in(&owner, clinic, stage.now())).await.unwrap();
        let rows = stage.tamper(&["UPDATE sign_ins SET clinic = clinic"]).await;
        assert_eq!(rows, 2, "the third is removed");
        store.close_sign_ins_of(&owner.id).await.unwrap();
        assert_eq!(store.sign_in(&[1; 32]).await.unwrap(), None);
        store.close().await;
    }
}

on_both! {
    /// Of two who change it at one instant one does, and the other is told.
    async fn a_sign_in_is_changed_by_whoever_saw_it_last(stage) {
        let store = stage.open().await;
        let (clinic, _) = founded(&store).await;
        let opened = sign_in(&account("owner", clinic, &[]), clinic, stage.now());
        store.open_sign_in([1; 32], opened.clone()).await.unwrap();
        let handed = SignIn { kiosk: Some(kiosk()), ..opened.clone() };
        assert!(store.change_sign_in(&[1; 32], opened.clone(), handed.clone()).await.unwrap());
        assert_eq!(store.sign_in(&[1; 32]).await.unwrap(), Some(handed.clone()));
        assert!(!store.change_sign_in(&[1; 32], opened.clone(), opened.clone()).await.unwrap());
        assert_eq!(store.sign_in(&[1; 32]).await.unwrap(), Some(handed.clone()));
        store.touch_sign_in(&[1; 32], opened.expires_at + HOUR, true).await.unwrap();
        let touched = store.sign_in(&[1; 32]).await.unwrap().unwrap();
        assert_eq!(touched.kiosk, handed.kiosk);
        store.close_sign_in(&[1; 32]).await.unwrap();
        assert!(!store.change_sign_in(&[1; 32], touched.clone(), opened).await.unwrap());
        assert_eq!(format!("{:?}", touched.kiosk).matches("phc").count(), 0, "it prints no PIN");
        store.close().await;
    }
}

on_both! {
    async fn disabling_or_resetting_an_account_signs_it_out(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let lind = account("lind", clinic, &[Role::Clinician]);
        owner.add_account(lind.clone()).await.unwrap();
        let disabled = Account { enabled: false, ..lind.clone() };
        let password = Reset { password: Some("$new".to_owned()), clear_totp: false };
        let totp = Reset { password: None, clear_totp: true };
        let changes = [(&lind, Reset::default(), true), (&lind, password, false), (&lind, totp, false),
            (&disabled, Reset::default(), false)];
        for (seen, (account, reset, stays)) in (1..).zip(changes) {
            let opened = sign_in(&lind, clinic, stage.now());
            let token = [seen as u8; 32];
            store.open_sign_in(token, opened).await.unwrap();
            let signed_in = store.signed_in(&token).await.unwrap().unwrap();
            assert_eq!((signed_in.account.login, signed_in.clinic_version), (lind.login.clone(), 1));
            owner.change_account(account, seen, reset).await.unwrap();
            assert_eq!(store.sign_in(&token).await.unwrap().is_some(), stays, "change {seen}");
            assert_eq!(store.signed_in(&token).await.unwrap().is_some(), stays, "change {seen}");
            // Whoever opened a sign-in in that very instant is let in nowhere either.
            if !account.enabled {
                store.open_sign_in([9; 32], sign_in(&lind, clinic, stage.now())).await.unwrap();
                assert_eq!(store.signed_in(&[9; 32]).await.unwrap(), None);
            }
        }
        let (kept, _) = store.account_named("lind").await.unwrap().unwrap();
        assert_eq!((kept.password.as_str(), kept.totp, kept.enabled), ("$new", None, false));
        store.close().await;
    }
}

on_both! {
    /// Whoever can write into the database, and has no master key, signs in as nobody.
    async fn a_sign_in_that_relief_did_not_write_opens_nothing(stage) {
        let store = stage.open().await;
        let (clinic, owner) = founded(&store).await;
        let lind = account("lind", clinic, &[Role::Assistant]);
        owner.add_account(lind.clone()).await.unwrap();
        for (token, change) in [
            ([1; 32], "account = 'id-of-owner'".to_owned()),
            ([2; 32], format!("clinic = '{}'", "f".repeat(32))),
            ([3; 32], "expires_at = expires_at + 1".to_owned()),
            ([4; 32], "second_factor = 1".to_owned()),
            ([5; 32], format!("token = '{}'", "07".repeat(32))),
            ([6; 32], "kiosk = NULL".to_owned()),
        ] {
            let handed = SignIn { kiosk: Some(kiosk()), ..sign_in(&lind, clinic, stage.now()) };
            store.open_sign_in(token, handed).await.unwrap();
            let statement = format!("UPDATE sign_ins SET {change} WHERE token = '{}'", hex::encode(token));
            assert_eq!(stage.tamper(&[&statement]).await, 1);
            let asked = if change.starts_with("token") { [7; 32] } else { token };
            let error = store.sign_in(&asked).await.unwrap_err();
            assert!(matches!(error, Error::Damaged { what: "sign-in", .. }), "{change}: {error}");
            assert!(store.signed_in(&asked).await.is_err(), "{change}");
        }
        store.close().await;
    }
}
