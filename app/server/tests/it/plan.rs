//! Consent, the plan, and the pages of a day and a week by plain requests.

use crate::people::{Answer, Someone, found};
use crate::practice::{On, Practice};
use jiff::SignedDuration;
use jiff::civil::date;
use relief_course::{ConsentEvent, ConsentTo, Line, PersonId, Signature};
use relief_protocol::{Complaint, Protocol, shipped};
use relief_store::{CourseStart, PatientDetails, PatientId, RecordId, Repository};
use reqwest::StatusCode;

/// A practice in which everything is done by its owner's account, and what needs another role is written directly.
struct Desk {
    practice: Practice,
    repository: Repository,
    owner: Someone,
}

impl Desk {
    async fn open() -> Self {
        let practice = Practice::open(On::Sqlite, false).await;
        let mut person = found(&practice).await;
        person.roles.push(relief_course::Role::Clinician);
        let repository = practice.store.repository(person);
        let owner = Someone::signed_in(&practice, "owner").await;
        Self {
            practice,
            repository,
            owner,
        }
    }

    /// Somebody whose course begins today.
    async fn patient(&self, name: &str) -> (PatientId, RecordId) {
        let born = date(1990, 5, 17);
        let details = PatientDetails {
            name: line(name),
            born,
            reference: None,
            contact: None,
        };
        let patient = self
            .repository
            .add_patient(&details, &line("test"))
            .await
            .unwrap();
        let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap();
        let start = CourseStart {
            protocol: protocol.identity().clone(),
            complaint: Complaint::AcneScars,
            starts_on: date(2026, 3, 2),
        };
        let course = self
            .repository
            .add(patient, None, &start, &line("test"))
            .await
            .unwrap();
        (patient, course)
    }

