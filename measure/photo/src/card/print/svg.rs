//! The sheet as SVG.

use super::sheet::{Ink, Rect, SHEET_HEIGHT_MM, SHEET_WIDTH_MM, Shape, Sheet, Text};
use super::words::TITLE;

/// The sheet as SVG, one user unit per millimetre.
pub(super) fn svg(sheet: &Sheet) -> String {
    let (w, h) = (SHEET_WIDTH_MM, SHEET_HEIGHT_MM);
    let shapes: String = sheet.shapes.iter().map(shape).collect();
    let texts: String = sheet.texts.iter().map(text).collect();
    format!(
        r##"<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}">
<title>{TITLE}</title>
<g fill-rule="evenodd">
{shapes}</g>
<g fill="#000000" font-family="Helvetica, Arial, sans-serif" xml:space="preserve">
{texts}</g>
</svg>
"##
    )
}

fn shape(shape: &Shape) -> String {
    let colour = match shape.ink {
        Ink::Black => "#000000".to_owned(),
        Ink::Srgb([r, g, b]) => format!("#{r:02x}{g:02x}{b:02x}"),
    };
    let path: String = shape.rects.iter().map(path).collect();
    format!("<path fill=\"{colour}\" d=\"{path}\"/>\n")
}

fn path(r: &Rect) -> String {
    // A tenth of a micrometre, so that no digits of binary fractions show.
    let (x, y, w, h) = (r.x_mm, r.y_mm, r.width_mm, r.height_mm);
    format!("M{x:.4} {y:.4}h{w:.4}v{h:.4}h-{w:.4}z")
}

fn text(t: &Text) -> String {
    let words = t.text.replace('&', "&amp;").replace('<', "&lt;");
    let (x, y, size) = (t.at.x, t.at.y, t.size_mm);
    format!("<text x=\"{x:.4}\" y=\"{y:.4}\" font-size=\"{size}\">{words}</text>\n")
}
