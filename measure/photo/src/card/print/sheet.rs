//! What is drawn on the sheet and where, in millimetres from its top left corner, x right, y down.

use super::super::layout::{
    CARD_HEIGHT_MM, CARD_WIDTH_MM, PATCH_COUNT, PATCH_EDGE_MM, PAYLOAD_CELLS, TAG_CELLS, TAG_COUNT,
    TAG_EDGE_MM, is_white, patch_centre_mm, tag_code, tag_corners_mm,
};
use super::words::{INSTRUCTIONS, RULER, TITLE};
use crate::colour::checker;
use relief_grid::Point;

/// Width of A4.
pub(super) const SHEET_WIDTH_MM: f64 = 210.0;
/// Height of A4. All drawing also fits on US Letter, whose height is 279 mm.
pub(super) const SHEET_HEIGHT_MM: f64 = 297.0;

/// The card's top left corner: centred, below the title.
const CARD_X_MM: f64 = 0.5 * (SHEET_WIDTH_MM - CARD_WIDTH_MM);
const CARD_Y_MM: f64 = 48.0;
/// Crop marks end before the card, so that no ink stays on it when the cut is not straight.
const MARK_GAP_MM: f64 = 2.0;
const MARK_LENGTH_MM: f64 = 6.0;
/// A thin line that every printer resolves: four dots at 600 dpi.
const LINE_MM: f64 = 0.17;
/// Left edge of title and instructions.
const MARGIN_MM: f64 = 20.0;
const TITLE_BASELINE_MM: f64 = 28.0;
const RULER_X_MM: f64 = 0.5 * (SHEET_WIDTH_MM - RULER_MM);
const RULER_Y_MM: f64 = CARD_Y_MM + CARD_HEIGHT_MM + 36.0;
/// Length of the ruler that shows the printer's scale.
pub(super) const RULER_MM: f64 = 50.0;
const INSTRUCTIONS_BASELINE_MM: f64 = RULER_Y_MM + 22.0;
const LEADING_MM: f64 = 5.6;
const TITLE_SIZE_MM: f64 = 6.0;
const TEXT_SIZE_MM: f64 = 3.5;
const SMALL_SIZE_MM: f64 = 2.8;
/// Advance of each of Helvetica's digits, as a share of its size (Adobe's metrics of the standard fonts).
const DIGIT_ADVANCE: f64 = 0.556;

/// What a shape is filled with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ink {
    /// The printer's black alone, not mixed from colours: sharp edges.
    Black,
    /// sRGB code values.
    Srgb([u8; 3]),
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub x_mm: f64,
    pub y_mm: f64,
    pub width_mm: f64,
    pub height_mm: f64,
}

/// Rectangles in one ink. Where two lie upon each other the paper stays bare (even–odd rule).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    pub ink: Ink,
    pub rects: Vec<Rect>,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// Where its baseline begins.
    pub at: Point,
    pub size_mm: f64,
    pub text: String,
}

/// All that is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sheet {
    pub shapes: Vec<Shape>,
    pub texts: Vec<Text>,
}

/// The sheet with card, crop marks, ruler and instructions.
pub(super) fn sheet() -> Sheet {
    let mut sheet = Sheet::default();
    sheet.shapes.extend((0..TAG_COUNT).map(tag));
    sheet.shapes.extend((0..PATCH_COUNT).map(patch));
    sheet.shapes.push(black(crop_marks()));
    sheet.shapes.push(black(ruler()));
    sheet.texts = texts();
    sheet
}

/// A position on the sheet from one on the card.
fn on_sheet(card: Point) -> Point {
    Point::new(CARD_X_MM + card.x, CARD_Y_MM + card.y)
}

fn black(rects: Vec<Rect>) -> Shape {
    Shape {
        ink: Ink::Black,
        rects,
    }
}

fn rect(at: Point, width_mm: f64, height_mm: f64) -> Rect {
    Rect {
        x_mm: at.x,
        y_mm: at.y,
        width_mm,
        height_mm,
    }
}

