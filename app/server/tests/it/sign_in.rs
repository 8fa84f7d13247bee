//! Signing in: one answer for a wrong name and a wrong password, a second factor that is good once, and patience.

use crate::people::{PASSWORD, Someone, found};
use crate::practice::{On, Practice, SETUP_CODE};
use jiff::SignedDuration;
use reqwest::StatusCode;
use totp_rs::{Builder, Secret};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_name_looks_like_a_wrong_password() {
    let practice = Practice::open(On::Sqlite, false).await;
    found(&practice).await;
    let mut pages = Vec::new();
    for (login, password) in [("owner", "another long password"), ("nobody", PASSWORD)] {
        let answer = Someone::new()
            .post(
                &practice.at("/sign-in"),
                &[("login", login), ("password", password)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.body.contains(password), "a password is never shown again");
        let typed = format!("value=\"{login}\"");
        assert!(answer.body.contains(&typed), "what was typed is not lost");
        pages.push(answer.body.replace(&typed, "value=…"));
    }
    assert_eq!(pages[0], pages[1]);
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down() {
    let practice = Practice::open(On::Sqlite, false).await;
    found(&practice).await;
    let mut last = StatusCode::OK;
    for _ in 0..11 {
        let fields = [("login", "owner"), ("password", "a guess that is long")];
        last = Someone::new()
            .post(&practice.at("/sign-in"), &fields)
            .await
            .status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_factor_is_set_up_asked_for_and_good_once() {
    let practice = Practice::open(On::Sqlite, true).await;
    found(&practice).await;
    let mut owner = Someone::signed_in(&practice, "owner").await;
    let answer = owner.get(&practice.at("/today")).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in/code")
    );
    let page = owner.get(&practice.at("/sign-in/code")).await.body;
    let letters = page.split("<code>").nth(1).unwrap().split('<').next().unwrap();
    let secret = Secret::try_from_base32(letters).unwrap();
    let totp = Builder::new().with_secret(secret).build_noncompliant();
    let code = || {
        totp.generate(u64::try_from(practice.now().as_second()).unwrap())
            .to_string()
    };
    assert!(
        owner
            .post(&practice.at("/sign-in/code"), &[("code", "000000")])
            .await
            .body
            .contains("not right")
    );
    let answer = owner
        .post(&practice.at("/sign-in/code"), &[("code", &code())])
        .await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/")
    );
    assert_eq!(owner.get(&practice.at("/patients")).await.status, StatusCode::OK);

    let mut again = Someone::signed_in(&practice, "owner").await;
    let used = again
        .post(&practice.at("/sign-in/code"), &[("code", &code())])
        .await;
    assert!(used.body.contains("used already"), "a code is good once");
    let page = again.get(&practice.at("/sign-in/code")).await.body;
    assert!(
        !page.contains("<code>"),
        "the secret is shown only until a phone has it"
    );
    practice.wait(SignedDuration::from_secs(31));
    let answer = again
        .post(&practice.at("/sign-in/code"), &[("code", &code())])
        .await;
    assert_eq!(answer.location, "/");
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_left_alone_is_signed_out_and_signing_out_ends_it() {
    let practice = Practice::open(On::Sqlite, false).await;
    found(&practice).await;
    let mut owner = Someone::signed_in(&practice, "owner").await;
    assert_eq!(owner.get(&practice.at("/patients")).await.status, StatusCode::OK);
    practice.wait(SignedDuration::from_hours(3));
    assert_eq!(owner.get(&practice.at("/patients")).await.status, StatusCode::OK);
    practice.wait(SignedDuration::from_hours(3));
    assert_eq!(
        owner.get(&practice.at("/patients")).await.status,
        StatusCode::OK,
        "use prolongs it"
    );
    practice.wait(SignedDuration::from_hours(5));
    assert_eq!(owner.get(&practice.at("/patients")).await.location, "/sign-in");
    owner = Someone::signed_in(&practice, "owner").await;
    let before = owner.clone();
    owner.post(&practice.at("/sign-out"), &[]).await;
    assert_eq!(
        before.get(&practice.at("/patients")).await.location,
        "/sign-in",
        "the old cookie is worth nothing"
    );
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_has_the_code_makes_the_first_account_and_only_once() {
    let practice = Practice::open(On::Sqlite, false).await;
    let fields = |code: &'static str, password: &'static str| {
        [
            ("code", code),
            ("clinic", "C"),
            ("zone", "Europe/Berlin"),
            ("name", "N"),
            ("login", "first"),
            ("password", password),
        ]
    };
    let mut someone = Someone::new();
    let wrong = someone
        .post(&practice.at("/setup"), &fields("guess", PASSWORD))
        .await;
    assert!(wrong.body.contains("not the code"));
    let weak = someone
        .post(&practice.at("/setup"), &fields(SETUP_CODE, "short"))
        .await;
    assert!(weak.body.contains("at least 15 characters"));
    assert!(!practice.store.is_founded().await.unwrap());
    let right = someone
        .post(&practice.at("/setup"), &fields(SETUP_CODE, PASSWORD))
        .await;
    assert_eq!(right.location, "/");
    let again = Someone::new()
        .post(&practice.at("/setup"), &fields(SETUP_CODE, PASSWORD))
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "there is an owner already");
    assert_eq!(again.location, "/sign-in");
    practice.close().await;
}
