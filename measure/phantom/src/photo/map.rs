//! Which point of the skin a pixel shows.

use super::camera::View;
use crate::skin::{form::Form, hair::Window, texels::Texels, warp::Warp};
use nalgebra::Vector3;
use relief_grid::{Point, Raster};

/// Pixels between two nodes; the map bends so little that a straight line between is right to 0.01 px.
const NODE: usize = 8;
/// Skin drawn beyond the photo's edge, for the scattering of light.
const MARGIN_MM: f64 = 4.0;
/// Finest and most skin texels: finer shows nothing that skin has here, more takes too long.
const FINEST_MM: f64 = 0.06;
const MOST_TEXELS: f64 = 9e6;
/// A texel is a little finer than a pixel.
const TEXEL_PER_PIXEL: f64 = 0.9;

/// Skin point (at rest) of the form, and how it moves per mm of height above the form.
type Node = [f64; 4];

/// The map from pixels to skin points, on nodes.
pub(crate) struct SkinMap {
    nodes: Raster<Node>,
}

impl SkinMap {
    /// The map of a view of `form`, stretched by `warp`.
    pub(crate) fn new(view: &View, form: &Form, warp: &Warp) -> Self {
        let camera = &view.camera;
        let (columns, rows) = (camera.width.div_ceil(NODE) + 1, camera.height.div_ceil(NODE) + 1);
        let nodes = Raster::from_fn(columns, rows, |i, j| {
            let (origin, ray) = (view.lens(), view.ray((i * NODE) as f64, (j * NODE) as f64));
            let at = |above_mm: f64| warp.rest(meet(form, origin, ray, above_mm));
            let (low, high) = (at(0.0), at(1.0));
            [low[0], low[1], high[0] - low[0], high[1] - low[1]]
        });
        Self { nodes }
    }

    /// The window of skin that the photo shows, and the pitch that does it justice.
    pub(crate) fn window(&self, mm_per_px: f64) -> Window {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for node in self.nodes.data() {
            for k in 0..2 {
                low[k] = low[k].min(node[k] - MARGIN_MM);
                high[k] = high[k].max(node[k] + MARGIN_MM);
            }
        }
        let area = (high[0] - low[0]) * (high[1] - low[1]);
        let pitch_mm = (TEXEL_PER_PIXEL * mm_per_px)
            .max(FINEST_MM)
            .max((area / MOST_TEXELS).sqrt());
        Window {
            origin_mm: low,
            pitch_mm,
            width: ((high[0] - low[0]) / pitch_mm).ceil() as usize + 1,
            height: ((high[1] - low[1]) / pitch_mm).ceil() as usize + 1,
        }
    }

    /// The skin point in texels of a pixel, relief included.
    #[inline]
    pub(crate) fn texel(&self, x: usize, y: usize, texels: &Texels) -> [f64; 2] {
        let [u, v, along_u, along_v] = self.node(x, y);
        let pitch = texels.window.pitch_mm;
        let [tx, ty] = texels.window.texel([u, v]);
        let per_mm = [along_u / pitch, along_v / pitch];
        let near = texels.steep.get(tx.round() as isize, ty.round() as isize);
        if near.copied().unwrap_or(false) {
            hit(texels, [tx, ty], per_mm)
        } else {
            [tx, ty]
        }
    }

    fn node(&self, x: usize, y: usize) -> Node {
        let (i, j) = (x / NODE, y / NODE);
        let (fx, fy) = ((x % NODE) as f64 / NODE as f64, (y % NODE) as f64 / NODE as f64);
        let (upper, lower) = (self.nodes.row(j), self.nodes.row(j + 1));
        std::array::from_fn(|k| {
            let top = upper[i][k] + fx * (upper[i + 1][k] - upper[i][k]);
            let bottom = lower[i][k] + fx * (lower[i + 1][k] - lower[i][k]);
            top + fy * (bottom - top)
        })
    }
}

