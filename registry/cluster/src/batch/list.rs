//! The file with the list of pairs, as `relief batch` takes it.

use super::parse::{Form, Pair, Pairs};
use crate::error::{ClusterError, why};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How many pairs are one query and one file of results. Few are lost when a batch is interrupted; and every task's plan names all
/// pairs of its query.
pub const PAIRS_PER_PART: usize = 64;
/// More than any header line has.
const HEADER_BYTES: u64 = 4096;

/// A list that was checked from end to end; it can be walked any number of times.
#[derive(Debug)]
pub struct PairList {
    path: PathBuf,
    folder: PathBuf,
    form: Form,
}

/// The pairs of one query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Its place in the list, from 0.
    pub number: usize,
    /// At most [`PAIRS_PER_PART`], at least one.
    pub pairs: Vec<Pair>,
}

impl PairList {
    /// Opens and checks the whole list, so that a broken line is found before hours of work.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Read`] with the line's number.
    pub fn open(path: &Path) -> Result<Self, ClusterError> {
        let unreadable = |error| ClusterError::read(path, why(&error));
        let whole = fs::canonicalize(path).map_err(unreadable)?;
        let mut head = Vec::new();
        File::open(path)
            .and_then(|file| file.take(HEADER_BYTES).read_to_end(&mut head))
            .map_err(unreadable)?;
        let list = Self {
            path: path.to_owned(),
            folder: whole.parent().unwrap_or(Path::new("/")).to_owned(),
            form: Form::of(&head),
        };
        list.check()?;
        Ok(list)
    }

    /// Where the files of the list are looked up: the list's own folder, under a name that every machine must find it by.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Each line must be whole and each id its own.
    fn check(&self) -> Result<(), ClusterError> {
        // Hashes, and of those as much as tells millions apart, because ids may be long and lists too.
        let mut lines: HashMap<[u8; 16], u64> = HashMap::new();
        for pair in self.pairs()? {
            let Pair { line, id, .. } = pair?;
            let hash = blake3::hash(id.as_bytes());
            if let Some(first) = lines.insert(std::array::from_fn(|i| hash.as_bytes()[i]), line) {
                let what = format!(
                    "line {line}: the id {id:?} stands in line {first} already; give each pair its own"
                );
                return Err(ClusterError::read(&self.path, what));
            }
        }
        if lines.is_empty() {
            let what = "lists no pairs; add a line for each";
            return Err(ClusterError::read(&self.path, what));
        }
        Ok(())
    }

    /// Every pair, in order.
    fn pairs(&self) -> Result<impl Iterator<Item = Result<Pair, ClusterError>> + '_, ClusterError> {
        let mut file = File::open(&self.path).map_err(|error| ClusterError::read(&self.path, why(&error)))?;
        file.seek(SeekFrom::Start(self.form.start as u64))
            .map_err(|error| ClusterError::read(&self.path, why(&error)))?;
        let broken = |what: String| ClusterError::read(&self.path, what);
        let pairs = Pairs::read(file, self.form).map_err(broken)?;
        Ok(pairs.map(move |pair| pair.map_err(broken)))
    }

    /// All pairs, so many at a time.
    pub(super) fn parts(
        &self,
    ) -> Result<impl Iterator<Item = Result<Part, ClusterError>> + '_, ClusterError> {
        let mut pairs = self.pairs()?;
        let numbers = 0..;
        Ok(numbers.map_while(move |number| {
            let pairs: Result<Vec<_>, _> = pairs.by_ref().take(PAIRS_PER_PART).collect();
            match pairs {
                Ok(pairs) if pairs.is_empty() => None,
                pairs => Some(pairs.map(|pairs| Part { number, pairs })),
            }
        }))
    }
}
