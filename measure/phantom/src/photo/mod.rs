//! From skin under light to the bytes of a photo.

pub(crate) mod camera;
pub(crate) mod card;
pub(crate) mod compose;
pub(crate) mod filter;
pub(crate) mod jpeg;
pub(crate) mod map;
pub(crate) mod sensor;
