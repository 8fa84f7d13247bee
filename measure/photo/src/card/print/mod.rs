//! The card to print: one A4 sheet at true size, as SVG and as PDF.
//!
//! Both formats draw the same [`sheet::Sheet`], whose unit is the millimetre. The paper itself is the card's
//! white: nothing is printed there, and no ink lies on the line that is cut.

mod pdf;
mod sheet;
mod svg;
#[cfg(test)]
mod tests;
mod words;

/// The sheet as SVG 1.1, 210 × 297 mm, the card at true size.
///
/// Its colours are sRGB. Print it at 100 %.
///
/// ```
/// assert!(relief_photo::card::print::card_svg().contains(r#"width="210mm" height="297mm""#));
/// ```
pub fn card_svg() -> String {
    svg::svg(&sheet::sheet())
}

/// The sheet as PDF 1.7, one A4 page, the card at true size.
///
/// The patches are in sRGB by ICC profile, the tags in pure black, the letters in Helvetica, which every
/// viewer has. The file asks viewers not to scale it. The same bytes at every call.
///
/// ```
/// assert!(relief_photo::card::print::card_pdf().starts_with(b"%PDF-1.7"));
/// ```
pub fn card_pdf() -> Vec<u8> {
    pdf::pdf(&sheet::sheet())
}