/// The tag's black square, and upon it each run of white cells in a row.
fn tag(id: usize) -> Shape {
    let corner = on_sheet(tag_corners_mm(id)[0]);
    let cell = TAG_EDGE_MM / TAG_CELLS as f64;
    let mut rects = vec![rect(corner, TAG_EDGE_MM, TAG_EDGE_MM)];
    for row in 0..PAYLOAD_CELLS {
        let white = |column: usize| column < PAYLOAD_CELLS && is_white(tag_code(id), row, column);
        let mut column = 0;
        while column < PAYLOAD_CELLS {
            let run = (column..).take_while(|&c| white(c)).count();
            if run > 0 {
                let at = Point::new(
                    corner.x + cell * (column + 1) as f64,
                    corner.y + cell * (row + 1) as f64,
                );
                rects.push(rect(at, cell * run as f64, cell));
            }
            column += run.max(1);
        }
    }
    black(rects)
}

fn patch(index: usize) -> Shape {
    let centre = on_sheet(patch_centre_mm(index));
    let corner = Point::new(centre.x - 0.5 * PATCH_EDGE_MM, centre.y - 0.5 * PATCH_EDGE_MM);
    Shape {
        ink: Ink::Srgb(checker::CLASSIC[index].srgb),
        rects: vec![rect(corner, PATCH_EDGE_MM, PATCH_EDGE_MM)],
    }
}

/// Two lines outside of each corner of the card.
fn crop_marks() -> Vec<Rect> {
    let mut marks = Vec::new();
    let beyond = |at: f64, length: f64| {
        if at > 0.0 {
            length + MARK_GAP_MM
        } else {
            -MARK_GAP_MM - MARK_LENGTH_MM
        }
    };
    for x in [0.0, CARD_WIDTH_MM] {
        for y in [0.0, CARD_HEIGHT_MM] {
            let across = on_sheet(Point::new(beyond(x, CARD_WIDTH_MM), y - 0.5 * LINE_MM));
            let along = on_sheet(Point::new(x - 0.5 * LINE_MM, beyond(y, CARD_HEIGHT_MM)));
            marks.push(rect(across, MARK_LENGTH_MM, LINE_MM));
            marks.push(rect(along, LINE_MM, MARK_LENGTH_MM));
        }
    }
    marks
}

/// A tick at each millimetre, longer ones at five and ten, and the line below them between the outer ticks.
fn ruler() -> Vec<Rect> {
    let half = 0.5 * LINE_MM;
    let base = Point::new(RULER_X_MM - half, RULER_Y_MM);
    let mut rects = vec![rect(base, RULER_MM + LINE_MM, LINE_MM)];
    for mm in 0..=RULER_MM as u32 {
        let length = match mm {
            _ if mm % 10 == 0 => 5.0,
            _ if mm % 5 == 0 => 3.5,
            _ => 2.0,
        };
        let tick = Point::new(RULER_X_MM + f64::from(mm) - half, RULER_Y_MM - length);
        rects.push(rect(tick, LINE_MM, length));
    }
    rects
}

fn texts() -> Vec<Text> {
    let line = |x: f64, y: f64, size_mm: f64, text: &str| Text {
        at: Point::new(x, y),
        size_mm,
        text: text.to_owned(),
    };
    let mut texts = vec![
        line(MARGIN_MM, TITLE_BASELINE_MM, TITLE_SIZE_MM, TITLE),
        line(RULER_X_MM, RULER_Y_MM + 7.5, TEXT_SIZE_MM, RULER),
    ];
    texts.extend((0..=RULER_MM as u32).step_by(10).map(|mm| {
        let number = mm.to_string();
        let width = DIGIT_ADVANCE * SMALL_SIZE_MM * number.len() as f64;
        let x = RULER_X_MM + f64::from(mm) - 0.5 * width;
        line(x, RULER_Y_MM - 6.0, SMALL_SIZE_MM, &number)
    }));
    let instructions = INSTRUCTIONS.iter().enumerate().filter(|(_, t)| !t.is_empty());
    texts.extend(instructions.map(|(i, text)| {
        let y = INSTRUCTIONS_BASELINE_MM + LEADING_MM * i as f64;
        line(MARGIN_MM, y, TEXT_SIZE_MM, text)
    }));
    texts
}
