//! Photos as plain requests: what is kept and what is refused, and a comparison from the question to the judgement.

use crate::people::{Answer, Someone, found_in, hire};
use crate::practice::{On, Practice};
use jiff::civil::date;
use relief_course::{ConsentEvent, ConsentForm, ConsentTo, Line, PersonId, Role, Signature};
use relief_phantom::{PairKind, PairSpec, Phototype};
use relief_protocol::{Complaint, Hash, Key, Protocol, shipped};
use relief_store::{CourseStart, PatientDetails, PatientId, Person, RecordId, Repository};
use reqwest::{Method, StatusCode};
use std::time::Duration;

/// A practice with a clinician, who is signed in, and a patient with a course.
pub struct Bench {
    pub practice: Practice,
    pub owner: Person,
    pub staff: Someone,
    pub repository: Repository,
    pub patient: PatientId,
    course: RecordId,
}

fn line(words: &str) -> Line {
    Line::try_from(words).unwrap()
}

impl Bench {
    pub async fn open() -> Self {
        Self::in_language("en").await
    }

    /// As [`Self::open`], with the documents of a practice that was set up in a language.
    pub async fn in_language(tag: &str) -> Self {
        let practice = Practice::open(On::Sqlite, false).await;
        let owner = found_in(&practice, tag).await;
        let id = hire(&practice, &owner, "clara", Role::Clinician, None).await;
        let clinician = Person {
            id,
            roles: vec![Role::Clinician],
            ..owner.clone()
        };
        let repository = practice.store.repository(clinician);
        let details = PatientDetails {
            name: line("Pia"),
            born: date(1990, 5, 17),
            reference: None,
            contact: None,
        };
        let patient = repository.add_patient(&details, &line("new")).await.unwrap();
        let [(_, text)] = shipped::in_language(tag);
        let protocol = Protocol::parse(text).unwrap();
        let start = CourseStart {
            protocol: protocol.identity().clone(),
            complaint: Complaint::AcneScars,
            starts_on: date(2026, 3, 2),
        };
        let course = repository.add(patient, None, &start, &line("new")).await.unwrap();
        let staff = Someone::signed_in(&practice, "clara").await;
        Self {
            practice,
            owner,
            staff,
            repository,
            patient,
            course,
        }
    }

    pub async fn consent(&self) {
        let form = ConsentForm {
            name: Key::try_from("photos").unwrap(),
            version: 1,
            hash: Hash::of(b"text"),
        };
        let by = PersonId::try_from("id-clara").unwrap();
        let signature = Signature {
            by,
            name: line("Pia"),
            at: self.practice.now(),
        };
        let given = ConsentEvent::Given {
            to: ConsentTo::PhotosInRecord,
            form,
            signature,
        };
        self.repository
            .add(self.patient, Some(self.course), &given, &line("given"))
            .await
            .unwrap();
    }

    pub fn at(&self, page: &str) -> String {
        self.practice.at(&format!("/patients/{}{page}", self.patient))
    }

    async fn get(&self, page: &str) -> Answer {
        self.staff.get(&self.at(page)).await
    }

    /// Sends photos of the first day.
    pub async fn upload(&self, files: &[(&str, &str, &[u8])]) -> Answer {
        let day = self.practice.day(0);
        let fields = [("taken_on", day.as_str())];
        self.staff.send_files(&self.at("/photos"), &fields, files).await
    }

