//! A light set as one file: a zip archive with the pictures and the description of their lamps.

use crate::CompareError;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Names under which lamps are described; the first that is there counts.
pub const LIGHTS: [&str; 2] = ["lights.json", "lights.csv"];

/// How a zip archive with files in it begins (APPNOTE 6.3.10, 4.3.7).
const BEGINNING: &[u8] = b"PK\x03\x04";
/// A set of more pictures than any rig takes is something else.
const MOST_FILES: usize = 200;
/// Most bytes of one file of a set, unpacked: a picture of 50 megapixels as 16 bit TIFF.
const MOST_BYTES: u64 = 320_000_000;

/// Packs a set's files into one, in the order of their names, so that the same files make the same bytes. Pictures are compressed already.
///
/// # Errors
/// [`CompareError::LightSet`] when the files are too large for one archive.
pub fn pack(name: &str, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, CompareError> {
    let mut files: Vec<&(String, Vec<u8>)> = files.iter().collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = files.iter().try_for_each(|(file, bytes)| {
        zip.start_file(file.as_str(), options)?;
        zip.write_all(bytes)?;
        Ok(())
    });
    packed
        .and_then(|()| zip.finish())
        .map(Cursor::into_inner)
        .map_err(|error: zip::result::ZipError| problem(name, format!("cannot be packed ({error})")))
}

/// The files of a set.
pub struct Files<'a> {
    name: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The folder within the archive in which the description lies, with its slash.
    folder: String,
    /// The description's own name.
    lights: &'static str,
}

impl<'a> Files<'a> {
    /// Opens an archive that describes lamps; `None` for anything else, such as a scan that is a zip archive, too.
    pub fn open(name: &'a str, bytes: &'a [u8]) -> Option<Self> {
        // Looking for an archive's end goes through all of a photo; its beginning tells at once.
        let zip = bytes
            .starts_with(BEGINNING)
            .then(|| ZipArchive::new(Cursor::new(bytes)).ok())??;
        let names = || zip.file_names().flatten();
        let found = LIGHTS.iter().find_map(|lights| {
            let within = |file: &str| {
                let folder = file.strip_suffix(lights)?;
                (folder.is_empty() || folder.ends_with('/')).then(|| folder.to_owned())
            };
            // The one that lies least deep.
            let folders = names().filter_map(|file| within(&file));
            folders.min_by_key(String::len).map(|folder| (folder, *lights))
        });
        let (folder, lights) = found?;
        Some(Self {
            name,
            zip,
            folder,
            lights,
        })
    }

    /// The description's name and bytes.
    pub fn lights(&mut self) -> Result<(&'static str, Vec<u8>), CompareError> {
        if self.zip.len() > MOST_FILES {
            return Err(problem(
                self.name,
                format!("holds {} files; at most {MOST_FILES} are read", self.zip.len()),
            ));
        }
        Ok((self.lights, self.read(self.lights)?))
    }

    /// One file of the set by its name in the description.
    pub fn read(&mut self, file: &str) -> Result<Vec<u8>, CompareError> {
        let path = format!("{}{file}", self.folder);
        let missing = |_| {
            problem(
                self.name,
                format!("{file} is named in {} and missing", self.lights),
            )
        };
        let member = self.zip.by_name(&path).map_err(missing)?;
        let mut bytes = Vec::new();
        let read = member.take(MOST_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| problem(self.name, format!("{file} cannot be unpacked ({error})")))?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(problem(
                self.name,
                format!("{file} is larger than {MOST_BYTES} bytes"),
            ));
        }
        Ok(bytes)
    }
}

/// What is wrong with a set as a whole.
pub fn problem(name: &str, problem: String) -> CompareError {
    CompareError::LightSet {
        name: name.to_owned(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(files: &[(&str, &str)]) -> Vec<u8> {
        let files: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect();
        pack("set", &files).unwrap()
    }

    #[test]
    fn the_same_files_make_the_same_bytes_and_come_back() {
        let set = packed(&[("b.png", "two"), ("lights.json", "{}"), ("a.png", "one")]);
        assert_eq!(
            set,
            packed(&[("a.png", "one"), ("b.png", "two"), ("lights.json", "{}")])
        );
        let mut files = Files::open("set", &set).unwrap();
        assert_eq!(files.lights().unwrap(), ("lights.json", b"{}".to_vec()));
        assert_eq!(files.read("b.png").unwrap(), b"two");
        let missing = files.read("c.png").unwrap_err().to_string();
        assert_eq!(missing, "set: c.png is named in lights.json and missing");
    }

    #[test]
    fn a_folder_within_the_archive_is_the_sets() {
        let set = packed(&[("visit/lights.csv", "file"), ("visit/a.png", "one")]);
        let mut files = Files::open("set", &set).unwrap();
        assert_eq!(files.lights().unwrap().0, "lights.csv");
        assert_eq!(files.read("a.png").unwrap(), b"one");
    }

    #[test]
    fn what_describes_no_lamps_is_no_set() {
        assert!(Files::open("x3p", &packed(&[("main.xml", "<p/>")])).is_none());
        assert!(Files::open("photo", b"\xff\xd8\xff").is_none());
        assert!(Files::open("other", &packed(&[("my_lights.json", "{}")])).is_none());
    }
}
