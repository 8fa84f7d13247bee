//! Where sealed blobs are: a folder, each under the BLAKE3 of its sealed bytes.

use crate::error::Error;
use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use std::path::PathBuf;
use std::sync::Arc;

/// The place of the blobs.
pub(crate) struct Blobs {
    store: Arc<dyn ObjectStore>,
    folder: PathBuf,
}

/// A folder as a place for objects, made when missing. Synced places outlive a loss of power.
pub(crate) fn place(folder: &std::path::Path, synced: bool) -> Result<Arc<dyn ObjectStore>, Error> {
    std::fs::create_dir_all(folder).map_err(|source| Error::File {
        doing: "making the folder",
        place: folder.display().to_string(),
        source,
    })?;
    let local = LocalFileSystem::new_with_prefix(folder).map_err(|source| Error::Blobs {
        doing: "opening",
        place: folder.display().to_string(),
        source,
    })?;
    Ok(Arc::new(local.with_fsync(synced)))
}

/// The address of sealed bytes.
pub(crate) fn address(sealed: &[u8]) -> String {
    blake3::hash(sealed).to_hex().to_string()
}

/// The first byte of an address is a folder, so that no folder holds too many files.
fn path(address: &str) -> Path {
    Path::from(format!("{}/{address}", address.get(..2).unwrap_or_default()))
}

impl Blobs {
    /// Blobs in a folder.
    pub(crate) fn open(folder: &std::path::Path) -> Result<Self, Error> {
        Ok(Self {
            store: place(folder, true)?,
            folder: folder.to_owned(),
        })
    }

    /// Stores sealed bytes; storing them again changes nothing.
    pub(crate) async fn put(&self, address: &str, sealed: Bytes) -> Result<(), Error> {
        let put = self.store.put(&path(address), sealed.into()).await;
        put.map(|_| ())
            .map_err(|source| failed("storing", address, source))
    }

    /// The sealed bytes of an address. `None` when there are none.
    ///
    /// # Errors
    /// [`Error::Damaged`] when they are not what the address says.
    pub(crate) async fn get(&self, address: &str) -> Result<Option<Bytes>, Error> {
        let got = match self.store.get(&path(address)).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            other => other.map_err(|source| failed("reading", address, source))?,
        };
        let bytes = got.bytes().await;
        let bytes = bytes.map_err(|source| failed("reading", address, source))?;
        if self::address(&bytes) != address {
            return Err(Error::damaged(
                "blob",
                address,
                "its bytes are not those of its address",
            ));
        }
        Ok(Some(bytes))
    }

    /// Removes an address and what an interrupted upload of it may have left; one that is gone is no error.
    pub(crate) async fn remove(&self, address: &str) -> Result<(), Error> {
        match self.store.delete(&path(address)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(source) => return Err(failed("removing", address, source)),
        }
        self.remove_unfinished(address).map_err(|source| Error::File {
            doing: "removing an unfinished upload of",
            place: address.to_owned(),
            source,
        })
    }

    /// `object_store` writes beside the place, under `ADDRESS#NUMBER`, before it renames, and lists no such file.
    fn remove_unfinished(&self, address: &str) -> std::io::Result<()> {
        let folder = self.folder.join(address.get(..2).unwrap_or_default());
        let Ok(files) = folder.read_dir() else {
            return Ok(());
        };
        for file in files {
            let file = file?;
            let name = file.file_name();
            let beside = name.to_str().and_then(|name| name.strip_prefix(address));
            if beside.is_some_and(|rest| rest.starts_with('#')) {
                std::fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }

    /// Every address that has bytes.
    pub(crate) async fn addresses(&self) -> Result<Vec<String>, Error> {
        let listed = self.store.list(None).try_collect::<Vec<_>>().await;
        let listed = listed.map_err(|source| failed("listing", "all", source))?;
        let name = |path: &Path| path.filename().unwrap_or_default().to_owned();
        Ok(listed.iter().map(|object| name(&object.location)).collect())
    }
}

fn failed(doing: &'static str, place: &str, source: object_store::Error) -> Error {
    Error::Blobs {
        doing,
        place: place.to_owned(),
        source,
    }
}
