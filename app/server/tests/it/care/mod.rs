//! Sessions, diary, grades and other care by plain requests.

mod diary;
mod other;
mod sessions;

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
    owner: Person,
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
        let office = practice.store.repository(owner.clone());
        let (mut clinic, version) = office.clinic().await.unwrap();
        clinic.urgent = Some(line("+49 30 000 000"));
        office.change_clinic(version, &clinic).await.unwrap();
        let id = hire(&practice, &owner, "clinician", Role::Clinician, None).await;
        let person = Person {
            id,
            roles: vec![Role::Clinician],
            ..owner.clone()
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
            owner,
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
        self.agree(ConsentTo::Treatment, "treatment").await;
    }

    /// The patient signed the practice's text of this name.
    async fn agree(&self, to: ConsentTo, name: &str) {
        let documents = self.repository.documents(DocumentKind::Consent).await.unwrap();
        let text = documents
            .iter()
            .find(|document| document.name.as_str() == name)
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
        let given = ConsentEvent::Given { to, form, signature };
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

    /// The same form from four browsers at one instant.
    async fn at_once(&self, page: &str, fields: &[(&str, &str)]) -> Vec<Answer> {
        let mut hands = Vec::new();
        for _ in 0..4 {
            hands.push(Someone::signed_in(&self.practice, "clinician").await);
        }
        let url = self.at(page);
        let sending = hands.iter_mut().map(|hand| hand.post(&url, fields));
        futures_util::future::join_all(sending).await
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
