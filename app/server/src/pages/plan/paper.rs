//! The plan as PDF: when to come, and what to do before and after.

use super::rows;
use super::sheet::{Advice, cares};
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{say, say_with};
use crate::paper::sheet;
use axum::response::Response;
use relief_sheet::{Block, Table};

/// `GET /patients/{patient}/plan/sheet.pdf`
pub async fn paper(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut blocks = Vec::new();
    if let Some(urgent) = &visitor.clinic.urgent {
        blocks.push(Block::Lead(say_with(
            "When it is urgent: {contact}",
            &[("contact", urgent)],
        )));
    }
    blocks.push(Block::Heading(say("Your visits").to_owned()));
    let rows = rows::all(&visitor, current).into_iter().map(|visit| {
        let window = if visit.is_tentative {
            say_with(
                "{window}, moves with what comes before",
                &[("window", &visit.window)],
            )
        } else {
            visit.window
        };
        vec![visit.title, window, visit.state]
    });
    blocks.push(Block::Table(Table {
        columns: vec![
            (say("Visit").to_owned(), 2.0),
            (say("When it should be").to_owned(), 3.0),
            (say("How it stands").to_owned(), 3.0),
        ],
        rows: rows.collect(),
    }));
    for care in cares(current, visitor.today()) {
        blocks.push(Block::Heading(care.title));
        blocks.extend(advice(say("Before"), care.before));
        blocks.extend(advice(say("After"), care.after));
    }
    let title = say_with("Plan of {name}", &[("name", &chart.details.value.name)]);
    sheet(&visitor, title, "plan", blocks).await
}

fn advice(when: &str, all: Vec<Advice>) -> Option<Block> {
    let rows: Vec<Vec<String>> = all
        .into_iter()
        .map(|advice| vec![advice.days, advice.text])
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            columns: vec![(when.to_owned(), 2.0), (String::new(), 5.0)],
            rows,
        })
    })
}
