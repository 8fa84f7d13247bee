//! Which photos of unchanged skin are repeats of each other: from lists, and from folders of two photos.

use crate::batch::PairList;
use crate::error::CliError;
use crate::files::{read_input, why};
use relief_grid::Pitch;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Two photos of unchanged skin.
pub struct Repeat {
    pub first: PathBuf,
    pub second: PathBuf,
    pub scale: Option<Pitch>,
}

/// The pairs of every list and folder named.
pub fn repeats(sources: &[PathBuf]) -> Result<Vec<Repeat>, CliError> {
    let mut repeats = Vec::new();
    for source in sources {
        let list = source.join("pairs.csv");
        if !source.is_dir() {
            repeats.extend(listed(source)?);
        } else if list.is_file() {
            repeats.extend(listed(&list)?);
        } else {
            repeats.push(pair_in(source)?);
        }
    }
    Ok(repeats)
}

fn listed(path: &Path) -> Result<Vec<Repeat>, CliError> {
    let list = PairList::open(path)?;
    let repeat = |pair: crate::batch::Pair| Repeat {
        first: list.locate(&pair.before),
        second: list.locate(&pair.after),
        scale: pair.scale,
    };
    list.pairs()?.map(|pair| pair.map(repeat)).collect()
}

/// The endings that a photo's name has.
const PHOTO_ENDINGS: [&str; 8] = ["jpg", "jpeg", "png", "tif", "tiff", "webp", "heic", "heif"];

/// The two photos of a folder, in the order of their names.
fn pair_in(folder: &Path) -> Result<Repeat, CliError> {
    let unreadable = |error: std::io::Error| CliError::read(folder, why(&error));
    let mut photos = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|ending| PHOTO_ENDINGS.contains(&ending.as_str())) {
            photos.push(path);
        }
    }
    // As a file manager lists them: capitals do not come first.
    photos.sort_by_key(|path| (path.to_string_lossy().to_lowercase(), path.clone()));
    match <[PathBuf; 2]>::try_from(photos) {
        Ok([first, second]) => Ok(Repeat {
            first,
            second,
            scale: None,
        }),
        Err(photos) => Err(CliError::read(
            folder,
            format!(
                "holds {} photos; a repeat pair is two photos in a folder, or name a pairs.csv",
                photos.len()
            ),
        )),
    }
}

/// Refuses a photo that is listed twice, under whatever names: a repeat that is counted twice makes the smallest
/// detectable change look better known than it is, and a photo beside itself makes it nothing. What cannot be read is
/// reported when its turn comes.
pub fn refuse_doubles(repeats: &[Repeat]) -> Result<(), CliError> {
    let mut seen: HashMap<blake3::Hash, &Path> = HashMap::new();
    for path in repeats.iter().flat_map(|repeat| [&repeat.first, &repeat.second]) {
        let Ok(bytes) = read_input(path) else { continue };
        if let Some(first) = seen.insert(blake3::hash(&bytes), path) {
            let what = format!("the same photo as {}; list each photo once", first.display());
            return Err(CliError::read(path, what));
        }
    }
    Ok(())
}
