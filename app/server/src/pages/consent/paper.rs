//! The texts of consent as PDF, to read at home or to sign by hand.

use super::{documents, uses};
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{say, say_with};
use crate::paper::sheet;
use axum::response::Response;
use relief_sheet::Block;

/// `GET /patients/{patient}/consent/sheet.pdf`
pub async fn paper(visitor: Visitor, chart: Chart) -> Result<Response, Failure> {
    let current = chart.current()?;
    let zone = visitor.clinic.calendar.zone();
    let mut blocks = Vec::new();
    for consent in uses::all(zone, current, &documents(&visitor).await?, visitor.now()) {
        let Some(text) = consent.text else { continue };
        blocks.push(Block::Heading(consent.title));
        blocks.extend(text.paragraphs.into_iter().map(Block::Text));
        let version = [
            ("version", &text.version as &dyn std::fmt::Display),
            ("hash", &text.hash),
        ];
        blocks.push(Block::Quiet(say_with("Version {version}, {hash}", &version)));
        if consent.holds {
            blocks.push(Block::Text(consent.signed));
        }
        if consent.is_open {
            blocks.push(Block::ToSign(say("Day and signature").to_owned()));
        }
    }
    let title = say_with("Consent of {name}", &[("name", &chart.details.value.name)]);
    sheet(&visitor, title, "consent", blocks).await
}