    /// The page of a job once it is over.
    pub async fn over(&self, job: &str) -> Answer {
        for _ in 0..600 {
            let headers = [("accept", "application/json")];
            let answer = self
                .staff
                .send(Method::GET, &self.practice.at(job), None, &headers)
                .await;
            if answer.body.contains("\"done\"") || answer.body.contains("\"failed\"") {
                return self.staff.get(&self.practice.at(job)).await;
            }
            assert!(answer.body.contains("\"stage\""), "{}", answer.body);
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("the job did not end");
    }
}

pub fn pair() -> [Vec<u8>; 2] {
    let spec = PairSpec {
        kind: PairKind::Treated60,
        phototype: Phototype::III,
        seed: 11,
        width: 1600,
        height: 1200,
    };
    let pair = relief_phantom::render_pair(&spec).unwrap();
    [pair.before_jpeg, pair.after_jpeg]
}

/// The header of a PNG that announces 60 000 × 60 000 pixels.
fn bomb() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0".to_vec();
    png.extend(crc(&png[12..]).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(crc & 1))
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_photos_are_kept_and_only_with_consent() {
    let bench = Bench::open().await;
    let [photo, _] = pair();
    assert!(
        bench
            .get("/photos")
            .await
            .body
            .contains("/consent\">Go to consent")
    );
    let refused = bench.upload(&[("frontal", "a.jpg", &photo)]).await;
    assert!(refused.body.contains("has not agreed"), "{}", refused.body);
    bench.consent().await;
    let none = bench.upload(&[]).await;
    assert!(none.body.contains("choose at least one"), "{}", none.body);
    let bomb = bomb();
    let files: [(&str, &str, &[u8]); 4] = [
        ("frontal", "face.jpg", &photo),
        ("frontal", "again.jpg", &photo),
        ("close_up.cheek_left", "bomb.png", &bomb),
        ("lateral_left", "letter.txt", b"dear diary"),
    ];
    let mixed = bench.upload(&files).await;
    assert_eq!(mixed.status, StatusCode::OK);
    for words in [
        "One photo was kept",
        "again.jpg: it is in the record already",
        "bomb.png: ",
        "the limit is",
        "letter.txt: this is no photo",
    ] {
        assert!(mixed.body.contains(words), "{words}: {}", mixed.body);
    }
    let kept = bench
        .repository
        .all::<relief_store::Photo>(bench.patient)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].value.media.as_str(), "image/jpeg");
    let small = bench.get(&format!("/photos/{}/small", kept[0].record)).await;
    assert_eq!(
        (small.status, small.headers["content-type"].to_str().unwrap()),
        (StatusCode::OK, "image/jpeg")
    );
    assert_eq!(small.headers["cache-control"], "no-store");
    let whole = bench.get(&format!("/photos/{}", kept[0].record)).await;
    assert_eq!(whole.headers["content-length"], photo.len().to_string().as_str());
    let huge = vec![0; 129 << 20];
    let answer = bench.upload(&[("frontal", "huge.jpg", &huge)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_photos_are_compared_shown_and_judged() {
    let mut bench = Bench::open().await;
    bench.consent().await;
    let [before, after] = pair();
    let sent = bench.upload(&[("lateral_left", "before.jpg", &before)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    bench.practice.wait_days(100);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    bench.upload(&[("lateral_left", "after.jpg", &after)]).await;
    let photos = bench
        .repository
        .all::<relief_store::Photo>(bench.patient)
        .await
        .unwrap();
    let ids: Vec<String> = photos.iter().map(|photo| photo.record.to_string()).collect();
    let page = bench.get("/photos").await.body;
    assert!(page.contains("Compare with the first"), "{page}");
    assert_eq!(bench.get("/compare").await.body.matches(" checked").count(), 2);

    let ask = bench.at("/compare");
    let same = bench
        .staff
        .post(&ask, &[("before", &ids[0]), ("after", &ids[0])])
        .await;
    assert!(same.body.contains("the same photo"), "{}", same.body);
    let turned = bench
        .staff
        .post(&ask, &[("before", &ids[1]), ("after", &ids[0])])
        .await;
    assert!(turned.body.contains("is older"), "{}", turned.body);
    let asked = bench
        .staff
        .post(&ask, &[("before", &ids[0]), ("after", &ids[1])])
        .await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let over = bench.over(&asked.location).await;
    assert!(over.location.contains("/measurements/"), "{}", over.body);

    let shown = bench.staff.get(&bench.practice.at(&over.location)).await.body;
    assert!(
        shown.contains("Improved") && shown.contains("class=\"comparison\""),
        "{shown}"
    );
    let picture = format!("{}/before", over.location);
    assert!(shown.contains(&format!("src=\"{picture}\"")), "{shown}");
    let picture = bench.staff.get(&bench.practice.at(&picture)).await;
    assert_eq!(picture.headers["content-type"], "image/jpeg");
    let index = bench
        .staff
        .get(&bench.practice.at(&format!("{}/index.json", over.location)))
        .await;
    assert_eq!(index.status, StatusCode::NOT_FOUND);

    let outcome = bench.get("/outcome").await.body;
    assert!(
        outcome.contains("<svg class=\"chart\"") && outcome.contains(" checked"),
        "{outcome}"
    );
    let record = over.location.rsplit('/').next().unwrap();
    let judge = bench.at("/outcome");
    let judged = bench.staff.post(&judge, &[("measured", record)]).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER, "{}", judged.body);
    assert!(bench.get("/outcome").await.body.contains("Judged on"));
    let kept = bench
        .repository
        .all::<relief_course::Outcome>(bench.patient)
        .await
        .unwrap();
    assert_eq!(kept[0].value.verdict(), relief_estimate::Verdict::Improved);

    // The patient reads plain words first.
    let owner = bench
        .practice
        .store
        .account_named("owner")
        .await
        .unwrap()
        .unwrap()
        .0;
    let clinic = owner.memberships[0].clinic;
    let owner = Person {
        id: owner.id,
        clinic,
        roles: vec![Role::Owner],
        own: None,
    };
    hire(&bench.practice, &owner, "pia", Role::Patient, Some(bench.patient)).await;
    let pia = Someone::signed_in(&bench.practice, "pia").await;
    let own = pia.get(&bench.practice.at(&over.location)).await.body;
    assert!(own.contains("Everything that was measured"), "{own}");
    assert_eq!(pia.get(&bench.at("/outcome")).await.status, StatusCode::OK);
    assert_eq!(pia.get(&bench.at("/compare")).await.status, StatusCode::FORBIDDEN);
    bench.practice.close().await;
}
