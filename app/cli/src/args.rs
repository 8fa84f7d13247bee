//! The command line as it is typed. Nothing is opened or computed here.

mod demo;
mod evidence;
mod practice;
mod registry;
mod stereo;
mod texture;

pub use demo::DemoArgs;
pub use evidence::{EvidenceArgs, GroupedBy};
pub use practice::{
    AuditCommand, AuditVerifyArgs, BackupArgs, PlaceArgs, RestoreArgs, ServeArgs, VerifyArgs,
};

pub use registry::RegistryArgs;
pub use stereo::{StereoArgs, StereoCommand};
pub use texture::TextureArgs;

use clap::{Parser, Subcommand};
use relief_compare::{CompareOptions, FaceZone, Zone};
use relief_estimate::RepeatabilityFile;
use relief_formats::LengthUnit;
use relief_grid::{Pitch, Polygon};
use relief_phantom::PairKind;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::batch::parse_scale;
use crate::commands::phantom::kind_name;
use crate::error::CliError;
use crate::files::why;
use crate::line::parse_line;
use crate::region::parse_region;

const AFTER_HELP: &str = "\
Exit codes:
  0  done, and the pair was comparable
  4  done, and the pair was not comparable
  2  wrong usage
  1  a file could not be read, or nothing could be computed";

/// Does it really help? Honest measurement of skin before and after treatment.
#[derive(Debug, Parser)]
#[command(name = "relief", version, about, after_help = AFTER_HELP, arg_required_else_help = true)]
pub struct Args {
    /// Say on standard error what is being done, and how long it took
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare two photos, scans or light sets of the same skin: may they be compared, and what changed?
    Compare(CompareArgs),
    /// Measure one photo, scan or light set
    Measure(MeasureArgs),
    /// Make a height map from pictures under several lamps, and measure it
    Stereo(StereoArgs),
    /// Write the card to print: with it in the picture, results are in millimetres
    Card(CardArgs),
    /// Compare many pairs from a list
    Batch(BatchArgs),
    /// Learn from repeat photos of unchanged skin what your own smallest detectable change is
    Repeatability(RepeatabilityArgs),
    /// Render photo pairs of synthetic skin with known truth
    Phantom(PhantomArgs),
    /// Does it help? What the published trials say together, and what cannot be said
    Evidence(EvidenceArgs),
    /// Does it help? What the rows of a practice or of several say, from Parquet or CSV tables
    Registry(RegistryArgs),
    /// Look at a practice with synthetic patients
    Demo(DemoArgs),
    /// Run the practice's server
    Serve(ServeArgs),
    /// Check everything that a practice keeps
    Verify(VerifyArgs),
    /// The audit log of a practice
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Write a backup of a practice's data
    Backup(BackupArgs),
    /// Restore a backup
    Restore(RestoreArgs),
}

const COMPARE_EXAMPLES: &str = "\
Examples:
  relief compare before.jpg after.jpg
  relief compare before.jpg after.jpg --report result.html
  relief compare before.jpg after.jpg --json > result.json
  relief compare before.jpg after.jpg --scale-mm-per-px 0.05
  relief compare before.jpg after.jpg --roi 800,600,2400,2000
  relief compare before.jpg after.jpg --roi \"800,600 2400,700 2200,2000\"
  relief compare before.x3p after.x3p --report result.html
  relief compare before.npy after.npy --pitch-mm 0.05
  relief compare before.npy after.npy --pitch-mm 0.05 --pitch-after-mm 0.04
  relief compare before.ply after.ply --zone cheek_left
  relief compare before/ after/ --report result.html

Exit codes: 0 comparable, 4 not comparable, 2 wrong usage, 1 could not read or compute.";

/// `relief compare`.
#[derive(Debug, clap::Args)]
#[command(after_help = COMPARE_EXAMPLES)]
pub struct CompareArgs {
    /// The photo (JPEG, HEIC, PNG, TIFF, WebP), scan (PLY, OBJ, STL, glTF, X3P, SDF, SUR, AL3D, PLU, GSF, NPY,
    /// TIFF, PNG, XYZ) or light set (a folder with lights.json) from before treatment
    pub before: PathBuf,
    /// The photo, scan or light set from after treatment
    pub after: PathBuf,
    /// Print the result as JSON (schema relief.compare/1) instead of a table
    #[arg(long)]
    pub json: bool,
    /// Write a self-contained page with pictures, findings and changes
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub pair: PairArgs,
}

