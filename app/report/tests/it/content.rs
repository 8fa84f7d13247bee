//! What stands in the page.

use crate::fixture::{improved, refused};
use relief_compare::contract::{ReasonCode, Verdict};
use relief_report::compare_page;
use relief_report::texts::{ENGLISH, GERMAN};

#[test]
fn the_page_tells_the_whole_result() {
    let page = compare_page(&improved(), &ENGLISH).unwrap();
    for part in [
        "<h1>Improved</h1>",
        "Scar shading: 28 % lower than before. Two pictures of unchanged skin differ by up to 6.6 %",
        "Worse at the same time: Redness.",
        "carried over from the before picture",
        "−0.132 to −0.099</small>",
        "±0.027",
        "found before only",
        "ice pick (91 %)",
        "Light direction",
        "3.4°",
        &"a1".repeat(32),
        "0.0214 mm per pixel, from the card",
        "role=\"slider\"",
    ] {
        assert!(page.contains(part), "missing: {part}");
    }
}

#[test]
fn a_change_that_is_neither_better_nor_worse_is_told_as_changed() {
    let mut pair = improved();
    assert!(!compare_page(&pair, &ENGLISH).unwrap().contains("Changed"));
    let change = &mut pair.result.changes[4];
    assert_eq!(change.metric, "melanin_index");
    (change.detectable, change.verdict) = (true, None);
    let page = compare_page(&pair, &ENGLISH).unwrap();
    for part in [
        "<span class=\"tag changed\">Changed</span>",
        "neither for better nor for worse: Pigment.",
        "Changed: beyond both its interval and MDC95",
    ] {
        assert!(page.contains(part), "missing: {part}");
    }
}

#[test]
fn a_pair_without_scars_says_so_first_and_speaks_of_no_other_measure() {
    let mut pair = improved();
    pair.result.verdict = Verdict::NoDetectableChange;
    pair.result.scars.clear();
    pair.result
        .changes
        .retain(|change| !change.metric.starts_with("scar_"));
    pair.result.warnings = vec!["no scars were found: only colour and texture are measured".to_owned()];
    let page = compare_page(&pair, &ENGLISH).unwrap();
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("missing: {part}"));
    assert!(at("<h1>No scars found") < at("only colour and texture are measured"));
    assert!(at("only colour and texture are measured") < at("<h2>The pictures</h2>"));
    // The detectable redness is named; what did not change is no reason for the headline.
    assert!(!page.contains("No change could be shown") && page.contains("Worse at the same time: Redness."));
    pair.result.scars = improved().result.scars;
    let page = compare_page(&pair, &ENGLISH).unwrap();
    assert!(page.contains("<h1>Too few scars to judge</h1>"));
}

#[test]
fn files_are_named_without_the_folders_that_may_name_a_patient() {
    let page = compare_page(&improved(), &ENGLISH).unwrap();
    assert!(page.contains("2026-03-03 linke Wange vor.jpg") && !page.contains("Anna K."));
}

#[test]
fn scars_bear_the_numbers_of_the_table_on_their_map() {
    let page = compare_page(&improved(), &ENGLISH).unwrap();
    let first = "<text x=\"58.0\" y=\"41.0\" text-anchor=\"start\">1</text>";
    assert_eq!(page.matches(first).count(), 2, "before and after");
    // In the upper right corner: turned inwards, and below the edge.
    assert!(page.contains("<text x=\"238.0\" y=\"7.1\" text-anchor=\"end\">2</text>"));
    assert!(!page.contains("12.4, 8.8 mm"));
}

#[test]
fn checks_of_one_name_say_what_each_measures() {
    let mut pair = improved();
    let exposure = pair
        .result
        .checks
        .iter()
        .position(|check| check.code == ReasonCode::Exposure)
        .unwrap();
    pair.result.checks[exposure].quantity = "difference_stops".to_owned();
    assert!(
        !compare_page(&pair, &ENGLISH)
            .unwrap()
            .contains("difference in brightness")
    );
    let mut clipped = pair.result.checks[exposure].clone();
    clipped.quantity = "clipped_share".to_owned();
    pair.result.checks.push(clipped);
    let page = compare_page(&pair, &ENGLISH).unwrap();
    for part in ["difference in brightness", "skin clipped to white or black"] {
        assert_eq!(page.matches(part).count(), 1, "{part}");
    }
}

#[test]
fn the_scars_stand_above_the_fold_and_the_other_measures_below() {
    let page = compare_page(&improved(), &ENGLISH).unwrap();
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("missing: {part}"));
    let fold = at("<summary>Show the 5 other measures: 1 changed</summary>");
    assert!(at("How strongly scars stand out") < fold && fold < at("how much blood colours the skin"));
}

#[test]
fn the_page_fetches_nothing() {
    let page = compare_page(&improved(), &ENGLISH).unwrap();
    for reference in ["src=\"", "href=\"", "url("] {
        for (at, _) in page.match_indices(reference) {
            assert!(
                page[at + reference.len()..].starts_with("data:image/"),
                "{}",
                &page[at..at + 60]
            );
        }
    }
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src &#x27;none&#x27;"));
}

