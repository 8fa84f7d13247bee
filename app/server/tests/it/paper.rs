//! What is handed to somebody on paper.

use crate::people::Someone;
use crate::photos::{Bench, pair};
use reqwest::StatusCode;
use std::process::Command;

impl Bench {
    /// The words of a PDF in their order, and what kinds of parts it is made of.
    async fn paper(&self, path: &str) -> String {
        self.paper_in("en", path).await
    }

    async fn paper_in(&self, language: &str, path: &str) -> String {
        let url = self.practice.at(path);
        let answer = self.staff.get(&url).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert_eq!(answer.headers["content-type"], "application/pdf");
        let file_name = answer.headers["content-disposition"].to_str().unwrap();
        assert!(
            file_name.ends_with("-2026-06-10.pdf\"") && !file_name.contains("Pia"),
            "{file_name}"
        );
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sheet.pdf");
        std::fs::write(&file, self.staff.bytes_in(language, &url).await).unwrap();
        if let Ok(kept) = std::env::var("RELIEF_PICTURES") {
            let name = path.rsplit('/').nth(1).unwrap();
            std::fs::copy(&file, std::path::Path::new(&kept).join(format!("{name}.pdf"))).unwrap();
        }
        let read = |tool: &str, options: &[&str]| {
            let mut command = Command::new(tool);
            command.args(options).arg(&file);
            if tool == "pdftotext" {
                command.arg("-");
            }
            let output = command.output().unwrap();
            assert!(output.status.success(), "{tool}: {path}");
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        read("pdftotext", &["-layout"]) + &read("pdfinfo", &["-struct"])
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs poppler"]
async fn plan_consent_and_comparison_are_handed_out_on_paper() {
    let mut bench = Bench::open().await;
    bench.consent().await;
    let [before, after] = pair();
    bench.upload(&[("lateral_left", "before.jpg", &before)]).await;
    bench.practice.wait_days(100);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    let day = bench.practice.day(0);
    let fields = [("taken_on", day.as_str())];
    let files: [(&str, &str, &[u8]); 1] = [("lateral_left", "after.jpg", &after)];
    bench
        .staff
        .send_files(&bench.at("/photos"), &fields, &files)
        .await;
    let photos = bench
        .repository
        .all::<relief_store::Photo>(bench.patient)
        .await
        .unwrap();
    let [first, second] = [0, 1].map(|n: usize| photos[n].record.to_string());
    let asked = bench
        .staff
        .post(
            &bench.at("/compare"),
            &[("before", first.as_str()), ("after", second.as_str())],
        )
        .await;
    let over = bench.over(&asked.location).await;

    let comparison = bench.paper(&format!("{}/sheet.pdf", over.location)).await;
    for words in [
        "2026-03-02 to 2026-06-10",
        "Improved",
        "Before, 2026-03-02",
        "After, 2026-06-10",
        "20 mm",
        "Neither was retouched",
        "Scar shading",
        "BLAKE3",
        "Figure",
        "Table",
    ] {
        assert!(comparison.contains(words), "{words}: {comparison}");
    }
    let german = bench
        .paper_in("de", &format!("{}/sheet.pdf", over.location))
        .await;
    for words in [
        "02.03.2026 bis 10.06.2026",
        "Verbessert",
        "Vorher, 02.03.2026",
        "0,",
    ] {
        assert!(german.contains(words), "{words}: {german}");
    }
    let own = format!("/patients/{}", bench.patient);
    let plan = bench.paper(&format!("{own}/plan/sheet.pdf")).await;
    for words in [
        "Plan of Pia",
        "Your visits",
        "Session 1",
        "Before",
        "Practice at the Dock, 2026-06-10",
    ] {
        assert!(plan.contains(words), "{words}: {plan}");
    }
    let consent = bench.paper(&format!("{own}/consent/sheet.pdf")).await;
    for words in ["Consent of Pia", "Version 1", "Day and signature"] {
        assert!(consent.contains(words), "{words}: {consent}");
    }
    bench.practice.close().await;
}
