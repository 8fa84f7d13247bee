//! Who may come where: every route, every role, one's own and others' patients and practices.
//!
//! The table below says it once more, by hand and in letters, so that a change of a route's access or of a role's
//! rights is seen here.

use crate::people::{Someone, found, hire, second_clinic};
use crate::practice::{On, Practice};
use bytes::Bytes;
use jiff::civil::date;
use relief_course::{Line, Role};
use relief_protocol::{Complaint, Protocol, Zone, shipped};
use relief_server::ROUTES;
use relief_store::{
    CourseStart, PatientDetails, PatientId, Person, PhotoTaken, PhotoView, ScanTaken, ScanTold,
};
use reqwest::StatusCode;

/// Who gets in: `O`wner, `C`linician, `A`ssistant, `R`ater, `P`atient. At patients' routes staff come to a patient of
/// their clinic, and the patient to the own record. `*` is everybody, signed in or not; `+` whoever is signed in.
const MAY: &[(&str, &str, &str)] = &[
    ("GET", "/static/{name}", "*"),
    ("GET", "/health", "*"),
    ("GET", "/setup", "*"),
    ("POST", "/setup", "*"),
    ("GET", "/sign-in", "*"),
    ("POST", "/sign-in", "*"),
    ("GET", "/sign-in/code", "+"),
    ("POST", "/sign-in/code", "+"),
    ("POST", "/sign-out", "+"),
    ("GET", "/", "+"),
    ("GET", "/account", "+"),
    ("GET", "/clinics", "+"),
    ("GET", "/today", "OCA"),
    ("GET", "/calendar", "OCA"),
    ("GET", "/patients", "OCA"),
    ("GET", "/patients/new", "OCA"),
    ("POST", "/patients/new", "OCA"),
    ("GET", "/patients/{patient}", "OCAP"),
    ("GET", "/patients/{patient}/details", "OCA"),
    ("POST", "/patients/{patient}/details", "OCA"),
    ("POST", "/patients/{patient}/course", "OCA"),
    ("GET", "/patients/{patient}/candidacy", "OCAP"),
    ("POST", "/patients/{patient}/candidacy", "CAP"),
    ("GET", "/patients/{patient}/consent", "OCAP"),
    ("POST", "/patients/{patient}/consent", "OCAP"),
    ("POST", "/patients/{patient}/consent/revoke", "CAP"),
    ("GET", "/patients/{patient}/consent/sheet", "OCAP"),
    ("GET", "/patients/{patient}/kiosk", "OCA"),
    ("POST", "/patients/{patient}/kiosk", "OCA"),
    ("GET", "/kiosk", "+"),
    ("POST", "/kiosk/candidacy", "+"),
    ("POST", "/kiosk/consent", "+"),
    ("POST", "/kiosk/return", "+"),
    ("GET", "/patients/{patient}/consent/sheet.pdf", "OCAP"),
    ("GET", "/patients/{patient}/plan/sheet.pdf", "OCAP"),
    (
        "GET",
        "/patients/{patient}/measurements/{record}/sheet.pdf",
        "OCAP",
    ),
    ("GET", "/patients/{patient}/plan", "OCAP"),
    ("GET", "/patients/{patient}/plan/sheet", "OCAP"),
    ("POST", "/patients/{patient}/plan/optional", "C"),
    ("POST", "/patients/{patient}/plan/end", "C"),
    ("GET", "/patients/{patient}/plan/{visit}", "OCA"),
    ("POST", "/patients/{patient}/plan/{visit}/book", "OCA"),
    ("POST", "/patients/{patient}/plan/{visit}/keep", "OCA"),
    ("POST", "/patients/{patient}/plan/{visit}/miss", "OCA"),
    ("POST", "/patients/{patient}/plan/{visit}/cancel", "OCA"),
    ("POST", "/patients/{patient}/plan/{visit}/defer", "CA"),
    ("GET", "/patients/{patient}/session", "OCAP"),
    ("POST", "/patients/{patient}/session", "CA"),
    ("POST", "/patients/{patient}/session/sign", "C"),
    ("GET", "/patients/{patient}/sessions/{number}", "OCAP"),
    ("GET", "/patients/{patient}/capture", "CAP"),
    ("GET", "/patients/{patient}/capture/{view}", "CAP"),
    ("POST", "/patients/{patient}/capture/{view}", "CAP"),
    ("POST", "/patients/{patient}/capture/{view}/skip", "CAP"),
    ("POST", "/capture/{patient}/look/{view}", "CAP"),
    ("POST", "/capture/{patient}/parts/{view}/{sha}", "CAP"),
    ("GET", "/patients/{patient}/photos", "OCAP"),
    ("POST", "/patients/{patient}/photos", "CAP"),
    ("GET", "/patients/{patient}/photos/{photo}", "OCAP"),
    ("GET", "/patients/{patient}/photos/{photo}/small", "OCAP"),
    ("GET", "/patients/{patient}/scans", "OCAP"),
    ("POST", "/patients/{patient}/scans", "CA"),
    ("GET", "/patients/{patient}/scans/lights", "CA"),
    ("POST", "/patients/{patient}/scans/lights", "CA"),
    ("POST", "/patients/{patient}/scans/compare", "CA"),
    ("GET", "/patients/{patient}/scans/{scan}", "OCAP"),
    ("POST", "/patients/{patient}/scans/{scan}", "CA"),
    ("GET", "/patients/{patient}/scans/{scan}/file", "OCAP"),
    ("GET", "/patients/{patient}/compare", "CA"),
    ("POST", "/patients/{patient}/compare", "CA"),
    ("GET", "/patients/{patient}/jobs/{job}", "OCAP"),
    ("GET", "/patients/{patient}/measurements/{record}", "OCAP"),
    ("GET", "/patients/{patient}/measurements/{record}/{file}", "OCAP"),
    (
        "GET",
        "/patients/{patient}/measurements/{record}/{file}/small",
        "OCAP",
    ),
    ("GET", "/patients/{patient}/outcome", "OCAP"),
    ("POST", "/patients/{patient}/outcome", "C"),
    ("GET", "/patients/{patient}/outlook", "OCAP"),
    ("GET", "/patients/{patient}/diary", "OCAP"),
    ("POST", "/patients/{patient}/diary", "CAP"),
    ("POST", "/patients/{patient}/diary/photo", "CAP"),
    ("POST", "/patients/{patient}/diary/review", "C"),
    ("GET", "/patients/{patient}/grading", "OCAP"),
    ("POST", "/patients/{patient}/grading", "OCAP"),
    ("GET", "/patients/{patient}/context", "OCAP"),
    ("POST", "/patients/{patient}/context/rolling", "CAP"),
    ("POST", "/patients/{patient}/context/treatment", "CAP"),
    ("POST", "/patients/{patient}/context/acne", "CAP"),
    ("POST", "/patients/{patient}/context/skin", "CA"),
    ("POST", "/patients/{patient}/context/instrument", "CA"),
    ("GET", "/patients/{patient}/mistakes", "OCAP"),
    ("POST", "/patients/{patient}/mistakes", "OCAP"),
    ("GET", "/patients/{patient}/account", "OCA"),
    ("POST", "/patients/{patient}/account", "OCA"),
    ("POST", "/patients/{patient}/invitation", "OCA"),
    ("GET", "/invitations/{link}", "*"),
    ("POST", "/invitations/{link}", "*"),
    ("GET", "/feeds/{link}", "*"),
    ("GET", "/patients/{patient}/about", "OCAP"),
    ("GET", "/patients/{patient}/looks", "OCP"),
    ("GET", "/patients/{patient}/export", "OCP"),
    ("GET", "/patients/{patient}/erasure", "OCP"),
    ("POST", "/patients/{patient}/erasure", "P"),
    ("POST", "/patients/{patient}/erasure/withdraw", "P"),
    ("POST", "/patients/{patient}/erasure/answer", "O"),
    ("GET", "/patients/{patient}/delete", "O"),
    ("POST", "/patients/{patient}/delete", "O"),
    ("GET", "/clinic", "O"),
    ("POST", "/clinic", "O"),
    ("GET", "/clinic/protocols", "OCA"),
    ("POST", "/clinic/protocols", "O"),
    ("GET", "/clinic/consents", "O"),
    ("POST", "/clinic/consents", "O"),
    ("POST", "/clinics", "O"),
    ("POST", "/clinics/switch", "+"),
    ("GET", "/accounts", "O"),
    ("GET", "/accounts/new", "O"),
    ("POST", "/accounts/new", "O"),
    ("GET", "/accounts/{account}", "O"),
    ("POST", "/accounts/{account}", "O"),
    ("POST", "/account/password", "+"),
    ("POST", "/account/second-step", "+"),
    ("POST", "/account/sign-out", "+"),
    ("GET", "/audit", "O"),
    ("GET", "/patients/{patient}/rating", "C"),
    ("POST", "/patients/{patient}/rating", "C"),
    ("GET", "/study", "C"),
    ("POST", "/study", "C"),
    ("GET", "/agreement", "OC"),
    ("GET", "/helps", "OC"),
    ("GET", "/helps/published.svg", "OC"),
    ("GET", "/helps/export", "O"),
    ("GET", "/repeatability", "OC"),
    ("POST", "/repeatability", "O"),
    ("GET", "/ratings", "R"),
    ("GET", "/ratings/{task}", "R"),
    ("POST", "/ratings/{task}", "R"),
    ("GET", "/ratings/{task}/{which}", "R"),
];

