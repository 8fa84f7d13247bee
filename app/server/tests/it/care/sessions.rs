//! Sessions: what stands against one, drafts of two people, what is unusual, adverse events.

use super::{Care, has, main, session};
use crate::people::Answer;
use jiff::SignedDuration;
use reqwest::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn a_session_waits_for_what_stands_against_it() {
    let mut care = Care::begin().await;
    let page = care.get("/session").await;
    has(&page, "No session may begin now");
    has(&page, "candidacy questions have to be asked again");
    assert!(!page.contains("Keep as draft"), "{}", main(&page));
    let refused = care.post("/session", &session(&[])).await;
    has(&refused.body, "may not begin now");
    care.permit().await;
    let page = care.get("/session").await;
    has(&page, "Keep as draft");
    has(&page, "Photos may not be kept");
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_drafts_neither_is_lost() {
    let mut care = Care::begin().await;
    care.permit().await;
    let nothing = [("number", "1"), ("seen", "0"), ("on", "2026-03-02")];
    has(&care.done("/session", &nothing).await, "draft, not signed");
    let other = [
        ("number", "1"),
        ("seen", "0"),
        ("on", "2026-03-02"),
        ("note", "mine, typed meanwhile"),
    ];
    let stale = care.post("/session", &other).await;
    has(&stale.body, "Somebody else kept this draft");
    has(&stale.body, "mine, typed meanwhile");
    has(&stale.body, "name=\"seen\" value=\"1\"");
    let again = [
        ("number", "1"),
        ("seen", "1"),
        ("on", "2026-03-02"),
        ("note", "mine, typed meanwhile"),
    ];
    has(&care.done("/session", &again).await, "mine, typed meanwhile");
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_who_sign_at_once_one_does() {
    let care = Care::begin().await;
    care.permit().await;
    care.practice.wait(SignedDuration::from_hours(2));
    let ended = care.at_once("/session/sign", &session(&[])).await;
    let signed = |answer: &&Answer| answer.status == StatusCode::SEE_OTHER;
    assert_eq!(ended.iter().filter(signed).count(), 1);
    let page = care.get("/session").await;
    assert_eq!(
        page.matches("Session 1, 2026-03-02").count(),
        1,
        "{}",
        main(&page)
    );
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unusual_is_confirmed_and_what_is_refused_is_not() {
    let mut care = Care::begin().await;
    care.permit().await;
    care.practice.wait(SignedDuration::from_hours(2));
    let refused = care
        .post(
            "/session/sign",
            &session(&[("device", ""), ("cheek_left.needle_mm", "3")]),
        )
        .await;
    has(&refused.body, "Device (left cheek) is missing.");
    has(
        &refused.body,
        "3 mm is too long for the zone left cheek; the limit is 2.5 mm.",
    );
    let unusual = [("cheek_left.other_passes", "14"), ("cheek_left.passes", "")];
    let asked = care.post("/session/sign", &session(&unusual)).await;
    has(&asked.body, "14 passes are unusual (left cheek)");
    let flag = "14 passes are unusual (left cheek); usual are 4 to 10.";
    let confirmed = [unusual[0], unusual[1], ("confirmed", flag)];
    let signed = care.done("/session/sign", &session(&confirmed)).await;
    has(&signed, "The session was signed");
    has(&signed, flag);
    has(&signed, "clinician Clinician");
    has(&care.get("/session").await, "It is too soon");
    has(&care.get("/session").await, "Session 1, 2026-03-02");
    let twice = care.post("/session/sign", &session(&confirmed)).await;
    has(&twice.body, "was signed meanwhile");
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adverse_event_is_told_in_full() {
    let mut care = Care::begin().await;
    care.permit().await;
    care.practice.wait(SignedDuration::from_hours(2));
    let half = care
        .post(
            "/session",
            &session(&[("adverse_events", "yes"), ("event1.what", "Fainted")]),
        )
        .await;
    has(&half.body, "Fainted");
    has(&half.body, "id=\"event1.at-problem\"");
    let told = [
        ("adverse_events", "yes"),
        ("event1.what", "Fainted"),
        ("event1.at", "08:50"),
        ("event1.done", "Laid down"),
        ("event1.serious", "yes"),
    ];
    let signed = care.done("/session/sign", &session(&told)).await;
    has(&signed, "Fainted");
    has(&signed, "Done: Laid down");
    care.practice.close().await;
}
