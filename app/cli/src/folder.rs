//! A light set's folder as one input.

use crate::error::CliError;
use crate::files::why;
use relief_compare::light_set::{LIGHTS, pack};
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of the pictures that a set may hold.
const PICTURES: [&str; 8] = ["heic", "heif", "jpeg", "jpg", "png", "tif", "tiff", "webp"];

/// The set in a folder, packed: its pictures and the description of their lamps, which may lie in the folder around it, where the sets of several visits
/// share one.
///
/// # Errors
/// [`CliError::Read`] when the folder or a file cannot be read, or nothing describes lamps.
pub fn read_light_set(folder: &Path) -> Result<Vec<u8>, CliError> {
    let lights = description(folder).ok_or_else(|| {
        CliError::read(
            folder,
            format!(
                "a folder without {}, so no light set; give a photo or a scan, or see `relief stereo guide`",
                LIGHTS[0]
            ),
        )
    })?;
    let listed = fs::read_dir(folder).map_err(|error| CliError::read(folder, why(&error)))?;
    let mut paths: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| is_picture(path));
    paths.push(lights);
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let bytes = fs::read(&path).map_err(|error| CliError::read(&path, why(&error)))?;
        files.extend(name.map(|name| (name, bytes)));
    }
    Ok(pack(&folder.to_string_lossy(), &files)?)
}

/// Where the lamps are described.
fn description(folder: &Path) -> Option<PathBuf> {
    let around = fs::canonicalize(folder).ok()?;
    [Some(folder), around.parent()]
        .into_iter()
        .flatten()
        .flat_map(|folder| LIGHTS.map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

fn is_picture(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    path.is_file() && ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}
