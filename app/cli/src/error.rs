//! Why a command stopped: one line each that names the file and says what to do.

use relief_compare::CompareError;
use relief_phantom::PhantomError;
use relief_report::ReportError;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Everything that ends a command early.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The command line asks for something that cannot be meant.
    #[error("{0}")]
    Usage(String),
    /// A file could not be opened or read.
    #[error("{}: {what}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        what: String,
    },
    /// A file could not be written.
    #[error("{}: could not be written ({source}); check the folder and the free space", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing could be compared.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// No pair could be rendered.
    #[error(transparent)]
    Phantom(#[from] PhantomError),
    /// The measured values do not bear what was asked.
    #[error("{0}")]
    Unfit(String),
    /// A practice's data refuses.
    #[error(transparent)]
    Store(#[from] relief_store::Error),
    /// The demo could not be made.
    #[error(transparent)]
    Demo(#[from] relief_demo::DemoError),
    /// No page could be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The published evidence could not be computed.
    #[error(transparent)]
    Evidence(#[from] relief_evidence::EvidenceError),
    /// It could not be drawn.
    #[error(transparent)]
    Draw(#[from] relief_evidence::draw::DrawError),
}

impl CliError {
    /// A file that cannot be used as it is.
    pub fn read(path: &Path, what: impl Into<String>) -> Self {
        Self::Read {
            path: path.to_owned(),
            what: what.into(),
        }
    }

    /// 2 for wrong usage, 1 for everything else.
    pub fn exit_code(&self) -> ExitCode {
        let usage = matches!(
            self,
            Self::Usage(_)
                | Self::Store(relief_store::Error::Setting { .. })
                | Self::Phantom(PhantomError::Size { .. })
                | Self::Compare(CompareError::EmptyRegion { .. })
        );
        ExitCode::from(if usage { 2 } else { 1 })
    }
}
