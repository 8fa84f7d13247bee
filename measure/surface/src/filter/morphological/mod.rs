//! Morphological areal filters: what a ball or a flat disk touches when it is moved over a surface.
//!
//! The sphere and the horizontal planar segment of ISO 16610-81, the areal counterpart of ISO 16610-41 (ISO 16610-85, whose pruning the
//! [feature parameters](crate::parameters::features) use, is segmentation). A closing moves the element over the surface from above and keeps where its
//! lower side comes to: valleys narrower than it are filled, peaks stay. An opening moves it below and takes off narrow peaks. A surface is what its cells
//! are, points in mm: nothing is interpolated between them, and the element is read at whole cells.
//!
//! Cells that were not measured, and what lies beyond the map, hold no material: they touch nothing, and the element's middle may come to lie there.
//! So a valley that runs out of the map or into a hole is filled no more than what is known of it asks for; the last cell before an edge
//! keeps its height. Cells that were not measured stay not measured.

mod element;
mod sweep;

pub use element::Element;

use crate::SurfaceError;
use element::Body;
use relief_grid::{HeightMap, Raster};
use sweep::{NOTHING, dilate};

/// The heights of the element's middle when it lies on the surface: the highest of all cells' heights plus the height of an element about each.
/// A level rises by the radius of a ball, and not at all under a disk.
///
/// # Errors
/// [`SurfaceError::Setting`] for a radius that is no number from nought to the longer side of the map.
pub fn dilation(map: &HeightMap, element: Element) -> Result<HeightMap, SurfaceError> {
    let body = Body::new(map, element)?;
    Ok(map.with_heights(dilate(&material(map, 1.0), &body, [0, 0], size(map))))
}

/// The heights of the element's middle when it hangs under the surface. A level sinks by the radius of a ball.
///
/// # Errors
/// Those of [`dilation`].
pub fn erosion(map: &HeightMap, element: Element) -> Result<HeightMap, SurfaceError> {
    let body = Body::new(map, element)?;
    let under = dilate(&material(map, -1.0), &body, [0, 0], size(map));
    Ok(map.with_heights(under.map(|height| -height)))
}

/// A dilation and then an erosion: how deep the element comes from above. Never below the surface, and a second closing changes nothing.
///
/// ```
/// use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
/// use relief_surface::filter::morphological::{Element, closing};
/// let pitch = Pitch::from_mm_per_px(0.1).unwrap();
/// let groove = Raster::from_fn(60, 60, |x, _| if x.abs_diff(30) < 3 { -0.5 } else { 0.0 });
/// let map = HeightMap::from_nan(groove, pitch, pitch, ScaleSource::Given);
/// let closed = closing(&map, Element::Ball { radius_mm: 1.0 })?;
/// // A ball of 1 mm rests on the rims of a groove 0.6 mm wide, and sags by 1 − √(1 − 0.3²) mm between them.
/// assert!((closed.height_mm(30, 30).unwrap() - (0.91f64.sqrt() - 1.0)).abs() < 1e-12);
/// # Ok::<(), relief_surface::SurfaceError>(())
/// ```
///
/// # Errors
/// Those of [`dilation`].
pub fn closing(map: &HeightMap, element: Element) -> Result<HeightMap, SurfaceError> {
    let body = Body::new(map, element)?;
    Ok(map.with_heights(closed(map, &body, 1.0)))
}

/// An erosion and then a dilation: how high the element comes from below. Never above the surface, and a second opening changes nothing.
///
/// # Errors
/// Those of [`dilation`].
pub fn opening(map: &HeightMap, element: Element) -> Result<HeightMap, SurfaceError> {
    let body = Body::new(map, element)?;
    Ok(map.with_heights(closed(map, &body, -1.0).map(|height| -height)))
}

/// The closing of the map's heights times `sign`.
fn closed(map: &HeightMap, body: &Body, sign: f64) -> Raster<f64> {
    let [x, y] = body.reach;
    let [width, height] = size(map);
    let all_around = [width + 2 * x, height + 2 * y];
    let middles = dilate(
        &material(map, sign),
        body,
        [-(x as isize), -(y as isize)],
        all_around,
    );
    let under = middles.map(|height| if *height > NOTHING { -height } else { NOTHING });
    drop(middles);
    dilate(&under, body, [x as isize, y as isize], size(map)).map(|height| -height)
}

fn size(map: &HeightMap) -> [usize; 2] {
    [map.width(), map.height()]
}

/// The measured heights times `sign`, and nothing elsewhere.
fn material(map: &HeightMap, sign: f64) -> Raster<f64> {
    Raster::from_fn(map.width(), map.height(), |x, y| {
        map.height_mm(x, y).map_or(NOTHING, |height| sign * height)
    })
}

#[cfg(test)]
mod tests;
