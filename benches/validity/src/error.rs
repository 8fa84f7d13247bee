//! Why the tables could not be made.

use std::path::{Path, PathBuf};

/// One line each.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("{path}: {source}")]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{path}: {source}")]
    Table {
        path: PathBuf,
        #[source]
        source: csv::Error,
    },
    #[error("{path}: {text}")]
    Unfit { path: PathBuf, text: String },
    #[error(transparent)]
    Render(#[from] relief_phantom::PhantomError),
    #[error("{0}")]
    Measure(String),
}

impl Problem {
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File {
            path: path.to_owned(),
            source,
        }
    }

    pub fn table(path: &Path) -> impl FnOnce(csv::Error) -> Self {
        move |source| Self::Table {
            path: path.to_owned(),
            source,
        }
    }

    pub fn unfit(path: &Path, text: impl Into<String>) -> Self {
        Self::Unfit {
            path: path.to_owned(),
            text: text.into(),
        }
    }
}
