//! The text of a list of pairs: CSV with the columns `before`, `after`, and maybe `id`, `scale_mm_per_px`, `pitch_mm`, `pitch_after_mm`.
//!
//! Text in, pairs or one line of error out; no files. `fuzz/` compiles this very file.

use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};
use relief_grid::Pitch;
use std::io::Read;
use std::ops::RangeInclusive;

/// What Excel puts before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The line in the file, from 1; the header is line 1.
    pub line: u64,
    /// The given id, else the number of the pair from 1.
    pub id: String,
    /// As typed.
    pub before: String,
    /// As typed.
    pub after: String,
    /// The scale of this pair, when the list gives one.
    pub scale: Option<Pitch>,
    /// The pitches of its two scans, when the list gives them.
    pub pitches: [Option<Pitch>; 2],
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Where the header starts: behind a byte order mark.
    pub start: usize,
    delimiter: u8,
}

impl Form {
    /// By the first bytes: columns are separated by commas, or by semicolons as some spreadsheets write them.
    pub fn of(head: &[u8]) -> Self {
        let header = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let semicolons = header.contains(&b';') && !header.contains(&b',');
        Self {
            start: if head.starts_with(BYTE_ORDER_MARK) {
                BYTE_ORDER_MARK.len()
            } else {
                0
            },
            delimiter: if semicolons { b';' } else { b',' },
        }
    }
}

/// The pairs of a list, one after another; a broken one is one line of error, without the list's name.
pub struct Pairs<R> {
    records: StringRecordsIntoIter<R>,
    columns: Columns,
    count: usize,
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    before: usize,
    after: usize,
    id: Option<usize>,
    scale: Option<usize>,
    pitches: [Option<usize>; 2],
}

impl<R: Read> Pairs<R> {
    /// Reads the header; `text` starts at the form's `start`.
    ///
    /// # Errors
    ///
    /// One line, when it is no text or a column is missing.
    pub fn read(text: R, form: Form) -> Result<Self, String> {
        let mut reader = ReaderBuilder::new()
            .delimiter(form.delimiter)
            .trim(csv::Trim::All)
            .from_reader(text);
        let columns = columns(reader.headers().map_err(|error| broken(&error))?)?;
        Ok(Self {
            records: reader.into_records(),
            columns,
            count: 0,
        })
    }

    fn pair(&self, record: &StringRecord, line: u64) -> Result<Pair, String> {
        let field = |column: usize| record.get(column).unwrap_or_default().to_owned();
        let (before, after) = (field(self.columns.before), field(self.columns.after));
        if before.is_empty() || after.is_empty() {
            return Err("a file name is missing; give before and after".to_owned());
        }
        let given = self.columns.id.map(field).filter(|id| !id.is_empty());
        let id = given.unwrap_or_else(|| self.count.to_string());
        let length = |column: Option<usize>, name: &str| {
            let text = column.map(field).filter(|text| !text.is_empty());
            text.map(|text| length_of(name, &text)).transpose()
        };
        Ok(Pair {
            line,
            id,
            before,
            after,
            scale: length(self.columns.scale, SCALE)?,
            pitches: [
                length(self.columns.pitches[0], PITCHES[0])?,
                length(self.columns.pitches[1], PITCHES[1])?,
            ],
        })
    }
}

impl<R: Read> Iterator for Pairs<R> {
    type Item = Result<Pair, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match self.records.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(broken(&error))),
        };
        self.count += 1;
        let line = record.position().map_or(0, csv::Position::line);
        let pair = self.pair(&record, line);
        Some(pair.map_err(|what| format!("line {line}: {what}")))
    }
}

fn broken(error: &csv::Error) -> String {
    let at = error.position().map_or(1, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            format!("line {at} is no text in UTF-8; give a list of pairs as CSV in UTF-8")
        }
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("line {at} has {len} of {expected_len} columns; give each line as many as the first")
        }
        csv::ErrorKind::Io(error) => format!("could not be read ({error})"),
        _ => format!("line {at} is no line of a CSV file; give a list of pairs"),
    }
}

fn columns(header: &StringRecord) -> Result<Columns, String> {
    if header.iter().all(str::is_empty) {
        return Err(
            "the list is empty; its first line must name before,after (and id, scale_mm_per_px)".to_owned(),
        );
    }
    let find = |name: &str| header.iter().position(|title| title.eq_ignore_ascii_case(name));
    let need = |name: &str| {
        find(name).ok_or_else(|| {
            format!("has no column {name:?}; the first line must name before,after (and id, scale_mm_per_px)")
        })
    };
    Ok(Columns {
        before: need("before")?,
        after: need("after")?,
        id: find("id"),
        scale: find(SCALE),
        pitches: PITCHES.map(find),
    })
}

/// Columns with millimetres per pixel or cell.
const SCALE: &str = "scale_mm_per_px";
const PITCHES: [&str; 2] = ["pitch_mm", "pitch_after_mm"];

/// The pitches that a photo of skin has: a pixel of a microscope's picture to one of a whole face in a thumbnail.
const SCALES_MM_PER_PX: RangeInclusive<f64> = 0.001..=1.0;

/// Reads a scale in millimetres per pixel.
///
/// # Errors
///
/// What to give instead, in a few words.
pub fn parse_scale(text: &str) -> Result<Pitch, String> {
    let number = text.parse().ok().filter(|scale| SCALES_MM_PER_PX.contains(scale));
    number.and_then(Pitch::from_mm_per_px).ok_or_else(|| {
        let (least, most) = SCALES_MM_PER_PX.into_inner();
        format!("give millimetres per pixel from {least} to {most}, such as 0.05")
    })
}

fn length_of(name: &str, text: &str) -> Result<Pitch, String> {
    parse_scale(text).map_err(|what| format!("{name} is {text:?}; {what}, or nothing"))
}
