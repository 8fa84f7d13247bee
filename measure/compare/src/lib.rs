//! Which method runs on which inputs, and the types of the comparison contract.
//!
//! Bytes in, values out: this crate opens no files and draws no pages.

mod capture;
mod compare;
pub mod contract;
mod entry;
mod error;
mod findings;
mod frame;
mod height_colour;
mod heights;
pub mod light_set;
mod measure;
mod one_photo;
mod one_scan;
mod photo;
mod pictures;
mod profile;
mod reading;
mod repeatability;
mod scan;
mod scan_pictures;
mod scan_view;
mod surface;

pub use capture::default_mdc95;
pub use compare::compare;
pub use entry::{
    CompareOptions, Comparison, FaceZone, Input, Map, Mark, Measurement, Picture, PictureFormat, Pictures,
    ScanPicture, SkinPictures, Stage,
};
pub use error::CompareError;
pub use height_colour::{HEIGHT_RANGE_UM, height_colour};
pub use light_set::SIGMA_RANGE_UM;
pub use measure::measure;
pub use one_photo::photo_algorithm;
pub use relief_formats::{Error as ScanError, Format as ScanFormat, LengthUnit};
pub use relief_grid::Pitch;
pub use relief_surface::mesh::Zone;
pub use relief_surface::parameters::{LFilter, SFilter, TextureSettings};
pub use repeatability::{UnfitRepeats, repeatability};
pub use scan::check as check_scan;
pub use scan_view::{ReliefGrid, ScanView, ScarPlace, Section, TexturePair};