/// What a patient of the test has.
struct Subject {
    patient: PatientId,
    photo: String,
    scan: String,
    job: String,
}

impl Subject {
    /// A patient with a course, a photo and a job that nobody has begun.
    async fn new(practice: &Practice, staff: &Person, name: &str) -> Self {
        let repository = practice.store.repository(staff.clone());
        let why = Line::try_from("test").unwrap();
        let details = PatientDetails {
            name: Line::try_from(name).unwrap(),
            born: date(1990, 5, 17),
            reference: None,
            contact: None,
        };
        let patient = repository.add_patient(&details, &why).await.unwrap();
        let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap();
        let start = CourseStart {
            protocol: protocol.identity().clone(),
            complaint: Complaint::AcneScars,
            starts_on: date(2026, 3, 2),
        };
        let course = repository.add(patient, None, &start, &why).await.unwrap();
        let taken = PhotoTaken {
            view: PhotoView::Frontal,
            taken_at: None,
            media: Line::try_from("image/jpeg").unwrap(),
        };
        let clinician = Person {
            roles: vec![Role::Clinician],
            ..staff.clone()
        };
        let clinician = practice.store.repository(clinician);
        let bytes = Bytes::from_static(b"no photo, but nobody looks");
        let photo = clinician
            .add_photo(patient, Some(course), taken, bytes, &why)
            .await
            .unwrap();
        let taken = ScanTaken {
            zone: Zone::CheekLeft,
            taken_at: None,
            name: Line::try_from("scan.ply").unwrap(),
            told: ScanTold::default(),
        };
        let bytes = Bytes::from_static(b"no scan either");
        let scan = clinician
            .add_scan(patient, Some(course), taken, bytes, &why)
            .await
            .unwrap();
        let job = clinician
            .ask(patient, &"nothing that can be measured")
            .await
            .unwrap();
        Self {
            patient,
            photo: photo.to_string(),
            scan: scan.to_string(),
            job: job.to_string(),
        }
    }

