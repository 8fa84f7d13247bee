//! The practice's tablet in a patient's hands.

use crate::looking::{barriers, enter};
use crate::photos::Bench;
use crate::portal::between;
use relief_course::Assessment;
use relief_server::{Access, ROUTES};
use relief_stage::browser::{Browser, Hand};
use relief_store::Record;
use reqwest::StatusCode;

const PIN: &str = "4711";

/// Nothing stands against a session, whatever is asked.
fn answers(page: &str) -> Vec<(String, String)> {
    // The day of birth is there already.
    let born = page
        .split(" name=\"")
        .find(|part| part.contains("value=\"1990-05-17\""));
    let born = born.unwrap().split('"').next().unwrap().to_owned();
    let mut answers = vec![(born, "1990-05-17".to_owned())];
    for part in page.split("<input type=\"radio\" name=\"").skip(1) {
        let name = part.split('"').next().unwrap();
        for code in ["no", "never"] {
            if part.contains(&format!("value=\"{code}\"")) && part.find("value").unwrap() < 80 {
                answers.push((name.to_owned(), code.to_owned()));
                break;
            }
        }
    }
    answers
}

impl Bench {
    async fn hand_over(&mut self) {
        let ask = self.at("/kiosk");
        let handed = self.staff.post(&ask, &[("pin", PIN)]).await;
        assert_eq!(
            (handed.status, handed.location.as_str()),
            (StatusCode::SEE_OTHER, "/kiosk"),
            "{}",
            handed.body
        );
    }

    async fn kiosk(&self) -> String {
        self.staff.get(&self.practice.at("/kiosk")).await.body
    }