/// What every measuring command is told about the pictures.
#[derive(Debug, Clone, clap::Args)]
pub struct MeasuringArgs {
    /// Millimetres per pixel of the skin, when no card is in the picture
    #[arg(long, value_name = "X", value_parser = parse_scale, allow_hyphen_values = true)]
    pub scale_mm_per_px: Option<Pitch>,
    /// The pitch of scans whose format carries none (NPY, TIFF, PNG), in millimetres; with it a PNG or a TIFF is read
    /// as a scan
    #[arg(long, value_name = "X", value_parser = parse_scale, allow_hyphen_values = true)]
    pub pitch_mm: Option<Pitch>,
    /// The unit of lengths in scans whose format names none: m, cm, mm, um or nm
    #[arg(long, value_name = "UNIT", default_value = "mm")]
    pub unit: LengthUnit,
    /// Measure only here, in pixels of the before photo or cells of the before scan: a box x0,y0,x1,y1 or a polygon "x,y x,y x,y…";
    /// may be given several times
    #[arg(long, value_name = "REGION", value_parser = parse_region, allow_hyphen_values = true)]
    pub roi: Vec<Polygon>,
    /// Of the mesh of a whole face measure only this zone, laid flat: forehead, temple_left, temple_right, cheek_left, cheek_right, nose,
    /// upper_lip, perioral, chin, jaw_left, jaw_right or neck; left is the patient's
    #[arg(long, value_name = "ZONE", value_parser = parse_zone)]
    pub zone: Option<Zone>,
}

/// What `compare` and `batch` are told beyond that.
#[derive(Debug, Clone, clap::Args)]
pub struct PairArgs {
    #[command(flatten)]
    pub measuring: MeasuringArgs,
    /// The pitch of the scan from after treatment, when it is another than --pitch-mm
    #[arg(long, value_name = "X", value_parser = parse_scale, allow_hyphen_values = true)]
    pub pitch_after_mm: Option<Pitch>,
    /// How well your own photos repeat: a file that `relief repeatability` wrote
    #[arg(long, value_name = "FILE")]
    pub repeatability: Option<PathBuf>,
}

impl MeasuringArgs {
    /// What the library is told.
    pub fn options(&self) -> CompareOptions {
        CompareOptions {
            scale: self.scale_mm_per_px,
            pitch: self.pitch_mm,
            unit: self.unit,
            roi: self.roi.clone(),
            zone: self.zone.map_or(FaceZone::Whole, FaceZone::Zone),
            ..CompareOptions::default()
        }
    }
}

impl PairArgs {
    /// What the library is told.
    ///
    /// # Errors
    ///
    /// [`CliError::Read`] when the repeatability file cannot be read or is none.
    pub fn options(&self) -> Result<CompareOptions, CliError> {
        let repeatability = self
            .repeatability
            .as_deref()
            .map(read_repeatability)
            .transpose()?;
        Ok(CompareOptions {
            pitch_after: self.pitch_after_mm,
            repeatability,
            ..self.measuring.options()
        })
    }
}

fn read_repeatability(path: &Path) -> Result<RepeatabilityFile, CliError> {
    let make = "make one with `relief repeatability`";
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::InvalidData => {
            CliError::read(path, format!("no repeatability file: it is no text; {make}"))
        }
        _ => CliError::read(path, why(&error)),
    })?;
    RepeatabilityFile::parse(&text)
        .map_err(|error| CliError::read(path, format!("no repeatability file: {error}; {make}")))
}

const MEASURE_EXAMPLES: &str = "\
Examples:
  relief measure cheek.jpg
  relief measure cheek.jpg --json --roi 800,600,2400,2000
  relief measure cheek.ply --report result.html
  relief measure cheek.npy --pitch-mm 0.05 --json
  relief measure cheek.x3p --profile 2,10,22,10
  relief measure face.ply --zone cheek_left --json
  relief measure cheek.x3p --form-order 4 --l-filter robust-gaussian --l-nesting-mm 5

Exit codes: 0 measured, 4 the photo cannot be measured (such as no skin), 2 wrong usage, 1 could not read.";

/// `relief measure`.
#[derive(Debug, clap::Args)]
#[command(after_help = MEASURE_EXAMPLES)]
pub struct MeasureArgs {
    /// The photo (JPEG, HEIC, PNG, TIFF, WebP), scan (PLY, OBJ, STL, glTF, X3P, SDF, SUR, AL3D, PLU, GSF, NPY,
    /// TIFF, PNG, XYZ) or light set (a folder with lights.json)
    pub input: PathBuf,
    /// Print the result as JSON (schema relief.measure/1) instead of a table
    #[arg(long)]
    pub json: bool,
    /// Write a self-contained page with what was measured, for a scan with its map, cross-sections and a view that turns
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
    /// Scans: measure the profile along a line too (Ra, Rq, Rz and others by ISO 21920-2); its ends x0,y0,x1,y1 are in
    /// millimetres from the first cell
    #[arg(long, value_name = "LINE", value_parser = parse_line, allow_hyphen_values = true)]
    pub profile: Option<[[f64; 2]; 2]>,
    #[command(flatten)]
    pub texture: TextureArgs,
    #[command(flatten)]
    pub measuring: MeasuringArgs,
}

impl MeasureArgs {
    /// What the library is told.
    pub fn options(&self) -> CompareOptions {
        CompareOptions {
            profile_mm: self.profile,
            texture: self.texture.settings(),
            ..self.measuring.options()
        }
    }
}

