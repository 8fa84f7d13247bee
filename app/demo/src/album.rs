//! The photos of all stories: rendered once, and kept in a folder.

use crate::error::DemoError;
use crate::progress::Progress;
use crate::story::{self, Shot};
use bytes::Bytes;
use rayon::prelude::*;
use relief_phantom::{Capture, Phototype, SeriesSpec, render_visit};
use relief_protocol::Hash;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A photo that takes next to no time.
const TINY: [usize; 2] = [160, 120];
/// Digits of the hash that tell two renderings apart.
const MARK_DIGITS: usize = 12;

/// The photos of all stories.
#[derive(Debug)]
pub struct Album {
    photos: HashMap<String, Bytes>,
    size: [usize; 2],
    mark: String,
    /// So many were rendered, because the folder did not hold them.
    pub rendered: usize,
}

impl Album {
    /// A size at which all that matters is measured.
    pub const SIZE: [usize; 2] = [1600, 1200];

    /// Takes the photos out of a folder, and renders what is missing there on all processors.
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
        let (specs, mark) = (specs(size), mark()?);
        let (done, rendered) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let photos = specs.par_iter().map(|spec| {
            let name = name(&mark, spec);
            let path = folder.join(&name);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(_) => {
                    rendered.fetch_add(1, Ordering::Relaxed);
                    keep(&path, render_visit(spec)?)?
                }
            };
            tell(Progress::Photos(
                done.fetch_add(1, Ordering::Relaxed) + 1,
                specs.len(),
            ));
            Ok((name, Bytes::from(bytes)))
        });
        let photos = photos.collect::<Result<_, DemoError>>()?;
        Ok(Self {
            photos,
            size,
            mark,
            rendered: rendered.into_inner(),
        })
    }

    /// A photo of a skin.
    pub(crate) fn photo(&self, skin: Skin, shot: Shot) -> Result<Bytes, DemoError> {
        let photo = self.photos.get(&name(&self.mark, &skin.spec(shot, self.size)));
        photo
            .cloned()
            .ok_or_else(|| DemoError::fixed("a photo was not rendered"))
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

impl Skin {
    fn spec(self, shot: Shot, [width, height]: [usize; 2]) -> SeriesSpec {
        SeriesSpec {
            phototype: self.phototype,
            seed: self.seed,
            visit: shot.number,
            depth_factor: shot.depth,
            capture: shot.capture,
            width,
            height,
        }
    }
}

fn specs(size: [usize; 2]) -> Vec<SeriesSpec> {
    let stories = story::all().into_iter();
    let of_one = |story: story::Story| {
        let shots: Vec<Shot> = story.shots().collect();
        shots
            .into_iter()
            .map(move |shot| story.patient.skin.spec(shot, size))
    };
    stories.flat_map(of_one).collect()
}

/// What every file's name begins with: photos that another version of Relief rendered begin otherwise, as far as a tiny
/// photo can tell.
fn mark() -> Result<String, DemoError> {
    let skin = Skin {
        phototype: Phototype::III,
        seed: 1,
    };
    let shot = Shot {
        number: 1,
        depth: 0.5,
        capture: Capture::FrontalFlash,
    };
    let hash = Hash::of(&render_visit(&skin.spec(shot, TINY))?);
    Ok(hash.as_str().chars().take(MARK_DIGITS).collect())
}

/// The file's name says everything that the photo is made of.
fn name(mark: &str, spec: &SeriesSpec) -> String {
    let SeriesSpec {
        phototype,
        seed,
        visit,
        depth_factor,
        capture,
        width,
        height,
    } = spec;
    format!("{mark}_{phototype:?}_{seed}_{visit}_{depth_factor}_{capture:?}_{width}x{height}.jpg")
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
