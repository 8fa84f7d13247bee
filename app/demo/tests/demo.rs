//! The whole demo: told to a store, measured, and looked at.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use jiff::Timestamp;
use relief_compare::contract::{CompareResult, Kind};
use relief_course::{
    AlarmReview, Answer, Assessment, Decision, Diary, DiaryEntry, HomeRolling, Level, Outcome, PlanChange,
    PlanEvent, Role, Session,
};
use relief_demo::{Album, StoryClock, fill, logins, pass_phrase, renew, story};
use relief_estimate::Verdict;
use relief_protocol::{Complaint, Protocol, shipped};
use relief_server::{App, Setup};
use relief_store::{
    Account, CourseStart, Entropy, Export, MasterKey, Measurement, Outside, PatientDetails, Person, Record,
    Scan, Settings, Store,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

/// Bytes that differ from call to call.
struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, buffer: &mut [u8]) {
        let call = self.0.fetch_add(1, Ordering::Relaxed);
        for (place, part) in buffer.chunks_mut(32).enumerate() {
            let hash = blake3::hash(format!("{call} {place}").as_bytes());
            part.copy_from_slice(&hash.as_bytes()[..part.len()]);
        }
    }
}

/// A filled demo, and every patient's records by name.
struct Filled {
    app: App,
    records: BTreeMap<&'static str, Vec<Export>>,
    _folder: TempDir,
}

/// Photos are kept from one run of the tests to the next.
fn album() -> Album {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("relief-demo-photos");
    Album::open(&folder, Album::SIZE, &|_| {}).unwrap()
}

async fn filled() -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let clock = StoryClock::default();
    let outside = Outside {
        clock: clock.hand(),
        entropy: Arc::new(Counted(AtomicU64::new(0))),
    };
    let store = Store::open(
        &Settings::folder(folder.path()),
        MasterKey::new([7; 32]),
        outside.clone(),
    )
    .await
    .unwrap();
    let setup = Setup {
        secure: false,
        require_totp: false,
        setup_code: String::new(),
    };
    let app = App::new(store.clone(), outside.clone(), setup);
    let phrase = pass_phrase(&*outside.entropy);
    fill(&app, &clock, Timestamp::now(), &album(), &phrase, &|_| {})
        .await
        .unwrap();
    let (owner, _) = store.account_named("owner").await.unwrap().unwrap();
    let repository = store.repository(person(&owner));
    let mut records = BTreeMap::new();
    for told in story::all() {
        let found = repository.search(told.patient.name).await.unwrap().patients;
        assert_eq!(found.len(), 1, "{}", told.patient.name);
        records.insert(
            told.patient.number,
            repository.latest(found[0].0).await.unwrap().records,
        );
    }
    Filled {
        app,
        records,
        _folder: folder,
    }
}

/// Somebody who signed in.
fn person(account: &Account) -> Person {
    let membership = account.memberships[0].clone();
    Person {
        id: account.id.clone(),
        clinic: membership.clinic,
        roles: membership.roles,
        own: membership.own,
    }
}

impl Filled {
    fn of<T: Record>(&self, number: &str) -> Vec<T> {
        let records = self.records[number]
            .iter()
            .filter(|record| record.kind == T::KIND);
        records.map(|record| record.read::<T>().unwrap().value).collect()
    }

    fn decision(&self, number: &str) -> Decision {
        self.of::<Assessment>(number).last().unwrap().decision
    }

    /// The levels of the days after the last session.
    fn levels(&self, number: &str) -> Vec<Level> {
        let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap();
        let session = self.records[number]
            .iter()
            .rfind(|record| record.kind == Session::KIND)
            .unwrap();
        let signed = session.read::<Session>().unwrap().value;
        let mut diary = Diary::new(signed.number, signed.on);
        let entries = self.records[number]
            .iter()
            .filter(|record| record.within == Some(session.record));
        for entry in entries.filter(|record| record.kind == DiaryEntry::KIND) {
            let entry = entry.read::<DiaryEntry>().unwrap().value;
            diary.add(entry.clone(), entry.on).unwrap();
        }
        diary
            .triages(&protocol)
            .into_iter()
            .map(|(_, triage)| triage.level)
            .collect()
    }

    /// The verdicts of comparisons of photos, or of scans.
    fn compared(&self, number: &str, kind: Kind) -> Vec<Verdict> {
        let measurements = self.of::<Measurement>(number).into_iter();
        // What one scan shows is no comparison.
        let read = measurements.filter_map(|one| serde_json::from_value::<CompareResult>(one.result).ok());
        read.filter(|result| result.kind == kind)
            .map(|result| result.verdict)
            .collect()
    }

