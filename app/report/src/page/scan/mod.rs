//! What only scans show: the skin in three dimensions, cross-sections, depths and texture.

mod axis;
mod depths;
mod heights;
mod relief;
mod relit;
mod sections;
mod texture;

pub(super) use depths::Depths;
pub(super) use heights::HeightLegend;
pub(super) use relief::Solid;
pub(super) use relit::Relit;
pub(super) use sections::Sections;
pub(super) use texture::{TextureTable, is_areal};
