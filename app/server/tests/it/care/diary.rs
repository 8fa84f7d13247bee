//! The diary: what is missing, alarms and the looks at them, two people at once.

use super::{Care, has, main};
use crate::looking::enter;
use crate::people::{Answer, Someone, hire};
use crate::photos::pair;
use jiff::SignedDuration;
use relief_course::{ConsentTo, Role};
use relief_stage::browser::{Browser, Hand};
use reqwest::StatusCode;

fn day<'a>(seen: &'a str, pain: &'a str) -> Vec<(&'a str, &'a str)> {
    let signs = ["swelling", "bruising", "itch", "flaking", "darkening"].map(|sign| (sign, "none"));
    let rest = [
        ("session", "1"),
        ("on", "2026-03-02"),
        ("seen", seen),
        ("redness", "moderate"),
        ("pain", pain),
    ];
    signs.into_iter().chain(rest).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_is_loud_until_a_clinician_has_looked() {
    let mut care = Care::begin().await;
    has(
        &care.get("/diary").await,
        "The diary begins when the first session is signed",
    );
    care.signed().await;
    let missing = care.post("/diary", &day("0", "")).await;
    has(&missing.body, "id=\"pain-problem\"");
    let mut flagged = day("0", "mild");
    flagged.push(("red_flags", "pus"));
    let alarm = care.done("/diary", &flagged).await;
    has(&alarm, "Please call the clinic now");
    has(&alarm, "<strong>+49 30 000 000</strong>");
    has(&alarm, "This may be an infection");
    has(&alarm, "nobody has looked at it yet");
    // Every other page says it, and louder when a day has gone by; a reload of the list says it once.
    let elsewhere = care.get("/plan").await;
    has(&elsewhere, "An alarming day of a diary waits for a clinician.");
    assert!(!elsewhere.contains("alarm-bar late"));
    let today = care.clinician.get(&care.practice.at("/today")).await.body;
    assert!(!today.contains("alarm-bar"), "{today}");
    care.practice.wait_days(1);
    care.clinician = Someone::signed_in(&care.practice, "clinician").await;
    let next_day = care.get("/plan").await;
    has(&next_day, "waits for a clinician. The first is of 2026-03-02.");
    has(&next_day, "alarm-bar late");
    let empty = care
        .post("/diary/review", &[("session", "1"), ("on", "2026-03-02")])
        .await;
    has(&empty.body, "finding-2026-03-02-problem");
    let review = [
        ("session", "1"),
        ("on", "2026-03-02"),
        ("finding-2026-03-02", "Sweat, no pus"),
    ];
    let looked = care.done("/diary/review", &review).await;
    assert!(
        !looked.contains("nobody has looked at it yet"),
        "{}",
        main(&looked)
    );
    has(&looked, "Sweat, no pus");
    assert!(!care.get("/plan").await.contains("alarm-bar"));
    let stale = care.post("/diary", &day("0", "mild")).await;
    has(&stale.body, "Somebody else changed this day");
    has(
        &care.done("/diary", &day("1", "mild")).await,
        "This is normal on this day",
    );
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_who_keep_a_day_at_once_one_does() {
    let mut care = Care::begin().await;
    care.signed().await;
    let ended = care.at_once("/diary", &day("0", "mild")).await;
    let kept = |answer: &&Answer| answer.status == StatusCode::SEE_OTHER;
    assert_eq!(ended.iter().filter(kept).count(), 1);
    for answer in ended.iter().filter(|answer| !kept(answer)) {
        has(&answer.body, "Somebody else changed this day");
    }
    has(&care.get("/diary").await, "Correct 2026-03-02");
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_keeps_a_photo_once_the_patient_agreed_to_photos() {
    let mut care = Care::begin().await;
    care.signed().await;
    care.done("/diary", &day("0", "mild")).await;
    let url = care.at("/diary/photo");
    let photo = pair()[0].clone();
    let of_day = |seen: &'static str| {
        [
            ("session", "1"),
            ("on", "2026-03-02"),
            ("seen", seen),
            ("view", "frontal"),
        ]
    };
    let send = async |care: &Care, fields: &[(&str, &str)], name: &str, bytes: &[u8]| {
        let files = [("photo", name, bytes)];
        care.clinician.send_files(&url, fields, &files).await
    };
    has(&care.get("/diary?session=1&day=0").await, "Go to consent");
    let refused = send(&care, &of_day("1"), "day.jpg", &photo).await;
    has(&refused.body, "has not agreed to photos");
    care.agree(ConsentTo::PhotosInRecord, "photos_in_record").await;

    let text = send(&care, &of_day("1"), "day.jpg", b"no picture").await;
    has(&text.body, "id=\"photo-problem\"");
    let none = care.clinician.send_files(&url, &of_day("1"), &[]).await;
    has(&none.body, "Please choose a photo");
    let nowhere = send(&care, &of_day("1")[..3], "day.jpg", &photo).await;
    has(&nowhere.body, "Please choose one");
    assert!(!care.get("/photos").await.contains("/small"), "nothing was kept");

    let kept = send(&care, &of_day("1"), "day.jpg", &photo).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", main(&kept.body));
    has(
        &care.get("/diary?session=1&day=0").await,
        "/small\" alt=\"From the front, 2026-03-02\"",
    );
    has(
        &care.get("/photos").await,
        "/small\" alt=\"From the front, 2026-03-02\"",
    );
    let stale = send(&care, &of_day("1"), "day.jpg", &photo).await;
    has(&stale.body, "Somebody else changed this day");
    // A correction of the day keeps its photo.
    let corrected = care.done("/diary", &day("2", "none")).await;
    has(&corrected, "/small\" alt=\"From the front");
    care.practice.close().await;
}

/// Nothing that the protocol calls a red flag may get lost between the patient's phone and whoever must look.
#[tokio::test(flavor = "multi_thread")]
async fn each_red_flag_reaches_the_day_of_the_practice() {
    let mut care = Care::begin().await;
    care.signed().await;
    let today = care.practice.at("/today");
    let flags: Vec<String> = care
        .protocol
        .red_flags()
        .iter()
        .map(|flag| flag.id.to_string())
        .collect();
    assert!(flags.len() > 5, "{flags:?}");
    for (seen, flag) in flags.iter().enumerate() {
        let seen = seen.to_string();
        let mut fields = day(&seen, "none");
        fields.push(("red_flags", flag));
        let told = care.done("/diary", &fields).await;
        has(&told, "Please call the clinic now");
        let page = care.clinician.get(&today).await.body;
        let alarms = page
            .split("card alarm")
            .nth(1)
            .unwrap_or_else(|| panic!("{flag}: {page}"));
        assert!(alarms.contains("Zoë Ångström"), "{flag}: {page}");
        let finding = format!("looked at {flag}");
        let review = [
            ("session", "1"),
            ("on", "2026-03-02"),
            ("finding-2026-03-02", finding.as_str()),
        ];
        care.done("/diary/review", &review).await;
        let page = care.clinician.get(&today).await.body;
        assert!(!page.contains("card alarm"), "{flag}: {page}");
        // What is entered after a look is to be looked at again.
        care.practice.wait(SignedDuration::from_mins(1));
    }
    care.practice.close().await;
}

/// A patient's own phone: a day that is normal, one to watch, one to call about at once.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn a_patient_keeps_the_diary_on_a_phone_through_all_answers() {
    let mut care = Care::begin().await;
    care.signed().await;
    hire(
        &care.practice,
        &care.owner,
        "zoe",
        Role::Patient,
        Some(care.patient),
    )
    .await;
    let phone = Browser::start(Hand::Mouse, 390, 844).await;
    enter(&phone, &care.practice, "zoe").await;
    phone.expect("What is due").await;
    let signs = [
        "redness",
        "pain",
        "swelling",
        "bruising",
        "itch",
        "flaking",
        "darkening",
    ];
    for (strong, severity, flag, answer) in [
        ("redness", "moderate", None, "This is normal on this day."),
        ("darkening", "mild", None, "Look again tomorrow"),
        ("redness", "mild", Some("blisters"), "Please call the clinic now."),
    ] {
        phone.open(&care.at("/diary")).await;
        if phone.text().await.contains("Correct 2026-03-02") {
            phone.unfold("Correct 2026-03-02").await;
        }
        for sign in signs {
            phone
                .choose(sign, if sign == strong { severity } else { "none" })
                .await;
        }
        if let Some(flag) = flag {
            phone.choose("red_flags", flag).await;
        }
        phone.press_in_form_of("redness").await;
        phone.expect(answer).await;
        assert!(!phone.overflows().await, "{answer}");
    }
    // The clinic's number is there, and what it may be.
    phone.expect("+49 30 000 000").await;
    phone.expect("This may be herpes").await;
    let barriers = phone.axe().await;
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    phone.close().await;
    care.practice.close().await;
}
