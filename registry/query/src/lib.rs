//! A registry's answers from Parquet files of any size.
//!
//! DataFusion counts and sums; what follows from counts and sums are `relief-registry`'s own functions, so that each formula stands once. The
//! queries are the files in `sql/`. They say what [`relief_registry::Answers`] say of the same rows. Models of single comparisons are
//! fitted to the rows themselves, which are held in memory.
//!
//! Files are taken as `relief-table` writes them. Their columns are checked, their values are not: whoever takes files from others
//! reads each with [`relief_table::read`] first.

mod changes;
mod compared;
mod dropouts;
mod engine;
mod error;
mod json;
mod last_sums;
mod medians;
mod metrics;
mod ranks;
mod reasons;
mod row;
mod scars;
mod side_effects;

pub use error::QueryError;
pub use json::to_json;
pub use last_sums::last_sums_function;

use datafusion::prelude::SessionContext;
use engine::Engine;
use relief_registry::{Answers, Known, MetricAnswers, ScarAnswer, SideEffects};

/// The tables of a registry: one Parquet file, or folder of such files, for each.
pub struct Registry {
    engine: Engine,
}

impl Registry {
    /// Looks at `patients.parquet` and the other tables of a folder, and checks their columns. `threads` is how many of the engine's work at
    /// once; models are fitted on every core.
    ///
    /// # Errors
    ///
    /// A table that is missing, or has other columns than the dictionary.
    pub async fn open(folder: &str, threads: usize) -> Result<Self, QueryError> {
        Ok(Self {
            engine: Engine::open(folder, threads).await?,
        })
    }

    /// As [`Self::open`], asked in a session of DataFusion's that somebody else made: on a cluster, for one, whose machines must all
    /// find `folder` under this name.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub async fn with_context(context: SessionContext, folder: &str) -> Result<Self, QueryError> {
        Ok(Self {
            engine: Engine::with_context(context, folder).await?,
        })
    }

    /// Everything that the registry answers for everybody at once.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or values that no table may have.
    pub async fn answers(&self) -> Result<Answers, QueryError> {
        let (metrics, scars, side_effects) =
            tokio::try_join!(self.metrics(), self.scars(), self.side_effects())?;
        Ok(Answers {
            metrics,
            scars,
            side_effects,
        })
    }

    /// How far each metric changed, how many improved, who dropped out, and what goes with that.
    ///
    /// # Errors
    ///
    /// As [`Self::answers`].
    pub async fn metrics(&self) -> Result<Vec<MetricAnswers>, QueryError> {
        metrics::metrics(&self.engine).await
    }

    /// Single scars by type.
    ///
    /// # Errors
    ///
    /// As [`Self::answers`].
    pub async fn scars(&self) -> Result<Known<ScarAnswer>, QueryError> {
        scars::scars(&self.engine).await
    }

    /// Side effects per session.
    ///
    /// # Errors
    ///
    /// As [`Self::answers`].
    pub async fn side_effects(&self) -> Result<Known<SideEffects>, QueryError> {
        side_effects::side_effects(&self.engine).await
    }
}
