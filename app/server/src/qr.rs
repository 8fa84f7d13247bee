//! Pictures that a phone's camera reads.

use crate::failure::Failure;
use qrcode::QrCode;
use qrcode::render::svg::Color;

/// A picture of a text, such as an address, as SVG that can stand within a page.
///
/// # Errors
/// [`Failure::Internal`] for a text that no such picture can hold.
pub fn picture(text: &str) -> Result<String, Failure> {
    let code = QrCode::new(text);
    let code = code.map_err(|error| Failure::Internal(format!("the picture for a phone: {error}")))?;
    let svg = code.render::<Color<'_>>().min_dimensions(220, 220).build();
    // Without the XML declaration it can stand within a page.
    Ok(svg
        .split_once("?>")
        .map_or(svg.clone(), |(_, svg)| svg.to_owned()))
}
