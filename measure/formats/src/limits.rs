//! How much a file may ask for before it is refused.

use crate::{Error, Format};

/// Most bytes in a file: a map of the most cells as 64 bit floats, with room for a header; a face as OBJ has 0.1 GB.
const MOST_BYTES: u64 = 1 << 30;
/// Most cells in a height map: 100 megapixels, six times a large map of 4000 × 4000.
const MOST_CELLS: u64 = 100_000_000;
/// Most vertices in a mesh, and most triangles; a dense face scan has two million.
const MOST_ELEMENTS: u64 = 30_000_000;

/// How much a file may ask for before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes in a file.
    pub max_bytes: u64,
    /// Most cells in a height map. Reading one allocates no more than some 100 bytes for each.
    pub max_cells: u64,
    /// Most vertices in a mesh, and most triangles. Reading one allocates no more than some 200 bytes for each.
    pub max_elements: u64,
}

impl Default for Limits {
    /// 1 GiB, 100 million cells, 30 million vertices and triangles.
    fn default() -> Self {
        Self {
            max_bytes: MOST_BYTES,
            max_cells: MOST_CELLS,
            max_elements: MOST_ELEMENTS,
        }
    }
}

impl Limits {
    /// The file has a size that is read.
    pub(crate) fn file(&self, bytes: &[u8]) -> Result<(), Error> {
        let size = bytes.len() as u64;
        if size == 0 {
            return Err(Error::Empty);
        }
        if size > self.max_bytes {
            return Err(Error::TooManyBytes {
                bytes: size,
                limit: self.max_bytes,
            });
        }
        Ok(())
    }

    /// The shape as `usize` when it is neither empty nor beyond the limit.
    pub(crate) fn cells(&self, format: Format, width: u64, height: u64) -> Result<(usize, usize), Error> {
        if width == 0 || height == 0 {
            return Err(Error::Nothing {
                format,
                what: "cells",
            });
        }
        let count = width.saturating_mul(height);
        let too_many = Error::TooMany {
            format,
            what: "cells",
            count,
            limit: self.max_cells,
        };
        if count > self.max_cells {
            return Err(too_many);
        }
        match (usize::try_from(width), usize::try_from(height)) {
            (Ok(width), Ok(height)) => Ok((width, height)),
            _ => Err(too_many),
        }
    }

    /// The number of vertices or triangles (`what`) as `usize` when it is not beyond the limit.
    pub(crate) fn elements(&self, format: Format, what: &'static str, count: u64) -> Result<usize, Error> {
        let too_many = Error::TooMany {
            format,
            what,
            count,
            limit: self.max_elements,
        };
        if count > self.max_elements {
            return Err(too_many);
        }
        usize::try_from(count).map_err(|_| too_many)
    }
}
