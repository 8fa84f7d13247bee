//! What photos and scans have in common: their bytes are a blob.

use super::{Photo, Record, Scan};
use relief_protocol::Hash;

/// A record whose bytes are a blob of its own.
pub(crate) trait Capture: Record {
    /// The BLAKE3 of its bytes.
    fn hash(&self) -> &Hash;
    /// Where its sealed bytes are.
    fn blob(&self) -> &Hash;
}

impl Capture for Photo {
    fn hash(&self) -> &Hash {
        &self.hash
    }

    fn blob(&self) -> &Hash {
        &self.blob
    }
}

impl Capture for Scan {
    fn hash(&self) -> &Hash {
        &self.hash
    }

    fn blob(&self) -> &Hash {
        &self.blob
    }
}
