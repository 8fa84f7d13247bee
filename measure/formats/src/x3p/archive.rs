//! The members of an X3P archive, unpacked to no more than they may have, and their checksums.

use super::{CHECKSUM, FORMAT, MAIN};
use crate::Error;
use crate::error::one_line;
use crate::text::text;
use md5::{Digest, Md5};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Most bytes of `main.xml`: a million heights as text.
const MOST_XML: u64 = 64 << 20;
/// Most bytes of the checksum's member, which has 43.
const MOST_CHECKSUM: u64 = 4096;

/// An archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What stands before the name of every member: a folder, or nothing.
    folder: String,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damage)?;
        // A name that cannot be read is not that of the document.
        let names = zip.file_names().flatten();
        let folders = names.filter_map(|name| name.strip_suffix(MAIN).map(str::to_owned));
        let folders = folders.filter(|folder| folder.is_empty() || folder.ends_with('/'));
        // The shallowest: copies may lie in folders of their own.
        let folder = folders.min_by_key(|folder| (folder.matches('/').count(), folder.len()));
        let Some(folder) = folder else {
            return Err(Error::unsupported(
                FORMAT,
                "an archive without main.xml",
                "give an X3P file, or the scan inside the archive",
            ));
        };
        Ok(Self { zip, folder })
    }

    /// `main.xml`, held to its checksum where there is one.
    pub(super) fn main(&mut self) -> Result<Vec<u8>, Error> {
        let main = self.member(MAIN, MOST_XML)?;
        if self
            .zip
            .index_for_name(&format!("{}{CHECKSUM}", self.folder))
            .is_some()
        {
            let written = self.member(CHECKSUM, MOST_CHECKSUM)?;
            check(
                MAIN,
                &main,
                text(&written).split_whitespace().next().unwrap_or_default(),
            )?;
        }
        Ok(main)
    }

    /// A member of at most `most` bytes.
    pub(super) fn member(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Error> {
        let path = format!("{}{}", self.folder, name.trim_start_matches("./"));
        let member = self.zip.by_name(&path).map_err(|error| match error {
            ZipError::FileNotFound => Error::damaged(FORMAT, format!("there is no {}", one_line(&name))),
            other => damage(other),
        })?;
        let mut bytes = Vec::new();
        // One byte more shows a member that is too long without unpacking all of it.
        member
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::damaged(FORMAT, error))?;
        if bytes.len() as u64 > most {
            return Err(Error::damaged(
                FORMAT,
                format!("{} has more than {most} bytes", one_line(&name)),
            ));
        }
        Ok(bytes)
    }
}

/// The bytes of a member have the checksum that is written.
pub(super) fn check(member: &str, bytes: &[u8], written: &str) -> Result<(), Error> {
    let computed = hex(bytes);
    if computed.eq_ignore_ascii_case(written) {
        return Ok(());
    }
    Err(Error::Checksum {
        format: FORMAT,
        member: one_line(&member),
        written: one_line(&written),
        computed,
    })
}

/// The MD5 of bytes in lower case, as openGPS writes it; one reader (surfalize) compares letter by letter.
pub(super) fn hex(bytes: &[u8]) -> String {
    Md5::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn damage(error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(what) => {
            Error::unsupported(FORMAT, what, "pack it with deflate and without a password")
        }
        other => Error::damaged(FORMAT, other),
    }
}
