//! The focal length, from one look at a tilted card.

use relief_grid::Point;
use relief_grid::warp::Homography;

/// Least tilt of the card against the picture plane, as the squared sine of 7°. A tilt shortens by its square and converges by
/// its first power; corners found to 0.1 % of the card's size leave the focal length uncertain by a tenth here.
const LEAST_SQUARED_SINE: f64 = 0.015;

/// Cosine of twice the largest angle (15°) between the direction in which the card is shortened and the one in which it
/// converges. They are one direction unless the card is bent, the lens distorts or the picture was cropped to one side.
const LEAST_AGREEMENT: f64 = 0.866;

/// The focal length in pixels that makes both sides of the card equally long and square to each other (Zhang 2000,
/// DOI 10.1109/34.888718, with square pixels and a known `principal` point). `None` when the card is too little
/// tilted to tell, or does not look like a flat card through such a lens.
pub(super) fn focal_px(mm_to_px: &Homography, principal: Point) -> Option<f64> {
    let [top, middle, bottom] = mm_to_px.matrix();
    let side = |i: usize| {
        [
            top[i] - principal.x * bottom[i],
            middle[i] - principal.y * bottom[i],
        ]
    };
    let ([ax, ay], [bx, by], [aw, bw, _]) = (side(0), side(1), *bottom);
    // By how much the sides differ in squared length and are not square, in the picture and in depth.
    let seen = [ax * ax + ay * ay - bx * bx - by * by, 2.0 * (ax * bx + ay * by)];
    let deep = [aw * aw - bw * bw, 2.0 * aw * bw];
    let depth = deep[0].hypot(deep[1]);
    let along = -(seen[0] * deep[0] + seen[1] * deep[1]);
    // Not a number agrees with nothing.
    let agrees = along > LEAST_AGREEMENT * seen[0].hypot(seen[1]) * depth;
    if !agrees {
        return None;
    }
    let focal = along.sqrt() / depth;
    let squared_length =
        0.5 * ((ax * ax + ay * ay + bx * bx + by * by) / (focal * focal) + aw * aw + bw * bw);
    (depth > LEAST_SQUARED_SINE * squared_length).then_some(focal)
}
