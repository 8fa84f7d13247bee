//! What an owner does beside patients: the practice, its texts, accounts, the log; and what anybody does with an account.

use crate::people::{PASSWORD, Someone, found, hire};
use crate::practice::{On, Practice};
use relief_course::Role;
use reqwest::StatusCode;

const NEW_PASSWORD: &str = "eight red herons at dusk";

async fn office() -> (Practice, Someone) {
    let practice = Practice::open(On::Sqlite, false).await;
    found(&practice).await;
    let owner = Someone::signed_in(&practice, "owner").await;
    (practice, owner)
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_are_kept_or_every_mistake_is_named_beside_its_field() {
    let (practice, mut owner) = office().await;
    let url = practice.at("/clinic");
    let wrong = [
        ("name", "Dock"),
        ("zone", "UTC"),
        ("monday", "12-9"),
        ("friday", "late"),
        ("holidays", "Easter"),
        ("seen", "1"),
    ];
    let refused = owner.post(&url, &wrong).await;
    assert_eq!(refused.status, StatusCode::OK);
    assert!(refused.body.contains("3 things are not right yet") && refused.body.contains("value=\"late\""));
    let right = [
        ("name", "Dock"),
        ("zone", "Europe/Vienna"),
        ("urgent", "+43 1 000 00 00, at any hour"),
        ("monday", "9-12 13-17"),
        ("holidays", "2026-12-25 Christmas"),
        ("seen", "1"),
    ];
    assert_eq!(owner.post(&url, &right).await.status, StatusCode::SEE_OTHER);
    let shown = owner.get(&url).await.body;
    assert!(shown.contains("value=\"+43 1 000 00 00, at any hour\""));
    assert!(shown.contains("09:00-12:00 13:00-17:00") && shown.contains("2026-12-25 Christmas"));
    assert_eq!(
        owner.post(&url, &right).await.status,
        StatusCode::CONFLICT,
        "an old page changes nothing"
    );
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protocol_with_a_mistake_is_refused_with_its_line() {
    let (practice, mut owner) = office().await;
    let url = practice.at("/clinic/protocols");
    let text = relief_protocol::shipped::MICRONEEDLING_ACNE_SCARS;
    // Browsers end lines their own way; the text is still the same.
    let same = owner.post(&url, &[("text", &text.replace('\n', "\r\n"))]).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER, "{}", same.body);
    assert!(!owner.get(&url).await.body.contains("Earlier versions"));
    let broken = owner.post(&url, &[("text", "schema = 3")]).await;
    assert!(broken.body.contains("line 1, column 10"), "{}", broken.body);
    let other = text.replacen("title = \"", "title = \"Our ", 1);
    assert!(
        owner
            .post(&url, &[("text", &other)])
            .await
            .body
            .contains("count its version up")
    );
    let next = other.replacen("version = 1", "version = 2", 1);
    assert_eq!(
        owner.post(&url, &[("text", &next)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(owner.get(&url).await.body.contains("Earlier versions"));
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_added_and_changed_and_the_last_owner_stays() {
    let (practice, mut owner) = office().await;
    let new = practice.at("/accounts/new");
    let taken = [
        ("name", "Bo"),
        ("login", "OWNER"),
        ("roles", "assistant"),
        ("password", NEW_PASSWORD),
    ];
    assert!(
        owner
            .post(&new, &taken)
            .await
            .body
            .contains("Somebody signs in with this already")
    );
    let bo = [
        ("name", "Bo"),
        ("login", "bo"),
        ("roles", "assistant"),
        ("password", PASSWORD),
    ];
    assert_eq!(owner.post(&new, &bo).await.status, StatusCode::SEE_OTHER);
    let hired = Someone::signed_in(&practice, "bo").await;
    assert_eq!(
        hired.get(&practice.at("/accounts")).await.status,
        StatusCode::FORBIDDEN
    );
    let id = |login: &str| {
        let (store, login) = (practice.store.clone(), login.to_owned());
        async move {
            store
                .account_named(&login)
                .await
                .unwrap()
                .unwrap()
                .0
                .id
                .to_string()
        }
    };
    let own = practice.at(&format!("/accounts/{}", id("owner").await));
    let leaving = [
        ("name", "Olga"),
        ("login", "owner"),
        ("roles", "clinician"),
        ("enabled", "yes"),
        ("seen", "1"),
    ];
    assert!(owner.post(&own, &leaving).await.body.contains("the last owner"));
    let other = practice.at(&format!("/accounts/{}", id("bo").await));
    let closed = [
        ("name", "Bo"),
        ("login", "bo"),
        ("roles", "assistant"),
        ("seen", "1"),
    ];
    assert_eq!(owner.post(&other, &closed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        hired.get(&practice.at("/account")).await.location,
        "/sign-in",
        "signed out at once"
    );
    let log = owner.get(&practice.at("/audit")).await.body;
    assert!(log.contains("Manage accounts") && log.contains("refused") && log.contains("Olga Owner"));
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_signs_out_every_other_browser() {
    let practice = Practice::open(On::Sqlite, false).await;
    let owner = found(&practice).await;
    hire(&practice, &owner, "clara", Role::Clinician, None).await;
    let mut here = Someone::signed_in(&practice, "clara").await;
    let there = Someone::signed_in(&practice, "clara").await;
    let url = practice.at("/account/password");
    let wrong = [("old", "guessed"), ("password", NEW_PASSWORD), ("again", "other")];
    let refused = here.post(&url, &wrong).await.body;
    assert!(refused.contains("This is not your password") && refused.contains("not the same"));
    assert!(!refused.contains(NEW_PASSWORD), "no password is shown");
    let right = [
        ("old", PASSWORD),
        ("password", NEW_PASSWORD),
        ("again", NEW_PASSWORD),
    ];
    assert_eq!(here.post(&url, &right).await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get(&practice.at("/account")).await.status, StatusCode::OK);
    assert_eq!(there.get(&practice.at("/account")).await.location, "/sign-in");
    here.post(&practice.at("/account/sign-out"), &[]).await;
    assert_eq!(here.get(&practice.at("/account")).await.location, "/sign-in");
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_is_deleted_only_by_name_and_leaves_a_proof() {
    let (practice, mut owner) = office().await;
    let added = [
        ("name", "Cleo Berg"),
        ("born", "1990-01-02"),
        ("reference", "P-7"),
    ];
    let added = owner.post(&practice.at("/patients/new"), &added).await.location;
    let patient = practice.at(added.split('?').next().unwrap());
    let account = [("login", "cleo"), ("password", PASSWORD)];
    assert_eq!(
        owner.post(&format!("{patient}/account"), &account).await.status,
        StatusCode::SEE_OTHER
    );
    let cleo = Someone::signed_in(&practice, "cleo").await;
    let copy = cleo.get(&format!("{patient}/export")).await;
    assert!(copy.body.contains("Cleo Berg"));
    let name = copy.headers["content-disposition"].to_str().unwrap();
    assert!(name.starts_with("attachment") && !name.contains("leo"));
    let url = format!("{patient}/delete");
    assert!(
        owner
            .post(&url, &[("who", "Cleo")])
            .await
            .body
            .contains("neither the name nor the number")
    );
    let proof = owner.post(&url, &[("who", "p-7")]).await.body;
    assert!(proof.contains("Mark of the destroyed key") && !proof.contains("Cleo"));
    assert_eq!(owner.get(&patient).await.status, StatusCode::NOT_FOUND);
    assert_eq!(cleo.get(&practice.at("/account")).await.location, "/sign-in");
    let log = patient.rsplit('/').next().unwrap();
    let log = owner
        .get(&practice.at(&format!("/audit?patient={log}")))
        .await
        .body;
    assert!(log.contains("Delete patient") && log.contains("Only entries about patient"));
    assert!(practice.store.verify().await.unwrap().is_clean());
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_goes_from_one_practice_to_another() {
    let (practice, mut owner) = office().await;
    let url = practice.at("/clinics");
    assert_eq!(
        owner
            .post(&url, &[("name", "Uptown"), ("zone", "UTC")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let page = owner.get(&url).await.body;
    let other = page.split("name=\"clinic\" value=\"").nth(1).unwrap()[..32].to_owned();
    let switch = practice.at("/clinics/switch");
    assert_eq!(
        owner.post(&switch, &[("clinic", &"0".repeat(32))]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        owner.post(&switch, &[("clinic", &other)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        owner
            .get(&practice.at("/clinic"))
            .await
            .body
            .contains("<h1>Uptown</h1>")
    );
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_for_researchers_leave_with_an_entry_in_the_log() {
    let (practice, owner) = office().await;
    let page = owner.get(&practice.at("/helps")).await.body;
    assert!(page.contains("href=\"/helps/export\""));
    assert!(
        !owner
            .get(&practice.at("/audit"))
            .await
            .body
            .contains("Export clinic")
    );
    let archive = owner.bytes_at(&practice.at("/helps/export")).await;
    assert!(archive.starts_with(b"PK\x03\x04"), "a zip archive");
    let log = owner.get(&practice.at("/audit")).await.body;
    assert!(log.contains("Export clinic"), "{log}");
    practice.close().await;
}