    async fn get(&self, path: &str) -> String {
        let answer = self.owner.get(&self.practice.at(path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    /// Sends a form a moment after the last one: events are kept in order of time.
    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.practice.wait(SignedDuration::from_secs(1));
        self.owner.post(&self.practice.at(path), fields).await
    }

    /// Sends what must be kept.
    async fn keeps(&mut self, path: &str, fields: &[(&str, &str)]) {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
    }

    /// Sends what must not be kept, for this reason.
    async fn refuses(&mut self, path: &str, fields: &[(&str, &str)], why: &str) -> String {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert!(
            answer.body.contains(why),
            "{path} does not say {why:?}: {}",
            answer.body
        );
        answer.body
    }
}

fn line(text: &str) -> Line {
    Line::try_from(text).unwrap()
}

/// The value of a field on a page, the first after some words.
fn field(page: &str, after: &str, name: &str) -> String {
    let rest = page.split_once(after).unwrap().1;
    let rest = rest.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_is_read_signed_and_taken_back() {
    let mut desk = Desk::open().await;
    let (patient, course) = desk.patient("Zoë Ångström").await;
    let page = format!("/patients/{patient}/consent");
    let seen = field(&desk.get(&page).await, "value=\"treatment\"", "seen");
    let given = [
        ("to", "treatment"),
        ("seen", &seen),
        ("read.treatment", "yes"),
        ("name.treatment", "Zoë Å."),
    ];
    desk.refuses(&page, &given[..2], "Please read the text").await;
    let old = [given[0], ("seen", "another"), given[2], given[3]];
    let again = desk.refuses(&page, &old, "changed this text").await;
    assert!(again.contains("Zoë Å.") && !again.contains("checked"), "{again}");
    desk.keeps(&page, &given).await;
    assert!(
        desk.get(&page)
            .await
            .contains("Version 1 was signed by Zoë Å. on 2026-03-02 08:00.")
    );
    assert!(
        desk.get(&format!("{page}/sheet"))
            .await
            .contains("Day and signature")
    );

    // The button was pressed twice, and both requests found the consent given.
    let signature = Signature {
        by: PersonId::try_from("id-clinician").unwrap(),
        name: line("Cleo"),
        at: desk.practice.now(),
    };
    let revoked = ConsentEvent::Revoked {
        to: ConsentTo::Treatment,
        signature,
        reason: None,
    };
    for _ in 0..2 {
        desk.repository
            .add(patient, Some(course), &revoked, &line("test"))
            .await
            .unwrap();
    }
    assert!(desk.get(&page).await.contains("revoked on 2026-03-02 08:00"));
    desk.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_is_made_moved_and_given_up() {
    let mut desk = Desk::open().await;
    let (patient, _) = desk.patient("Zoë Ångström").await;
    let visit = format!("/patients/{patient}/plan/session-1");
    let page = desk.get(&visit).await;
    let proposed = ["on", "at", "minutes", "seen"].map(|name| field(&page, "/book\"", name));
    assert_eq!(proposed, ["2026-03-02", "09:00", "90", "0"]);
    let [on, at, minutes, seen] = proposed.each_ref().map(String::as_str);
    let book = format!("{visit}/book");
    let with = |at, seen| [("on", on), ("at", at), ("minutes", minutes), ("seen", seen)];
    desk.refuses(&book, &with("23:00", seen), "The clinic is closed at that time")
        .await;
    desk.refuses(&book, &with("07:00", seen), "That time is over")
        .await;
    desk.keeps(&book, &with(at, seen)).await;
    desk.refuses(&book, &with("10:00", seen), "Somebody changed this plan")
        .await;
    desk.keeps(&book, &with("10:00", "1")).await;
    assert!(desk.get("/today").await.contains("10:00–11:30"));
    assert!(desk.get("/calendar?week=2026-W10").await.contains("10:00–11:30"));

    let (other, _) = desk.patient("Bo").await;
    let others = format!("/patients/{other}/plan/session-1/book");
    let page = desk
        .refuses(
            &others,
            &with("11:00", "0"),
            "Somebody else is booked at that time",
        )
        .await;
    assert!(page.contains("name=\"crowd\""), "{page}");
    let all_the_same = [&with("11:00", "0")[..], &[("crowd", "yes")]].concat();
    desk.keeps(&others, &all_the_same).await;

    desk.refuses(
        &format!("{visit}/miss"),
        &[("seen", "2")],
        "That time has not come yet",
    )
    .await;
    desk.practice.wait(SignedDuration::from_hours(3));
    desk.keeps(&format!("{visit}/miss"), &[("seen", "2")]).await;
    assert!(desk.get(&visit).await.contains("The patient did not come once"));
    desk.refuses(
        &format!("{visit}/cancel"),
        &[("seen", "3"), ("cancel", "ill")],
        "is not booked",
    )
    .await;
    desk.keeps(&book, &with("15:00", "3")).await;
    desk.keeps(&format!("{visit}/cancel"), &[("seen", "4"), ("cancel", "ill")])
        .await;
    let today = desk.get("/today").await;
    assert!(today.contains("To be booked") && today.contains("Bo"), "{today}");
    let sheet = desk.get(&format!("/patients/{other}/plan/sheet")).await;
    assert!(sheet.contains("2026-03-03 to"), "{sheet}");
    let answer = desk
        .post(
            &format!("/patients/{patient}/plan/session-99/book"),
            &with(at, "5"),
        )
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    desk.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_out_of_the_agenda_is_caught_up_with() {
    let desk = Desk::open().await;
    // Written past the pages, as if the server had ended before it brought the agenda up to date.
    desk.patient("Zoë Ångström").await;
    let today = desk.get("/today").await;
    assert!(
        today.contains("To be booked") && today.contains("Zoë Ångström"),
        "{today}"
    );
    assert!(
        desk.get("/calendar?from=2026-03-04")
            .await
            .contains("Week 10 of 2026")
    );
    assert!(
        desk.get("/calendar?from=never")
            .await
            .contains("Please give a day")
    );
    desk.practice.close().await;
}
