//! Sessions, diary, grades and other care by plain requests: what stands against a session, drafts of two people, what is
//! unusual, alarms and the looks at them.

use crate::people::{Answer, Someone, found, hire};
use crate::practice::{On, Practice};
use jiff::SignedDuration;
use jiff::civil::date;
use relief_course::{
    Answer as Said, ConsentEvent, ConsentForm, ConsentTo, Line, PersonId, Questionnaire, Role, Signature,
    assess,
};
use relief_protocol::{AnswerKind, Complaint, Hash, Protocol, shipped};
use relief_store::{CourseStart, DocumentKind, PatientDetails, PatientId, Person, RecordId, Repository};
use reqwest::StatusCode;
use std::collections::BTreeMap;

struct Care {
    practice: Practice,
    protocol: Protocol,
    repository: Repository,
    patient: PatientId,
    course: RecordId,
    clinician: Someone,
}

impl Care {
    /// A patient whose course has begun, and nothing more.
    async fn begin() -> Self {
        let practice = Practice::open(On::Sqlite, false).await;
        let owner = found(&practice).await;
        let id = hire(&practice, &owner, "clinician", Role::Clinician, None).await;
        let person = Person {
            id,
            roles: vec![Role::Clinician],
            ..owner
        };
        let repository = practice.store.repository(person);
        let details = PatientDetails {
            name: line("Zoë Ångström"),
            born: date(1990, 5, 17),
            reference: None,
            contact: None,
        };
        let patient = repository.add_patient(&details, &line("test")).await.unwrap();
        let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap();
        let start = CourseStart {
            protocol: protocol.identity().clone(),
            complaint: Complaint::AcneScars,
            starts_on: date(2026, 3, 2),
        };
        let course = repository
            .add(patient, None, &start, &line("test"))
            .await
            .unwrap();
        let clinician = Someone::signed_in(&practice, "clinician").await;
        // A sign-in lasts for minutes until its first page.
        clinician.get(&practice.at("/today")).await;
        Self {
            practice,
            protocol,
            repository,
            patient,
            course,
            clinician,
        }
    }

    /// Nothing stands against a session any more.
    async fn permit(&self) {
        let harmless = |kind| match kind {
            AnswerKind::YesNo => Said::No,
            AnswerKind::Since => Said::Never,
            AnswerKind::Born => Said::Born(date(1990, 5, 17)),
        };
        let questions = &self.protocol.candidacy().question;
        let questionnaire = Questionnaire {
            asked_on: date(2026, 3, 2),
            answers: questions
                .iter()
                .map(|asked| (asked.id.clone(), harmless(asked.answer)))
                .collect(),
            overrides: BTreeMap::new(),
        };
        let assessment = assess(&self.protocol, questionnaire).unwrap();
        self.add(&assessment).await;
        let documents = self.repository.documents(DocumentKind::Consent).await.unwrap();
        let text = documents
            .iter()
            .find(|document| document.name.as_str() == "treatment")
            .unwrap();
        let form = ConsentForm {
            name: text.name.clone(),
            version: text.version,
            hash: Hash::of(text.text.as_bytes()),
        };
        let signature = Signature {
            by: PersonId::try_from("id-clinician").unwrap(),
            name: line("Zoë Ångström"),
            at: self.practice.now(),
        };
        let given = ConsentEvent::Given {
            to: ConsentTo::Treatment,
            form,
            signature,
        };
        self.add(&given).await;
    }

    async fn add<T: relief_store::Entered>(&self, value: &T) {
        self.repository
            .add(self.patient, Some(self.course), value, &line("test"))
            .await
            .unwrap();
    }

    fn at(&self, page: &str) -> String {
        self.practice.at(&format!("/patients/{}{page}", self.patient))
    }

    async fn get(&self, page: &str) -> String {
        let answer = self.clinician.get(&self.at(page)).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        answer.body
    }

    async fn post(&mut self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let url = self.at(page);
        self.clinician.post(&url, fields).await
    }

    async fn done(&mut self, page: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(page, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{page}: {}",
            main(&answer.body)
        );
        self.clinician.get(&self.practice.at(&answer.location)).await.body
    }

    /// A session is signed as usual.
    async fn signed(&mut self) {
        self.permit().await;
        self.practice.wait(SignedDuration::from_hours(2));
        self.done("/session/sign", &session(&[])).await;
    }
}

fn line(words: &str) -> Line {
    Line::try_from(words).unwrap()
}

