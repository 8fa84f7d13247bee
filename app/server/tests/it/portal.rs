//! What a patient has at home: an invitation that opens once, and a calendar of the own visits.

use crate::looking::{barriers, enter};
use crate::people::{Answer, PASSWORD, Someone};
use crate::photos::Bench;
use relief_course::PersonId;
use relief_stage::browser::{Browser, Hand};
use reqwest::StatusCode;

impl Bench {
    /// The address of a new invitation, as the page shows it.
    async fn invite(&mut self) -> String {
        let asked = self.at("/invitation");
        let page = self.staff.post(&asked, &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("<svg"), "a picture for the phone");
        between(&page.body, "<code>", "</code>")
    }
}

pub fn between(text: &str, start: &str, end: &str) -> String {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start:?}: {text}"));
    rest.split_once(end).unwrap().0.to_owned()
}

/// Takes up an invitation.
async fn take_up(address: &str, born: &str, login: &str) -> (Someone, Answer) {
    let mut pia = Someone::new();
    let fields = [("born", born), ("login", login), ("password", PASSWORD)];
    let answer = pia.post(address, &fields).await;
    (pia, answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_opens_once_for_whoever_knows_the_day_of_birth() {
    let mut bench = Bench::open().await;
    let address = bench.invite().await;
    let page = Someone::new().get(&address).await;
    assert!(
        page.body.contains("Practice at the Dock invites you"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Pia"), "whoever finds it is told no name");
    let (_, wrong) = take_up(&address, "1990-05-18", "pia").await;
    assert!(wrong.body.contains("not the day of birth"), "{}", wrong.body);
    let (pia, taken) = take_up(&address, "1990-05-17", "pia").await;
    assert_eq!(
        (taken.status, taken.location.as_str()),
        (StatusCode::SEE_OTHER, "/")
    );
    let own = pia.get(&bench.at("")).await;
    assert!(
        own.status == StatusCode::OK && own.body.contains("Pia"),
        "{}",
        own.body
    );
    assert_eq!(
        pia.get(&bench.practice.at("/patients")).await.status,
        StatusCode::FORBIDDEN
    );
    // Two who take it up at one instant: one of them is late.
    let second = bench.invite().await;
    let both = tokio::join!(
        take_up(&second, "1990-05-17", "mother"),
        take_up(&second, "1990-05-17", "father")
    );
    let mut statuses = [both.0.1.status, both.1.1.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    let again = take_up(&address, "1990-05-17", "mallory").await.1;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn days_of_birth_are_not_tried_one_after_the_other() {
    let mut bench = Bench::open().await;
    let address = bench.invite().await;
    for day in 1..=10 {
        let tried = take_up(&address, &format!("1990-04-{day:02}"), "x").await.1;
        assert_eq!(tried.status, StatusCode::OK, "{}", tried.body);
    }
    let right = take_up(&address, "1990-05-17", "pia").await.1;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_is_old_changed_or_from_nobody_opens_nothing() {
    let mut bench = Bench::open().await;
    let address = bench.invite().await;
    let (text, tag) = address.rsplit_once('.').unwrap();
    let other_tag = format!("{text}.{}", "0".repeat(tag.len()));
    // One digit of what it says.
    let last = if text.ends_with('d') { '7' } else { 'd' };
    let other_text = format!("{}{last}.{tag}", &text[..text.len() - 1]);
    for changed in [other_tag, other_text] {
        assert_eq!(
            Someone::new().get(&changed).await.status,
            StatusCode::NOT_FOUND,
            "{changed}"
        );
    }
    assert_eq!(Someone::new().get(&address).await.status, StatusCode::OK);
    bench.practice.wait_days(15);
    assert_eq!(Someone::new().get(&address).await.status, StatusCode::NOT_FOUND);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    let fresh = bench.invite().await;
    let owner = bench.practice.store.repository(bench.owner.clone());
    let clara = PersonId::try_from("id-clara").unwrap();
    let (mut account, seen) = bench.practice.store.account(&clara).await.unwrap().unwrap();
    account.enabled = false;
    owner
        .change_account(&account, seen, Default::default())
        .await
        .unwrap();
    assert_eq!(Someone::new().get(&fresh).await.status, StatusCode::NOT_FOUND);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_follows_the_plan_until_the_password_is_another_one() {
    let mut bench = Bench::open().await;
    let address = bench.invite().await;
    let (mut pia, _) = take_up(&address, "1990-05-17", "pia").await;
    let plan = pia.get(&bench.at("/plan")).await.body;
    let feed = between(&plan, "<code>http", "</code>");
    let feed = format!("http{feed}");
    let empty = Someone::new().get(&feed).await;
    assert_eq!(empty.status, StatusCode::OK, "{}", empty.body);
    assert_eq!(empty.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(!empty.body.contains("BEGIN:VEVENT"), "{}", empty.body);
    let fields = [
        ("on", "2026-03-03"),
        ("at", "09:30"),
        ("minutes", "90"),
        ("seen", "0"),
    ];
    let book = bench.at("/plan/session-1/book");
    let answer = bench.staff.post(&book, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let booked = Someone::new().get(&feed).await.body;
    assert!(booked.contains("UID:session-1."), "{booked}");
    assert!(booked.contains("DTSTART:20260303T093000Z"), "{booked}");
    assert!(
        booked.contains("SUMMARY:Appointment: Practice at the Dock"),
        "{booked}"
    );
    for word in ["Pia", "needl", "scar", "Session"] {
        assert!(!booked.contains(word), "{word}: {booked}");
    }
    assert!(!bench.staff.get(&bench.at("/plan")).await.body.contains("/feeds/"));
    let fields = [
        ("old", PASSWORD),
        ("password", "nine green lizards by noon"),
        ("again", "nine green lizards by noon"),
    ];
    let changed = pia.post(&bench.practice.at("/account/password"), &fields).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert_eq!(Someone::new().get(&feed).await.status, StatusCode::NOT_FOUND);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_sees_who_saw_the_record() {
    let mut bench = Bench::open().await;
    let address = bench.invite().await;
    let (pia, _) = take_up(&address, "1990-05-17", "pia").await;
    for _ in 0..3 {
        bench.staff.get(&bench.at("/plan")).await;
    }
    let own = pia.get(&bench.at("")).await.body;
    assert!(own.contains("/looks\">Who saw this record"), "{own}");
    let looks = pia.get(&bench.at("/looks")).await.body;
    for words in ["clara Clinician", "Create patient", "View patient", "2026-03-02"] {
        assert!(looks.contains(words), "{words}: {looks}");
    }
    let about = pia.get(&bench.at("/about")).await.body;
    assert!(
        about.contains("doi.org/10.1002/14651858.CD011946.pub2"),
        "{about}"
    );
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_asks_to_be_deleted_and_the_owner_must_answer() {
    let mut bench = Bench::open().await;
    let address = bench.invite().await;
    let (mut pia, _) = take_up(&address, "1990-05-17", "pia").await;
    let mut owner = Someone::signed_in(&bench.practice, "owner").await;
    let (erasure, today) = (bench.at("/erasure"), bench.practice.at("/today"));
    assert!(
        pia.get(&bench.at(""))
            .await
            .body
            .contains("/erasure\">Ask for deletion")
    );
    assert!(!owner.get(&today).await.body.contains("Asks for deletion"));
    let asked = pia.post(&erasure, &[("words", "I move away")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    assert!(owner.get(&today).await.body.contains("Asks for deletion"));
    let clara = bench.staff.get(&today).await.body;
    assert!(
        !clara.contains("Asks for deletion"),
        "it is not for her to answer"
    );

    // Taken back, it waits no more; asked again, it does.
    assert_eq!(
        pia.post(&format!("{erasure}/withdraw"), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(!owner.get(&today).await.body.contains("Asks for deletion"));
    pia.post(&erasure, &[("words", "")]).await;
    let page = owner.get(&erasure).await.body;
    assert!(page.contains("until 2026-04-02 at the latest"), "{page}");

    let answer = format!("{erasure}/answer");
    assert_eq!(pia.post(&answer, &[]).await.status, StatusCode::FORBIDDEN);
    let unsaid = owner.post(&answer, &[("because", " ")]).await;
    assert!(unsaid.body.contains("because-problem"), "{}", unsaid.body);
    let because = [("because", "The law has us keep it until 2036.")];
    assert_eq!(owner.post(&answer, &because).await.status, StatusCode::SEE_OTHER);
    let read = pia.get(&erasure).await.body;
    assert!(read.contains("The law has us keep it until 2036."), "{read}");
    assert!(!owner.get(&today).await.body.contains("Asks for deletion"));
    let late = owner.post(&answer, &because).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it was answered already");
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn an_invitation_has_no_barriers_for_who_makes_it_and_who_takes_it_up() {
    let bench = Bench::open().await;
    let browser = Browser::start(Hand::Mouse, 390, 844).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Today").await;
    browser.open(&bench.at("/account")).await;
    browser.press("Make an invitation").await;
    browser.expect("/invitations/").await;
    let mut found = barriers(&browser, "invitation made").await;
    let text = browser.text().await;
    let address = text
        .split_whitespace()
        .find(|word| word.contains("/invitations/"))
        .unwrap();
    browser.open(address).await;
    browser.expect("Practice at the Dock invites you").await;
    found.extend(barriers(&browser, "invitation").await);
    browser.fill("born", "1990-05-18").await;
    browser.fill("login", "pia").await;
    browser.fill("password", PASSWORD).await;
    browser.press_in_form_of("born").await;
    browser.expect("not the day of birth").await;
    found.extend(barriers(&browser, "invitation with problems").await);
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}
