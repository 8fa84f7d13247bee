//! Patients as a practice has them: sessions, diaries and comparisons that are written straight into the record.

use crate::photos::Bench;
use bytes::Bytes;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use relief_course::{
    Anaesthetic, DiaryEntry, Endpoint, Line, PersonId, Phototype, Session, Signature, Signs, SkinType,
    ZoneTreatment,
};
use relief_protocol::{Complaint, NeedleLength, Protocol, ScarType, Severity, Sign, Zone, shipped};
use relief_store::{CourseStart, PatientDetails, PatientId, PhotoTaken, PhotoView, RecordId};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a patient.
#[derive(Debug, Clone)]
pub struct Told {
    pub complaint: Complaint,
    pub scars: ScarType,
    pub needle_mm: f64,
    pub weeks_between: i64,
    pub device: &'static str,
    pub phototype: Option<Phototype>,
    /// The account of who treated.
    pub operator: &'static str,
    /// The scars' contrast after each session, less that of 10 before; it is detectable beyond 1.
    pub differences: Vec<f64>,
    /// Further sessions, after which no picture was taken.
    pub unmeasured: usize,
    /// Days of redness after each session.
    pub red_days: i64,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            complaint: Complaint::AcneScars,
            scars: ScarType::Rolling,
            needle_mm: 1.5,
            weeks_between: 5,
            device: "Pen",
            phototype: None,
            operator: "id-clara",
            differences: vec![-2.0],
            unmeasured: 0,
            red_days: 2,
        }
    }
}

/// The first session; the practice's today is 2 March 2026.
const FIRST: Date = date(2025, 8, 4);

fn line(words: &str) -> Line {
    Line::try_from(words).unwrap()
}

fn at(day: Date) -> Timestamp {
    day.at(9, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .unwrap()
        .timestamp()
}

impl Bench {
    /// A patient to whom this happened.
    pub async fn treated(&self, name: &str, told: &Told) -> PatientId {
        let why = line("told");
        let details = PatientDetails {
            name: line(name),
            born: date(1991, 4, 1),
            reference: None,
            contact: None,
        };
        let patient = self.repository.add_patient(&details, &why).await.unwrap();
        let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS).unwrap();
        let start = CourseStart {
            protocol: protocol.identity().clone(),
            complaint: told.complaint,
            starts_on: FIRST,
        };
        let course = self.repository.add(patient, None, &start, &why).await.unwrap();
        if let Some(phototype) = told.phototype {
            let judged = SkinType { on: FIRST, phototype };
            self.repository
                .add(patient, Some(course), &judged, &why)
                .await
                .unwrap();
        }
        let before = self.photo(patient, course, FIRST).await;
        let differences = told.differences.iter().copied().map(Some);
        let differences = differences.chain(std::iter::repeat_n(None, told.unmeasured));
        for (number, difference) in (1..).zip(differences) {
            let weeks = told.weeks_between * i64::from(number - 1);
            let on = FIRST.checked_add(weeks.weeks()).unwrap();
            let session = session(&protocol, number, on, told);
            let within = Some(course);
            let record = self
                .repository
                .add(patient, within, &session, &why)
                .await
                .unwrap();
            self.red(patient, record, on, told.red_days).await;
            if let Some(difference) = difference {
                let seen = on.checked_add(3.weeks()).unwrap();
                let after = self.photo(patient, course, seen).await;
                self.measured(patient, [before, after], difference).await;
            }
        }
        patient
    }

    /// So many patients to whom the same happened.
    pub async fn treated_alike(&self, patients: usize, told: &Told) {
        for number in 0..patients {
            self.treated(&format!("Patient {number}"), told).await;
        }
    }

    async fn photo(&self, patient: PatientId, course: RecordId, on: Date) -> RecordId {
        let taken = PhotoTaken {
            view: PhotoView::Frontal,
            taken_at: Some(at(on)),
            media: line("image/jpeg"),
        };
        let bytes = Bytes::from(format!("no photo of {patient} on {on}"));
        let why = line("told");
        self.repository
            .add_photo(patient, Some(course), taken, bytes, &why)
            .await
            .unwrap()
    }

    /// A diary of two weeks, of which the first days are red.
    async fn red(&self, patient: PatientId, session: RecordId, treated: Date, red_days: i64) {
        for day in 1..=red_days + 1 {
            let on = treated.checked_add(day.days()).unwrap();
            let redness = if day <= red_days {
                Severity::Mild
            } else {
                Severity::None
            };
            let entry = DiaryEntry {
                on,
                signs: Signs::default().with(Sign::Redness, redness),
                red_flags: BTreeSet::new(),
                photo: None,
                note: None,
                entered_by: PersonId::try_from("id-clara").unwrap(),
                entered_at: at(on),
            };
            self.repository
                .add(patient, Some(session), &entry, &line("told"))
                .await
                .unwrap();
        }
    }

    /// A comparison with this result.
    async fn measured(&self, patient: PatientId, [before, after]: [RecordId; 2], difference: f64) {
        let worker = self.practice.store.worker(SignedDuration::from_mins(5));
        loop {
            let request = json!({ "before": before, "after": after });
            self.repository.ask(patient, &request).await.unwrap();
            // The server's own worker may be faster, and gives up on bytes that are no photo.
            if let Some(leased) = worker.take().await.unwrap() {
                worker
                    .finish(&leased, result(difference), Vec::new())
                    .await
                    .unwrap();
                return;
            }
        }
    }
}

fn session(protocol: &Protocol, number: u8, on: Date, told: &Told) -> Session {
    let clara = PersonId::try_from("id-clara").unwrap();
    let zone = ZoneTreatment {
        scars: BTreeSet::from([told.scars]),
        needle_mm: NeedleLength::from_mm(told.needle_mm).unwrap(),
        passes: 4,
        device: line(told.device),
        cartridge_lot: line("L25-0001"),
        endpoint: Endpoint::Erythema,
        operator: PersonId::try_from(told.operator).unwrap(),
        reason_for_length: None,
    };
    Session {
        protocol: protocol.identity().clone(),
        number,
        on,
        started_at: at(on),
        ended_at: at(on),
        anaesthetic: Anaesthetic::None,
        zones: BTreeMap::from([(Zone::CheekLeft, zone)]),
        adverse_events: Vec::new(),
        note: None,
        signature: Signature {
            by: clara,
            name: line("clara Clinician"),
            at: at(on),
        },
    }
}

/// What a comparison says in which nothing but the scars' contrast was measured.
fn result(difference: f64) -> Value {
    let verdict = match difference {
        better if better < -1.0 => "improved",
        worse if worse > 1.0 => "worse",
        _ => "no_detectable_change",
    };
    let around = |value: f64| json!({ "value": value, "ci95": [value - 0.2, value + 0.2] });
    json!({
        "schema": "relief.compare/1",
        "kind": "photo",
        "inputs": [],
        "comparable": true,
        "reasons": [],
        "verdict": verdict,
        "changes": [{
            "metric": "scar_shading_contrast",
            "unit": "%",
            "before": around(10.0),
            "after": around(10.0 + difference),
            "difference": around(difference),
            "relative": difference / 10.0,
            "mdc95": 1.0,
            "detectable": difference.abs() > 1.0,
            "verdict": verdict,
        }],
        "scars": [],
        "parameters": {},
        "algorithm": { "name": "relief-photo", "version": "0.1.0" },
    })
}
