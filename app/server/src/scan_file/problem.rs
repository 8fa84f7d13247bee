//! Why a file is no scan that can be measured, in the language of the page.

use crate::language::{say, say_with};
use relief_compare::ScanError;

/// What is wrong with a file and what to do, in the reader's sentences; where the reader names an option of the command
/// line, the page has a field. What a file holds stays as the reader says it.
pub fn unreadable(error: &ScanError) -> String {
    use ScanError as E;
    match error {
        E::Empty => say("the file is empty (0 bytes); export the scan again").to_owned(),
        E::TooManyBytes { bytes, limit } => say_with(
            "the file has {bytes} bytes, the limit is {limit}; crop or thin out the scan",
            &[("bytes", bytes), ("limit", limit)],
        ),
        E::UnknownFormat { found } => say_with(
            "this is no scan that is read ({found}); give one of PLY, OBJ, STL, glTF, X3P, SDF, SUR, AL3D, PLU, GSF, NPY, TIFF, 16 bit PNG or XYZ",
            &[("found", found)],
        ),
        E::Truncated {
            format,
            what,
            needed,
            left,
        } => say_with(
            "the {format} file is cut off ({what} takes {needed} bytes, {left} are left); export the scan again",
            &[
                ("format", format),
                ("what", what),
                ("needed", needed),
                ("left", left),
            ],
        ),
        E::Damaged { format, detail } => say_with(
            "the {format} file is damaged ({detail}); export the scan again",
            &[("format", format), ("detail", detail)],
        ),
        E::Checksum {
            format,
            member,
            computed,
            written,
        } => say_with(
            "the {format} file is damaged ({member} has MD5 {computed}, the file says {written}); export the scan again",
            &[
                ("format", format),
                ("member", member),
                ("computed", computed),
                ("written", written),
            ],
        ),
        E::Unsupported { format, what, advice } => say_with(
            "{what} in a {format} file: this is not read; {advice}",
            &[("what", what), ("format", format), ("advice", advice)],
        ),
        E::TooMany {
            format,
            what,
            count,
            limit,
        } => say_with(
            "the {format} file has {count} {what}, the limit is {limit}; crop or thin out the scan",
            &[
                ("format", format),
                ("count", count),
                ("what", what),
                ("limit", limit),
            ],
        ),
        E::Nothing { format, what } => say_with(
            "the {format} file holds no {what}; export the scan again",
            &[("format", format), ("what", what)],
        ),
        E::NoPitch { format } => say_with(
            "a {format} file does not say how far apart its cells lie; give it in millimetres",
            &[("format", format)],
        ),
        E::NothingMeasured => say("no cell of the scan was measured; export it again").to_owned(),
        E::Implausible {
            quantity,
            measured_mm,
            least_mm,
            most_mm,
        } => say_with(
            "the scan's {quantity} is {measured_mm} mm, and a scan of skin has {least_mm} to {most_mm} mm: a unit is wrong; \
             export the scan again, or give the unit when the format has none",
            &[
                ("quantity", quantity),
                ("measured_mm", measured_mm),
                ("least_mm", least_mm),
                ("most_mm", most_mm),
            ],
        ),
        // The reader may learn to refuse more, which it says in English.
        newer => newer.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_compare::ScanFormat;

    #[test]
    fn english_is_the_readers_own_but_for_options_of_the_command_line() {
        let (format, what, detail) = (ScanFormat::Ply, "vertices", "at byte 7".to_owned());
        for error in [
            ScanError::Empty,
            ScanError::TooManyBytes { bytes: 9, limit: 8 },
            ScanError::UnknownFormat {
                found: "text".to_owned(),
            },
            ScanError::Truncated {
                format,
                what,
                needed: 9,
                left: 8,
            },
            ScanError::Damaged { format, detail },
            ScanError::Checksum {
                format,
                member: "bindata".to_owned(),
                written: "aa".to_owned(),
                computed: "bb".to_owned(),
            },
            ScanError::Unsupported {
                format,
                what: "lists".to_owned(),
                advice: "save triangles",
            },
            ScanError::TooMany {
                format,
                what,
                count: 9,
                limit: 8,
            },
            ScanError::Nothing { format, what },
            ScanError::NoPitch { format },
            ScanError::NothingMeasured,
            ScanError::Implausible {
                quantity: "height",
                measured_mm: 900.0,
                least_mm: 0.5,
                most_mm: 400.0,
            },
        ] {
            let own = error.to_string().replace(" with --pitch-mm", "");
            assert_eq!(unreadable(&error), own.replace(" with --unit", ""));
        }
    }
}
