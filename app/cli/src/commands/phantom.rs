//! `relief phantom --out DIR --seed N`.

use crate::Outcome;
use crate::args::PhantomArgs;
use crate::error::CliError;
use crate::files::{make_folder, write_whole, written};
use crate::progress::bar;
use crate::terminal::Terminal;
use relief_phantom::{PairKind, PairSpec, Phototype, Truth, plan, render_pair};
use std::fs;
use std::path::{Path, PathBuf};

/// The file whose presence says that a pair is complete: it is written last.
const TRUTH: &str = "truth.json";
/// The list of all pairs, as `relief batch` takes it.
const LIST: &str = "pairs.csv";

/// Renders pairs with known truth into a folder. Complete pairs of the same plan are kept.
///
/// # Errors
///
/// [`CliError`] when a pair cannot be rendered or written.
pub fn run(args: PhantomArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let specs = specs(&args);
    let bar = bar(terminal, specs.len() as u64);
    for (index, spec) in specs.iter().enumerate() {
        let folder = args.out.join(id(index, spec));
        if !is_complete(&folder, spec) {
            render(&folder, spec)?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    write_whole(&args.out.join(LIST), list(&specs).as_bytes())?;
    terminal.result(&format!("{}\n", args.out.join(LIST).display()))?;
    Ok(Outcome::Done)
}

/// The plan of the seed; with `--kind` its seeds, those kinds in turn, and every phototype in turn.
fn specs(args: &PhantomArgs) -> Vec<PairSpec> {
    let mut specs = plan(args.seed, args.pairs);
    for (index, spec) in specs.iter_mut().enumerate() {
        if !args.kind.is_empty() {
            spec.kind = args.kind[index % args.kind.len()];
            spec.phototype = Phototype::ALL[index / args.kind.len() % Phototype::ALL.len()];
        }
        if let Some([width, height]) = args.size {
            (spec.width, spec.height) = (width, height);
        }
    }
    specs
}

/// A pair's folder: its number, kind and phototype.
fn id(index: usize, spec: &PairSpec) -> String {
    format!("{:04}_{}_{:?}", index + 1, kind_name(spec.kind), spec.phototype)
}

/// A kind as `truth.json` and `--kind` spell it.
pub fn kind_name(kind: PairKind) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn list(specs: &[PairSpec]) -> String {
    let mut text = "id,before,after,kind,phototype\n".to_owned();
    for (index, spec) in specs.iter().enumerate() {
        let (id, kind) = (id(index, spec), kind_name(spec.kind));
        text.push_str(&format!(
            "{id},{id}/before.jpg,{id}/after.jpg,{kind},{:?}\n",
            spec.phototype
        ));
    }
    text
}

fn is_complete(folder: &Path, spec: &PairSpec) -> bool {
    let truth = fs::read(folder.join(TRUTH)).ok();
    let truth = truth.and_then(|bytes| serde_json::from_slice::<Truth>(&bytes).ok());
    let photos = ["before.jpg", "after.jpg"].map(|name| folder.join(name).is_file());
    truth.is_some_and(|truth| truth.spec == *spec) && photos == [true, true]
}

fn render(folder: &Path, spec: &PairSpec) -> Result<(), CliError> {
    let pair = render_pair(spec)?;
    make_folder(folder)?;
    let truth: PathBuf = folder.join(TRUTH);
    // An older truth must not vouch for new photos.
    match fs::remove_file(&truth) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(written(&truth, error)),
        _ => (),
    }
    write_whole(&folder.join("before.jpg"), &pair.before_jpeg)?;
    write_whole(&folder.join("after.jpg"), &pair.after_jpeg)?;
    let json = serde_json::to_vec_pretty(&pair.truth).map_err(|error| written(&truth, error.into()))?;
    write_whole(&truth, &json)
}
