//! Why a demo could not be made.

use std::path::PathBuf;

/// Why a demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] relief_store::Error),
    /// No photo could be rendered.
    #[error(transparent)]
    Phantom(#[from] relief_phantom::PhantomError),
    /// A rendered photo could not be kept.
    #[error("{}: could not be written ({source}); check the folder and the free space", path.display())]
    Album {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The rules refuse what a story wants. This is a mistake in the story.
    #[error("the demo's story of {who}, {day} days from today: {what}")]
    Story {
        /// Whose.
        who: &'static str,
        /// When.
        day: i32,
        /// What they say.
        what: String,
    },
    /// A fixed word, day or document of the demo is none. This is a mistake in the demo.
    #[error("the demo: {0}")]
    Fixed(String),
}

impl DemoError {
    /// A fixed part of the demo that is wrong.
    pub(crate) fn fixed(what: impl ToString) -> Self {
        Self::Fixed(what.to_string())
    }
}
