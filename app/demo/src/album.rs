//! The photos and scans of all stories: rendered once, and kept in a folder.

mod spec;

use crate::error::DemoError;
use crate::progress::Progress;
use crate::story::{self, Scanned, Shot};
use bytes::Bytes;
use rayon::prelude::*;
use relief_phantom::Phototype;
use spec::Spec;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The photos and scans of all stories.
#[derive(Debug)]
pub struct Album {
    files: HashMap<String, Bytes>,
    size: [usize; 2],
    mark: String,
    /// So many were rendered, because the folder did not hold them.
    pub rendered: usize,
}

impl Album {
    /// A size at which all that matters is measured.
    pub const SIZE: [usize; 2] = [1600, 1200];

    /// Takes photos and scans out of a folder, and renders what is missing there on all processors.
    ///
    /// # Errors
    /// [`DemoError::Phantom`] for a size that cannot be rendered, [`DemoError::Album`] when the folder refuses.
    pub fn open(
        folder: &Path,
        size: [usize; 2],
        tell: &(dyn Fn(Progress) + Sync),
    ) -> Result<Self, DemoError> {
        std::fs::create_dir_all(folder).map_err(|source| DemoError::Album {
            path: folder.to_owned(),
            source,
        })?;
        let (specs, mark) = (specs(size), spec::mark()?);
        let (done, rendered) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let files = specs.par_iter().map(|spec| {
            let name = spec.name(&mark);
            let path = folder.join(&name);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(_) => {
                    rendered.fetch_add(1, Ordering::Relaxed);
                    keep(&path, spec.render()?)?
                }
            };
            tell(Progress::Photos(
                done.fetch_add(1, Ordering::Relaxed) + 1,
                specs.len(),
            ));
            Ok((name, Bytes::from(bytes)))
        });
        let files = files.collect::<Result<_, DemoError>>()?;
        Ok(Self {
            files,
            size,
            mark,
            rendered: rendered.into_inner(),
        })
    }

    /// A photo of a skin.
    pub(crate) fn photo(&self, skin: Skin, shot: Shot) -> Result<Bytes, DemoError> {
        self.file(Spec::Photo(skin.photo(shot, self.size)))
    }

    /// A scan of a skin, as X3P.
    pub(crate) fn scan(&self, skin: Skin, scanned: Scanned) -> Result<Bytes, DemoError> {
        self.file(Spec::Scan(skin.scan(scanned)))
    }

    fn file(&self, spec: Spec) -> Result<Bytes, DemoError> {
        let file = self.files.get(&spec.name(&self.mark));
        file.cloned()
            .ok_or_else(|| DemoError::fixed("a photo or scan was not rendered"))
    }
}

/// A patient's skin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skin {
    /// Its colour.
    pub phototype: Phototype,
    /// Everything else.
    pub seed: u64,
}

/// Everything that the stories show.
fn specs(size: [usize; 2]) -> Vec<Spec> {
    let stories = story::all().into_iter();
    let of_one = |story: story::Story| {
        let skin = story.patient.skin;
        let photos = story.shots().map(|shot| Spec::Photo(skin.photo(shot, size)));
        let scans = story.scans().map(|scanned| Spec::Scan(skin.scan(scanned)));
        photos.chain(scans).collect::<Vec<_>>()
    };
    stories.flat_map(of_one).collect()
}

/// A file that is there is whole: it gets its name last.
fn keep(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, DemoError> {
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
    let write = || {
        let mut file = tempfile::NamedTempFile::new_in(&folder)?;
        file.write_all(&bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|source| DemoError::Album {
        path: path.to_owned(),
        source,
    })?;
    Ok(bytes)
}