fn parse_zone(text: &str) -> Result<Zone, String> {
    Zone::of_name(text).ok_or_else(|| format!("give one of {}", Zone::ALL.map(Zone::name).join(", ")))
}

const CARD_EXAMPLES: &str = "\
Examples:
  relief card
  relief card --out card.pdf
  relief card --out card.svg

Print the sheet at 100 %, cut the card out, and lay it beside the skin, flat and whole in the picture.";

/// `relief card`.
#[derive(Debug, clap::Args)]
#[command(after_help = CARD_EXAMPLES)]
pub struct CardArgs {
    /// A .pdf or a .svg file, or a folder for both
    #[arg(long, value_name = "FILE", default_value = ".")]
    pub out: PathBuf,
}

const BATCH_EXAMPLES: &str = "\
The list is a CSV file with a header: before,after and, where wanted, id, scale_mm_per_px (photos),
pitch_mm and pitch_after_mm (scans whose format carries none). Photos and scans may stand in one list.
Relative paths start at the folder of the list.

Examples:
  relief batch pairs.csv --out results.csv
  relief batch pairs.csv --out results.parquet --jobs 2
  relief batch pairs.csv --out results.parquet --resume

A pair that cannot be read or computed gets its error in its row, and the batch goes on.
Exit codes: 0 all pairs were compared (comparable or not), 1 some rows carry an error or the
batch could not go on, 2 wrong usage.";

/// `relief batch`.
#[derive(Debug, clap::Args)]
#[command(after_help = BATCH_EXAMPLES)]
pub struct BatchArgs {
    /// The list of pairs
    pub pairs: PathBuf,
    /// Where the results go, one row a pair in the list's order: a .csv or a .parquet file
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Go on where an interrupted batch stopped; rows with an error are tried again
    #[arg(long)]
    pub resume: bool,
    /// How many pairs at a time; each needs up to 1 GiB of memory
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    #[command(flatten)]
    pub pair: PairArgs,
}

const REPEATABILITY_EXAMPLES: &str = "\
Photograph unchanged skin twice, the camera put down in between, at least five times (20 is better).
A source is a list as `relief batch` takes it, or a folder: one with a pairs.csv, or one with two photos.

Examples:
  relief repeatability repeats.csv --out our-camera.json
  relief repeatability repeat1/ repeat2/ repeat3/ repeat4/ repeat5/ --out our-camera.json
  relief compare before.jpg after.jpg --repeatability our-camera.json";

/// `relief repeatability`.
#[derive(Debug, clap::Args)]
#[command(after_help = REPEATABILITY_EXAMPLES)]
pub struct RepeatabilityArgs {
    /// Lists or folders of repeat pairs
    #[arg(required = true, value_name = "PAIRS")]
    pub pairs: Vec<PathBuf>,
    /// Where the result goes
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// How the photos were taken, in your words; it stands in every result that uses the file
    #[arg(long, value_name = "TEXT", default_value = "own repeat photos")]
    pub method: String,
    #[command(flatten)]
    pub measuring: MeasuringArgs,
}

const PHANTOM_EXAMPLES: &str = "\
Each pair gets a folder with before.jpg, after.jpg and truth.json; pairs.csv lists them for
`relief batch`. The same seed gives the same files. Complete pairs are kept when run again.

Examples:
  relief phantom --out phantom --seed 1
  relief phantom --out phantom --seed 1 --pairs 200
  relief phantom --out light --seed 7 --pairs 12 --kind light_moved --size 2400x1800";

/// `relief phantom`.
#[derive(Debug, clap::Args)]
#[command(after_help = PHANTOM_EXAMPLES)]
pub struct PhantomArgs {
    /// The folder to fill
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Which set; the same number gives the same set
    #[arg(long, value_name = "N")]
    pub seed: u64,
    /// How many pairs
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = parse_pairs)]
    pub pairs: usize,
    /// Only this kind of pair, such as unchanged, treated_30 or light_moved; may be given several times
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    pub kind: Vec<PairKind>,
    /// Pixels of each photo
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    pub size: Option<[usize; 2]>,
}

fn parse_pairs(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|pairs| *pairs > 0)
        .ok_or_else(|| "give a number above zero".to_owned())
}

fn parse_kind(text: &str) -> Result<PairKind, String> {
    let found = PairKind::ALL.into_iter().find(|kind| kind_name(*kind) == text);
    found.ok_or_else(|| format!("give one of {}", PairKind::ALL.map(kind_name).join(", ")))
}

fn parse_size(text: &str) -> Result<[usize; 2], String> {
    let sides = text
        .split_once('x')
        .and_then(|(width, height)| Some([width.parse().ok()?, height.parse().ok()?]));
    sides.ok_or_else(|| "give width x height in pixels, such as 2400x1800".to_owned())
}
