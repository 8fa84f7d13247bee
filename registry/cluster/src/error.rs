//! Why a cluster did not answer.

use crate::address::Address;
use ballista_core::error::BallistaError;
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;
use relief_query::QueryError;
use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What can go wrong; one line, which says what to do.
#[derive(Debug, Error)]
pub enum ClusterError {
    /// Nothing listens at the scheduler's address.
    #[error("{address}: no scheduler answers there ({why}); start one with `relief-cluster scheduler`")]
    NoScheduler {
        /// Where it should be.
        address: Address,
        /// What the system said.
        why: String,
    },
    /// The scheduler has nobody to give work to.
    #[error(
        "{address}: the scheduler has no worker; start one with `relief-cluster worker --scheduler {address}`"
    )]
    NoWorker {
        /// Where the scheduler is.
        address: Address,
    },
    /// A scheduler that listens at every address of its machine, of which workers know none.
    #[error(
        "{listen}: the scheduler listens at every address; give the name under which workers reach it with --host"
    )]
    NoHost {
        /// Where it should listen.
        listen: SocketAddr,
    },
    /// A scheduler or a worker ended.
    #[error("{what}: {}", line(.source))]
    Ended {
        /// Which.
        what: String,
        /// Why.
        source: BallistaError,
    },
    /// A file or folder cannot be used as it is.
    #[error("{}: {what}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What is wrong and what to do.
        what: String,
    },
    /// A file could not be written.
    #[error("{}: could not be written ({}); check the folder and the free space", path.display(), line(.why))]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// The registry could not be asked.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The engine failed.
    #[error("{}", line(.0))]
    Engine(#[from] DataFusionError),
}

impl ClusterError {
    /// A file that cannot be used as it is.
    pub(crate) fn read(path: &Path, what: impl Into<String>) -> Self {
        Self::Read {
            path: path.to_owned(),
            what: what.into(),
        }
    }

    /// A file that could not be written.
    pub(crate) fn write(path: &Path, why: impl Display) -> Self {
        Self::Write {
            path: path.to_owned(),
            why: why.to_string(),
        }
    }
}

impl From<ArrowError> for ClusterError {
    fn from(error: ArrowError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<ParquetError> for ClusterError {
    fn from(error: ParquetError) -> Self {
        Self::Engine(error.into())
    }
}

/// What the system's error means to a person.
pub(crate) fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
        ErrorKind::PermissionDenied => "may not be read; check its permissions".to_owned(),
        ErrorKind::IsADirectory => "a folder; give a file".to_owned(),
        _ => format!("could not be read ({error})"),
    }
}

/// An error of the engine on one line.
fn line(error: &impl Display) -> String {
    let words = error.to_string();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
