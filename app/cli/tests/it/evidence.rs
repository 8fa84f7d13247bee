//! `relief evidence` as it is used.

use crate::program::Bench;
use serde_json::Value;

#[test]
fn forests_and_what_follows_are_printed() {
    let told = Bench::empty().run(&["evidence"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    assert!(
        told.out
            .starts_with("In published studies scar scores are lower after microneedling"),
        "{}",
        told.out
    );
    let lines: Vec<&str> = told.out.lines().collect();
    let pooled = lines.iter().find(|line| line.starts_with("Together")).unwrap();
    assert!(
        pooled.contains("◆") && pooled.contains("(−2.01 to −0.16)"),
        "{pooled}"
    );
    for words in [
        "5; a number that may be wrong (36 began, 30 completed; not told of which)",
        "2 of 30: 7 % (1 to 22 %)",
        "Dogra 2014, microneedling alone, dark marks: Skin types IV and V.",
    ] {
        assert!(told.out.contains(words), "{words}: {}", told.out);
    }
    assert!(
        told.out.contains("Against no treatment\nNothing is pooled"),
        "{}",
        told.out
    );
}

#[test]
fn json_says_what_the_sentences_say() {
    let told = Bench::empty().run(&["evidence", "--json", "--by", "sessions"]);
    let evidence: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(evidence["schema"], "relief.evidence/1");
    let marks = &evidence["side_effects"][5];
    assert_eq!(
        (&marks["side_effect"], &marks["says"]),
        (&"dark_marks".into(), &"2 of 30: 7 % (1 to 22 %)".into())
    );
    let doubtful = &evidence["side_effects"][0];
    assert_eq!(
        (&doubtful["patients"], &doubtful["share"]),
        (&5.into(), &Value::Null)
    );
    let first = &evidence["answers"][0];
    assert_eq!(first["question"], "change/goodman_baron_qualitative");
    let low = first["pooled"]["estimate"]["ci95"][0].as_f64().unwrap();
    assert!((low + 2.007).abs() < 1e-3, "{low}");
    assert_eq!(first["groups"]["p"], Value::Null);
    assert_eq!(first["left_out"][0]["why"], "doubtful");
    let third = &evidence["answers"][2];
    assert_eq!(
        (&third["pooled"], &third["not_pooled"]),
        (&Value::Null, &"no_study".into())
    );
}

#[test]
fn a_page_and_a_drawing_are_written_and_fetch_nothing() {
    let bench = Bench::empty();
    let told = bench.run(&["evidence", "--html", "e.html", "--svg", "e.svg"]);
    assert_eq!(
        (told.code, told.err.as_str()),
        (0, "page: e.html\ndrawing: e.svg\n")
    );
    let [page, drawing] = ["e.html", "e.svg"].map(|name| String::from_utf8(bench.read(name)).unwrap());
    assert!(page.starts_with("<!doctype html>") && drawing.starts_with("<svg "));
    for text in [&page, &drawing] {
        assert!(!text.contains("<script") && !text.contains("src=") && !text.contains("url("));
    }
}

#[test]
fn scar_types_are_listed_and_comparisons_can_be_told_alone() {
    let bench = Bench::empty();
    let types = bench.run(&["evidence", "--by", "scar-type"]).out;
    assert!(
        types.contains("ice pick scars") && types.contains("−5.9 %"),
        "{types}"
    );
    assert!(
        types.contains("None of these tells how patients scatter"),
        "{types}"
    );
    let comparisons = bench.run(&["evidence", "--by", "comparator"]).out;
    assert!(
        comparisons.contains("Against fractional CO₂ laser") && !comparisons.contains("Before and after")
    );
}

#[test]
fn a_wrong_word_is_one_line_and_a_missing_folder_too() {
    let bench = Bench::empty();
    bench
        .run(&["evidence", "--by", "moon"])
        .is_refusal_of_work(2, "invalid value 'moon'");
    bench
        .run(&["evidence", "--html", "no/such/e.html"])
        .is_refusal_of_work(2, "the folder does not exist");
}