    /// A route's path for this patient. What does not exist is an id that does not exist.
    fn path(&self, route: &str) -> String {
        let nothing = "0".repeat(32);
        let values = [
            ("{patient}", self.patient.to_string()),
            ("{photo}", self.photo.clone()),
            ("{scan}", self.scan.clone()),
            ("{job}", self.job.clone()),
            ("{view}", "lateral_left".to_owned()),
            ("{sha}", nothing.repeat(2)),
            ("{visit}", "session-1".to_owned()),
            ("{number}", "1".to_owned()),
            ("{record}", nothing.clone()),
            ("{account}", nothing.clone()),
            ("{task}", nothing),
            ("{which}", "a".to_owned()),
            ("{link}", "nothing".to_owned()),
            ("{file}", "before".to_owned()),
            ("{name}", "nothing.css".to_owned()),
        ];
        values
            .iter()
            .fold(route.to_owned(), |path, (name, value)| path.replace(name, value))
    }
}

/// Forms that name what they are about in a hidden field, which the test leaves out.
const NAMELESS: &[(&str, &str)] = &[
    // The test's photo is no picture.
    ("GET", "/photos/{photo}/small"),
    ("POST", "/clinic/consents"),
    ("POST", "/patients/{patient}/consent"),
    ("POST", "/consent/revoke"),
    ("POST", "/diary"),
    ("POST", "/diary/review"),
    ("POST", "/grading"),
    ("POST", "/plan/{visit}/keep"),
    ("POST", "/session"),
    ("POST", "/session/sign"),
    ("POST", "/clinics/switch"),
];

