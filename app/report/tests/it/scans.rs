//! What the pages of scans hold.

use crate::scan_fixture::{compared, measured};
use relief_compare::contract::{Kind, Verdict};
use relief_report::texts::{ENGLISH, GERMAN};
use relief_report::{ShownScan, compare_page, comparison_part, measure_page, measured_part};

fn holds(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "missing: {part}");
    }
}

#[test]
fn two_scans_show_map_sections_depths_texture_and_the_skin_in_three_dimensions() {
    let pair = compared();
    assert_eq!((pair.result.scars.len(), pair.result.kind), (5, Kind::Surface));
    let page = compare_page(&pair, &ENGLISH).unwrap();
    holds(
        &page,
        &[
            "Two scans of the same skin, compared",
            "<h2>The skin in three dimensions</h2>",
            "32 × 26 mm of skin",
            "data-heights0=",
            "data-heights1=",
            "This view needs scripts and WebGL",
            "solid: improved",
            "dotted: worse",
            "<a href=\"#section-1\">1</a>",
            "<figure id=\"section-5\"",
            "Cross-section of scar 1, ",
            "<h2>How deep the scars are</h2>",
            " before, ",
            "S-filter: Gaussian, nesting index 0.1 mm (ISO 16610-61)",
            "L-filter: Gaussian, nesting index 8 mm (ISO 16610-61)",
            "Sdq",
            "root mean square slope",
        ],
    );
}

#[test]
fn every_scar_has_a_section_of_two_lines_and_is_counted_in_the_histogram() {
    let page = compare_page(&compared(), &ENGLISH).unwrap();
    let body = &page[page.find("<section class=\"sections\">").unwrap()..];
    let sections = &body[..body.find("</section>").unwrap()];
    assert_eq!(
        sections.matches("<path class=\"before\" d=\"M").count(),
        5 + 1,
        "and the legend's"
    );
    assert_eq!(sections.matches("<path class=\"after\" d=\"M").count(), 5 + 1);
    let alt = page
        .split("aria-label=\"How deep the scars are: ")
        .nth(1)
        .unwrap();
    let classes = alt.split('"').next().unwrap();
    let count = |word: &str| -> usize {
        let counts = classes
            .split(word)
            .filter_map(|part| part.rsplit([' ', ':', ',']).find(|w| !w.is_empty()));
        let counts = counts.filter_map(|word| word.parse::<usize>().ok());
        counts.sum()
    };
    assert_eq!((count(" before"), count(" after")), (5, 5), "{classes}");
}

#[test]
fn one_scan_has_a_page_without_words_of_change() {
    let page = measure_page(&measured(), &ENGLISH).unwrap();
    holds(
        &page,
        &[
            "<h1>5 scars found</h1>",
            "One scan, measured",
            "Map of heights",
            "data-heights0=",
            "Scar volume",
            "<small>",
            "<a href=\"#section-3\">3</a>",
            "<figure id=\"section-3\"",
            "Show the 34 parameters",
            "relief.measure/1",
        ],
    );
    let body = &page[page.find("<main").unwrap()..page.find("<script>").unwrap()];
    for absent in [
        "data-heights1",
        ">After<",
        "MDC95",
        "Improved",
        "not comparable",
        "→",
    ] {
        assert!(!body.contains(absent), "{absent}");
    }
}

#[test]
fn names_are_escaped_and_nothing_is_fetched() {
    let page = measure_page(&measured(), &ENGLISH).unwrap();
    assert!(!page.contains("<b>cheek") && page.contains("cheek.npy"));
    for page in [page, compare_page(&compared(), &GERMAN).unwrap()] {
        assert_eq!(
            (page.matches("<script").count(), page.matches("<style").count()),
            (1, 1)
        );
        assert!(!page.contains(" style=\"") && !page.contains(" onclick"));
        for reference in ["src=\"", "href=\"", "url("] {
            for (at, _) in page.match_indices(reference) {
                let to = &page[at + reference.len()..];
                assert!(
                    to.starts_with("data:image/") || to.starts_with('#'),
                    "{}",
                    &to[..40]
                );
            }
        }
    }
}

#[test]
fn a_refused_pair_of_scans_shows_no_sections_and_says_what_to_do_with_scans() {
    let mut pair = compared();
    let check = pair.result.checks.remove(0);
    pair.result.reasons.push(check);
    (pair.result.comparable, pair.result.verdict) = (false, Verdict::NotComparable);
    let page = compare_page(&pair, &ENGLISH).unwrap();
    let body = &page[page.find("<main").unwrap()..page.find("<script>").unwrap()];
    for absent in [
        "id=\"section-",
        "data-heights0",
        "class=\"depths\"",
        "class=\"texture\"",
        "lamp",
    ] {
        assert!(!body.contains(absent), "{absent}");
    }
    holds(body, &["Hold the instrument still", "Scan the same area again"]);
}

#[test]
fn a_german_page_of_a_scan_is_german() {
    let one = measured();
    let page = measure_page(&one, &GERMAN).unwrap();
    holds(
        &page,
        &[
            "<h1>5 Narben gefunden</h1>",
            "Querschnitte",
            "Nesting-Index 0,1 mm",
            "ungestörte Haut",
        ],
    );
    let body = &page[page.find("<main").unwrap()..page.find("<section class=\"method\"").unwrap()];
    for english in [" the ", "Scar ", " mean ", "Show "] {
        assert!(!body.contains(english), "{english}");
    }
}

#[test]
fn what_a_server_keeps_of_a_scan_makes_the_same_part() {
    let one = measured();
    let drawn = one.picture.unwrap();
    let kept = ShownScan::at(&drawn, |name, _| name.to_owned());
    assert_eq!(kept.heights.source, "heights");
    let json = serde_json::to_string(&kept).unwrap();
    assert!(json.len() < 200_000, "{}", json.len());
    let again: ShownScan = serde_json::from_str(&json).unwrap();
    assert_eq!(again, kept);
    let moved = again.moved(|file| format!("/scans/1/{file}"));
    let part = measured_part(&one.result, Some(&moved), &ENGLISH).unwrap();
    assert!(part.contains("src=\"/scans/1/heights\"") && !part.contains("<html"));
    // What was kept before there were cross-sections has none.
    let bare = measured_part(&one.result, None, &ENGLISH).unwrap();
    assert!(bare.contains("Scar by scar") && !bare.contains("href=\"#section"));
    assert!(comparison_part(&compared().result, None, &ENGLISH).is_ok());
}
