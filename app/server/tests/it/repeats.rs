//! Two quick takes of one view: the practice's own limits.

use crate::capture::{frames, sha};
use crate::people::Someone;
use crate::photos::Bench;
use jiff::SignedDuration;
use relief_phantom::PairKind;
use relief_store::RecordId;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

impl Bench {
    /// A picture of the camera, taken once more than `again` where that is given; the photo's id.
    async fn take(&mut self, picture: &[u8], again: &str) -> String {
        let name = sha(picture);
        let (status, body) = self.part(&name, picture, 0..picture.len()).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let fields = [
            ("sha", name.as_str()),
            ("taken", "1772438400000"),
            ("owner", "id-clara"),
            ("again", again),
        ];
        let url = self.at("/capture/lateral_left");
        let answer = self.staff.post(&url, &fields).await;
        let kept: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(kept["state"], "kept", "{kept}");
        kept["photo"].as_str().unwrap().to_owned()
    }

    /// What the only repeat measured, when it did.
    async fn repeat(&self) -> Value {
        for _ in 0..600 {
            if let Some(repeat) = self.repository.repeats(9).await.unwrap().pop() {
                return repeat.value.result;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("the repeat was not measured");
    }

    async fn limits(&self) -> String {
        let page = self.staff.get(&self.practice.at("/repeatability")).await;
        assert_eq!(page.status, StatusCode::OK);
        page.body
    }

    /// Pairs of another time, of which the scars' contrast differs by 5 % on the scale of logarithms, up and down in turn.
    async fn repeats_like(&self, result: &Value, pairs: usize) {
        let worker = self.practice.store.worker(SignedDuration::from_mins(5));
        let mut done = 0;
        for n in 0u128.. {
            if done == pairs {
                break;
            }
            let id = |n: u128| format!("{n:032x}").parse::<RecordId>().unwrap();
            let request = json!({ "before": id(2 * n), "after": id(2 * n + 1), "repeat": true });
            self.repository.ask_repeat(self.patient, &request).await.unwrap();
            // The server's own worker may have been faster, and gave up on photos that do not exist.
            let Some(leased) = worker.take().await.unwrap() else {
                continue;
            };
            let mut result = result.clone();
            let contrast = result["changes"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .find(|change| change["metric"] == "scar_shading_contrast")
                .unwrap();
            let sign = if done % 2 == 0 { 1.0 } else { -1.0 };
            contrast["before"]["value"] = json!(0.3);
            contrast["after"]["value"] = json!(0.3 * (sign * 0.05f64).exp());
            worker.finish(&leased, result, Vec::new()).await.unwrap();
            done += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn repeats_give_the_practice_limits_of_its_own() {
    let [first, second] = frames(PairKind::Unchanged);
    let mut bench = Bench::open().await;
    bench.consent().await;
    let photo = bench.take(&first, "").await;
    let list = bench.at("/capture");
    for view in ["frontal", "oblique_left", "oblique_right", "lateral_right"] {
        assert!(
            !bench.staff.get(&list).await.body.contains("calm moment"),
            "{view} is open"
        );
        let skip = bench.at(&format!("/capture/{view}/skip"));
        let reason = format!("reason-{view}");
        bench.staff.post(&skip, &[(reason.as_str(), "No time")]).await;
    }
    let camera = format!("/capture/lateral_left?again={photo}");
    assert!(bench.staff.get(&list).await.body.contains(&camera));
    let page = bench.staff.get(&bench.at(&camera)).await.body;
    assert!(page.contains(&format!("data-again=\"{photo}\"")), "{page}");
    bench.take(&second, &photo).await;
    assert!(
        !bench.staff.get(&list).await.body.contains("calm moment"),
        "it was taken twice"
    );

    let result = bench.repeat().await;
    assert_eq!(result["comparable"], json!(true), "{result}");
    assert!(bench.limits().await.contains("1 of 5 comparable pairs"));
    let chart = bench.staff.get(&bench.at("/outcome")).await.body;
    assert!(
        !chart.contains("/measurements/"),
        "a repeat tells nothing of the course"
    );

    bench.practice.wait(SignedDuration::from_secs(1));
    bench.repeats_like(&result, 20).await;
    let page = bench.limits().await;
    // SEM = 0.05/√2 and MDC95 = 1.96·√2·SEM = 0.098 on the scale of logarithms: 10.3 %.
    let cells = |page: &str| {
        let row = page.split("<tr>").find(|row| row.contains("Scar shading<"));
        let row = row.unwrap_or_else(|| panic!("{page}")).to_owned();
        row.split("<td>")
            .skip(1)
            .map(|cell| cell.split("</td>").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let row = cells(&page);
    assert_eq!(
        (row[1].as_str(), row[3].as_str(), row[4].as_str()),
        ("10.3 %", "8.33 %", "<strong>8.33 %</strong>")
    );
    assert!(
        page.contains("21 pairs") && page.contains("default limits"),
        "{page}"
    );
    let refused = bench.staff.post(&bench.practice.at("/repeatability"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "the owner decides");
    let mut owner = Someone::signed_in(&bench.practice, "owner").await;
    let decide = bench.practice.at("/repeatability");
    assert_eq!(owner.post(&decide, &[]).await.status, StatusCode::SEE_OTHER);
    let page = bench.limits().await;
    assert!(page.contains("limits of 21 pairs of this practice"), "{page}");
    assert!(cells(&page)[4].starts_with("<strong>10"), "{page}");

    // The next comparison names them.
    let photos = bench
        .repository
        .all::<relief_store::Photo>(bench.patient)
        .await
        .unwrap();
    let [before, after] = [0, 1].map(|n: usize| photos[n].record.to_string());
    let fields = [("before", before.as_str()), ("after", after.as_str())];
    let asked = bench.staff.post(&bench.at("/compare"), &fields).await;
    bench.over(&asked.location).await;
    let measured = bench
        .repository
        .all::<relief_store::Measurement>(bench.patient)
        .await
        .unwrap();
    let asked_for = measured
        .iter()
        .find(|measured| measured.value.request["repeat"].is_null());
    let method = &asked_for.unwrap().value.result["parameters"]["repeatability"];
    assert!(
        method
            .as_str()
            .unwrap()
            .starts_with("repeat pairs of this practice until 2026-03-02"),
        "{method}"
    );
    assert_eq!(
        owner.post(&decide, &[("use", "default")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(bench.limits().await.contains("default limits"));
    bench.practice.close().await;
}
