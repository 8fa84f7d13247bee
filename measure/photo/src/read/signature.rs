//! What kind of file some bytes are, by their first bytes and never by a name.

use super::ReadError;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    Tiff,
    WebP,
    Heic,
}

/// Bytes shown of a file that begins like nothing known.
const SHOWN_BYTES: usize = 4;

/// Bytes looked at to tell text from other things.
const LOOKED_AT_BYTES: usize = 512;

/// Signatures of pictures and documents that people mistake for photos, with their names.
const OTHERS: [(&[u8], &str); 9] = [
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"FUJIFILMCCD-RAW", "camera raw"),
    (b"IIRO", "camera raw"),
];

/// The format of a file, or why it is not read.
pub(super) fn format_of(bytes: &[u8]) -> Result<Format, ReadError> {
    let starts = |signature: &[u8]| bytes.starts_with(signature);
    if starts(b"\xff\xd8\xff") {
        return Ok(Format::Jpeg);
    }
    if starts(b"\x89PNG\r\n\x1a\n") {
        return Ok(Format::Png);
    }
    if [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"]
        .iter()
        .any(|s| starts(*s))
    {
        return Ok(Format::Tiff);
    }
    if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return iso_media(bytes.get(8..12).unwrap_or_default());
    }
    if let Some((_, format)) = OTHERS.iter().find(|(signature, _)| starts(signature)) {
        return Err(ReadError::OtherFormat { format });
    }
    Err(ReadError::NotAPhoto {
        found: first_bytes(bytes),
    })
}

/// Files of the ISO base media family by their major brand (ISO/IEC 14496-12, 23008-12).
fn iso_media(brand: &[u8]) -> Result<Format, ReadError> {
    let format = match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"mif2" => return Ok(Format::Heic),
        b"hevc" | b"hevx" | b"msf1" => "HEIC sequence",
        b"avif" | b"avis" => "AVIF",
        b"crx " => "camera raw",
        _ => "video",
    };
    Err(ReadError::OtherFormat { format })
}

/// What the beginning of an unknown file looks like.
fn first_bytes(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(LOOKED_AT_BYTES)];
    let readable = match std::str::from_utf8(start) {
        Ok(text) => Some(text),
        // Cut within a character: what stands before it decides.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&start[..error.valid_up_to()]).ok(),
        Err(_) => None,
    };
    if readable.is_some_and(|text| text.chars().all(|c| !c.is_control() || c.is_whitespace())) {
        return "it is a text file".to_owned();
    }
    let hex: Vec<String> = start
        .iter()
        .take(SHOWN_BYTES)
        .map(|b| format!("{b:02x}"))
        .collect();
    format!("it begins with the bytes {}", hex.join(" "))
}
