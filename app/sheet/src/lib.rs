//! Sheets of paper as PDF.

#![doc = include_str!("../README.md")]

mod flow;
mod font;
mod lines;
mod paint;

use std::ops::Range;

/// A sheet: what stands on it, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The title, at the top and in the file's properties; without one the sheet cannot be written.
    pub title: String,
    /// The language of its words, as a BCP 47 tag.
    pub language: String,
    /// What stands at the foot of every page, beside its number.
    pub footer: String,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// A part of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// Text; each line of it is a paragraph.
    Text(String),
    /// Text that is larger, such as a result.
    Lead(String),
    /// Text that is smaller and grey, such as where something is from.
    Quiet(String),
    /// Rows and columns.
    Table(Table),
    /// Pictures side by side, all drawn to one scale.
    Pictures(Vec<Picture>),
    /// A line to sign on, with what is to stand there.
    ToSign(String),
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The head of each column, and how wide it is beside the others.
    pub columns: Vec<(String, f32)>,
    /// The rows. A row with fewer cells than columns leaves the others empty; cells beyond the columns are not shown.
    pub rows: Vec<Vec<String>>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// A JPEG or PNG file.
    pub bytes: Vec<u8>,
    /// What is to be seen, for who does not see it.
    pub alt: String,
    /// What stands below.
    pub caption: String,
    /// Millimetres per pixel, where they are known: a bar of that scale is drawn then.
    pub mm_per_px: Option<f64>,
}

/// Why a sheet cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A picture is neither JPEG nor PNG, or is damaged.
    #[error("picture {number} cannot be read: {problem}")]
    Picture {
        /// Which one, counted from 1.
        number: usize,
        /// Why.
        problem: String,
    },
    /// The file could not be written.
    #[error("the sheet cannot be written: {0}")]
    Unwritten(String),
}

/// Width and height of A4 in points of 1/72 inch (ISO 216).
const A4: [f32; 2] = [595.28, 841.89];
/// 20 mm, which every printer reaches.
const MARGIN: f32 = 56.7;
/// Where text may stand, from the left and from the top; the foot of the page has a margin of its own.
const ACROSS: Range<f32> = MARGIN..A4[0] - MARGIN;
const DOWN: Range<f32> = MARGIN..A4[1] - MARGIN - 14.0;

/// Sets a sheet as PDF on A4.
///
/// The same sheet gives the same bytes: neither time nor place is written.
///
/// ```
/// use relief_sheet::{Block, Sheet, pdf};
/// let sheet = Sheet {
///     title: "Aftercare".to_owned(),
///     language: "en".to_owned(),
///     footer: "Practice at the Dock".to_owned(),
///     blocks: vec![Block::Text("Drink much water.".to_owned())],
/// };
/// assert!(pdf(&sheet)?.starts_with(b"%PDF-"));
/// # Ok::<(), relief_sheet::SheetError>(())
/// ```
///
/// # Errors
/// [`SheetError::Picture`] for a picture that cannot be read.
pub fn pdf(sheet: &Sheet) -> Result<Vec<u8>, SheetError> {
    let fonts = font::Fonts::new();
    let set = flow::set(sheet, &fonts)?;
    paint::paint(sheet, &fonts, set)
}
