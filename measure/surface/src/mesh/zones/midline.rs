//! Landmarks of a face on its plane of symmetry.

use super::depth::Depth;

/// Between places on the midline.
const STEP_MM: f64 = 0.5;
/// A place of the midline is told from one that lies nearer than this: a few triangles may be missing.
const HOLE_MM: f64 = 3.0;
/// How far from the tip the midline is followed.
const REACH_MM: f64 = 110.0;
/// From the tip down to the lips: the base of the nose lies behind the line between both.
const LIPS_MM: f64 = 30.0;
/// From the tip up to the forehead: the root of the nose lies behind the line between both. A scan may end below that.
const FOREHEAD_MM: [f64; 2] = [55.0, 75.0];
/// Where the ridge of the nose is looked for, above the tip, and the skin beside it.
const RIDGE_MM: [f64; 2] = [12.0, 28.0];
const BESIDE_MM: f64 = 14.0;
/// Below the base of the nose the chin ends where the skin turns under: at a slope of 60°, from 0.95 heights of the nose on (the norms have 1.3 to 1.5).
const UNDER_SLOPE: f64 = 1.73;
const CHIN_FROM: f64 = 0.95;
const CHIN_TO: f64 = 1.8;
/// The slope under the chin is taken over so much.
const UNDER_MM: f64 = 4.0;

/// The midline of a face that is seen upright: how far up from the tip, and how high.
pub(super) struct Midline(Vec<[f64; 2]>);

/// Root and base of the nose, as places of the midline.
pub(super) struct Landmarks {
    /// Sellion, the deepest point between nose and forehead.
    pub(super) root: [f64; 2],
    /// Subnasale, the corner between nose and lip.
    pub(super) base: [f64; 2],
}

/// What a face needs and this has not: what was measured, its value, and what is needed.
pub(super) struct Missing(pub(super) &'static str, pub(super) f64, pub(super) &'static str);

/// Whether the ridge of the nose goes from the tip this way: beside it the face lies deeper. Below the tip the lip is nearly flat. `along` and `across`
/// are unit vectors of what is seen.
pub(super) fn ridge_mm(depth: &Depth, tip: [f64; 2], along: [f64; 2], across: [f64; 2]) -> f64 {
    let mut out = Vec::new();
    let mut far = RIDGE_MM[0];
    while far <= RIDGE_MM[1] {
        let at =
            |beside: f64| depth.at([0, 1].map(|axis| tip[axis] + far * along[axis] + beside * across[axis]));
        if let (Some(middle), Some(left), Some(right)) = (at(0.0), at(BESIDE_MM), at(-BESIDE_MM)) {
            out.push(middle - 0.5 * (left + right));
        }
        far += STEP_MM;
    }
    out.iter().sum::<f64>() / out.len().max(1) as f64
}

impl Midline {
    /// Through a tip, along y: upwards is towards smaller y.
    pub(super) fn of(depth: &Depth, tip: [f64; 2]) -> Self {
        let steps = (REACH_MM / STEP_MM) as i32;
        let places = (-steps..=steps).map(|i| f64::from(i) * STEP_MM);
        Self(
            places
                .filter_map(|up| Some([up, depth.at([tip[0], tip[1] - up])?]))
                .collect(),
        )
    }

    /// Root and base of the nose; what is missing, its measure and what is needed when the midline does not reach from lips to forehead.
    pub(super) fn landmarks(&self) -> Result<Landmarks, Missing> {
        let [lowest, top] = [self.0.first(), self.0.last()].map(|end| end.map_or(0.0, |end| end[0]));
        let below = || {
            Missing(
                "how far it reaches below the tip of the nose in mm",
                -lowest,
                "at least 30",
            )
        };
        let above = || {
            Missing(
                "how far it reaches above the tip of the nose in mm",
                top,
                "at least 55",
            )
        };
        let lips = self.near(-LIPS_MM).ok_or_else(below)?;
        let forehead = self.near(FOREHEAD_MM[1].min(top)).ok_or_else(above)?;
        if forehead[0] < FOREHEAD_MM[0] {
            return Err(above());
        }
        let tip = self.near(0.0).ok_or_else(below)?;
        let flat = || {
            Missing(
                "how far root and base of the nose lie behind its tip in mm",
                0.0,
                "above 0",
            )
        };
        Ok(Landmarks {
            root: self.behind(tip, forehead).ok_or_else(flat)?,
            base: self.behind(lips, tip).ok_or_else(flat)?,
        })
    }

    /// How far below the base of the nose the chin ends; `None` where the scan ends before.
    pub(super) fn chin_mm(&self, landmarks: &Landmarks) -> Option<f64> {
        let nose_mm = landmarks.root[0] - landmarks.base[0];
        let below = |share: f64| landmarks.base[0] - share * nose_mm;
        let under = self.0.iter().rev().find(|[up, height]| {
            let within = (below(CHIN_TO)..=below(CHIN_FROM)).contains(up);
            let lower = within.then(|| self.near(up - UNDER_MM)).flatten();
            lower.is_some_and(|[_, lower]| height - lower > UNDER_SLOPE * UNDER_MM)
        });
        Some(landmarks.base[0] - under?[0])
    }

    /// The measured place at about this height; `None` in a hole.
    fn near(&self, up: f64) -> Option<[f64; 2]> {
        let nearest = self
            .0
            .iter()
            .min_by(|a, b| (a[0] - up).abs().total_cmp(&(b[0] - up).abs()));
        nearest.filter(|place| (place[0] - up).abs() < HOLE_MM).copied()
    }

    /// The place between two that lies farthest behind the line through both; `None` when none does.
    fn behind(&self, from: [f64; 2], to: [f64; 2]) -> Option<[f64; 2]> {
        let along = [to[0] - from[0], to[1] - from[1]];
        let length = along[0].hypot(along[1]);
        let depth =
            |[up, height]: &[f64; 2]| (along[1] * (up - from[0]) - along[0] * (height - from[1])) / length;
        let between = self.0.iter().filter(|[up, _]| *up > from[0] && *up < to[0]);
        let deepest = between.max_by(|a, b| depth(a).total_cmp(&depth(b)))?;
        (depth(deepest) > 0.0).then_some(*deepest)
    }
}
