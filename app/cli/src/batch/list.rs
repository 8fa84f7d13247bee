//! The list of pairs: a CSV file with the columns `before`, `after`, and maybe `id`, `scale_mm_per_px`.

use crate::error::CliError;
use crate::files::{folder_of, why};
use csv::{Reader, ReaderBuilder, StringRecord};
use relief_grid::Pitch;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// What Excel puts before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// More than any header line has.
const HEADER_BYTES: u64 = 4096;

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
}

/// Recognises a pair in the journal.
pub type PairKey = [u8; 16];

impl Pair {
    /// The same for the same id, files and scale.
    pub fn key(&self) -> PairKey {
        let scale = self.scale.map_or(0, |scale| scale.mm_per_px().to_bits());
        let mut hash = blake3::Hasher::new();
        for part in [&self.id, &self.before, &self.after] {
            hash.update(&(part.len() as u64).to_le_bytes())
                .update(part.as_bytes());
        }
        let digest = hash.update(&scale.to_le_bytes()).finalize();
        std::array::from_fn(|i| digest.as_bytes()[i])
    }
}

/// A list that was checked from end to end; it can be walked any number of times.
#[derive(Debug)]
pub struct PairList {
    path: PathBuf,
    columns: Columns,
    delimiter: u8,
    start: u64,
    /// How many pairs there are.
    pub len: u64,
}

#[derive(Debug, Clone, Copy)]
struct Columns {
    before: usize,
    after: usize,
    id: Option<usize>,
    scale: Option<usize>,
}

impl PairList {
    /// Opens and checks the whole list, so that a broken line is found before hours of work.
    ///
    /// Columns are separated by commas, or by semicolons as some spreadsheets write them.
    ///
    /// # Errors
    ///
    /// [`CliError::Read`] with the line's number.
    pub fn open(path: &Path) -> Result<Self, CliError> {
        let unreadable = |error: std::io::Error| CliError::read(path, why(&error));
        let mut head = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(HEADER_BYTES)
            .read_to_end(&mut head)
            .map_err(unreadable)?;
        let start = if head.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len() as u64
        } else {
            0
        };
        let header = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let delimiter = if header.contains(&b';') && !header.contains(&b',') {
            b';'
        } else {
            b','
        };
        let none = Columns {
            before: 0,
            after: 0,
            id: None,
            scale: None,
        };
        let mut list = Self {
            path: path.to_owned(),
            columns: none,
            delimiter,
            start,
            len: 0,
        };
        let mut reader = list.reader()?;
        let header = reader.headers().map_err(|error| list.broken(&error))?;
        list.columns = columns(header).map_err(|what| CliError::read(path, what))?;
        let len = list.pairs()?.try_fold(0, |count, pair| pair.map(|_| count + 1))?;
        list.len = len;
        if list.len == 0 {
            Err(CliError::read(path, "lists no pairs; add a line for each"))
        } else {
            Ok(list)
        }
    }

    /// Every pair, in order.
    ///
    /// # Errors
    ///
    /// [`CliError::Read`] when the file cannot be opened again; each item when its line is broken.
    pub fn pairs(&self) -> Result<impl Iterator<Item = Result<Pair, CliError>> + Send + '_, CliError> {
        let records = self.reader()?.into_records();
        Ok(records.enumerate().map(|(index, record)| {
            let record = record.map_err(|error| self.broken(&error))?;
            let line = record.position().map_or(0, csv::Position::line);
            self.pair(&record, index, line)
                .map_err(|what| CliError::read(&self.path, format!("line {line}: {what}")))
        }))
    }

    /// Where a file of the list lies.
    pub fn locate(&self, name: &str) -> PathBuf {
        folder_of(&self.path).join(name)
    }

    fn reader(&self) -> Result<Reader<File>, CliError> {
        let unreadable = |error: std::io::Error| CliError::read(&self.path, why(&error));
        let mut file = File::open(&self.path).map_err(unreadable)?;
        file.seek(SeekFrom::Start(self.start)).map_err(unreadable)?;
        Ok(ReaderBuilder::new()
            .delimiter(self.delimiter)
            .trim(csv::Trim::All)
            .from_reader(file))
    }

    fn broken(&self, error: &csv::Error) -> CliError {
        CliError::read(&self.path, format!("not a list of pairs ({error})"))
    }

    fn pair(&self, record: &StringRecord, index: usize, line: u64) -> Result<Pair, String> {
        let field = |column: usize| record.get(column).unwrap_or_default().to_owned();
        let (before, after) = (field(self.columns.before), field(self.columns.after));
        if before.is_empty() || after.is_empty() {
            return Err("a file name is missing; give before and after".to_owned());
        }
        let given = self.columns.id.map(field).filter(|id| !id.is_empty());
        let id = given.unwrap_or_else(|| (index + 1).to_string());
        let scale = self.columns.scale.map(field).filter(|text| !text.is_empty());
        let scale = scale.map(|text| scale_of(&text)).transpose()?;
        Ok(Pair {
            line,
            id,
            before,
            after,
            scale,
        })
    }
}

fn columns(header: &StringRecord) -> Result<Columns, String> {
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
        scale: find("scale_mm_per_px"),
    })
}

fn scale_of(text: &str) -> Result<Pitch, String> {
    let number = text.parse().ok().and_then(Pitch::from_mm_per_px);
    number.ok_or_else(|| format!("scale_mm_per_px is {text:?}; give a number above zero, or nothing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &[u8]) -> Result<Vec<Pair>, CliError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pairs.csv");
        std::fs::write(&path, text).unwrap();
        let list = PairList::open(&path)?;
        list.pairs()?.collect()
    }

    #[test]
    fn columns_are_found_by_name() {
        let pairs = open(b"id,after,before,scale_mm_per_px\nA,2.jpg,1.jpg,0.05\n,4.jpg,3.jpg,\n").unwrap();
        assert_eq!((pairs[0].before.as_str(), pairs[0].id.as_str()), ("1.jpg", "A"));
        assert_eq!(pairs[0].scale, Pitch::from_mm_per_px(0.05));
        assert_eq!((pairs[1].id.as_str(), pairs[1].scale), ("2", None));
    }

    #[test]
    fn a_spreadsheets_list_is_read() {
        let pairs = open(b"\xef\xbb\xbfBefore;After\r\nM\xc3\xbcller, vor.jpg;nach.jpg\r\n").unwrap();
        assert_eq!(pairs[0].before, "Müller, vor.jpg");
    }

    #[test]
    fn broken_lists_name_the_line() {
        for (text, part) in [
            (&b"one,two\n1,2\n"[..], "no column \"before\""),
            (b"before,after\n", "no pairs"),
            (b"", "no column"),
            (b"before,after\na,b\nc\n", "line: 3"),
            (b"before,after\na,\n", "line 2"),
            (
                b"before,after,scale_mm_per_px\na,b,-1\n",
                "line 2: scale_mm_per_px is \"-1\"",
            ),
            (b"before,after\n\xff,b\n", "UTF-8"),
        ] {
            let error = open(text).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn the_key_tells_pairs_apart() {
        let pairs = open(b"id,before,after\n1,ab,c\n1,a,bc\n2,ab,c\n").unwrap();
        assert!(pairs[0].key() != pairs[1].key() && pairs[0].key() != pairs[2].key());
    }
}
