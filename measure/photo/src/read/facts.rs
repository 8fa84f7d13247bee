//! What a file says beside its samples that measuring needs: orientation, camera, flash, colour space, compression.
//! Never a place.

use super::upright::{Orientation, UPRIGHT};
use exif::{In, Reader, Tag, Value};

/// The interoperability index of Adobe RGB (DCF 2.0): such files often carry no ICC profile.
const ADOBE_RGB_INDEX: &str = "R03";

/// Longest camera name kept; real ones are far shorter.
const LONGEST_NAME: usize = 80;

/// The facts kept from EXIF and, for `jpeg_steps`, from the JPEG itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub orientation: Orientation,
    pub camera: Option<String>,
    pub flash_fired: Option<bool>,
    pub adobe_rgb: bool,
    pub jpeg_steps: Option<u32>,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            orientation: UPRIGHT,
            camera: None,
            flash_fired: None,
            adobe_rgb: false,
            jpeg_steps: None,
        }
    }
}

/// Reads the facts from an EXIF block. Fields that are broken or missing keep their defaults, as a
/// photo is no worse for them.
pub(super) fn read(block: &[u8]) -> Facts {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let parsed = reader.read_raw(block.to_vec());
    let Ok(fields) = parsed.or_else(|error| error.distill_partial_result(|_| ())) else {
        return Facts::default();
    };
    let text = |tag| {
        fields
            .get_field(tag, In::PRIMARY)
            .and_then(|field| first_line(&field.value))
    };
    let number = |tag| {
        fields
            .get_field(tag, In::PRIMARY)
            .and_then(|field| field.value.get_uint(0))
    };
    Facts {
        orientation: number(Tag::Orientation)
            .and_then(Orientation::from_exif)
            .unwrap_or(UPRIGHT),
        camera: camera_name(text(Tag::Make), text(Tag::Model)),
        // Bit 0: the flash fired; bit 5: there is no flash (Exif 2.32, tag 37385).
        flash_fired: number(Tag::Flash).map(|bits| bits & 1 == 1),
        adobe_rgb: text(Tag::InteroperabilityIndex).is_some_and(|index| index == ADOBE_RGB_INDEX),
        jpeg_steps: None,
    }
}

/// Maker and model, the maker once: many models repeat it.
pub(super) fn camera_name(make: Option<String>, model: Option<String>) -> Option<String> {
    match (make, model) {
        (Some(make), Some(model)) if !model.starts_with(&make) => Some(format!("{make} {model}")),
        (_, Some(model)) => Some(model),
        (make, None) => make,
    }
}

/// The printable part of an ASCII field, when there is any.
fn first_line(value: &Value) -> Option<String> {
    let Value::Ascii(lines) = value else { return None };
    printable(&String::from_utf8_lossy(lines.first()?))
}

/// A name without control characters, cut to a sensible length; `None` when nothing is left.
pub(super) fn printable(name: &str) -> Option<String> {
    let line: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_NAME)
        .collect();
    let trimmed = line.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}