/// Where a ray meets the form raised by `above_mm`, by Newton's method; forms are gentle, rays steep.
fn meet(form: &Form, origin: Vector3<f64>, ray: Vector3<f64>, above_mm: f64) -> [f64; 2] {
    const ROUNDS: usize = 6;
    let at = |s: f64| [origin.x + s * ray.x, origin.y + s * ray.y];
    let s = (0..ROUNDS).fold(-origin.z / ray.z, |s, _| {
        let [x, y] = at(s);
        let gap = origin.z + s * ray.z + form.height(x, y) + above_mm;
        let gradient = form.gradient(x, y);
        s - gap / (ray.z + gradient[0] * ray.x + gradient[1] * ray.y)
    });
    at(s)
}

/// The first relief that a ray meets on its way down, in texels. `at` is where it meets the form.
fn hit(texels: &Texels, at: [f64; 2], per_mm: [f64; 2]) -> [f64; 2] {
    /// Relief lies between these heights.
    const HIGHEST_MM: f64 = 0.7;
    const LOWEST_MM: f64 = -1.6;
    const STEPS: usize = 24;
    let place = |t: f64| [at[0] + t * per_mm[0], at[1] + t * per_mm[1]];
    let above = |t: f64| {
        let [x, y] = place(t);
        t - height(&texels.height_mm, x, y)
    };
    let step = (HIGHEST_MM - LOWEST_MM) / STEPS as f64;
    let (mut upper, mut upper_gap) = (HIGHEST_MM, above(HIGHEST_MM));
    for i in 1..=STEPS {
        let lower = HIGHEST_MM - i as f64 * step;
        let gap = above(lower);
        if gap <= 0.0 {
            return place(lower + (upper - lower) * gap / (gap - upper_gap));
        }
        (upper, upper_gap) = (lower, gap);
    }
    place(upper)
}

fn height(relief: &Raster<f32>, x: f64, y: f64) -> f64 {
    let x = x.clamp(0.0, (relief.width() - 2) as f64);
    let y = y.clamp(0.0, (relief.height() - 2) as f64);
    let (x0, y0) = (x as usize, y as usize);
    let (fx, fy) = ((x - x0 as f64) as f32, (y - y0 as f64) as f32);
    let (upper, lower) = (relief.row(y0), relief.row(y0 + 1));
    let top = upper[x0] + fx * (upper[x0 + 1] - upper[x0]);
    let bottom = lower[x0] + fx * (lower[x0 + 1] - lower[x0]);
    f64::from(top + fy * (bottom - top))
}

/// The pixel that shows a skin point (at rest) on the form, without relief.
pub(crate) fn project(view: &View, form: &Form, warp: &Warp, rest_mm: [f64; 2]) -> Point {
    let [x, y] = warp.moved(rest_mm);
    view.project(Vector3::new(x, y, -form.height(x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        photo::camera::{Camera, turn},
        random::Dice,
    };

    #[test]
    fn pixels_and_skin_points_are_inverse() {
        let camera = Camera {
            width: 800,
            height: 600,
            fx: 2650.0,
            fy: 2650.0,
            cx: 399.5,
            cy: 299.5,
            k1: 0.04,
            distance_mm: 450.0,
        };
        let view = View {
            camera,
            rotation: turn([9.0, -6.0, 3.0]),
            translation: Vector3::new(25.0, 2.0, 455.0),
        };
        let mut dice = Dice::new(8, "map");
        let form = Form::new(&mut dice).bent(&mut dice, 0.1);
        let warp = Warp::smile(&mut dice, 0.1);
        let map = SkinMap::new(&view, &form, &warp);
        for (x, y) in [(0, 0), (123, 456), (799, 599), (401, 300)] {
            let [u, v, ..] = map.node(x, y);
            let back = project(&view, &form, &warp, [u, v]);
            let error = back.distance(Point::new(x as f64, y as f64));
            assert!(error < 0.02, "{x} {y}: {error}");
        }
    }
}