    fn measured(&self, number: &str) -> Vec<Verdict> {
        self.compared(number, Kind::Photo)
    }

    fn judged(&self, number: &str) -> Vec<Verdict> {
        self.of::<Outcome>(number).iter().map(Outcome::verdict).collect()
    }

    /// How many bookings stand for today and later.
    fn ahead(&self) -> [usize; 2] {
        let now = Timestamp::now();
        let today = now
            .to_zoned(jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap())
            .date();
        let booked = self
            .records
            .keys()
            .flat_map(|number| self.of::<PlanEvent>(number))
            .filter_map(|event| match event.what {
                PlanChange::Booked { on, .. } => Some(on),
                _ => None,
            });
        let booked: Vec<_> = booked.collect();
        [
            booked.iter().filter(|on| **on == today).count(),
            booked.iter().filter(|on| **on > today).count(),
        ]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_stage_is_there_and_measured_for_real() {
    let demo = filled().await;
    assert_eq!(demo.records.len(), 15);
    assert_eq!(album().rendered, 0, "the photos were kept");
    before_the_first_session(&demo);
    during_the_course(&demo);
    after_the_last_session(&demo);
    let [today, later] = demo.ahead();
    assert!(today >= 3 && later >= 6, "{today} today, {later} later");

    let rater = demo.app.store().account_named("rater").await.unwrap().unwrap().0;
    let asked = demo
        .app
        .store()
        .repository(person(&rater))
        .rating_tasks()
        .await
        .unwrap();
    assert_eq!(asked.iter().filter(|task| !task.done).count(), 2);

    let report = demo.app.store().verify().await.unwrap();
    assert!(report.is_clean(), "{report:?}");

    renew(&demo.app, "another phrase for everybody").await.unwrap();
    let mut roles: Vec<Role> = logins().iter().map(|login| login.role).collect();
    roles.dedup();
    assert_eq!(roles, Role::ALL, "each role can be looked at");
    for login in logins() {
        let (account, _) = demo
            .app
            .store()
            .account_named(login.login)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(account.name.as_str(), login.name);
    }
    demo.app.store().close().await;
}

fn before_the_first_session(demo: &Filled) {
    assert!(demo.of::<CourseStart>("D-015").is_empty());
    assert_eq!(demo.of::<PatientDetails>("D-015").len(), 1);
    let isotretinoin = &demo.of::<Assessment>("D-014")[0].questionnaire.answers;
    assert!(
        isotretinoin
            .values()
            .any(|answer| matches!(answer, Answer::Ended(_)))
    );
    assert!(matches!(demo.decision("D-014"), Decision::DeferUntil(_)));
    assert_eq!(demo.decision("D-013"), Decision::Refer);
    assert_eq!(demo.decision("D-012"), Decision::Eligible);
    assert!(demo.of::<Session>("D-012").is_empty());
}

fn during_the_course(demo: &Filled) {
    assert_eq!(demo.levels("D-010"), [Level::Expected; 6]);
    assert_eq!(demo.of::<Session>("D-009").len(), 2);
    assert_eq!(
        demo.levels("D-009")[3..],
        [Level::Expected, Level::Watch, Level::Expected]
    );
    assert_eq!(demo.levels("D-008").last(), Some(&Level::ContactNow));
    assert!(demo.of::<AlarmReview>("D-008").is_empty());
    assert_eq!(demo.of::<HomeRolling>("D-007").len(), 1);
    assert_eq!(demo.of::<CourseStart>("D-006")[0].complaint, Complaint::FineLines);
}

/// A story says how deep the scars are, and what is measured follows.
fn after_the_last_session(demo: &Filled) {
    for number in ["D-005", "D-004", "D-003", "D-002", "D-001"] {
        assert_eq!(demo.of::<Session>(number).len(), 3, "{number}");
    }
    assert!(demo.judged("D-005").is_empty());
    assert_eq!(demo.measured("D-005").len(), 1);
    assert_eq!(demo.judged("D-004"), [Verdict::Improved]);
    assert_eq!(demo.judged("D-003"), [Verdict::NoDetectableChange]);
    assert_eq!(demo.of::<AlarmReview>("D-003").len(), 1);
    assert_eq!(demo.measured("D-002"), [Verdict::NotComparable]);
    assert!(demo.judged("D-002").is_empty());
    assert_eq!(demo.judged("D-001"), [Verdict::Improved; 2]);
    for (number, verdict) in [
        ("D-005", Verdict::Improved),
        ("D-004", Verdict::Improved),
        ("D-003", Verdict::NoDetectableChange),
    ] {
        assert_eq!(demo.of::<Scan>(number).len(), 2, "{number}");
        assert_eq!(demo.compared(number, Kind::Surface), [verdict], "{number}");
    }
}
