//! The sheet as PDF.

use super::sheet::{Ink, SHEET_HEIGHT_MM, SHEET_WIDTH_MM, Shape, Sheet, Text};
use super::words::TITLE;
use moxcms::ColorProfile;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// PostScript points per millimetre: 72 per inch of 25.4 mm.
const POINTS_PER_MM: f64 = 72.0 / 25.4;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const FONT: Ref = Ref::new(5);
const PROFILE: Ref = Ref::new(6);
const INFO: Ref = Ref::new(7);

const FONT_NAME: Name = Name(b"Helvetica");
const SRGB_NAME: Name = Name(b"sRGB");

/// The sheet as PDF.
pub(super) fn pdf(sheet: &Sheet) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES);
    // Viewers then offer "actual size" at first.
    let mut preferences = catalog.insert(Name(b"ViewerPreferences")).dict();
    preferences.pair(Name(b"PrintScaling"), Name(b"None"));
    preferences.finish();
    catalog.finish();
    pdf.pages(PAGES).kids([PAGE]).count(1);
    let mut page = pdf.page(PAGE);
    let (width, height) = (points(SHEET_WIDTH_MM), points(SHEET_HEIGHT_MM));
    page.media_box(Rect::new(0.0, 0.0, width, height));
    page.parent(PAGES).contents(CONTENT);
    let mut resources = page.resources();
    resources.fonts().pair(FONT_NAME, FONT);
    resources
        .color_spaces()
        .insert(SRGB_NAME)
        .start::<pdf_writer::writers::ColorSpace>()
        .icc_based(PROFILE);
    resources.finish();
    page.finish();
    pdf.type1_font(FONT)
        .base_font(FONT_NAME)
        .encoding_predefined(Name(b"WinAnsiEncoding"));
    pdf.icc_profile(PROFILE, &srgb_profile()).n(3);
    pdf.document_info(INFO).title(TextStr(TITLE));
    pdf.stream(CONTENT, &content(sheet));
    pdf.finish()
}

#[expect(
    clippy::expect_used,
    reason = "a profile built in, of matrix and curves only; a test encodes it"
)]
fn srgb_profile() -> Vec<u8> {
    ColorProfile::new_srgb().encode().expect("sRGB as ICC profile")
}

fn points(mm: f64) -> f32 {
    (mm * POINTS_PER_MM) as f32
}

fn content(sheet: &Sheet) -> Vec<u8> {
    let mut content = Content::new();
    // Millimetres from the top left from here on.
    let k = POINTS_PER_MM as f32;
    content.transform([k, 0.0, 0.0, -k, 0.0, points(SHEET_HEIGHT_MM)]);
    for shape in &sheet.shapes {
        fill(&mut content, shape);
    }
    content.set_fill_gray(0.0);
    for text in &sheet.texts {
        write(&mut content, text);
    }
    content.finish().into_vec()
}

fn fill(content: &mut Content, shape: &Shape) {
    match shape.ink {
        Ink::Black => {
            content.set_fill_gray(0.0);
        }
        Ink::Srgb(codes) => {
            content.set_fill_color_space(SRGB_NAME);
            content.set_fill_color(codes.map(|v| f32::from(v) / 255.0));
        }
    }
    for r in &shape.rects {
        let [x, y, w, h] = [r.x_mm, r.y_mm, r.width_mm, r.height_mm].map(|v| v as f32);
        content.rect(x, y, w, h);
    }
    content.fill_even_odd();
}

fn write(content: &mut Content, text: &Text) {
    let bytes: Vec<u8> = text.text.chars().map(win_ansi).collect();
    let size = text.size_mm as f32;
    content.begin_text();
    content.set_font(FONT_NAME, 1.0);
    // The page counts down; letters do not stand on their heads.
    content.set_text_matrix([size, 0.0, 0.0, -size, text.at.x as f32, text.at.y as f32]);
    content.show(Str(&bytes));
    content.end_text();
}

/// A character in WinAnsiEncoding, as far as the sheet's words need it.
fn win_ansi(c: char) -> u8 {
    match c {
        '\u{201c}' => 0x93,
        '\u{201d}' => 0x94,
        _ => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    }
}
