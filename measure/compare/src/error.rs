//! Why nothing could be compared. A refusal by the gate is no error: it is a result.

use relief_photo::ReadError;

/// One line each: which input, what is wrong, what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// An input could not be read.
    #[error("{name}: {source}")]
    Read {
        /// The input's name.
        name: String,
        /// What is wrong with it.
        #[source]
        source: ReadError,
    },
    /// A scan could not be read.
    #[error("{name}: {source}")]
    ReadScan {
        /// The input's name.
        name: String,
        /// What is wrong with it.
        #[source]
        source: relief_formats::Error,
    },
    /// A scan could not be measured.
    #[error("{name}: {source}")]
    Surface {
        /// The input's name.
        name: String,
        /// What is wrong with it.
        #[source]
        source: relief_surface::SurfaceError,
    },
    /// A light set could not be read.
    #[error("{name}: {problem}")]
    LightSet {
        /// The input's name.
        name: String,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// A light set has no heights in it.
    #[error("{name}: {source}")]
    Stereo {
        /// The input's name.
        name: String,
        /// What is wrong with it.
        #[source]
        source: relief_stereo::StereoError,
    },
    /// One input is a light set and the other a scan.
    #[error("{set} is a light set and {scan} a scan; their errors differ, so give two of a kind")]
    TwoWays {
        /// The light set's name.
        set: String,
        /// The scan's name.
        scan: String,
    },
    /// One input is a photo and the other a scan.
    #[error("{scan} is a scan and {photo} a photo; give two of a kind")]
    TwoKinds {
        /// The scan's name.
        scan: String,
        /// The photo's name.
        photo: String,
    },
    /// A profile was asked of a photo.
    #[error("{name}: a profile (--profile) is for scans; a photo has no heights")]
    ProfileOfPhoto {
        /// The photo's name.
        name: String,
    },
    /// Filters were asked of a photo.
    #[error(
        "{name}: form and filters (--form-order, --s-filter, --l-filter and their nesting indices) are for scans; a photo has no heights"
    )]
    FiltersOfPhoto {
        /// The photo's name.
        name: String,
    },
    /// A zone was asked of what is no mesh.
    #[error(
        "{name}: a zone (--zone) is cut out of the mesh of a whole face; this is none: name a region with --roi"
    )]
    ZoneOfMap {
        /// The input's name.
        name: String,
    },
    /// Both inputs hold the same bytes.
    #[error("{after}: the same picture as {before}; give one photo from before and one from after")]
    SameBytes {
        /// The before input's name.
        before: String,
        /// The after input's name.
        after: String,
    },
    /// A region lies outside the before picture, or has no area.
    #[error(
        "{name}: region {region} covers none of the picture's {width} × {height} pixels; check the --roi corners"
    )]
    EmptyRegion {
        /// The before input's name.
        name: String,
        /// Which region, counted from 1.
        region: usize,
        /// The picture's width.
        width: usize,
        /// The picture's height.
        height: usize,
    },
    /// A picture for the report could not be encoded: a bug of ours.
    #[error("a picture of the report could not be encoded: {source}; this is a bug, please report it")]
    Draw {
        /// What the encoder said.
        #[source]
        source: image::ImageError,
    },
}
