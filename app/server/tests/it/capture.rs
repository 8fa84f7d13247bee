//! Photos taken with a browser's camera: frames and what is said of them, pictures that arrive in parts, and what is kept.

use crate::people::Someone;
use crate::photos::Bench;
use relief_phantom::{PairKind, PairSpec, Phototype};
use relief_photo::comparison::{Capture, Earlier, PhotoOptions, compare_photos, judge_photos};
use relief_photo::{ReadLimits, read_photo};
use relief_store::{Photo, ViewSkipped};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A pair of which the second is a frame of the camera, as small as a browser sends it.
pub fn frames(kind: PairKind) -> [Vec<u8>; 2] {
    let spec = PairSpec {
        kind,
        phototype: Phototype::III,
        seed: 11,
        width: 1024,
        height: 768,
    };
    let pair = relief_phantom::render_pair(&spec).unwrap();
    [pair.before_jpeg, pair.after_jpeg]
}

impl Bench {
    /// A practice in which `earlier` was taken of a patient a hundred days ago.
    pub async fn with_earlier(earlier: &[u8]) -> Self {
        let mut bench = Self::open().await;
        bench.consent().await;
        let sent = bench.upload(&[("lateral_left", "earlier.jpg", earlier)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        bench.practice.wait_days(100);
        bench.staff = Someone::signed_in(&bench.practice, "clara").await;
        bench
    }

    async fn look(&self, view: &str, frame: &[u8]) -> Value {
        let url = self
            .practice
            .at(&format!("/capture/{}/look/{view}", self.patient));
        let answer = self.staff.send_body(&url, "image/jpeg", frame.to_vec()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    pub async fn part(&self, sha: &str, whole: &[u8], range: std::ops::Range<usize>) -> (StatusCode, String) {
        let path = format!(
            "/capture/{}/parts/lateral_left/{sha}?from={}&size={}&owner=id-clara",
            self.patient,
            range.start,
            whole.len()
        );
        let part = whole[range].to_vec();
        let answer = self
            .staff
            .send_body(&self.practice.at(&path), "application/octet-stream", part)
            .await;
        (answer.status, answer.body)
    }

    async fn keep(&mut self, sha: &str, why: &str) -> Value {
        let url = self.at("/capture/lateral_left");
        let fields = [
            ("sha", sha),
            ("taken", "1772438400000"),
            ("why", why),
            ("owner", "id-clara"),
        ];
        let answer = self.staff.post(&url, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    pub async fn kept(&self) -> usize {
        self.repository.all::<Photo>(self.patient).await.unwrap().len()
    }
}

pub fn sha(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn codes(answer: &Value) -> Vec<&str> {
    let hints = answer["hints"].as_array().unwrap();
    hints.iter().map(|hint| hint["code"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_is_told_what_to_put_right() {
    let [earlier, same] = frames(PairKind::Unchanged);
    let bench = Bench::with_earlier(&earlier).await;
    let good = bench.look("lateral_left", &same).await;
    assert_eq!(good, json!({ "ready": true, "hints": [] }));
    let cases = [
        (PairKind::Defocus, "blur"),
        (PairKind::ExposureUnder, "exposure"),
        (PairKind::ExposureOver, "exposure"),
        (PairKind::LightOtherSide, "light_direction"),
        (PairKind::NoSkin, "no_skin"),
        (PairKind::Scale, "scale"),
        (PairKind::Pose, "pose"),
        // Too little is in common for a way back to be told.
        (PairKind::Overlap, "different_skin"),
        (PairKind::CardCovered, "card"),
        (PairKind::DifferentPatient, "different_skin"),
    ];
    // Either picture of a kind may be the bad one, so each kind has an earlier picture of its own, as a view of its own.
    let rendered = cases.map(|(kind, _)| frames(kind));
    let zones = relief_protocol::Zone::ALL.map(|zone| {
        let zone = serde_json::to_value(zone).unwrap();
        format!("close_up.{}", zone.as_str().unwrap())
    });
    let files: Vec<(&str, &str, &[u8])> = zones
        .iter()
        .zip(&rendered)
        .map(|(view, pair)| (view.as_str(), "earlier.jpg", pair[0].as_slice()))
        .collect();
    assert_eq!(files.len(), cases.len(), "a view for each kind");
    let first_day = [("taken_on", "2026-03-02")];
    let sent = bench
        .staff
        .send_files(&bench.at("/photos"), &first_day, &files)
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let mut wrong = Vec::new();
    for ((kind, code), (view, [_, frame])) in cases.iter().zip(zones.iter().zip(&rendered)) {
        let told = bench.look(view, frame).await;
        if !codes(&told).contains(code) || told["ready"] != json!(false) {
            wrong.push(format!("{kind:?}: {told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Without an earlier picture the frame is judged alone.
    let first = bench.look("frontal", &same).await;
    assert_eq!(first, json!({ "ready": true, "hints": [] }));
    let url = bench
        .practice
        .at(&format!("/capture/{}/look/frontal", bench.patient));
    let nothing = bench
        .staff
        .send_body(&url, "image/jpeg", b"no frame".to_vec())
        .await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    bench.practice.close().await;
}

/// The picture as a camera sees it that was moved: what lies at `from(x, y)` lies at `(x, y)` now.
fn moved(jpeg: &[u8], from: impl Fn(f64, f64) -> [f64; 2]) -> Vec<u8> {
    let picture = image::load_from_memory(jpeg).unwrap().to_rgb8();
    let moved = image::RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [x, y] = from(f64::from(x), f64::from(y)).map(|at| at.round() as i64);
        let at = u32::try_from(x).ok().zip(u32::try_from(y).ok());
        at.and_then(|(x, y)| picture.get_pixel_checked(x, y))
            .copied()
            .unwrap_or(image::Rgb([90, 90, 90]))
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode_image(&moved)
        .unwrap();
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_back_to_the_earlier_picture_is_told() {
    let [earlier, same] = frames(PairKind::Unchanged);
    let bench = Bench::with_earlier(&earlier).await;
    let (sin, cos) = 12f64.to_radians().sin_cos();
    let clockwise = |x: f64, y: f64| {
        let (x, y) = (x - 512.0, y - 384.0);
        [512.0 + cos * x + sin * y, 384.0 - sin * x + cos * y]
    };
    let cases = [
        (
            moved(&same, |x, y| [x - 144.0, y]),
            "Move the camera to the right.",
        ),
        (
            moved(&same, |x, y| [x + 144.0, y]),
            "Move the camera to the left.",
        ),
        (moved(&same, |x, y| [x, y - 112.0]), "Move the camera down."),
        (moved(&same, |x, y| [x, y + 112.0]), "Move the camera up."),
        (moved(&same, clockwise), "Turn the camera clockwise."),
    ];
    for (frame, words) in cases {
        let told = bench.look("lateral_left", &frame).await;
        let said = told["hints"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hint| hint["say"].as_str().unwrap());
        assert!(said.clone().any(|said| said == words), "{words}: {told}");
    }
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_arrives_in_parts_is_judged_and_kept_once() {
    let [earlier, good] = frames(PairKind::Unchanged);
    let mut bench = Bench::with_earlier(&earlier).await;
    let name = sha(&good);
    let half = good.len() / 2;
    assert_eq!(bench.keep(&name, "").await, json!({ "state": "again" }));
    let have = |n: usize| (StatusCode::OK, json!({ "have": n }).to_string());
    assert_eq!(bench.part(&name, &good, 0..half).await, have(half));
    assert_eq!(bench.part(&name, &good, 0..half).await, have(half), "once more");
    assert_eq!(bench.keep(&name, "").await, json!({ "state": "again" }));
    assert_eq!(bench.part(&name, &good, half..good.len()).await, have(good.len()));
    let kept = bench.keep(&name, "").await;
    assert_eq!((&kept["state"], &kept["sha"]), (&json!("kept"), &json!(name)));
    // The answer may get lost: the same picture once more is the same photo.
    bench.part(&name, &good, 0..good.len()).await;
    assert_eq!(bench.keep(&name, "").await, kept);
    assert_eq!(bench.kept().await, 2);
    let others = [("sha", name.as_str()), ("owner", "id-maja")];
    let someone_else = bench
        .staff
        .post(&bench.at("/capture/lateral_left"), &others)
        .await;
    assert_eq!(
        someone_else.location, "/sign-in",
        "nobody sends in another's name"
    );
    let other = bench.part(&name, &good[..half], 0..half).await;
    assert_eq!(other.0, StatusCode::BAD_REQUEST, "{}", other.1);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_take_is_not_kept_unless_somebody_says_why() {
    let [earlier, dark] = frames(PairKind::ExposureUnder);
    let mut bench = Bench::with_earlier(&earlier).await;
    let name = sha(&dark);
    bench.part(&name, &dark, 0..dark.len()).await;
    let refused = bench.keep(&name, "").await;
    assert_eq!(refused["state"], "refused", "{refused}");
    assert!(
        refused["reasons"][0]
            .as_str()
            .is_some_and(|reason| !reason.is_empty())
    );
    assert_eq!(bench.kept().await, 1);
    assert_eq!(bench.keep(&name, "The lamp is broken").await["state"], "kept");
    let photos = bench.repository.all::<Photo>(bench.patient).await.unwrap();
    assert_eq!(photos[1].why.as_str(), "The lamp is broken");
    // The device's clock said the second of March, which was 100 days ago: no way takes that long.
    assert_eq!(photos[1].value.taken_at, Some(bench.practice.now()));
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_left_out_with_a_reason() {
    let mut bench = Bench::open().await;
    let list = bench.at("/capture");
    assert!(bench.staff.get(&list).await.body.contains("Go to consent"));
    bench.consent().await;
    let skip = bench.at("/capture/frontal/skip");
    let silent = bench.staff.post(&skip, &[]).await;
    assert!(silent.body.contains("Please fill this in"), "{}", silent.body);
    let skipped = bench.staff.post(&skip, &[("reason-frontal", "A bandage")]).await;
    assert_eq!(skipped.status, StatusCode::SEE_OTHER, "{}", skipped.body);
    let page = bench.staff.get(&list).await.body;
    assert!(
        page.contains("A bandage") && page.contains("1 of 5 views"),
        "{page}"
    );
    let kept = bench.repository.all::<ViewSkipped>(bench.patient).await.unwrap();
    assert_eq!(kept[0].value.on.to_string(), bench.practice.day(0));
    bench.practice.wait_days(1);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    let tomorrow = bench.staff.get(&list).await.body;
    assert!(tomorrow.contains("0 of 5 views"), "{tomorrow}");
    bench.practice.close().await;
}

/// Nobody may be told "good" by a gate that is not the one that judges the pair: the three ways to it say the same.
#[test]
fn a_frame_a_picture_and_a_comparison_meet_one_gate() {
    let read = |jpeg: &[u8]| read_photo(jpeg, &ReadLimits::default()).unwrap();
    let options = PhotoOptions::default();
    let kinds = [
        PairKind::Unchanged,
        PairKind::LightOtherSide,
        PairKind::NoCard,
        PairKind::CardOnce,
        PairKind::DifferentPatient,
    ];
    for kind in kinds {
        let [before, after] = frames(kind).map(|jpeg| read(&jpeg));
        let judged = judge_photos(before.clone(), after.clone(), &options);
        let capture = Capture {
            method: "none".to_owned(),
            mdc95: BTreeMap::new(),
        };
        let compared = compare_photos(before.clone(), after.clone(), &options, &capture, |_| ());
        assert_eq!(judged.checks, compared.checks, "{kind:?}");
        assert_eq!(
            Earlier::new(before, options.clone()).judge(after),
            judged,
            "{kind:?}"
        );
    }
}
