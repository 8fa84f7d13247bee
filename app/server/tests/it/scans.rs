//! Scans as plain requests: what is kept and what is asked for, the measuring, and a comparison from the question to the
//! judgement.

use crate::people::{Answer, Someone, hire};
use crate::photos::Bench;
use relief_course::Role;
use relief_phantom::{ScanSpec, scan};
use relief_store::Scan;
use reqwest::StatusCode;

/// Between the cells of most scans here.
pub const PITCH: &str = "0.2";

/// A scan of one cheek as NPY, which carries neither pitch nor unit.
pub fn npy(visit: u64, depth_factor: f64) -> Vec<u8> {
    npy_of(visit, depth_factor, 0.2)
}

fn npy_of(visit: u64, depth_factor: f64, pitch_mm: f64) -> Vec<u8> {
    let spec = ScanSpec {
        seed: 5,
        visit,
        pitch_mm,
        noise_um: 10.0,
        depth_factor,
        most_turn_deg: 2.0,
    };
    let map = scan(&spec).unwrap().map;
    let shape = format!("({}, {})", map.height(), map.width());
    let header = format!("{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}");
    let header = format!("{header:<117}\n");
    let mut bytes = b"\x93NUMPY\x01\0".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.bytes());
    for y in 0..map.height() {
        for x in 0..map.width() {
            bytes.extend(map.height_mm(x, y).unwrap_or(f64::NAN).to_le_bytes());
        }
    }
    bytes
}

impl Bench {
    /// Sends a scan of today.
    pub async fn send_scan(&self, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let day = self.practice.day(0);
        let mut all = vec![("zone", "cheek_left"), ("taken_on", day.as_str())];
        all.extend(fields);
        let files: Vec<_> = file.iter().map(|(name, bytes)| ("scan", *name, *bytes)).collect();
        self.staff.send_files(&self.at("/scans"), &all, &files).await
    }

    /// A scan of today that was measured; its page.
    pub async fn scanned(&self, bytes: &[u8]) -> String {
        self.scanned_at(PITCH, bytes).await
    }