    async fn give(&mut self, path: &str, fields: &[(&str, &str)]) -> crate::people::Answer {
        let path = self.practice.at(path);
        self.staff.post(&path, fields).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_in_a_patients_hands_comes_to_nothing_but_the_own_steps() {
    let mut bench = Bench::open().await;
    let before = bench.staff.clone();
    bench.hand_over().await;
    let mut strayed = Vec::new();
    for route in ROUTES {
        if matches!(route.access, Access::Public | Access::Kiosk) {
            continue;
        }
        let path = route
            .path
            .replace("{patient}", &bench.patient.to_string())
            .replace(['{', '}'], "");
        let url = bench.practice.at(&path);
        let answer = match route.method {
            "GET" => bench.staff.get(&url).await,
            _ => bench.staff.clone().post(&url, &[]).await,
        };
        if (answer.status, answer.location.as_str()) != (StatusCode::SEE_OTHER, "/kiosk") {
            strayed.push(format!("{} {}: {}", route.method, route.path, answer.status));
        }
    }
    assert!(strayed.is_empty(), "{}", strayed.join("\n"));
    // Neither does a page that was open before, nor one with the PIN of nobody.
    let old = before.get(&bench.at("")).await;
    assert_eq!(
        (old.status, old.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in")
    );
    let page = bench.kiosk().await;
    assert!(
        page.contains("Step 1 of") && !page.contains("/patients"),
        "{page}"
    );
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_answers_and_signs_and_the_pin_takes_the_tablet_back() {
    let mut bench = Bench::open().await;
    bench.hand_over().await;
    let questions = bench.kiosk().await;
    let given = answers(&questions);
    let mut fields: Vec<(&str, &str)> = given
        .iter()
        .map(|(name, code)| (name.as_str(), code.as_str()))
        .collect();
    let unanswered = bench.give("/kiosk/candidacy", &fields[..2]).await;
    assert!(unanswered.body.contains("Please answer."), "{}", unanswered.body);
    // Whoever signed in may override an answer, but does not hold the tablet.
    let override_reason = format!("{}.override", fields[1].0);
    fields.push((&override_reason, "never mind"));
    let answered = bench.give("/kiosk/candidacy", &fields).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    let kept = bench.repository.latest(bench.patient).await.unwrap().records;
    let kept: Vec<_> = kept
        .iter()
        .filter(|record| record.kind == Assessment::KIND)
        .map(|record| record.read::<Assessment>().unwrap().value)
        .collect();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].questionnaire.overrides.is_empty());

    let consent = bench.kiosk().await;
    assert!(consent.contains("I have read this and agree"), "{consent}");
    let code = between(&consent, "name=\"to\" value=\"", "\"");
    let hash = between(&consent, "name=\"seen\" value=\"", "\"");
    let (read, name) = (format!("read.{code}"), format!("name.{code}"));
    let sign = [
        ("to", code.as_str()),
        ("seen", hash.as_str()),
        (read.as_str(), "yes"),
        (name.as_str(), "Pia Pattern"),
    ];
    let unsigned = bench.give("/kiosk/consent", &sign[..3]).await;
    assert!(
        unsigned.body.contains("Please fill this in."),
        "{}",
        unsigned.body
    );
    let signed = bench.give("/kiosk/consent", &sign).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
    let after = bench.kiosk().await;
    assert!(
        !after.contains(&format!("value=\"{code}\"")),
        "it is signed: {after}"
    );

    let end = bench.staff.get(&bench.practice.at("/kiosk?step=end")).await.body;
    assert!(end.contains("Something is left for later"), "{end}");
    let wrong = bench.give("/kiosk/return", &[("pin", "0000")]).await;
    assert!(wrong.body.contains("Tries left: 4."), "{}", wrong.body);
    let back = bench.give("/kiosk/return", &[("pin", PIN)]).await;
    assert_eq!(back.location, format!("/patients/{}", bench.patient));
    let page = bench.staff.get(&bench.at("/consent")).await;
    assert!(page.body.contains("signed by Pia Pattern"), "{}", page.body);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_pins_close_the_tablet_even_at_one_instant() {
    let mut bench = Bench::open().await;
    for pin in ["", "123", "123456789", "12a4"] {
        let refused = bench
            .staff
            .clone()
            .post(&bench.at("/kiosk"), &[("pin", pin)])
            .await;
        assert!(
            refused.body.contains("four to eight digits"),
            "{pin}: {}",
            refused.body
        );
    }
    bench.hand_over().await;
    let mut tries = Vec::new();
    for guess in 0..20 {
        let (mut someone, url) = (bench.staff.clone(), bench.practice.at("/kiosk/return"));
        tries.push(tokio::spawn(async move {
            someone
                .post(&url, &[("pin", &format!("{guess:04}"))])
                .await
                .status
        }));
    }
    for tried in tries {
        tried.await.unwrap();
    }
    for guess in 20..25 {
        bench
            .staff
            .clone()
            .post(
                &bench.practice.at("/kiosk/return"),
                &[("pin", &format!("{guess:04}"))],
            )
            .await;
    }
    let late = bench.give("/kiosk/return", &[("pin", PIN)]).await;
    assert_eq!(
        (late.status, late.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in")
    );
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn the_tablet_has_no_barriers_from_hand_to_hand() {
    let bench = Bench::open().await;
    let browser = Browser::start(Hand::Mouse, 820, 1180).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Today").await;
    browser.open(&bench.at("/candidacy")).await;
    browser.follow("Hand the tablet to the patient").await;
    browser.expect("Choose a PIN").await;
    let mut found = barriers(&browser, "hand over").await;
    browser.fill("pin", PIN).await;
    browser.press("Hand it over").await;
    browser.expect("Step 1 of").await;
    browser.press("Send my answers").await;
    browser.expect("Please answer.").await;
    found.extend(barriers(&browser, "kiosk questions").await);
    browser
        .choose_each("main input[value=no], main input[value=never]")
        .await;
    browser.press("Send my answers").await;
    browser.expect("I have read this and agree").await;
    found.extend(barriers(&browser, "kiosk consent").await);
    loop {
        browser.follow("Not now").await;
        if browser.text().await.contains("Thank you") {
            break;
        }
    }
    browser.unfold("For the practice: take the tablet back").await;
    found.extend(barriers(&browser, "kiosk end").await);
    browser.open(&bench.at("")).await;
    browser.expect("I have read this and agree").await;
    browser.unfold("For the practice: take the tablet back").await;
    browser.fill("pin", PIN).await;
    browser.press("Take it back").await;
    browser.expect("What is due").await;
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}
