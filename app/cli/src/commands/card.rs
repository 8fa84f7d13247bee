//! `relief card [--out FILE.pdf|FILE.svg|FOLDER]`.

use crate::Outcome;
use crate::args::CardArgs;
use crate::error::CliError;
use crate::files::{check_output, make_folder, write_whole};
use crate::terminal::Terminal;
use relief_photo::card::print::{card_pdf, card_svg};
use std::path::{Path, PathBuf};

/// What both files are called in a folder.
const NAME: &str = "relief-card";

/// How the sheet is written.
#[derive(Debug, Clone, Copy)]
enum Format {
    Pdf,
    Svg,
}

impl Format {
    fn named(ending: &str) -> Option<Self> {
        match ending {
            "pdf" => Some(Self::Pdf),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }

    fn bytes(self) -> Vec<u8> {
        match self {
            Self::Pdf => card_pdf(),
            Self::Svg => card_svg().into_bytes(),
        }
    }
}

/// Writes the card to print: as one file, or as PDF and SVG into a folder, which is made where it is missing.
/// What was written is named on standard output.
///
/// # Errors
///
/// [`CliError`] when the name says neither format, or a file cannot be written.
pub fn run(args: &CardArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    for (path, format) in files(&args.out)? {
        check_output(&path, &[])?;
        write_whole(&path, &format.bytes())?;
        terminal.result(&format!("{}\n", path.display()))?;
    }
    terminal
        .note("Print it at 100 % (\"actual size\") and check the ruler on the sheet: it must be 50 mm long.");
    Ok(Outcome::Done)
}

fn files(out: &Path) -> Result<Vec<(PathBuf, Format)>, CliError> {
    let ending = out.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    if out.is_dir() || (ending.is_none() && !out.exists()) {
        make_folder(out)?;
        // In the folder one stands in, the bare name: nobody types `./`.
        let folder = if out == Path::new(".") { Path::new("") } else { out };
        let file = |ending, format| (folder.join(NAME).with_extension(ending), format);
        return Ok(vec![file("pdf", Format::Pdf), file("svg", Format::Svg)]);
    }
    match ending.as_deref().and_then(Format::named) {
        Some(format) => Ok(vec![(out.to_owned(), format)]),
        None => Err(CliError::Usage(format!(
            "{}: name a .pdf or .svg file, or a folder",
            out.display()
        ))),
    }
}