/// The content of a page, for messages.
fn main(body: &str) -> &str {
    body.split("<main").nth(1).unwrap_or(body)
}

#[track_caller]
fn has(body: &str, words: &str) {
    assert!(body.contains(words), "no {words:?} in {}", main(body));
}

/// A session's form, complete, with some fields otherwise.
fn session<'a>(otherwise: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("number", "1"),
        ("seen", "0"),
        ("on", "2026-03-02"),
        ("anaesthetic", "topical"),
        ("product", "Lidocaine 5 %"),
        ("applied_at", "08:00"),
        ("removed_at", "08:30"),
        ("started_at", "08:35"),
        ("ended_at", "09:00"),
        ("device", "Pen 4"),
        ("cartridge_lot", "L-1"),
        ("operator", "id-clinician"),
        ("zones", "cheek_left"),
        ("cheek_left.scars", "rolling"),
        ("cheek_left.needle_mm", "0.75"),
        ("cheek_left.passes", "6"),
        ("cheek_left.endpoint", "erythema"),
        ("adverse_events", "no"),
    ];
    let kept = usual
        .into_iter()
        .filter(|(name, _)| !otherwise.iter().any(|(other, _)| other == name));
    kept.chain(otherwise.iter().copied()).collect()
}

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
    has(&alarm, "This may be an infection");
    has(&alarm, "nobody has looked at it yet");
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
    let stale = care.post("/diary", &day("0", "mild")).await;
    has(&stale.body, "Somebody else changed this day");
    has(
        &care.done("/diary", &day("1", "mild")).await,
        "This is normal on this day",
    );
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn grades_show_their_score_and_what_it_is_worth() {
    let mut care = Care::begin().await;
    has(&care.get("/grading").await, "No grade was given yet");
    let types = [
        "boxcar",
        "rolling",
        "superficial_elastolysis",
        "hypertrophic",
        "keloid",
    ];
    let names: Vec<String> = types.iter().map(|name| format!("ecca.{name}")).collect();
    let mut ecca: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "none")).collect();
    ecca.extend([("scale", "ecca"), ("ecca.of", "2026-03-02")]);
    let half = care.post("/grading", &ecca).await;
    has(&half.body, "id=\"ecca.ice_pick-problem\"");
    ecca.push(("ecca.ice_pick", "many"));
    has(&care.done("/grading", &ecca).await, "<td>45</td>");
    let own = [
        ("scale", "satisfaction"),
        ("satisfaction.grade", "5"),
        ("satisfaction.of", "2026-03-02"),
    ];
    assert_eq!(care.post("/grading", &own).await.status, StatusCode::FORBIDDEN);
    care.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_care_and_instruments_are_kept() {
    let mut care = Care::begin().await;
    has(&care.get("/context").await, "No trial of home rolling");
    let rolled = [
        ("rolling.on", "2026-03-01"),
        ("rolling.needle_mm", "0,5"),
        ("rolling.zones", "nose"),
    ];
    has(
        &care.done("/context/rolling", &rolled).await,
        "longer than advised",
    );
    let cream = [
        ("treatment.kind", "topical_retinoid"),
        ("treatment.from", "2026-02-01"),
        ("treatment.until", "2026-01-01"),
    ];
    has(
        &care.post("/context/treatment", &cream).await.body,
        "before it begins",
    );
    let page = care.done("/context/treatment", &cream[..2]).await;
    has(&page, "still going on");
    let record = page
        .split("name=\"record\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let ended = format!("ended-{record}");
    let end = [
        ("record", record.as_str()),
        ("seen", "1"),
        (ended.as_str(), "2026-03-01"),
    ];
    has(
        &care.done("/context/treatment", &end).await,
        "from 2026-02-01 to 2026-03-01",
    );
    has(
        &care
            .done(
                "/context/acne",
                &[("acne.on", "2026-03-02"), ("acne.severity", "mild")],
            )
            .await,
        "not counted",
    );
    let value = |readings| {
        [
            ("instrument.quantity", "melanin"),
            ("instrument.device", "Mexameter"),
            ("instrument.unit", "AU"),
            ("instrument.zone", "cheek_left"),
            ("instrument.on", "2026-03-02"),
            ("instrument.readings", readings),
        ]
    };
    has(
        &care.post("/context/instrument", &value("100 x")).await.body,
        "“x” is not a number",
    );
    care.done("/context/instrument", &value("100 102 101")).await;
    has(
        &care.done("/context/instrument", &value("90,5 91 90")).await,
        "since 2026-03-02",
    );
    care.practice.close().await;
}
