//! Forests and funnels for a terminal, as SVG, and as a page.

mod axis;
mod forest;
mod funnel;
mod page;
mod svg;
mod terminal;

pub use page::page;
pub use svg::forests_svg;
pub use terminal::{forest_text, paragraph};

use crate::error::EvidenceError;

/// Why a drawing could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The template could not be filled.
    #[error("the page of evidence could not be made: {0}")]
    Template(#[from] askama::Error),
    /// A number cannot be drawn.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
}