    async fn scanned_at(&self, pitch: &str, bytes: &[u8]) -> String {
        let sent = self
            .send_scan(&[("pitch_mm", pitch)], Some(("cheek.npy", bytes)))
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let path = sent.location.split('?').next().unwrap().to_owned();
        for _ in 0..600 {
            let page = self.staff.get(&self.practice.at(&path)).await.body;
            if !page.contains("data-job=") {
                return path;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        panic!("the scan was not measured");
    }

    pub async fn scans(&self) -> Vec<String> {
        let scans = self.repository.all::<Scan>(self.patient).await.unwrap();
        scans.iter().map(|scan| scan.record.to_string()).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_scans_are_kept_and_what_a_file_does_not_say_is_asked_for() {
    let bench = Bench::open().await;
    let bytes = npy(1, 1.0);
    let file = Some(("Pia's cheek.npy", bytes.as_slice()));
    let refused = bench.send_scan(&[], file).await;
    assert!(refused.body.contains("has not agreed"), "{}", refused.body);
    bench.consent().await;
    let empty = bench.staff.get(&bench.at("/scans")).await.body;
    assert!(
        !empty.contains("pitch_mm") && empty.contains("There are no scans yet"),
        "{empty}"
    );
    let none = bench.send_scan(&[], None).await.body;
    assert!(none.contains("Please choose a file."), "{none}");

    let untold = bench.send_scan(&[], file).await.body;
    for words in [
        "Pia&#39;s cheek.npy: a NPY file does not say how far apart its cells lie; give it in millimetres.",
        "id=\"pitch_mm\"",
        "id=\"unit\"",
        "value=\"cheek_left\" selected",
    ] {
        assert!(untold.contains(words), "{words}: {untold}");
    }
    let far = bench.send_scan(&[("pitch_mm", "50")], file).await.body;
    assert!(
        far.contains("value=\"50\"") && far.contains("Please give a number from"),
        "{far}"
    );
    let tall = bench
        .send_scan(&[("pitch_mm", PITCH), ("unit", "m")], file)
        .await
        .body;
    assert!(tall.contains("a unit is wrong"), "{tall}");
    let odd = bench
        .send_scan(&[("pitch_mm", PITCH), ("unit", "parsec")], file)
        .await
        .body;
    assert!(odd.contains("Please choose one."), "{odd}");
    let diary = bench
        .send_scan(&[], Some(("diary.txt", b"dear <b>diary")))
        .await
        .body;
    assert!(
        diary.contains("diary.txt: this is no scan that is read"),
        "{diary}"
    );
    assert!(!diary.contains("<b>diary"), "{diary}");
    assert!(bench.scans().await.is_empty(), "what is refused is not kept");

    let page = bench.scanned(&bytes).await;
    let again = bench.send_scan(&[("pitch_mm", PITCH)], file).await.body;
    assert!(again.contains("it is in the record already"), "{again}");
    let kept = bench.repository.all::<Scan>(bench.patient).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].value.told.pitch_mm, Some(0.2));
    let whole = bench
        .staff
        .bytes_at(&bench.practice.at(&format!("{page}/file")))
        .await;
    assert!(whole == bytes, "the file comes back as it was handed in");
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_scans_are_measured_compared_shown_and_judged() {
    let mut bench = Bench::open().await;
    bench.consent().await;
    let first = bench.scanned(&npy(1, 1.0)).await;
    let measured = bench.staff.get(&bench.practice.at(&first)).await.body;
    for words in ["14 scars", "Wall slope", "ISO 25178", "/heights\""] {
        assert!(measured.contains(words), "{words}: {measured}");
    }
    bench.practice.wait_days(100);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    // The instrument was set to another pitch by then.
    bench.scanned_at("0.25", &npy_of(2, 0.5, 0.25)).await;
    let list = bench.staff.get(&bench.at("/scans")).await.body;
    assert!(
        list.contains("Compare with the first") && list.matches("Measured</span>").count() == 2,
        "{list}"
    );

    let ids = bench.scans().await;
    let ask = bench.at("/scans/compare");
    for (before, after, words) in [
        (&ids[0], &ids[0], "This is the same scan"),
        (&ids[1], &ids[0], "This scan is older"),
    ] {
        let refused = bench
            .staff
            .post(&ask, &[("before", before), ("after", after)])
            .await;
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    let asked = bench
        .staff
        .post(&ask, &[("before", &ids[0]), ("after", &ids[1])])
        .await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let over = bench.over(&asked.location).await;
    assert!(over.location.contains("/measurements/"), "{}", over.body);
    let shown = bench.staff.get(&bench.practice.at(&over.location)).await.body;
    for words in [
        "Improved",
        "Left cheek, scan",
        "Scar volume",
        "class=\"comparison\"",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let before = bench
        .staff
        .get(&bench.practice.at(&format!("{}/before", over.location)))
        .await;
    assert_eq!(before.headers["content-type"], "image/png");
    let paper = bench
        .staff
        .bytes_at(&bench.practice.at(&format!("{}/sheet.pdf", over.location)))
        .await;
    assert!(paper.starts_with(b"%PDF"));

    let timeline = bench.staff.get(&bench.at("")).await.body;
    let scanned = timeline.find(">Scan</a> <span>Left cheek</span>").unwrap();
    let compared = timeline.find(&format!("href=\"{}\">Scans compared</a>", over.location));
    assert!(compared.unwrap() < scanned, "{timeline}");
    assert!(
        timeline.contains("Left cheek, scan · Improved · Scar volume −"),
        "{timeline}"
    );
    let outcome = bench.staff.get(&bench.at("/outcome")).await.body;
    assert!(
        outcome.contains("Left cheek, scan") && outcome.contains("<svg class=\"chart\""),
        "{outcome}"
    );
    let record = over.location.rsplit('/').next().unwrap();
    let judged = bench
        .staff
        .post(&bench.at("/outcome"), &[("measured", record)])
        .await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER, "{}", judged.body);
    let kept = bench
        .repository
        .all::<relief_course::Outcome>(bench.patient)
        .await
        .unwrap();
    assert_eq!(kept[0].value.verdict(), relief_estimate::Verdict::Improved);

    // The patient sees the own scans, and asks for no measuring.
    hire(
        &bench.practice,
        &bench.owner,
        "pia",
        Role::Patient,
        Some(bench.patient),
    )
    .await;
    let mut pia = Someone::signed_in(&bench.practice, "pia").await;
    let own = pia.get(&bench.practice.at(&first)).await.body;
    assert!(own.contains("Everything that was measured"), "{own}");
    assert_eq!(pia.post(&ask, &[]).await.status, StatusCode::FORBIDDEN);
    let export = pia.get(&bench.at("/export")).await.body;
    assert_eq!(
        export.matches("\"kind\": \"scan\"").count(),
        2,
        "the copy of everything has the scans"
    );
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_that_cannot_be_measured_says_why_and_is_not_lost() {
    let bench = Bench::open().await;
    bench.consent().await;
    // A plane far smaller than any skin that scars can be looked for in.
    let tiny = b"0 0 0\n0.5 0 0\n1 0 0\n0 0.5 0\n0.5 0.5 0\n1 0.5 0\n".as_slice();
    let sent = bench.send_scan(&[], Some(("tiny.xyz", tiny))).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let path = sent.location.split('?').next().unwrap();
    let mut page = String::new();
    for _ in 0..100 {
        page = bench.staff.get(&bench.practice.at(path)).await.body;
        if !page.contains("data-job=") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    for words in ["The scan could not be measured", "Nothing was lost", "Measure it"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(bench.scans().await.len(), 1);
    bench.practice.close().await;
}
