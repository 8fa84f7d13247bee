//! A comparison as PDF: both pictures at one scale, what changed and by how much, or why nothing can be said.

use super::result::{measured, shown};
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{day, report_texts, say, say_with};
use crate::paper::sheet;
use axum::extract::Path;
use axum::response::Response;
use relief_compare::contract::{Change, CompareResult};
use relief_report::{change_word, headline, metric_label, next_steps, patient_sentence};
use relief_sheet::{Block, Picture, Table};
use relief_store::{Measurement, Versioned};

/// `GET /patients/{patient}/measurements/{record}/sheet.pdf`
pub async fn paper(
    visitor: Visitor,
    chart: Chart,
    Path((_, record)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (kept, measured) = measured(&chart, &record)?;
    let [before, after] = measured.days(visitor.clinic.calendar.zone()).map(day);
    let texts = report_texts();
    let result = &measured.result;
    let mut blocks = vec![
        Block::Lead(headline(texts, result).to_owned()),
        Block::Text(patient_sentence(texts, result)),
    ];
    blocks.extend(pictures(&visitor, &chart, kept, [&before, &after]).await?);
    blocks.extend(next_steps(texts, result).into_iter().map(Block::Text));
    if !result.changes.is_empty() {
        blocks.push(Block::Heading(say("What was measured").to_owned()));
        blocks.push(Block::Table(changes(&result.changes)));
    }
    blocks.push(Block::Quiet(origin(result)));
    let view = measured.subject.name();
    let name = &chart.details.value.name;
    let title = say_with(
        "{view} of {name}, {before} to {after}",
        &[
            ("view", &view),
            ("name", name),
            ("before", &before),
            ("after", &after),
        ],
    );
    sheet(&visitor, title, "comparison", blocks).await
}

/// Both pictures, as the comparison kept them.
async fn pictures(
    visitor: &Visitor,
    chart: &Chart,
    kept: &Versioned<Measurement>,
    days: [&String; 2],
) -> Result<Vec<Block>, Failure> {
    let Some(shown) = shown(visitor, chart, kept).await? else {
        return Ok(Vec::new());
    };
    let captions = [
        say_with("Before, {day}", &[("day", days[0])]),
        say_with("After, {day}", &[("day", days[1])]),
    ];
    let mut pictures = Vec::new();
    for (image, caption) in [&shown.before, &shown.after].into_iter().zip(captions) {
        let repository = visitor.repository();
        let (_, bytes) = repository
            .measured_file(chart.patient, kept.record, &image.source)
            .await?;
        pictures.push(Picture {
            bytes: bytes.to_vec(),
            alt: caption.clone(),
            caption,
            mm_per_px: shown.mm_per_px,
        });
    }
    let note = if shown.aligned {
        say(
            "The later picture was laid onto the earlier one: it was moved, and nothing else. Neither was retouched.",
        )
    } else {
        say("Both pictures are shown as they were taken.")
    };
    Ok(vec![Block::Pictures(pictures), Block::Quiet(note.to_owned())])
}

fn changes(changes: &[Change]) -> Table {
    let texts = report_texts();
    let row = |change: &Change| {
        let unit = |text: &str| texts.with_unit(text, &change.unit);
        vec![
            metric_label(texts, &change.metric),
            unit(&texts.estimate(&change.before)),
            unit(&texts.estimate(&change.after)),
            unit(&texts.estimate(&change.difference)),
            unit(&texts.number(change.mdc95)),
            change_word(texts, change).to_owned(),
        ]
    };
    Table {
        columns: vec![
            (say("Measure").to_owned(), 2.4),
            (say("Before (95 %)").to_owned(), 2.6),
            (say("After (95 %)").to_owned(), 2.6),
            (say("Change (95 %)").to_owned(), 2.6),
            (say("Smallest that can be told").to_owned(), 1.8),
            (say("Result").to_owned(), 2.0),
        ],
        rows: changes.iter().map(row).collect(),
    }
}

/// What was compared, and by what.
fn origin(result: &CompareResult) -> String {
    let hash = |place: usize| result.inputs.get(place).map_or("", |input| input.blake3.as_str());
    say_with(
        "Measured by {algorithm} {version} from the files {before} (before) and {after} (after), named by their BLAKE3.",
        &[
            ("algorithm", &result.algorithm.name),
            ("version", &result.algorithm.version),
            ("before", &hash(0)),
            ("after", &hash(1)),
        ],
    )
}
