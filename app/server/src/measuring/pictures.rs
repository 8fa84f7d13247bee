//! The pictures of a comparison as files of its record, with an index of what they show.

use bytes::Bytes;
use relief_compare::Pictures;
use relief_report::Shown;
use relief_store::MeasuredFile;

/// The name of the index among the files: a [`Shown`] whose addresses are the names of the others.
pub const INDEX: &str = "index.json";

/// The files of a comparison: its pictures, its maps and their index.
pub(super) fn files(pictures: &Pictures) -> Vec<MeasuredFile> {
    let mut files = Vec::new();
    let index = Shown::at(pictures, |name, picture| {
        files.push(MeasuredFile {
            name: name.to_owned(),
            media: picture.format.media_type().to_owned(),
            bytes: Bytes::from(picture.bytes.clone()),
        });
        name.to_owned()
    });
    // An index is plain numbers and words, which always become JSON.
    if let Ok(json) = serde_json::to_vec(&index) {
        files.push(MeasuredFile {
            name: INDEX.to_owned(),
            media: "application/json".to_owned(),
            bytes: json.into(),
        });
    }
    files
}
