//! `relief stereo`.

use crate::Outcome;
use crate::args::{MeasureArgs, StereoArgs, StereoCommand, TextureArgs};
use crate::commands::measure;
use crate::error::CliError;
use crate::files::{check_output, write_whole};
use crate::terminal::Terminal;
use relief_formats::{Output, write};
use relief_grid::HeightMap;
use std::path::{Path, PathBuf};

/// How to take a light set and describe it.
const GUIDE: &str = include_str!("stereo/guide.txt");

/// Endings of files for height maps.
const OUTPUTS: [(&str, Output); 6] = [
    ("x3p", Output::X3p),
    ("sdf", Output::SdfAscii),
    ("gsf", Output::Gsf),
    ("tif", Output::Tiff),
    ("tiff", Output::Tiff),
    ("npy", Output::Npy),
];

/// Makes a height map from a light set, measures it and prints the result; or prints the guide.
///
/// # Errors
///
/// [`CliError`] when the set cannot be read, a file cannot be written, or nothing can be computed.
pub fn run(args: &StereoArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    match (&args.command, &args.folder) {
        (Some(StereoCommand::Guide), _) | (None, None) => {
            terminal.result(GUIDE)?;
            Ok(Outcome::Done)
        }
        (None, Some(folder)) => reconstruct(args, folder, terminal),
    }
}

fn reconstruct(args: &StereoArgs, folder: &Path, terminal: &Terminal) -> Result<Outcome, CliError> {
    if !folder.is_dir() && folder.exists() {
        return Err(CliError::read(
            folder,
            "no folder; give the folder that holds the pictures of one light set",
        ));
    }
    let out = args.out.as_deref().map(|path| output(path, folder)).transpose()?;
    let asked = MeasureArgs {
        input: folder.to_owned(),
        json: args.json,
        report: args.report.clone(),
        profile: None,
        texture: TextureArgs::default(),
        measuring: args.measuring.clone(),
    };
    let (outcome, heights) = measure::measured(&asked, terminal)?;
    if let (Some((path, format)), Some(map)) = (out, heights) {
        save(&path, format, &map)?;
        terminal.note(&format!("height map: {}", path.display()));
    }
    Ok(outcome)
}

/// The file that is wanted and its format.
fn output(path: &Path, folder: &Path) -> Result<(PathBuf, Output), CliError> {
    check_output(path, &[folder])?;
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let known = OUTPUTS.iter().find(|(name, _)| ending.as_deref() == Some(name));
    match known {
        Some((_, format)) => Ok((path.to_owned(), *format)),
        None => Err(CliError::Usage(format!(
            "{}: name a .x3p, .sdf, .gsf, .tiff or .npy file",
            path.display()
        ))),
    }
}

fn save(path: &Path, format: Output, map: &HeightMap) -> Result<(), CliError> {
    let bytes = write(map, format)
        .map_err(|error| CliError::read(path, format!("the height map does not fit this format: {error}")))?;
    write_whole(path, &bytes)
}
