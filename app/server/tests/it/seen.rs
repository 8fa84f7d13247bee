//! What raters and patients see, in a real browser: every page that links lead them to, without barriers.

use crate::looking::barriers_behind_links;
use crate::people::{PASSWORD, hire};
use crate::photos::{Bench, pair};
use crate::ratings::ids;
use relief_course::Role;
use relief_stage::browser::{Browser, Hand};
use reqwest::StatusCode;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn what_a_rater_sees_has_no_barriers() {
    let mut bench = Bench::open().await;
    bench.consent().await;
    let [before, after] = pair();
    for photo in [before, after] {
        bench.upload(&[("frontal", "pia.jpg", &photo)]).await;
    }
    let rater = hire(&bench.practice, &bench.owner, "rita", Role::Rater, None).await;
    let ask = bench.at("/rating");
    let form = bench.staff.get(&ask).await.body;
    let photos = ids(&form, "<option value=\"");
    let fields = [
        ("photo", photos[0]),
        ("before", photos[1]),
        ("raters", rater.as_str()),
    ];
    assert_eq!(
        bench.staff.post(&ask, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let seen = look_as(&bench, "rita", "Pictures to grade", "/ratings").await;
    assert!(seen.contains(&"/ratings/{task}"), "{seen:?}");
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn what_a_patient_sees_of_the_own_record_has_no_barriers() {
    let bench = Bench::open().await;
    bench.consent().await;
    bench.upload(&[("frontal", "pia.jpg", &pair()[0])]).await;
    hire(
        &bench.practice,
        &bench.owner,
        "pia",
        Role::Patient,
        Some(bench.patient),
    )
    .await;
    let own = format!("/patients/{}", bench.patient);
    let seen = look_as(&bench, "pia", "What is due", &own).await;
    for page in [
        "candidacy",
        "consent",
        "plan",
        "diary",
        "photos",
        "grading",
        "outcome",
    ] {
        let route = format!("/patients/{{patient}}/{page}");
        assert!(seen.contains(route.as_str()), "{page}: {seen:?}");
    }
    bench.practice.close().await;
}

/// Signs in, and goes from link to link.
async fn look_as(
    bench: &Bench,
    login: &str,
    greeting: &str,
    start: &str,
) -> std::collections::BTreeSet<&'static str> {
    let browser = Browser::start(Hand::Mouse, 1280, 900).await;
    browser.open(&bench.practice.at("/sign-in")).await;
    browser.fill("login", login).await;
    browser.fill("password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.expect(greeting).await;
    let (seen, barriers) = barriers_behind_links(&browser, &bench.practice, start).await;
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    browser.close().await;
    seen
}
