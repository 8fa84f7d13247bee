//! `relief evidence [--by WHAT] [--json] [--html FILE] [--svg FILE]`.

use crate::Outcome;
use crate::args::{EvidenceArgs, GroupedBy};
use crate::error::CliError;
use crate::files::{check_output, write_whole};
use crate::table::Table;
use crate::terminal::Terminal;
use relief_evidence::answer::{Answer, Grouping, answers, by_scar_type};
use relief_evidence::contract::Evidence;
use relief_evidence::draw::{forest_text, forests_svg, page, paragraph};
use relief_evidence::reviews::{self, Review};
use relief_evidence::side_effects;
use relief_evidence::texts::{ENGLISH, Texts};
use relief_evidence::trials::{Row, shipped};
use relief_evidence::{EvidenceError, sentence};

/// How wide text is where nobody tells, as in a file.
const WIDTH: usize = 100;
/// Sentences in longer lines are hard to read.
const MOST_WIDTH: usize = 120;

/// Prints forests and what follows from them, or JSON; writes the page and the drawing.
///
/// # Errors
///
/// [`CliError`] when a file cannot be written.
pub fn run(args: &EvidenceArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    for path in [&args.html, &args.svg].into_iter().flatten() {
        check_output(path, &[])?;
    }
    let (rows, reviews, texts) = (shipped()?, reviews::shipped()?, &ENGLISH);
    let effects = side_effects::shipped()?;
    let width = terminal.width().unwrap_or(WIDTH).min(MOST_WIDTH);
    let all = answers(&rows)?;
    if let Some(path) = &args.html {
        write_whole(path, page(&all, &rows, &effects, &reviews, texts)?.as_bytes())?;
    }
    if let Some(path) = &args.svg {
        write_whole(path, forests_svg(&all, texts)?.as_bytes())?;
    }
    let told = if args.json {
        Evidence::of(&all, &effects, &reviews, grouping(args.by), texts)?.to_json()
    } else if args.by == Some(GroupedBy::ScarType) {
        scar_types(&rows, texts, width)
    } else {
        text(&all, args.by, texts, width)?
            + &effects_text(&effects, texts, width)?
            + &reviewed(&reviews, texts, width)
    };
    terminal.result(&told)?;
    for (what, path) in [("page", &args.html), ("drawing", &args.svg)] {
        if let Some(path) = path {
            terminal.note(&format!("{what}: {}", path.display()));
        }
    }
    Ok(Outcome::Done)
}

fn grouping(by: Option<GroupedBy>) -> Option<Grouping> {
    match by? {
        GroupedBy::Sessions => Some(Grouping::Sessions),
        GroupedBy::Interval => Some(Grouping::Interval),
        GroupedBy::NeedleLength => Some(Grouping::NeedleLength),
        GroupedBy::ScarType | GroupedBy::Comparator => None,
    }
}

/// What follows from all, then each question with its forest and sentences.
fn text(
    answers: &[Answer],
    by: Option<GroupedBy>,
    texts: &Texts,
    width: usize,
) -> Result<String, EvidenceError> {
    let mut out = paragraph(&sentence::conclusion(answers, texts), width);
    let controlled_alone = by == Some(GroupedBy::Comparator);
    for answer in answers
        .iter()
        .filter(|answer| answer.question.is_controlled() || !controlled_alone)
    {
        out.push_str(&format!("\n{}\n", texts.titled(answer.question)));
        out.push_str(&forest_text(answer, texts, width));
        let mut said = sentence::of_answer(answer, texts);
        if let Some(grouping) = grouping(by).filter(|_| answer.together.is_ok()) {
            said.push_str(&format!(" {}", sentence::of_groups(answer, grouping, texts)?));
        }
        out.push_str(&paragraph(&said, width));
        if let Some(why) = sentence::left_out(answer, texts) {
            out.push_str(&paragraph(&why, width));
        }
    }
    Ok(out)
}

/// What single studies found in scars of each type.
fn scar_types(rows: &[Row], texts: &Texts, width: usize) -> String {
    let words = &texts.page;
    let mut table = Table::titled(&[
        words.by_scar_type,
        words.study,
        words.people,
        words.change,
        words.source,
    ]);
    for found in by_scar_type(rows) {
        let (study, outcome) = (&found.row.study, &found.row.outcome);
        table.row([
            (texts.scar_type)(found.scar_type).to_owned(),
            study.label(),
            outcome
                .n
                .as_ref()
                .map_or_else(|| "?".to_owned(), |n| n.value.to_string()),
            texts.finding(outcome),
            study.source.link(),
        ]);
    }
    let lead = paragraph(words.by_scar_type_lead, width);
    format!("{}\n{lead}", table.lines(0).join("\n") + "\n")
}

/// The side effects that studies counted, and what they note.
fn effects_text(rows: &[side_effects::Row], texts: &Texts, width: usize) -> Result<String, EvidenceError> {
    let words = &texts.page;
    let mut table = Table::titled(&[
        words.side_effect,
        words.treatment,
        words.how_many,
        words.how_long,
        words.study,
    ]);
    for row in rows {
        table.row([
            (texts.side_effect)(row.side_effect).to_owned(),
            texts.treated(row).to_owned(),
            texts.counted(row)?,
            texts.lasted(row),
            row.label(),
        ]);
    }
    let lead = paragraph(words.side_effects_lead, width);
    let lines = table.lines(0).join("\n");
    let notes: String = (rows.iter().filter(|row| row.note.is_some()))
        .map(|row| {
            let of = (texts.side_effect)(row.side_effect);
            let noted = format!(
                "{}, {}, {of}: {}",
                row.label(),
                texts.treated(row),
                texts.noted(row)
            );
            paragraph(&noted, width)
        })
        .collect();
    Ok(format!("\n{}\n{lines}\n{lead}{notes}", words.side_effects))
}

/// What published reviews pooled.
fn reviewed(reviews: &[Review], texts: &Texts, width: usize) -> String {
    let words = &texts.page;
    let mut out = format!("\n{}\n{}", words.reviews, paragraph(words.reviews_lead, width));
    for review in reviews {
        let (about, result) = ((texts.subject)(review.subject), texts.review_result(review));
        out.push_str(&paragraph(
            &format!("{}, {about}: {result}", review.label()),
            width,
        ));
    }
    out
}