#[test]
fn a_refused_pair_has_reasons_on_top_and_no_numbers_of_change() {
    let page = compare_page(&refused(), &ENGLISH).unwrap();
    let (reason, pictures) = (page.find("Light came 31°").unwrap(), page.find("<img").unwrap());
    assert!(reason < pictures);
    assert!(page.contains("Put the lamp back where it was"));
    let body = &page[..page.find("<script>").unwrap()];
    for absent in [
        "role=\"slider\"",
        "class=\"changes\"",
        "class=\"scars\"",
        "class=\"maps\"",
        "Improved",
    ] {
        assert!(!body.contains(absent), "{absent}");
    }
}

#[test]
fn changes_of_a_refused_pair_are_not_shown_even_when_given() {
    let mut pair = refused();
    pair.result.changes = improved().result.changes;
    pair.result.scars = improved().result.scars;
    let page = compare_page(&pair, &ENGLISH).unwrap();
    assert!(!page.contains("−0.115") && !page.contains("ice pick"));
}

#[test]
fn pictures_that_are_not_aligned_get_no_slider() {
    let mut pair = improved();
    if let Some(pictures) = &mut pair.pictures {
        pictures.aligned = false;
    }
    let page = compare_page(&pair, &ENGLISH).unwrap();
    assert!(!page.contains("role=\"slider\"") && page.contains("shown as they were taken"));
}

#[test]
fn names_and_messages_are_escaped() {
    let mut pair = refused();
    pair.result.warnings = vec!["</section><img src=x onerror=alert(3)>".to_owned()];
    pair.result.reasons[0].message = "<b>&\"'</b>".to_owned();
    let page = compare_page(&pair, &ENGLISH).unwrap();
    for hostile in ["<img src=x", "<b>&", "onerror=\"alert"] {
        assert!(!page.contains(hostile), "{hostile}");
    }
    assert_eq!(page.matches("<script").count(), 1);
}

#[test]
fn a_page_without_pictures_still_reports() {
    let mut pair = improved();
    pair.pictures = None;
    let page = compare_page(&pair, &ENGLISH).unwrap();
    assert!(page.contains("<h1>Improved</h1>") && !page.contains("<img"));
}

#[test]
fn the_same_comparison_makes_the_same_page() {
    assert_eq!(
        compare_page(&improved(), &ENGLISH).unwrap(),
        compare_page(&improved(), &ENGLISH).unwrap()
    );
}

#[test]
fn a_german_page_is_german_with_decimal_commas() {
    let page = compare_page(&improved(), &GERMAN).unwrap();
    for part in [
        "<html lang=\"de\">",
        "<h1>Verbessert</h1>",
        "Schattierung der Narben: 28 % niedriger als vorher. Zwei Aufnahmen unveränderter Haut unterscheiden sich um bis zu 6,6 %",
        "Gleichzeitig verschlechtert: Rötung.",
        "−0,132 bis −0,099</small>",
        "±0,027",
        "nur vorher gefunden",
        "Eispickel-Narbe (91 %)",
        "Lichtrichtung",
        "3,4°",
        "0,0214 mm pro Pixel, nach der Karte",
    ] {
        assert!(page.contains(part), "missing: {part}");
    }
    // The fixture's warning and captions are nobody's.
    let mut pair = improved();
    pair.result.warnings.clear();
    pair.pictures = None;
    let page = compare_page(&pair, &GERMAN).unwrap();
    let measured = page.split("<section class=\"method\">").next().unwrap();
    let measured = measured.split("<main").nth(1).unwrap();
    let shown = measured.split('<').filter_map(|part| part.split_once('>'));
    let shown: String = shown.map(|(_, text)| text).collect();
    for english in ["Improved", "before", "Scar ", "−0.1", " to −"] {
        assert!(!shown.contains(english), "{english}");
    }
}

#[test]
fn a_german_page_tells_reasons_and_warnings_in_german() {
    let mut pair = refused();
    pair.result.reasons[0].message =
        "the light falls on the skin about 31° from where it did in the first picture; put lamp and face where they were".to_owned();
    pair.result.warnings = vec!["no scars were found: only colour and texture are measured".to_owned()];
    let page = compare_page(&pair, &GERMAN).unwrap();
    for part in [
        "<p>Das Licht fällt um etwa 31° anders auf die Haut als im Vorher-Bild.</p>",
        // A sentence that nobody knows is told by its numbers.
        "<p>Glanz: gemessen 0,14, zulässig höchstens 0,05.</p>",
        "Es wurden keine Narben gefunden: Gemessen werden nur Farbe und Textur.",
        "Stellen Sie die Lampe dorthin zurück, wo sie war",
    ] {
        assert!(page.contains(part), "missing: {part}");
    }
}
