//! Grades, other care, instruments.

use super::{Care, has, main};
use relief_store::Kind;
use reqwest::StatusCode;

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
    let skin = [("skin.on", "2026-03-02"), ("skin.phototype", "IV")];
    has(
        &care.done("/context/skin", &skin).await,
        "IV: burns seldom, tans easily",
    );
    has(
        &care
            .post(
                "/context/skin",
                &[("skin.on", "2026-03-02"), ("skin.phototype", "VII")],
            )
            .await
            .body,
        "Please choose one",
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

#[tokio::test(flavor = "multi_thread")]
async fn what_was_entered_by_mistake_is_taken_back_and_counts_no_more() {
    let mut care = Care::begin().await;
    has(&care.get("/mistakes").await, "There is no grade");
    for (on, severity) in [("2026-03-01", "severe"), ("2026-03-02", "mild")] {
        let acne = [("acne.on", on), ("acne.severity", severity)];
        care.done("/context/acne", &acne).await;
    }
    let page = care.get("/mistakes").await;
    has(&page, "2026-03-01, severe");
    let entry = page.split("name=\"entry\" value=\"").nth(2).unwrap()[..32].to_owned();
    let unsaid = care.post("/mistakes", &[("entry", &entry)]).await.body;
    has(&unsaid, "id=\"reason-problem\"");
    let unknown = [
        ("entry", care.course.to_string()),
        ("reason", "it never began".to_owned()),
    ];
    let unknown = unknown.each_ref().map(|(name, value)| (*name, value.as_str()));
    has(&care.post("/mistakes", &unknown).await.body, "Please choose one");
    let told = [("entry", entry.as_str()), ("reason", "Another patient's")];
    let page = care.done("/mistakes", &told).await;
    has(&page, "It was taken back");
    has(&page, "Another patient&#39;s");
    assert!(!page.contains("2026-03-01, severe"), "{}", main(&page));
    let context = care.get("/context").await;
    assert!(
        context.contains("2026-03-02") && !context.contains("2026-03-01"),
        "{}",
        main(&context)
    );
    // The copy of everything has both, and why one counts no more.
    let copy = care.repository.export_patient(care.patient).await.unwrap();
    let kinds = copy
        .iter()
        .filter(|record| record.kind == Kind::ActiveAcne)
        .count();
    assert_eq!(kinds, 2);
    assert!(
        copy.iter()
            .any(|record| record.kind == Kind::EnteredInError && record.why.as_str() == told[1].1)
    );
    care.practice.close().await;
}
