//! What raters and patients see, in a real browser: every page that links lead them to, without barriers.

use crate::looking::{barriers_behind_links, enter, texts_behind_links};
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
    enter(&browser, &bench.practice, login).await;
    browser.expect(greeting).await;
    let (seen, barriers) = barriers_behind_links(&browser, &bench.practice, start).await;
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    browser.close().await;
    seen
}

/// Words that every English sentence is full of, and no German one.
const ENGLISH: [&str; 11] = [
    " the ", " and ", " of ", " is ", " are ", " not ", " with ", " from ", " for ", " this ", " your ",
];
/// What the test's own people and practices are called.
const NAMES: [&str; 2] = ["Practice at the Dock", "clara Clinician"];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn every_page_is_german_for_who_asks_for_german() {
    let bench = Bench::in_language("de").await;
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
    let mut english = Vec::new();
    let ways = [
        ("owner", "Olga Owner", "/clinic"),
        ("clara", "clara ", "/today"),
        ("clara", "clara ", own.as_str()),
        ("pia", "pia ", own.as_str()),
    ];
    for (login, name, start) in ways {
        let browser = Browser::start(Hand::Mouse, 820, 1180).await;
        browser.open(&bench.practice.at("/sign-in?language=de")).await;
        browser.expect("Anmelden").await;
        browser.fill("login", login).await;
        browser.fill("password", PASSWORD).await;
        browser.press("Anmelden").await;
        browser.expect(name).await;
        for (page, text) in texts_behind_links(&browser, &bench.practice, start).await {
            // Its table names the sources of the protocol by their titles.
            if page == "/clinic/protocols" {
                continue;
            }
            let text = NAMES.iter().fold(text, |text, name| text.replace(name, ""));
            let found: Vec<&str> = text
                .lines()
                .filter(|line| {
                    ENGLISH
                        .iter()
                        .any(|word| format!(" {} ", line.to_lowercase()).contains(word))
                })
                .collect();
            if !found.is_empty() {
                english.push(format!("{login} {page}: {found:?}"));
            }
        }
        browser.close().await;
    }
    assert!(english.is_empty(), "{}", english.join("\n"));
    bench.practice.close().await;
}
