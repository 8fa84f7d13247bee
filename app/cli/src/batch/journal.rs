//! The journal: one line of JSON for each finished pair, safe on disk before the next is begun.

use super::list::PairKey;
use super::row::{Outcome, Row};
use crate::error::CliError;
use crate::files::written;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const SCHEMA: &str = "relief.batch-journal/1";

/// The first line: under which conditions the rows below were made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Header {
    schema: String,
    version: String,
    options: String,
}

/// The journal of one output file.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    end: u64,
    rows: HashMap<PairKey, Place>,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    offset: u64,
    failed: bool,
}

impl Journal {
    /// The journal of `output`: a new one, or with `resume` the one that an interrupted batch left.
    /// `options` says under which conditions rows are made; rows made under others are not mixed in.
    ///
    /// # Errors
    ///
    /// [`CliError`] when another batch holds it, when it belongs to other options, or when one is there
    /// and `resume` is not asked for.
    pub fn open(output: &Path, options: &str, resume: bool) -> Result<Self, CliError> {
        let path = beside(output);
        if path.exists() && !resume {
            let what =
                "an interrupted batch left this journal; add --resume to go on, or remove it to start over";
            return Err(CliError::read(&path, what));
        }
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let file = file.map_err(|source| written(&path, source))?;
        if file.try_lock().is_err() {
            let what = "another batch is writing it; wait for that, or name another --out";
            return Err(CliError::read(&path, what));
        }
        let mut journal = Self {
            path,
            file,
            end: 0,
            rows: HashMap::new(),
        };
        journal.start(options)?;
        Ok(journal)
    }

    /// Whether a pair is done. A pair that failed is not: its file may have come back.
    pub fn is_done(&self, key: &PairKey) -> bool {
        self.rows.get(key).is_some_and(|place| !place.failed)
    }

    /// Adds a row, on disk when this returns.
    ///
    /// # Errors
    ///
    /// [`CliError::Write`].
    pub fn append(&mut self, row: &Row) -> Result<(), CliError> {
        let line = serde_json::to_string(row).map_err(|error| self.broken(error.to_string()))?;
        let place = Place {
            offset: self.end,
            failed: matches!(row.outcome, Outcome::Failed(_)),
        };
        self.write_line(&line)?;
        self.rows.insert(row.key, place);
        Ok(())
    }

    /// The newest row of a pair.
    ///
    /// # Errors
    ///
    /// [`CliError::Read`] when it was never added or cannot be read back.
    pub fn row(&mut self, key: &PairKey) -> Result<Row, CliError> {
        let place = self.rows.get(key).copied();
        let place =
            place.ok_or_else(|| self.broken("a pair is missing; was the list changed?".to_owned()))?;
        let mut line = String::new();
        let read = self.file.seek(SeekFrom::Start(place.offset));
        read.and_then(|_| BufReader::new(&self.file).read_line(&mut line))
            .map_err(|source| written(&self.path, source))?;
        serde_json::from_str(&line).map_err(|error| self.broken(error.to_string()))
    }

    /// The table is in place: the journal has served.
    ///
    /// # Errors
    ///
    /// [`CliError::Write`] when the file cannot be removed.
    pub fn remove(self) -> Result<(), CliError> {
        std::fs::remove_file(&self.path).map_err(|source| written(&self.path, source))
    }

    /// Reads what is there, cuts off a torn last line, and writes the header of a new journal.
    fn start(&mut self, options: &str) -> Result<(), CliError> {
        let ours = Header {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            options: options.to_owned(),
        };
        let first = serde_json::to_string(&ours).map_err(|error| self.broken(error.to_string()))?;
        let found = self.load(&first)?;
        if found.as_ref().is_some_and(|header| *header != ours) {
            let what =
                "made with other options or another version of relief; use those, or remove it to start over";
            return Err(self.broken(what.to_owned()));
        }
        self.file
            .set_len(self.end)
            .map_err(|source| written(&self.path, source))?;
        if found.is_none() {
            self.write_line(&first)?;
        }
        Ok(())
    }

    /// The header, if there is a whole one; afterwards `rows` and `end` cover all whole lines. `first` is the header that
    /// would be written, of which an interrupted batch may have left a part.
    fn load(&mut self, first: &str) -> Result<Option<Header>, CliError> {
        let mut header = None;
        let mut reader = BufReader::new(&self.file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = reader
                .read_until(b'\n', &mut line)
                .map_err(|source| written(&self.path, source))?;
            let whole = line.ends_with(b"\n");
            if header.is_none() && !whole && first.as_bytes().starts_with(&line) {
                return Ok(None);
            }
            if header.is_none() {
                header = Some(self.header(&line)?);
            } else {
                let Some(row) = serde_json::from_slice::<Row>(&line).ok().filter(|_| whole) else {
                    return Ok(header);
                };
                let failed = matches!(row.outcome, Outcome::Failed(_));
                self.rows.insert(
                    row.key,
                    Place {
                        offset: self.end,
                        failed,
                    },
                );
            }
            self.end += read as u64;
        }
    }

