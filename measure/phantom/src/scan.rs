//! Scans of synthetic skin: heights on a grid, as an instrument would give them, with the truth about every scar.

use crate::error::PhantomError;
use crate::kind::Phototype;
use crate::random::Dice;
use crate::skin::form::Form;
use crate::skin::hair::Window;
use crate::skin::scar::Scar;
use crate::skin::texels::Texels;
use crate::skin::{Condition, PATCH_HALF_MM, Skin};
use crate::{ScarType, rows};
use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};

/// The grid on which skin is drawn before an instrument samples it: half of the finest scan's pitch.
const TEXEL_MM: f64 = 0.025;
/// Skin beyond the patch, so that a turned scan sees some.
const MARGIN_MM: f64 = 6.0;
/// Steps along each axis of a scar's box when its volume is summed.
const VOLUME_STEPS: usize = 400;

/// A scan of one person's skin at one visit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScanSpec {
    /// The person.
    pub seed: u64,
    /// The visit: how the head is held, and the instrument's noise.
    pub visit: u64,
    /// Between cells, in mm.
    pub pitch_mm: f64,
    /// Standard deviation of each cell's height, in µm.
    pub noise_um: f64,
    /// The depth of every scar is multiplied by this.
    pub depth_factor: f64,
    /// The scan is turned by up to so many degrees and shifted by up to a third as many mm, as the visit draws it; nought for a scan that
    /// looks straight at the patch's middle.
    pub most_turn_deg: f64,
}

/// What a scan shows of a scar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScarInScan {
    /// Its type.
    pub kind: ScarType,
    /// Where its centre lies, from the centre of the map's first cell.
    pub centre_mm: [f64; 2],
    /// Shorter axis of its outline.
    pub width_mm: f64,
    /// Longer axis.
    pub length_mm: f64,
    /// Greatest depth along the skin's normal.
    pub depth_mm: f64,
    /// Volume below the undisturbed skin.
    pub volume_mm3: f64,
}

/// A scan with its truth.
#[derive(Debug, Clone)]
pub struct Scan {
    /// What the instrument gives.
    pub map: HeightMap,
    /// Every scar whose centre it shows.
    pub scars: Vec<ScarInScan>,
}

/// Draws a scan.
///
/// Heights are those of the form plus the relief, so that a scar's depth is along the view; the truth gives it along the normal. About one cell in three hundred
/// is missing, in spots, and hairs are not drawn.
///
/// ```
/// use relief_phantom::{ScanSpec, scan};
/// let spec = ScanSpec { seed: 3, visit: 1, pitch_mm: 0.1, noise_um: 20.0, depth_factor: 1.0, most_turn_deg: 0.0 };
/// let drawn = scan(&spec)?;
/// assert!(drawn.scars.len() >= 8 && drawn.map.width() == 601);
/// # Ok::<(), relief_phantom::PhantomError>(())
/// ```
///
/// # Errors
/// [`PhantomError::ScanPitch`] for a pitch outside of 0.02 to 0.5 mm.
pub fn scan(spec: &ScanSpec) -> Result<Scan, PhantomError> {
    let pitch = Pitch::from_mm_per_px(spec.pitch_mm).filter(|_| (0.02..=0.5).contains(&spec.pitch_mm));
    let pitch = pitch.ok_or_else(|| PhantomError::ScanPitch {
        mm: spec.pitch_mm.to_string(),
    })?;
    let skin = Skin::new(spec.seed, Phototype::III);
    let mut dice = Dice::new(spec.seed, &format!("scan {}", spec.visit));
    let pose = Pose::draw(&mut dice, spec.most_turn_deg);
    let form = if spec.most_turn_deg > 0.0 {
        skin.form.bent(&mut dice, BEND_MM)
    } else {
        skin.form.clone()
    };
    let condition = Condition {
        depth_factor: spec.depth_factor,
        ..Condition::plain(spec.visit)
    };
    let half = PATCH_HALF_MM.map(|half| half + MARGIN_MM);
    let texels = half.map(|half| (2.0 * half / TEXEL_MM) as usize + 1);
    let window = Window {
        origin_mm: half.map(|half| -half),
        pitch_mm: TEXEL_MM,
        width: texels[0],
        height: texels[1],
    };
    let relief = Texels::draw(&skin, &condition, window).height_mm;
    let cells = PATCH_HALF_MM.map(|half| (2.0 * half / spec.pitch_mm).round() as usize + 1);
    let noise_seed = dice.bits();
    let spots = Spots::draw(&mut dice);
    let middle = cells.map(|cells| 0.5 * (cells - 1) as f64 * spec.pitch_mm);
    let noise: Vec<Vec<f32>> = (0..cells[1])
        .map(|y| {
            let mut row = Dice::part(noise_seed, y);
            (0..cells[0]).map(|_| row.normal()).collect()
        })
        .collect();
    let heights: Raster<f64> = rows::build(cells[0], cells[1], |x, y| {
        let seen = [
            x as f64 * spec.pitch_mm - middle[0],
            y as f64 * spec.pitch_mm - middle[1],
        ];
        let at = pose.on_skin(seen);
        if spots.hide(seen) {
            return f64::NAN;
        }
        let fine = bilinear(&relief, window.texel(at));
        let tilt = pose.tilt[0] * seen[0] + pose.tilt[1] * seen[1];
        form.height(at[0], at[1]) + fine + tilt + 1e-3 * spec.noise_um * f64::from(noise[y][x])
    });
    let scars = skin.scars.iter().filter_map(|scar| {
        let seen = pose.seen(scar.centre_mm);
        let centre_mm = [seen[0] + middle[0], seen[1] + middle[1]];
        let inside = (0..2).all(|axis| (0.0..=2.0 * middle[axis]).contains(&centre_mm[axis]));
        inside.then(|| truth(scar, &form, spec.depth_factor, centre_mm))
    });
    Ok(Scan {
        scars: scars.collect(),
        map: HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given),
    })
}

