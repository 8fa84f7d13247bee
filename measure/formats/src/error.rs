//! Why a scan could not be read or written.

use crate::Format;

/// Longest piece of a file or of a decoder's message that an error repeats.
const LONGEST_DETAIL: usize = 120;

/// Why a file is no scan that can be measured. One line each that says what to do; the caller adds the file's name.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No bytes at all.
    #[error("the file is empty (0 bytes); export the scan again")]
    Empty,
    /// More bytes than [`Limits::max_bytes`](crate::Limits::max_bytes).
    #[error("the file has {bytes} bytes, the limit is {limit}; crop or thin out the scan")]
    TooManyBytes {
        /// Size of the file.
        bytes: u64,
        /// The limit it breaks.
        limit: u64,
    },
    /// No scan format begins like this.
    #[error("this is no scan that is read ({found}); give one of {}", Format::NAMES)]
    UnknownFormat {
        /// What the first bytes look like.
        found: String,
    },
    /// The file ends before its data do.
    #[error(
        "the {format} file is cut off ({what} takes {needed} bytes, {left} are left); export the scan again"
    )]
    Truncated {
        /// The file's format.
        format: Format,
        /// The part that is cut off.
        what: &'static str,
        /// Bytes that it takes.
        needed: u64,
        /// Bytes that there are.
        left: u64,
    },
    /// The bytes break the format's rules.
    #[error("the {format} file is damaged ({detail}); export the scan again")]
    Damaged {
        /// The file's format.
        format: Format,
        /// What is wrong.
        detail: String,
    },
    /// A checksum does not fit.
    #[error(
        "the {format} file is damaged ({member} has MD5 {computed}, the file says {written}); export the scan again"
    )]
    Checksum {
        /// The file's format.
        format: Format,
        /// The part that was checked.
        member: String,
        /// The checksum in the file.
        written: String,
        /// The checksum of what is there.
        computed: String,
    },
    /// A kind of content that is not read.
    #[error("{what} in a {format} file: this is not read; {advice}")]
    Unsupported {
        /// The file's format.
        format: Format,
        /// The kind of content.
        what: String,
        /// What to do instead.
        advice: &'static str,
    },
    /// More of something than the limit allows.
    #[error("the {format} file has {count} {what}, the limit is {limit}; crop or thin out the scan")]
    TooMany {
        /// The file's format.
        format: Format,
        /// What there are too many of.
        what: &'static str,
        /// How many the file says there are.
        count: u64,
        /// The limit they break.
        limit: u64,
    },
    /// Nothing of something without which there is no scan.
    #[error("the {format} file holds no {what}; export the scan again")]
    Nothing {
        /// The file's format.
        format: Format,
        /// What is missing.
        what: &'static str,
    },
    /// The distance between cells is not known.
    #[error(
        "a {format} file does not say how far apart its cells lie; give it in millimetres with --pitch-mm"
    )]
    NoPitch {
        /// The file's format.
        format: Format,
    },
    /// No cell of a height map was measured.
    #[error("no cell of the scan was measured; export it again")]
    NothingMeasured,
    /// A size that no scan of skin has ([`Plausible`](crate::Plausible)).
    #[error(
        "the scan's {quantity} is {measured_mm} mm, and a scan of skin has {least_mm} to {most_mm} mm: a unit is wrong; \
         export the scan again, or give the unit with --unit when the format has none"
    )]
    Implausible {
        /// What was looked at.
        quantity: &'static str,
        /// Its size in mm.
        measured_mm: f64,
        /// The least that is believed.
        least_mm: f64,
        /// The most that is believed.
        most_mm: f64,
    },
}

impl Error {
    /// Bytes that break the rules of `format`.
    pub(crate) fn damaged(format: Format, detail: impl ToString) -> Self {
        Self::Damaged {
            format,
            detail: one_line(&detail),
        }
    }

    /// Content that is not read.
    pub(crate) fn unsupported(format: Format, what: impl ToString, advice: &'static str) -> Self {
        Self::Unsupported {
            format,
            what: one_line(&what),
            advice,
        }
    }
}

/// A message, or a piece of a file, as one line of bounded length without control characters.
pub(crate) fn one_line(message: &impl ToString) -> String {
    let message = message.to_string();
    let words: Vec<&str> = message.split_whitespace().collect();
    let printable = words.join(" ");
    printable
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_DETAIL)
        .collect()
}