    fn header(&self, line: &[u8]) -> Result<Header, CliError> {
        let what = "is no journal of relief batch; name another --out, or remove it";
        serde_json::from_slice(line).map_err(|_| CliError::read(&self.path, what))
    }

    fn write_line(&mut self, line: &str) -> Result<(), CliError> {
        let line = format!("{line}\n");
        let write = |file: &mut File, end: u64| {
            file.seek(SeekFrom::Start(end))?;
            file.write_all(line.as_bytes())?;
            file.sync_data()
        };
        write(&mut self.file, self.end).map_err(|source| written(&self.path, source))?;
        self.end += line.len() as u64;
        Ok(())
    }

    fn broken(&self, what: String) -> CliError {
        CliError::read(&self.path, what)
    }
}

/// `results.csv` has its journal in `results.csv.journal`.
fn beside(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".journal");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(key: u8, error: &str) -> Row {
        Row {
            key: [key; 16],
            outcome: Outcome::Failed(error.to_owned()),
        }
    }

    #[test]
    fn a_torn_line_is_cut_off_and_the_rest_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("r.csv");
        let mut journal = Journal::open(&out, "a", false).unwrap();
        journal.append(&row(1, "one")).unwrap();
        drop(journal);
        let path = folder.path().join("r.csv.journal");
        let whole = std::fs::read(&path).unwrap();
        let mut torn = whole.clone();
        torn.extend_from_slice(b"{\"key\":[1,2");
        std::fs::write(&path, torn).unwrap();
        let mut journal = Journal::open(&out, "a", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), whole);
        journal.append(&row(2, "two")).unwrap();
        journal.append(&row(1, "again")).unwrap();
        assert_eq!(journal.row(&[2; 16]).unwrap(), row(2, "two"));
        assert_eq!(journal.row(&[1; 16]).unwrap(), row(1, "again"));
        assert!(journal.row(&[3; 16]).is_err());
    }

    proptest! {
        /// Whatever was done to the file, it is refused and left as it is, or gone on with.
        #[test]
        fn a_damaged_journal_is_refused_or_gone_on_with(
            at in any::<prop::sample::Index>(),
            new in prop::collection::vec(any::<u8>(), 0..40),
            cut in any::<bool>(),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path().join("r.csv");
            let mut journal = Journal::open(&out, "a", false).unwrap();
            for key in 1..4 {
                journal.append(&row(key, "no such file")).unwrap();
            }
            drop(journal);
            let path = beside(&out);
            let mut bytes = std::fs::read(&path).unwrap();
            let from = at.index(bytes.len());
            let to = if cut { bytes.len() } else { bytes.len().min(from + new.len()) };
            bytes.splice(from..to, new);
            std::fs::write(&path, &bytes).unwrap();
            let Ok(mut journal) = Journal::open(&out, "a", true) else {
                prop_assert_eq!(std::fs::read(&path).unwrap(), bytes);
                return Ok(());
            };
            journal.append(&row(9, "new")).unwrap();
            prop_assert_eq!(journal.row(&[9; 16]).unwrap(), row(9, "new"));
            drop(journal);
            let mut again = Journal::open(&out, "a", true).unwrap();
            prop_assert_eq!(again.row(&[9; 16]).unwrap(), row(9, "new"));
        }
    }

    #[test]
    fn a_torn_header_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("r.csv");
        drop(Journal::open(&out, "a", false).unwrap());
        let header = std::fs::read(beside(&out)).unwrap();
        for left in [0, 5, header.len() - 1] {
            std::fs::write(beside(&out), &header[..left]).unwrap();
            let mut journal = Journal::open(&out, "a", true).unwrap();
            journal.append(&row(1, "one")).unwrap();
            drop(journal);
            let mut again = Journal::open(&out, "a", true).unwrap();
            assert_eq!(again.row(&[1; 16]).unwrap(), row(1, "one"));
        }
    }

    #[test]
    fn a_journal_is_neither_overwritten_nor_mixed_nor_shared() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("r.csv");
        let journal = Journal::open(&out, "a", false).unwrap();
        let message = |options, resume| Journal::open(&out, options, resume).unwrap_err().to_string();
        assert!(message("a", true).contains("another batch"));
        drop(journal);
        assert!(message("a", false).contains("--resume"));
        assert!(message("b", true).contains("other options"));
        std::fs::write(folder.path().join("r.csv.journal"), "my notes\n").unwrap();
        assert!(message("a", true).contains("no journal"));
        assert_eq!(
            std::fs::read(folder.path().join("r.csv.journal")).unwrap(),
            b"my notes\n"
        );
    }
}