/// What is true of a scar that a map shows at `centre_mm`.
pub(crate) fn truth(scar: &Scar, form: &Form, depth_factor: f64, centre_mm: [f64; 2]) -> ScarInScan {
    let slope = form.gradient(scar.centre_mm[0], scar.centre_mm[1]);
    let cosine = 1.0 / (1.0 + slope[0] * slope[0] + slope[1] * slope[1]).sqrt();
    let reach = scar.reach_mm();
    let step = 2.0 * reach / VOLUME_STEPS as f64;
    let volume: f64 = (0..VOLUME_STEPS * VOLUME_STEPS)
        .map(|i| {
            let at = [i % VOLUME_STEPS, i / VOLUME_STEPS].map(|k| (k as f64 + 0.5) * step - reach);
            let share = scar.share(scar.centre_mm[0] + at[0], scar.centre_mm[1] + at[1]);
            scar.depth_at(share, depth_factor)
        })
        .sum();
    ScarInScan {
        kind: scar.kind,
        centre_mm,
        width_mm: 2.0 * scar.half_mm[1],
        length_mm: 2.0 * scar.half_mm[0],
        depth_mm: scar.depth_mm * depth_factor * cosine,
        volume_mm3: volume * step * step,
    }
}

/// How far the face moves between two scans, root mean square.
const BEND_MM: f64 = 0.06;
/// How far an instrument is tilted, as a slope.
const MOST_TILT: f64 = 0.03;

/// How the instrument looks at the skin.
struct Pose {
    turn: (f64, f64),
    shift_mm: [f64; 2],
    tilt: [f64; 2],
}

impl Pose {
    fn draw(dice: &mut Dice, most_turn_deg: f64) -> Self {
        let shift = most_turn_deg / 3.0;
        let tilt = if most_turn_deg > 0.0 { MOST_TILT } else { 0.0 };
        Self {
            turn: dice.within(most_turn_deg).to_radians().sin_cos(),
            shift_mm: [dice.within(shift), dice.within(shift)],
            tilt: [dice.within(tilt), dice.within(tilt)],
        }
    }

    /// Where the instrument sees a place of the skin, both from the middle.
    fn seen(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (sin, cos) = self.turn;
        [
            cos * x - sin * y + self.shift_mm[0],
            sin * x + cos * y + self.shift_mm[1],
        ]
    }

    fn on_skin(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let (sin, cos) = self.turn;
        let (x, y) = (x - self.shift_mm[0], y - self.shift_mm[1]);
        [cos * x + sin * y, cos * y - sin * x]
    }
}

/// Spots that an instrument does not see.
struct Spots(Vec<([f64; 2], f64)>);

impl Spots {
    fn draw(dice: &mut Dice) -> Self {
        let spot = |dice: &mut Dice| {
            let at = PATCH_HALF_MM.map(|half| dice.within(half));
            (at, dice.between(0.1, 0.5))
        };
        Self((0..30).map(|_| spot(dice)).collect())
    }

    fn hide(&self, at: [f64; 2]) -> bool {
        self.0
            .iter()
            .any(|(centre, radius)| (at[0] - centre[0]).hypot(at[1] - centre[1]) < *radius)
    }
}

pub(crate) fn bilinear(raster: &Raster<f32>, [x, y]: [f64; 2]) -> f64 {
    let first = |at: f64, cells: usize| (at.max(0.0) as usize).min(cells - 2);
    let (left, up) = (first(x, raster.width()), first(y, raster.height()));
    let (right, down) = ((x - left as f64).clamp(0.0, 1.0), (y - up as f64).clamp(0.0, 1.0));
    let at = |dx: usize, dy: usize| f64::from(raster[(left + dx, up + dy)]);
    (1.0 - down) * ((1.0 - right) * at(0, 0) + right * at(1, 0))
        + down * ((1.0 - right) * at(0, 1) + right * at(1, 1))
}
