//! Areal parameters of ISO 25178-2 and profile parameters of ISO 21920-2.

pub mod features;
pub mod spatial;