/// Routes whose last id the test has nothing for: who may come finds nothing there.
fn finds_nothing(method: &str, path: &str) -> bool {
    let unknown = ["{number}", "{record}", "{name}", "{task}", "{account}", "{link}"]
        .iter()
        .any(|id| path.contains(id));
    unknown
        || NAMELESS
            .iter()
            .any(|(named, end)| *named == method && path.ends_with(end))
}

async fn ask(someone: &Someone, method: &str, url: &str) -> StatusCode {
    match method {
        "GET" => someone.get(url).await.status,
        _ => someone.clone().post(url, &[]).await.status,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_lets_in_whom_the_table_names_and_nobody_else() {
    for route in ROUTES {
        let named = MAY
            .iter()
            .any(|(method, path, _)| *method == route.method && *path == route.path);
        assert!(named, "{} {} is not in the table", route.method, route.path);
    }
    let practice = Practice::open(On::Sqlite, false).await;
    let owner = found(&practice).await;
    let elsewhere = second_clinic(&practice, &owner).await;
    let staff = Person {
        roles: vec![Role::Owner, Role::Clinician],
        ..elsewhere
    };
    let (mine, other) = (
        Subject::new(&practice, &owner, "Mine").await,
        Subject::new(&practice, &owner, "Other").await,
    );
    let foreign = Subject::new(&practice, &staff, "Foreign").await;
    let mut people = vec![(' ', Someone::new())];
    let roles = [
        ('O', Role::Owner),
        ('C', Role::Clinician),
        ('A', Role::Assistant),
        ('R', Role::Rater),
        ('P', Role::Patient),
    ];
    for (letter, role) in roles {
        let login = format!("some-{letter}");
        hire(
            &practice,
            &owner,
            &login,
            role,
            (letter == 'P').then_some(mine.patient),
        )
        .await;
        people.push((letter, Someone::signed_in(&practice, &login).await));
    }
    let mut wrong = Vec::new();
    // Signing out would end the test's own people; the pages of the second factor are for who is half signed in.
    let elsewhere = ["/sign-out", "/account/sign-out", "/sign-in/code"];
    for (method, route, may) in MAY.iter().filter(|(_, route, _)| !elsewhere.contains(route)) {
        for (letter, someone) in &people {
            for (whose, subject) in [("own", &mine), ("other", &other), ("foreign", &foreign)] {
                let about_patient = route.contains("{patient}");
                if whose != "own" && !about_patient {
                    continue;
                }
                let status = ask(someone, method, &practice.at(&subject.path(route))).await;
                let expected = expected(*letter, may, about_patient, whose, finds_nothing(method, route));
                if !expected.holds(status) {
                    wrong.push(format!(
                        "{method} {route} for {letter:?}, {whose}: {status}, expected {expected:?}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    practice.close().await;
}

/// What somebody must get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    In,
    InButNothingThere,
    SignIn,
    Forbidden,
    NotFound,
}

impl Expected {
    fn holds(self, status: StatusCode) -> bool {
        match self {
            Self::In => {
                !status.is_server_error() && ![StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status)
            }
            Self::InButNothingThere | Self::NotFound => status == StatusCode::NOT_FOUND,
            Self::SignIn => status == StatusCode::SEE_OTHER,
            Self::Forbidden => status == StatusCode::FORBIDDEN,
        }
    }
}

fn expected(letter: char, may: &str, about_patient: bool, whose: &str, nothing: bool) -> Expected {
    let inside = if nothing {
        Expected::InButNothingThere
    } else {
        Expected::In
    };
    if may == "*" {
        return inside;
    }
    if letter == ' ' {
        return Expected::SignIn;
    }
    if may == "+" {
        return inside;
    }
    let in_reach = match letter {
        'R' => false,
        'P' => whose == "own",
        _ => whose != "foreign",
    };
    match (about_patient && !in_reach, may.contains(letter)) {
        (true, _) => Expected::NotFound,
        (false, true) => inside,
        (false, false) => Expected::Forbidden,
    }
}
