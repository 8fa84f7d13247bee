//! Scans in a real browser: from the file to the scars and the change, and what everybody sees of them, without barriers.

use crate::looking::{barriers, barriers_behind_links, barriers_in_the_dark, enter, texts_behind_links};
use crate::people::{Someone, hire};
use crate::photos::Bench;
use crate::scans::{PITCH, npy};
use relief_course::Role;
use relief_stage::browser::{Browser, Hand};
use std::path::PathBuf;
use tempfile::TempDir;

/// A file to attach.
fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What the view in three dimensions shows, after a key.
async fn canvas(browser: &Browser, key: &str) -> String {
    let script = "const canvas = document.querySelector('.space canvas'), [key] = arguments; \
                  const wait = (ms) => new Promise((done) => setTimeout(done, ms)); \
                  document.querySelector('.solid').scrollIntoView(); \
                  return wait(500).then(() => { \
                    canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); return wait(500); \
                  }).then(() => canvas.toDataURL());";
    let seen = browser.client.execute(script, vec![key.into()]).await.unwrap();
    seen.as_str().unwrap().to_owned()
}

/// How many files an input holds.
async fn chosen(browser: &Browser, name: &str) -> u64 {
    let script = format!("return document.getElementById('{name}').files.length;");
    let count = browser.client.execute(&script, Vec::new()).await.unwrap();
    count.as_u64().unwrap()
}

/// Barriers in light and in dark colours.
async fn look(browser: &Browser, page: &str) -> Vec<String> {
    let mut found = barriers(browser, page).await;
    found.extend(barriers_in_the_dark(browser, page).await);
    found
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn a_scan_is_added_measured_and_compared_in_the_browser() {
    let mut bench = Bench::open().await;
    bench.consent().await;
    let folder = TempDir::new().unwrap();
    let browser = Browser::start_drawing(Hand::Keyboard, 1280, 900).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Patients").await;
    browser.open(&bench.at("/scans")).await;
    let mut found = look(&browser, "scans empty").await;

    browser
        .attach("scan", &file(&folder, "cheek.npy", &npy(1, 1.0)))
        .await;
    browser.select("zone", "cheek_left").await;
    browser.press("Add and measure").await;
    browser.expect("does not say how far apart its cells lie").await;
    found.extend(look(&browser, "scans asked").await);
    assert_eq!(chosen(&browser, "scan").await, 1, "the file is still chosen");
    browser.fill("pitch_mm", PITCH).await;
    browser.press("Add and measure").await;
    browser.expect("The scan was kept.").await;
    browser.expect("Scar by scar").await;
    found.extend(look(&browser, "scan measured").await);

    let drawn = canvas(&browser, "").await;
    let turned = canvas(&browser, "ArrowLeft").await;
    assert!(
        drawn.len() > 5000 && turned != drawn,
        "the skin is drawn and turns"
    );

    bench.practice.wait_days(100);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    bench.scanned(&npy(2, 0.5)).await;
    browser.open(&bench.practice.at("/sign-in")).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Patients").await;
    browser.open(&bench.at("/scans")).await;
    found.extend(look(&browser, "scans two").await);
    let day = bench.practice.day(0);
    let button = format!("Compare with the first scan of this zone: Left cheek, {day}");
    browser.press(&button).await;
    browser.expect("Improved").await;
    browser.expect("Scar volume").await;
    found.extend(look(&browser, "scans compared").await);
    browser.open(&bench.at("")).await;
    browser.expect("Scans compared").await;
    found.extend(look(&browser, "timeline with scans").await);
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn a_patient_sees_the_own_scans_without_barriers_in_both_languages() {
    let mut bench = Bench::in_language("de").await;
    bench.consent().await;
    bench.scanned(&npy(1, 1.0)).await;
    bench.practice.wait_days(100);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    bench.scanned(&npy(2, 0.5)).await;
    let ids = bench.scans().await;
    let pair = [("before", ids[0].as_str()), ("after", ids[1].as_str())];
    let ask = bench.at("/scans/compare");
    let asked = bench.staff.post(&ask, &pair).await;
    bench.over(&asked.location).await;
    hire(
        &bench.practice,
        &bench.owner,
        "pia",
        Role::Patient,
        Some(bench.patient),
    )
    .await;
    let browser = Browser::start(Hand::Mouse, 820, 1180).await;
    enter(&browser, &bench.practice, "pia").await;
    browser.expect("What is due").await;
    let scans = format!("/patients/{}/scans", bench.patient);
    let (seen, found) = barriers_behind_links(&browser, &bench.practice, &scans).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
    for page in ["scans", "scans/{scan}", "measurements/{record}"] {
        let route = format!("/patients/{{patient}}/{page}");
        assert!(seen.contains(route.as_str()), "{page}: {seen:?}");
    }
    browser.open(&bench.practice.at("/?language=de")).await;
    let pages = texts_behind_links(&browser, &bench.practice, &scans).await;
    let english = pages.iter().filter(|(page, text)| {
        // The practice is called so in every language.
        let text = text.replace("Practice at the Dock", "").to_lowercase();
        page.contains("scan") && [" the ", " and ", " of "].iter().any(|word| text.contains(word))
    });
    let english: Vec<_> = english.collect();
    assert!(english.is_empty(), "{english:#?}");
    browser.close().await;
    bench.practice.close().await;
}
