//! Where sealed blobs are, each under the BLAKE3 of its sealed bytes: a folder, or a bucket of S3-compatible storage.

use crate::error::Error;
use crate::settings::{BlobsAt, Bucket};
use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt};
use std::path::PathBuf;
use std::sync::Arc;

/// The place of the blobs.
pub(crate) struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Where interrupted uploads may leave files; a bucket keeps none.
    folder: Option<PathBuf>,
}

/// A folder as a place for objects, made when missing. What is put there outlives a loss of power.
pub(crate) fn place(folder: &std::path::Path) -> Result<Arc<dyn ObjectStore>, Error> {
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
    Ok(Arc::new(local.with_fsync(true)))
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
    /// Blobs where the settings say.
    ///
    /// # Errors
    /// When the folder cannot be made, or the bucket cannot be reached: better now than at the first photo.
    pub(crate) async fn open(at: &BlobsAt) -> Result<Self, Error> {
        match at {
            BlobsAt::Folder(folder) => Self::in_folder(folder),
            BlobsAt::Bucket(bucket) => {
                let store = connect(bucket).map_err(|source| failed("opening", &bucket.name, source))?;
                let first = store.list(None).try_next().await;
                first.map_err(|source| failed("reaching", &bucket.name, source))?;
                Ok(Self { store, folder: None })
            }
        }
    }

    /// Blobs in a folder.
    pub(crate) fn in_folder(folder: &std::path::Path) -> Result<Self, Error> {
        Ok(Self {
            store: place(folder)?,
            folder: Some(folder.to_owned()),
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
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let Ok(files) = folder.join(address.get(..2).unwrap_or_default()).read_dir() else {
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

/// A bucket as a place for objects. Nothing is asked of it yet.
fn connect(bucket: &Bucket) -> object_store::Result<Arc<dyn ObjectStore>> {
    // Whoever chose how to encrypt connections before keeps that choice.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new().with_bucket_name(&bucket.name);
    for (key, value) in &bucket.options {
        builder = builder.with_config(*key, value);
    }
    Ok(Arc::new(PrefixStore::new(
        builder.build()?,
        bucket.prefix.clone(),
    )))
}

fn failed(doing: &'static str, place: &str, source: object_store::Error) -> Error {
    Error::Blobs {
        doing,
        place: place.to_owned(),
        source,
    }
}
