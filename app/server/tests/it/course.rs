//! The course of one new patient in a real browser: from the first question to the yearly follow-up, with photos of
//! synthetic skin that are uploaded, measured and shown. It is clicked through, every page looked at by axe-core; and
//! gone through once more with the keyboard alone, from link to link.

use crate::looking::{NO_PAGES, barriers};
use crate::people::{PASSWORD, Someone};
use crate::practice::{On, Practice, SETUP_CODE};
use fantoccini::Locator;
use jiff::SignedDuration;
use relief_phantom::{PairKind, PairSpec, Phototype};
use relief_server::{Access, ROUTES};
use relief_stage::browser::{Browser, Hand};
use std::path::Path;
use tempfile::TempDir;
use totp_rs::{Builder, Secret, Totp};

/// The patient.
const NAME: &str = "Zoë Ångström";

struct Course {
    practice: Practice,
    hand: Hand,
    browser: Browser,
    totp: Totp,
    patient: String,
    /// What axe-core found and which pages are wider than their window.
    barriers: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn a_whole_course_on_sqlite() {
    whole_course(On::Sqlite, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, axe-core, and PostgreSQL"]
async fn a_whole_course_on_postgresql() {
    whole_course(On::Postgres, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver"]
async fn a_whole_course_by_keyboard_alone() {
    whole_course(On::Sqlite, Hand::Keyboard).await;
}

async fn whole_course(on: On, hand: Hand) {
    let photos = TempDir::new().unwrap();
    let pair = rendered(photos.path());
    let mut course = Course::begin(on, hand).await;
    course.new_patient().await;
    course.candidacy().await;
    course.consents().await;
    course.photo(&pair[0]).await;
    for number in 1..=3 {
        course.session(number).await;
    }
    course.judgement(&pair[1]).await;
    course.follow_up().await;
    course.every_other_page().await;
    let barriers = std::mem::take(&mut course.barriers);
    assert!(
        barriers.is_empty(),
        "{} barriers:\n{}",
        barriers.len(),
        barriers.join("\n")
    );
    course.browser.close().await;
    course.practice.close().await;
}

/// A pair of photos of which the second shows every scar much shallower.
fn rendered(folder: &Path) -> [std::path::PathBuf; 2] {
    let spec = PairSpec {
        kind: PairKind::Treated60,
        phototype: Phototype::III,
        seed: 11,
        width: 1600,
        height: 1200,
    };
    let pair = relief_phantom::render_pair(&spec).unwrap();
    let files = [folder.join("before.jpg"), folder.join("after.jpg")];
    std::fs::write(&files[0], &pair.before_jpeg).unwrap();
    std::fs::write(&files[1], &pair.after_jpeg).unwrap();
    files
}

impl Course {
    /// The first start, and the owner's second factor.
    async fn begin(on: On, hand: Hand) -> Self {
        let practice = Practice::open(on, true).await;
        let browser = Browser::start(hand, 1280, 900).await;
        browser.open(&practice.at("/setup")).await;
        for (name, value) in [
            ("code", SETUP_CODE),
            ("clinic", "Practice at the Dock"),
            ("name", "Olga Owner"),
            ("login", "owner"),
            ("password", PASSWORD),
        ] {
            browser.fill(name, value).await;
        }
        browser.select("zone", "Europe/Berlin").await;
        browser.press("Begin").await;
        browser.expect("Add a second step").await;
        let page = browser.text().await;
        let letters = page
            .split("into the app:")
            .nth(1)
            .unwrap()
            .split_whitespace()
            .next()
            .unwrap();
        let totp = Builder::new()
            .with_secret(Secret::try_from_base32(letters).unwrap())
            .build_noncompliant();
        let mut course = Self {
            practice,
            hand,
            browser,
            totp,
            patient: String::new(),
            barriers: Vec::new(),
        };
        course.look("second step").await;
        course.code().await;
        course
    }

    async fn code(&mut self) {
        let now = u64::try_from(self.practice.now().as_second()).unwrap();
        self.browser
            .fill("code", &self.totp.generate(now).to_string())
            .await;
        self.browser.press("Go on").await;
        self.browser.expect("Today").await;
    }

    /// Some days later, in the morning: signed in anew.
    async fn days_later(&mut self, days: i64) {
        self.practice.wait_days(days);
        self.browser.open(&self.practice.at("/sign-in")).await;
        self.look("sign in").await;
        self.browser.fill("login", "owner").await;
        self.browser.fill("password", PASSWORD).await;
        self.browser.press("Sign in").await;
        self.browser.expect("Your code").await;
        self.look("sign in, code").await;
        self.code().await;
        self.look("today").await;
    }

    /// A page about the patient: its address is opened, or its link is followed.
    async fn at(&self, page: &str) {
        let path = format!("{}{page}", self.patient);
        if self.hand == Hand::Mouse {
            return self.browser.open(&self.practice.at(&path)).await;
        }
        self.to_patient().await;
        let on_the_way = match page {
            "" => return,
            "/compare" => Some("/photos"),
            "/session?repeat=1" => Some("/session"),
            _ if page.starts_with("/plan/") => Some("/plan"),
            _ if page.starts_with("/sessions/") => Some("/session"),
            _ => None,
        };
        if let Some(first) = on_the_way {
            self.browser.follow_to(&format!("{}{first}", self.patient)).await;
        }
        self.browser.follow_to(&path).await;
    }

    /// From wherever it is to the patient's first page, by looking for the patient.
    async fn to_patient(&self) {
        self.browser.follow("Patients").await;
        self.browser.fill("q", NAME).await;
        self.browser.press_in_form_of("q").await;
        self.browser.expect_address("q=").await;
        self.browser.follow_to(&self.patient).await;
        self.browser.expect(NAME).await;
    }

    /// Looks for barriers in every width, where nobody goes on by keyboard.
    async fn look(&mut self, page: &str) {
        if self.hand == Hand::Keyboard {
            return;
        }
        self.barriers.extend(barriers(&self.browser, page).await);
    }

    async fn new_patient(&mut self) {
        self.look("today, empty").await;
        self.browser.follow("Patients").await;
        self.browser.expect("There are no patients yet").await;
        self.look("patients").await;
        self.browser.follow("Add a patient").await;
        self.browser.fill("name", NAME).await;
        self.browser.fill("born", "1990-05-17").await;
        self.browser.fill("reference", "P-1").await;
        self.look("new patient").await;
        self.browser.press("Add").await;
        self.browser.expect("Begin a course").await;
        let url = self.browser.client.current_url().await.unwrap();
        self.patient = url.path().to_owned();
        self.look("patient without a course").await;
        self.browser.choose("complaint", "acne_scars").await;
        let protocol = "return document.querySelector('select[name=protocol]').options[1].value;";
        let protocol = self.browser.client.execute(protocol, Vec::new()).await.unwrap();
        self.browser.select("protocol", protocol.as_str().unwrap()).await;
        self.browser.press("Begin").await;
        self.browser.expect("The course was begun").await;
    }

    /// Answers every question so that nothing stands against a session.
    async fn candidacy(&mut self) {
        self.at("/candidacy").await;
        self.browser.press("Keep the answers").await;
        self.browser.expect("not right yet").await;
        self.look("candidacy with problems").await;
        let against_nothing = "main input[value=no], main input[value=never]";
        self.browser.choose_each(against_nothing).await;
        self.browser.press("Keep the answers").await;
        self.browser.expect("The answers were kept").await;
        self.look("candidacy").await;
    }

    async fn consents(&mut self) {
        self.at("/consent").await;
        self.look("consent").await;
        for to in ["treatment", "photos_in_record"] {
            self.at("/consent").await;
            self.browser.choose(&format!("read.{to}"), "yes").await;
            self.browser.fill(&format!("name.{to}"), NAME).await;
            self.browser.press_in_form_of(&format!("name.{to}")).await;
            self.browser.expect("The consent was kept").await;
        }
    }

    async fn photo(&mut self, file: &Path) {
        self.at("/photos").await;
        self.browser.unfold("Choose photos that were taken before").await;
        self.browser.unfold("Close-ups of a zone").await;
        self.look("photos").await;
        self.browser.attach("lateral_left", file).await;
        self.browser.press("Add").await;
        self.browser.expect("The photos were kept").await;
        self.look("photos, some").await;
    }

    /// One session: booked, asked anew, treated, signed, and its diary.
    async fn session(&mut self, number: u8) {
        self.at(&format!("/plan/session-{number}")).await;
        self.look("visit").await;
        self.browser.press("Book").await;
        self.browser.expect("The visit was booked").await;
        let booked = self.browser.text().await;
        self.look("plan").await;
        assert!(booked.contains(&format!("Session {number}")), "{booked}");
        if number > 1 {
            self.days_later(if number == 2 { 28 } else { 29 }).await;
            self.candidacy().await;
        } else {
            self.days_later(1).await;
        }
        self.at(if number == 1 {
            "/session"
        } else {
            "/session?repeat=1"
        })
        .await;
        self.treat().await;
        self.look("session").await;
        self.browser.press("Sign").await;
        self.browser.expect("The session was signed").await;
        self.at(&format!("/sessions/{number}")).await;
        self.look("signed session").await;
        self.diary().await;
    }

    async fn treat(&mut self) {
        let browser = &self.browser;
        browser.choose("anaesthetic", "none").await;
        browser.fill("started_at", "09:05").await;
        browser.fill("ended_at", "09:30").await;
        browser.fill("device", "Pen 4").await;
        browser.fill("cartridge_lot", "L-2026-03").await;
        if !self.ticked("cheek_left").await {
            browser.choose("zones", "cheek_left").await;
        }
        browser.choose("cheek_left.needle_mm", "1").await;
        browser.choose("cheek_left.passes", "4").await;
        browser.choose("cheek_left.endpoint", "erythema").await;
        browser.choose("adverse_events", "no").await;
        // The clock of the practice is the test's: the session ends before it is signed.
        self.practice.wait(SignedDuration::from_hours(2));
    }

    async fn ticked(&self, zone: &str) -> bool {
        let script = "return document.querySelector(arguments[0]).checked;";
        let css = format!("input[name=zones][value={zone}]");
        self.browser
            .client
            .execute(script, vec![css.into()])
            .await
            .unwrap()
            == true
    }

    /// The evening after the session: redness, as expected.
    async fn diary(&mut self) {
        self.at("/diary").await;
        self.browser.choose_each("main input[value=none]").await;
        self.browser.choose("redness", "mild").await;
        self.look("diary").await;
        self.browser.press("Keep this day").await;
        self.browser.expect("The day was kept").await;
        self.look("diary, one day").await;
    }

    /// Three months after the last session: a photo, the comparison, and the judgement.
    async fn judgement(&mut self, after: &Path) {
        self.days_later(95).await;
        self.photo(after).await;
        self.at("/compare").await;
        self.look("choose two photos").await;
        self.browser.press("Compare").await;
        self.browser.expect("Improved").await;
        self.look("comparison").await;
        self.at("/outcome").await;
        if self.measured_unticked().await {
            self.browser
                .choose_each("input[name=measured]:not(:checked)")
                .await;
        }
        self.look("outcome").await;
        self.browser.press("Judge").await;
        self.browser.expect("The outcome was judged").await;
        self.look("outcome, judged").await;
        assert!(self.browser.text().await.contains("Improved"));
    }

    async fn measured_unticked(&self) -> bool {
        let script = "return document.querySelector('input[name=measured]:not(:checked)') !== null;";
        self.browser.client.execute(script, Vec::new()).await.unwrap() == true
    }

    /// The year after: the follow-up is due, booked and kept.
    async fn follow_up(&mut self) {
        self.days_later(275).await;
        self.at("").await;
        self.browser.expect("can be booked").await;
        self.look("overview").await;
        self.at("/plan/follow-up-1").await;
        self.browser.press("It takes place today").await;
        self.browser.client.accept_alert().await.unwrap();
        self.browser.expect("The visit was kept").await;
        self.browser.follow("Calendar").await;
        self.look("calendar").await;
        self.browser.follow("Audit").await;
        self.look("audit").await;
    }
}

impl Course {
    /// Every page that needs no more than a patient for its address, and one account.
    async fn every_other_page(&mut self) {
        if self.hand == Hand::Keyboard {
            return;
        }
        let patient = self.patient.rsplit('/').next().unwrap().to_owned();
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            let path = route.path.replace("{patient}", &patient);
            let is_page = !NO_PAGES.contains(&route.path) && !path.contains('{');
            if is_page && !matches!(route.access, Access::Public | Access::Half) {
                self.browser.open(&self.practice.at(&path)).await;
                self.look(
                    &route
                        .path
                        .replace("/patients/{patient}", "patient")
                        .replace('/', "-"),
                )
                .await;
            }
        }
        self.browser.open(&self.practice.at("/accounts")).await;
        let account = Locator::Css("main a.row[href^='/accounts/']");
        self.browser
            .client
            .find(account)
            .await
            .unwrap()
            .click()
            .await
            .unwrap();
        self.browser.expect("Olga Owner").await;
        self.look("account, as managed").await;
    }
}

/// Without a browser: the pages that need no patient answer at all, so that a failure here is not Chromium's.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_answers() {
    let practice = Practice::open(On::Sqlite, true).await;
    let answer = Someone::new().get(&practice.at("/setup")).await;
    assert!(answer.body.contains("Welcome"));
    practice.close().await;
}
