//! The parts in work: some queries at a time, each written as it ends.

use super::list::{PairList, Part};
use super::parse::Pair;
use super::query::measured;
use crate::error::ClusterError;
use crate::measured::Measured;
use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use std::fs;
use std::num::NonZero;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use tokio::task::JoinSet;

/// How often a query is asked before its error ends the batch. The scheduler gives lost tasks to other workers by itself; but a worker
/// can be lost with results that nobody has fetched yet.
const TRIES: usize = 3;

/// How pairs came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Compared, and comparable.
    pub comparable: u64,
    /// Compared, and refused.
    pub refused: u64,
    /// Not read or not computed.
    pub failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.comparable += other.comparable;
        self.refused += other.refused;
        self.failed += other.failed;
    }
}

/// A part of the list whose results are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// How its pairs came out.
    pub tally: Tally,
    /// A line for each pair that failed.
    pub failed: Vec<String>,
}

/// Compares every pair of a list that `out` does not have yet, in as many queries at once as `at_once` says; `tell` hears of each part
/// as it is done, in the order in which they end.
///
/// `out` becomes a folder of Parquet files with a row for each pair, in the list's order, whatever was interrupted in between.
/// Pairs that failed in an earlier run are tried again.
///
/// ```
/// use relief_cluster::{Done, PairList, measure, session};
/// use std::num::NonZero;
/// let folder = tempfile::tempdir()?;
/// let list = folder.path().join("pairs.csv");
/// std::fs::write(&list, "before,after\nmay.jpg,august.jpg\n")?;
/// let mut said = Vec::new();
/// let tally = tokio::runtime::Runtime::new()?.block_on(async {
///     let here = session(None).await?;
///     let mut tell = |done: &Done| said.extend(done.failed.clone());
///     measure(&here, &PairList::open(&list)?, &folder.path().join("results"), NonZero::<usize>::MIN, &mut tell).await
/// })?;
/// assert_eq!(tally.failed, 1);
/// assert_eq!(said, ["pair 1 (line 2): may.jpg: there is no such file; check the path"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`ClusterError`] of the list, the folder, or a query that failed again and again. A pair that fails is no error: its row says
/// why.
pub async fn measure(
    context: &SessionContext,
    list: &PairList,
    out: &Path,
    at_once: NonZero<usize>,
    tell: &mut dyn FnMut(&Done),
) -> Result<Tally, ClusterError> {
    fs::create_dir_all(out).map_err(|error| ClusterError::write(out, error))?;
    let mut parts = list.parts()?;
    let mut working = JoinSet::new();
    let mut tally = Tally::default();
    loop {
        while working.len() < at_once.get()
            && let Some(part) = parts.next().transpose()?
        {
            working.spawn(one(
                context.clone(),
                list.folder().to_owned(),
                out.to_owned(),
                part,
            ));
        }
        let Some(done) = working.join_next().await else {
            return Ok(tally);
        };
        let done = done.map_err(|error| DataFusionError::External(Box::new(error)))??;
        tally += done.tally;
        tell(&done);
    }
}

/// Measures what is left of one part, and writes it.
async fn one(
    context: SessionContext,
    folder: PathBuf,
    out: PathBuf,
    part: Part,
) -> Result<Done, ClusterError> {
    let kept = part.kept(&out)?;
    let left: Vec<&Pair> = (part.pairs.iter().zip(&kept))
        .filter_map(|(pair, kept)| kept.is_none().then_some(pair))
        .collect();
    let mut fresh = again(&context, &folder, &left).await?.into_iter();
    let rows = kept.into_iter().filter_map(|kept| kept.or_else(|| fresh.next()));
    let rows: Vec<Measured> = rows.collect();
    if !left.is_empty() {
        part.write(&out, &rows)?;
    }
    Ok(done(&part, &rows))
}

/// Asks until there is an answer, a few times.
async fn again(
    context: &SessionContext,
    folder: &Path,
    pairs: &[&Pair],
) -> Result<Vec<Measured>, ClusterError> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    for _ in 1..TRIES {
        if let Ok(rows) = measured(context, folder, pairs).await {
            return Ok(rows);
        }
    }
    measured(context, folder, pairs).await
}

fn done(part: &Part, rows: &[Measured]) -> Done {
    let mut done = Done {
        tally: Tally::default(),
        failed: Vec::new(),
    };
    for (pair, row) in part.pairs.iter().zip(rows) {
        match row {
            Measured::Compared { comparable: true, .. } => done.tally.comparable += 1,
            Measured::Compared { .. } => done.tally.refused += 1,
            Measured::Failed(error) => {
                done.tally.failed += 1;
                done.failed
                    .push(format!("pair {} (line {}): {error}", pair.id, pair.line));
            }
        }
    }
    done
}
