//! What is moved over the surface.

use crate::SurfaceError;
use relief_grid::HeightMap;

/// A structuring element, the same in all directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Element {
    /// A ball, the sphere of the standard.
    Ball {
        /// Its radius, which is the nesting index.
        radius_mm: f64,
    },
    /// A flat horizontal disk, the round planar segment.
    Disk {
        /// Its radius; the nesting index is twice that.
        radius_mm: f64,
    },
}

/// An element's upper side at whole cells.
pub(super) struct Body {
    /// For each row from the middle on, the heights from the middle to the last cell inside.
    pub rows: Vec<Vec<f64>>,
    /// Cells from the middle to the farthest along each axis.
    pub reach: [usize; 2],
}

impl Body {
    pub(super) fn new(map: &HeightMap, element: Element) -> Result<Self, SurfaceError> {
        let (Element::Ball { radius_mm } | Element::Disk { radius_mm }) = element;
        let [x_mm, y_mm] = [map.pitch_x(), map.pitch_y()].map(|pitch| pitch.mm_per_px());
        let longer_mm = (map.width() as f64 * x_mm).max(map.height() as f64 * y_mm);
        if !(0.0..=longer_mm).contains(&radius_mm) {
            return Err(SurfaceError::Setting {
                name: "the radius of the structuring element in mm",
                value: radius_mm,
                limit: "from nought to the longer side of the map",
            });
        }
        let square = radius_mm.powi(2);
        // A cell that lies on the rim is inside, whichever way its distance was rounded.
        let least = -ROUNDING * square;
        let height = |left: f64| match element {
            Element::Ball { .. } => left.max(0.0).sqrt(),
            Element::Disk { .. } => 0.0,
        };
        let row = |y: usize| {
            let left = |x: usize| square - (x as f64 * x_mm).powi(2) - (y as f64 * y_mm).powi(2);
            let cells = (0..).map(left).take_while(|left| *left >= least);
            let row: Vec<f64> = cells.map(height).collect();
            (!row.is_empty()).then_some(row)
        };
        let rows: Vec<Vec<f64>> = (0..).map_while(row).collect();
        let reach = [rows[0].len() - 1, rows.len() - 1];
        Ok(Self { rows, reach })
    }
}

/// Squares of distances are rounded by less than this share.
const ROUNDING: f64 = 1e-12;
