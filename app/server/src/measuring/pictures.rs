//! The pictures of a measurement as files of its record, with an index of what they show.

use bytes::Bytes;
use relief_compare::{Picture, Pictures, ScanPicture};
use relief_report::{Shown, ShownScan};
use relief_store::MeasuredFile;
use serde::Serialize;

/// The name of the index among the files: a [`Shown`], or a [`ShownScan`], whose addresses are the names of the others.
pub const INDEX: &str = "index.json";

/// The files of a comparison: its pictures, its maps and their index.
pub(super) fn files(pictures: &Pictures) -> Vec<MeasuredFile> {
    let mut files = Vec::new();
    let index = Shown::at(pictures, |name, picture| keep(&mut files, name, picture));
    indexed(files, &index)
}

/// The files of one scan: its heights in colours and their index.
pub(super) fn files_of_scan(picture: &ScanPicture) -> Vec<MeasuredFile> {
    let mut files = Vec::new();
    let index = ShownScan::at(picture, |name, picture| keep(&mut files, name, picture));
    indexed(files, &index)
}

fn keep(files: &mut Vec<MeasuredFile>, name: &str, picture: &Picture) -> String {
    files.push(MeasuredFile {
        name: name.to_owned(),
        media: picture.format.media_type().to_owned(),
        bytes: Bytes::from(picture.bytes.clone()),
    });
    name.to_owned()
}

fn indexed(mut files: Vec<MeasuredFile>, index: &impl Serialize) -> Vec<MeasuredFile> {
    // An index is plain numbers and words, which always become JSON.
    if let Ok(json) = serde_json::to_vec(index) {
        files.push(MeasuredFile {
            name: INDEX.to_owned(),
            media: "application/json".to_owned(),
            bytes: json.into(),
        });
    }
    files
}
