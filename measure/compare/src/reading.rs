//! From bytes and options to what `relief-photo` takes, or a clear refusal.

use crate::{CompareError, CompareOptions, FaceZone, Input};
use relief_grid::Polygon;
use relief_photo::comparison::PhotoOptions;
use relief_photo::{Photo, ReadLimits, read_photo};

/// The options of the photo crate.
pub fn asked(options: &CompareOptions) -> PhotoOptions {
    PhotoOptions {
        scale: options.scale,
        regions: options.roi.clone(),
        seed: options.seed,
    }
}

/// Decodes one input.
pub fn read(input: Input<'_>) -> Result<Photo, CompareError> {
    read_photo(input.bytes, &ReadLimits::default()).map_err(|source| CompareError::Read {
        name: input.name.to_owned(),
        source,
    })
}

/// Refuses a region that covers no pixel of a photo, or no cell of a scan, of a size.
pub fn check_regions(name: &str, size: [usize; 2], regions: &[Polygon]) -> Result<(), CompareError> {
    let [width, height] = size.map(|cells| cells as f64);
    for (i, region) in regions.iter().enumerate() {
        let bound = |f: fn(&relief_grid::Point) -> f64, fold: fn(f64, f64) -> f64, start: f64| {
            region.corners.iter().map(f).fold(start, fold)
        };
        let (left, right) = (
            bound(|p| p.x, f64::min, f64::INFINITY),
            bound(|p| p.x, f64::max, f64::NEG_INFINITY),
        );
        let (top, bottom) = (
            bound(|p| p.y, f64::min, f64::INFINITY),
            bound(|p| p.y, f64::max, f64::NEG_INFINITY),
        );
        let covers = right.min(width) - left.max(0.0) >= 1.0 && bottom.min(height) - top.max(0.0) >= 1.0;
        if !covers {
            return Err(CompareError::EmptyRegion {
                name: name.to_owned(),
                region: i + 1,
                width: size[0],
                height: size[1],
            });
        }
    }
    Ok(())
}

/// Refuses a zone of what is no mesh.
pub fn zoneless(input: Input<'_>, options: &CompareOptions) -> Result<(), CompareError> {
    if let FaceZone::Zone(_) = options.zone {
        return Err(CompareError::ZoneOfMap {
            name: input.name.to_owned(),
        });
    }
    Ok(())
}
