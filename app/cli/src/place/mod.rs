//! Where a practice's data is and which key opens it, as the command line and the environment say. What is doubtful is
//! refused in one line rather than guessed at.

mod folder;
mod key;
mod origin;
mod system;

pub use folder::lock;
pub use origin::Origin;
pub use system::outside;

use crate::args::PlaceArgs;
use crate::error::CliError;
use relief_store::{MasterKey, Settings, Store};
use std::fs::File;
use std::path::PathBuf;

/// Variables of the environment.
pub type Environment = fn(&str) -> Option<String>;

/// A variable of this process; an empty one is none.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Where a practice's data is, held for one process.
pub struct Place {
    /// Where everything is.
    pub settings: Settings,
    /// What opens it.
    pub master: MasterKey,
    /// The key's file, when this process made it.
    pub new_key: Option<PathBuf>,
    /// Nobody else may be this process at this place.
    _lock: File,
}

/// What a command expects to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Data and its key.
    Data,
    /// Data and its key, or nothing at all, which is a first start.
    DataOrNothing,
    /// A key and no data.
    KeyOnly,
}

impl Place {
    /// Looks at the place and holds it in the name of a process.
    ///
    /// # Errors
    ///
    /// [`CliError`] for whatever is doubtful.
    pub fn hold(
        args: &PlaceArgs,
        expect: Expect,
        process: &str,
        environment: Environment,
    ) -> Result<Self, CliError> {
        let data = &args.data;
        let holds_data = folder::prepare(data, expect)?;
        let (master, new_key) = match key::given(args, environment)? {
            Some(key) => (key, None),
            None if holds_data || expect != Expect::DataOrNothing => {
                return Err(key::missing(data, holds_data));
            }
            None => {
                let (key, file) = key::make(data)?;
                (key, Some(file))
            }
        };
        let mut settings = Settings::folder(data);
        process.clone_into(&mut settings.process);
        if let Some(url) = args
            .database_url
            .clone()
            .or_else(|| environment("RELIEF_DATABASE_URL"))
        {
            settings = settings.with_database(&url)?;
        }
        if let Some(url) = args.blobs_url.clone().or_else(|| environment("RELIEF_BLOBS_URL")) {
            settings = settings.with_blobs(&url, variables())?;
        }
        let lock = lock(data, process)?;
        Ok(Self {
            settings,
            master,
            new_key,
            _lock: lock,
        })
    }

    /// Opens the store; a key that was just made and opens nothing is not left behind.
    ///
    /// # Errors
    ///
    /// [`CliError::Store`].
    pub async fn open(&self) -> Result<Store, CliError> {
        let opened = Store::open(&self.settings, self.master.clone(), outside()).await;
        if let (Err(relief_store::Error::WrongMasterKey), Some(file)) = (&opened, &self.new_key) {
            // It is the key of no store; left here, it would be taken for that of the database.
            let _ = std::fs::remove_file(file);
        }
        Ok(opened?)
    }
}

/// The whole environment, as far as it is text.
fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
