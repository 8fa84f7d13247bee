//! The commands as the README shows them.

use crate::program::Bench;
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn a_pair_gives_a_table_a_contract_and_a_page() {
    let bench = Bench::with_pair();
    let table = bench.run(&["compare", "before.jpg", "after.jpg", "--report", "report.html"]);
    assert_eq!((table.code, table.err.as_str()), (0, "report: report.html\n"));
    assert!(table.out.starts_with("No detectable change\n"), "{}", table.out);
    assert!(table.out.contains("Scar shading (%)") && table.out.contains("mm per pixel"));
    let page = String::from_utf8(bench.read("report.html")).unwrap();
    assert!(page.contains("<h1>No detectable change</h1>") && page.contains("role=\"slider\""));
    let json = bench.run(&["compare", "before.jpg", "after.jpg", "--json"]);
    let result: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, &result["schema"]), (0, &"relief.compare/1".into()));
    assert_eq!(result["changes"][0]["metric"], "scar_shading_contrast");
    assert_eq!(result["inputs"][0]["scale_source"], "card");
    // No two checks measure the same under one name.
    let checks = result["checks"].as_array().unwrap();
    let names: BTreeSet<_> = checks
        .iter()
        .map(|check| format!("{}/{}", check["code"], check["quantity"]))
        .collect();
    assert_eq!(names.len(), checks.len(), "{names:?}");
}

#[test]
fn a_given_scale_that_is_not_the_cards_is_told() {
    let bench = Bench::with_pair();
    let words = ["measure", "before.jpg", "--json", "--scale-mm-per-px", "0.5"];
    let result: Value = serde_json::from_str(&bench.run(&words).out).unwrap();
    let warnings = result["warnings"].to_string();
    assert!(
        warnings.contains("the card's is used") && warnings.contains("0.5 mm per pixel"),
        "{warnings}"
    );
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let bench = Bench::with_pair();
    let [one, many] = ["1", "5"].map(|threads| {
        let mut command = bench.command(&[
            "compare",
            "before.jpg",
            "after.jpg",
            "--json",
            "--report",
            "r.html",
        ]);
        let out = command.env("RAYON_NUM_THREADS", threads).output().unwrap().stdout;
        (out, bench.read("r.html"))
    });
    assert!(one == many);
}

#[test]
fn one_photo_gives_each_metric_with_its_interval() {
    let bench = Bench::with_pair();
    let ended = bench.run(&["measure", "before.jpg", "--json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let alone: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(alone["schema"], "relief.measure/1");
    assert_eq!(alone["inputs"][0]["scale_source"], "card");
    for (name, quantity) in alone["parameters"].as_object().unwrap() {
        let number = |value: &Value| value.as_f64().unwrap();
        let (low, high) = (number(&quantity["ci95"][0]), number(&quantity["ci95"][1]));
        assert!(
            (low..=high).contains(&number(&quantity["value"])),
            "{name}: {quantity}"
        );
    }
    // The pair finds its scars in both pictures, one photo in itself: much the same ones.
    let pair = bench.run(&["compare", "before.jpg", "after.jpg", "--json"]);
    let pair: Value = serde_json::from_str(&pair.out).unwrap();
    let contrast = |value: &Value| value.as_f64().unwrap();
    let (own, paired) = (
        contrast(&alone["parameters"]["scar_shading_contrast"]["value"]),
        contrast(&pair["changes"][0]["before"]["value"]),
    );
    assert!((own / paired - 1.0).abs() < 0.15, "{own} {paired}");
    assert!(!alone["scars"].as_array().unwrap().is_empty());
    assert!(bench.run(&["measure", "before.jpg"]).out.starts_with("Measured"));
}

#[test]
fn a_region_narrows_what_is_measured() {
    let bench = Bench::with_pair();
    let words = [
        "compare",
        "before.jpg",
        "after.jpg",
        "--json",
        "--roi",
        "40,40,520,700",
    ];
    let ended = bench.run(&words);
    let result: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(result["parameters"]["region_1"][0], 40.0);
    for scar in result["scars"].as_array().unwrap() {
        let x = scar["centre_px"][0].as_f64().unwrap();
        assert!((40.0..=520.0).contains(&x), "{scar}");
    }
}

#[test]
fn the_card_is_written_as_asked() {
    let bench = Bench::empty();
    let both = bench.run(&["card", "--out", "card"]);
    assert_eq!(
        (both.code, both.out.as_str()),
        (0, "card/relief-card.pdf\ncard/relief-card.svg\n")
    );
    let here = bench.run(&["card"]);
    assert_eq!(
        (here.code, here.out.as_str()),
        (0, "relief-card.pdf\nrelief-card.svg\n")
    );
    assert_eq!(bench.run(&["card", "--out", "mine.SVG"]).code, 0);
    assert_eq!(
        bench.names(),
        ["card", "mine.SVG", "relief-card.pdf", "relief-card.svg"]
    );
    assert!(bench.read("relief-card.pdf").starts_with(b"%PDF-"));
    assert_eq!(bench.read("mine.SVG"), bench.read("relief-card.svg"));
}

#[test]
fn the_phantom_makes_what_a_batch_takes() {
    let bench = Bench::empty();
    let words = [
        "phantom",
        "--out",
        "set",
        "--seed",
        "3",
        "--pairs",
        "2",
        "--kind",
        "unchanged",
        "--size",
        "320x240",
    ];
    let first = bench.run(&words);
    assert_eq!((first.code, first.out.as_str()), (0, "set/pairs.csv\n"));
    let photo = bench.read("set/0001_unchanged_I/after.jpg");
    assert_eq!(bench.run(&words).code, 0);
    assert!(bench.read("set/0001_unchanged_I/after.jpg") == photo);
    // Too small to be compared, but every pair has its row.
    let batch = bench.run(&["batch", "set/pairs.csv", "--out", "results.csv"]);
    assert_eq!(batch.code, 0, "{}", batch.err);
    let table = String::from_utf8(bench.read("results.csv")).unwrap();
    assert_eq!(table.lines().count(), 3);
}

#[test]
fn every_command_explains_itself() {
    let bench = Bench::empty();
    for command in ["compare", "measure", "batch", "repeatability", "phantom", "card"] {
        let help = bench.run(&[command, "--help"]);
        assert_eq!(help.code, 0);
        assert!(
            help.out.contains(&format!("Examples:\n  relief {command}")) || help.out.contains("Examples:")
        );
    }
    assert!(bench.run(&["--version"]).out.starts_with("relief "));
}
