//! What forests show, in letters, as SVG and in the page.

use relief_evidence::answer::{Answer, answers};
use relief_evidence::draw::{forest_text, forests_svg, page, paragraph};
use relief_evidence::reviews;
use relief_evidence::side_effects;
use relief_evidence::texts::ENGLISH;
use relief_evidence::trials::{Row, SHIPPED, parse, shipped};
use unicode_width::UnicodeWidthStr;

fn all(rows: &[Row]) -> Vec<Answer> {
    answers(rows).unwrap()
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [80, 100, 200] {
        for answer in all(&shipped().unwrap()) {
            let text = forest_text(&answer, &ENGLISH, width);
            assert!(text.lines().all(|line| line.width() <= width), "{width}\n{text}");
        }
    }
}

#[test]
fn letters_of_any_width_line_up() {
    let rows = parse(&SHIPPED.replace(",Sharma,", ",皮膚,")).unwrap();
    let text = forest_text(&all(&rows)[0], &ENGLISH, 100);
    let columns: Vec<usize> = (text.lines())
        .filter_map(|line| line.find('│').map(|at| line[..at].width()))
        .collect();
    assert!(text.contains("皮膚") && columns.len() > 2, "{text}");
    assert!(columns.iter().all(|column| *column == columns[0]), "{text}");
}

#[test]
fn a_paragraph_is_broken_between_words() {
    assert_eq!(paragraph("one two three", 7), "one two\nthree\n");
    assert_eq!(paragraph("unbreakable x", 4), "unbreakable\nx\n");
    assert_eq!(paragraph("from 55 % to", 8), "from\n55 % to\n");
    assert_eq!(paragraph("only 2 × none", 8), "only\n2 × none\n");
}

#[test]
fn a_name_is_no_markup() {
    let rows = parse(&SHIPPED.replace(",Sharma,", ",<b>&x,")).unwrap();
    let answers = all(&rows);
    for text in [
        forests_svg(&answers, &ENGLISH).unwrap(),
        page(
            &answers,
            &rows,
            &side_effects::shipped().unwrap(),
            &reviews::shipped().unwrap(),
            &ENGLISH,
        )
        .unwrap(),
    ] {
        assert!(
            !text.contains("<b>") && text.contains("&#60;b&#62;&#38;x"),
            "{text}"
        );
    }
}

#[test]
fn every_drawing_has_a_name_and_every_forest_a_table() {
    let rows = shipped().unwrap();
    let answers = all(&rows);
    let page = page(
        &answers,
        &rows,
        &side_effects::shipped().unwrap(),
        &reviews::shipped().unwrap(),
        &ENGLISH,
    )
    .unwrap();
    for tag in page.split("<svg ").skip(1) {
        let tag = &tag[..tag.find('>').unwrap()];
        assert!(
            tag.contains("role=\"img\"") && tag.contains("aria-label=\""),
            "{tag}"
        );
    }
    let forests = answers.iter().filter(|answer| !answer.studies.is_empty()).count();
    assert_eq!(page.matches("Forest plot of").count(), forests);
    // Three more: the findings by type of scar, side effects, and what reviews pooled.
    assert_eq!(page.matches("<table>").count(), forests + 3);
    assert!(page.contains("2 of 30: 7 % (1 to 22 %)") && page.contains("3 to 6 hours"));
    assert!(
        page.contains("<td>5; a number that may be wrong (36 began, 30 completed; not told of which)</td>")
    );
    assert!(
        page.contains("<td>Skin types IV and V.</td>")
            && page.contains("anything still there after 6 months")
    );
    assert!(page.contains("odds ratio 2.97 (1.96 to 4.51)") && page.contains("−0.12 to 0.73; may be wrong"));
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
}

#[test]
fn the_drawing_is_one_document_with_a_forest_for_each_answer_that_has_studies() {
    let answers = all(&shipped().unwrap());
    let svg = forests_svg(&answers, &ENGLISH).unwrap();
    let forests = answers.iter().filter(|answer| !answer.studies.is_empty()).count();
    assert_eq!(svg.matches("<g transform").count(), forests);
    assert_eq!(
        svg.matches("<polygon").count(),
        answers.iter().filter(|answer| answer.together.is_ok()).count()
    );
    assert!(svg.contains("<title>Microneedling for acne scars: the published evidence</title>"));
}
