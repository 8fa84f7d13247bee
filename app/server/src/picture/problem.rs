//! Why a file is no photo that can be measured, in the language of the page.

use crate::language::{say, say_with};
use relief_photo::ReadError;

/// What is wrong with a file and what to do, in the reader's sentences. What a decoder met stays as the decoder says it.
pub fn unreadable(error: &ReadError) -> String {
    use ReadError as E;
    match error {
        E::Empty => say("the file is empty (0 bytes); copy it from the camera again").to_owned(),
        E::TooManyBytes { bytes, limit } => say_with(
            "the file has {bytes} bytes, the limit is {limit}; save the photo as a JPEG",
            &[("bytes", bytes), ("limit", limit)],
        ),
        E::NotAPhoto { found } => say_with(
            "this is no photo ({found}); give a JPEG, HEIC, PNG, TIFF or WebP file",
            &[("found", found)],
        ),
        E::OtherFormat { format } => say_with(
            "{format} files are not read; save the photo as JPEG or PNG",
            &[("format", format)],
        ),
        E::NoPixels { width, height } => say_with(
            "the photo is {width} × {height} pixels: it holds no picture; export it again",
            &[("width", width), ("height", height)],
        ),
        E::TooManyPixels {
            width,
            height,
            pixels,
            limit,
        } => say_with(
            "the photo is {width} × {height} = {pixels} pixels, the limit is {limit}; crop or shrink it",
            &[
                ("width", width),
                ("height", height),
                ("pixels", pixels),
                ("limit", limit),
            ],
        ),
        E::Truncated { format, detail } => say_with(
            "the {format} file is cut off ({detail}); copy it from the camera again",
            &[("format", format), ("detail", detail)],
        ),
        E::Damaged { format, detail } => say_with(
            "the {format} file is damaged ({detail}); copy it from the camera again",
            &[("format", format), ("detail", detail)],
        ),
        E::Animated { format, frames } => say_with(
            "the {format} file is an animation of {frames} frames; save the one frame to measure as JPEG or PNG",
            &[("format", format), ("frames", frames)],
        ),
        E::SeveralPages => {
            say("the tiff file holds several pictures; save the one to measure as a file of its own")
                .to_owned()
        }
        E::Transparent { pixels } => say_with(
            "{pixels} pixels are transparent; save the photo without transparency",
            &[("pixels", pixels)],
        ),
        E::UnsupportedSamples { format, what } => say_with(
            "{what} in a {format} file are not read; save the photo as JPEG, or with 8 or 16 bits a channel",
            &[("what", what), ("format", format)],
        ),
        E::UntrustedColour { why } => say_with(
            "the photo's colours cannot be trusted ({why}); export it as sRGB",
            &[("why", why)],
        ),
        // The reader may learn to refuse more, which it says in English.
        newer => newer.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_the_readers_own() {
        let (format, detail) = ("jpeg", "at byte 7".to_owned());
        let [width, height] = [60_000, 50_000];
        for error in [
            ReadError::Empty,
            ReadError::TooManyBytes { bytes: 9, limit: 8 },
            ReadError::NotAPhoto {
                found: "text".to_owned(),
            },
            ReadError::OtherFormat { format },
            ReadError::NoPixels { width: 0, height },
            ReadError::TooManyPixels {
                width,
                height,
                pixels: width * height,
                limit: 8,
            },
            ReadError::Truncated {
                format,
                detail: detail.clone(),
            },
            ReadError::Damaged { format, detail },
            ReadError::Animated { format, frames: 3 },
            ReadError::SeveralPages,
            ReadError::Transparent { pixels: 3 },
            ReadError::UnsupportedSamples {
                format,
                what: "floats".to_owned(),
            },
            ReadError::UntrustedColour {
                why: "two profiles".to_owned(),
            },
        ] {
            assert_eq!(unreadable(&error), error.to_string());
        }
    }
}
