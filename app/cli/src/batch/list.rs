//! The file with the list of pairs.

use super::parse::{Form, Pair, Pairs};
use crate::error::CliError;
use crate::files::{folder_of, why};
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// More than any header line has.
const HEADER_BYTES: u64 = 4096;

/// Recognises a pair in the journal.
pub type PairKey = [u8; 16];

impl Pair {
    /// The same for the same id, files, scale and pitches.
    pub fn key(&self) -> PairKey {
        let mut hash = blake3::Hasher::new();
        for part in [&self.id, &self.before, &self.after] {
            hash.update(&(part.len() as u64).to_le_bytes())
                .update(part.as_bytes());
        }
        for length in [self.scale, self.pitches[0], self.pitches[1]] {
            let bits = length.map_or(0, |length| length.mm_per_px().to_bits());
            hash.update(&bits.to_le_bytes());
        }
        short_hash(hash.finalize())
    }
}

fn short_hash(hash: blake3::Hash) -> PairKey {
    std::array::from_fn(|i| hash.as_bytes()[i])
}

/// A list that was checked from end to end; it can be walked any number of times.
#[derive(Debug)]
pub struct PairList {
    path: PathBuf,
    form: Form,
    /// How many pairs there are.
    pub len: u64,
}

impl PairList {
    /// Opens and checks the whole list, so that a broken line is found before hours of work.
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
        let mut list = Self {
            path: path.to_owned(),
            form: Form::of(&head),
            len: 0,
        };
        list.len = list.check()?;
        if list.len == 0 {
            Err(CliError::read(path, "lists no pairs; add a line for each"))
        } else {
            Ok(list)
        }
    }

    /// How many pairs there are; each line must be whole and each id its own.
    fn check(&self) -> Result<u64, CliError> {
        // Hashes, because ids may be long and lists too.
        let mut lines: HashMap<PairKey, u64> = HashMap::new();
        let mut count = 0;
        for pair in self.pairs()? {
            let Pair { line, id, .. } = pair?;
            if let Some(first) = lines.insert(short_hash(blake3::hash(id.as_bytes())), line) {
                let what = format!(
                    "line {line}: the id {id:?} stands in line {first} already; give each pair its own"
                );
                return Err(CliError::read(&self.path, what));
            }
            count += 1;
        }
        Ok(count)
    }

    /// Every pair, in order.
    ///
    /// # Errors
    ///
    /// [`CliError::Read`] when the file cannot be opened again; each item when its line is broken.
    pub fn pairs(&self) -> Result<impl Iterator<Item = Result<Pair, CliError>> + Send + '_, CliError> {
        let unreadable = |error: std::io::Error| CliError::read(&self.path, why(&error));
        let mut file = File::open(&self.path).map_err(unreadable)?;
        file.seek(SeekFrom::Start(self.form.start as u64))
            .map_err(unreadable)?;
        let broken = |what| CliError::read(&self.path, what);
        let pairs = Pairs::read(file, self.form).map_err(broken)?;
        Ok(pairs.map(move |pair| pair.map_err(broken)))
    }

    /// Where a file of the list lies.
    pub fn locate(&self, name: &str) -> PathBuf {
        folder_of(&self.path).join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_grid::Pitch;

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
            (b"", "the list is empty"),
            (b"\n \n", "the list is empty"),
            (b"before,after\na,b\nc\n", "line 3 has 1 of 2 columns"),
            (b"before,after\na,\n", "line 2"),
            (
                b"before,after,scale_mm_per_px\na,b,-1\n",
                "line 2: scale_mm_per_px is \"-1\"",
            ),
            (
                b"before,after,scale_mm_per_px\na,b,50\n",
                "give millimetres per pixel from 0.001 to 1",
            ),
            (b"before,after\n\xff,b\n", "line 2 is no text in UTF-8"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "line 1 is no text in UTF-8"),
            (
                b"id,before,after\nA,a,b\nB,c,d\nA,e,f\n",
                "line 4: the id \"A\" stands in line 2 already",
            ),
            // The second pair is number 2 unless it says otherwise.
            (
                b"id,before,after\n2,a,b\n,c,d\n",
                "line 3: the id \"2\" stands in line 2",
            ),
        ] {
            let error = open(text).unwrap_err().to_string();
            assert!(error.contains(part) && !error.contains("CSV error"), "{error}");
        }
    }

    #[test]
    fn the_key_tells_pairs_apart() {
        let pairs = open(b"id,before,after\n1,ab,c\n2,a,bc\n3,ab,c\n").unwrap();
        let mut shifted = pairs[1].clone();
        shifted.id = pairs[0].id.clone();
        assert!(pairs[0].key() != shifted.key() && pairs[0].key() != pairs[2].key());
    }
}
