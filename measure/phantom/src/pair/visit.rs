//! One visit: how the person sat, where the card lay, what lamps and camera did, and the photo taken.

use super::{
    PairSpec,
    setup::{CARD_OFFSET_MM, PATCH_OFFSET_MM, Setup},
};
use crate::{
    kind::PairKind,
    light::{PlacedLamp, Rig, gloss::Gloss, shade::Scene},
    photo::{
        camera::{View, turn},
        card::{self, CardPose, Inks},
        compose::{self, CardInView, Cover},
        filter,
        map::SkinMap,
        sensor::Sensor,
    },
    random::{Dice, derive},
    skin::{Condition, Skin, cloth::Cloth, form::Form, texels::Texels},
};
use nalgebra::{Matrix3, Vector3};
use relief_grid::Raster;

/// Linear light of the card's white in a well exposed photo.
const WHITE_LEVEL: f64 = 0.74;

/// What a film of oil adds to the specular reflection of clean, dry skin.
const OIL_GLOSS: f64 = 1.6;

/// Everything that one visit decides.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// Turn of the head about x, y and z of the camera.
    pub(crate) pose_deg: [f64; 3],
    /// Move of the skin along the photo.
    pub(crate) shift_mm: [f64; 2],
    /// Distance as a multiple of the setup's.
    pub(crate) distance_factor: f64,
    /// Turn (in its plane, then tilts) and move of the card from its place.
    pub(crate) card_turn_deg: [f64; 3],
    pub(crate) card_shift_mm: [f64; 2],
    pub(crate) card_shown: bool,
    pub(crate) cover: Option<Cover>,
    pub(crate) rig: Rig,
    /// Exposure in stops beyond what the camera's meter says for [`Self::metered`].
    pub(crate) stops: f64,
    /// The light that the exposure was set for.
    pub(crate) metered: Rig,
    pub(crate) balance: [f32; 3],
    /// What the lamp's spectrum does to skin and not to ink.
    pub(crate) skin_tint: [f32; 3],
    pub(crate) blur_px: f64,
    pub(crate) full_well_e: f64,
    pub(crate) read_e: f64,
    pub(crate) noise_seed: u64,
    pub(crate) condition: Condition,
    /// Root mean square of the bend of the form, in mm.
    pub(crate) bend_mm: f64,
    pub(crate) bend_seed: u64,
    pub(crate) mirrored: bool,
    pub(crate) retouched: bool,
}

impl Visit {
    /// The first visit: nearly as the setup wants it.
    pub(crate) fn first(spec: &PairSpec, setup: &Setup) -> Self {
        let mut dice = Dice::new(spec.seed, "first visit");
        let mut visit = Self::ideal(spec.seed, "first", setup);
        visit.pose_deg = std::array::from_fn(|_| dice.within(1.5));
        visit.shift_mm = std::array::from_fn(|_| dice.within(1.0));
        visit.card_turn_deg = [dice.within(2.0), dice.within(1.0), dice.within(1.0)];
        visit.stops = dice.within(0.05);
        visit.balance = [
            1.0 + dice.within(0.01) as f32,
            1.0,
            1.0 + dice.within(0.01) as f32,
        ];
        visit.condition.cloth = hem(&mut dice, setup);
        visit
    }

    /// A careful person's repeat of the first visit, with the treatment that the kind asks for. The name, such as
    /// `second`, tells several repeats apart.
    pub(crate) fn careful_repeat(spec: &PairSpec, setup: &Setup, name: &str) -> Self {
        let first = Self::first(spec, setup);
        let mut dice = Dice::new(spec.seed, &format!("{name} visit"));
        let mut visit = Self::ideal(spec.seed, name, setup);
        visit.pose_deg = first.pose_deg.map(|angle| angle + dice.within(3.0));
        visit.shift_mm = first.shift_mm.map(|shift| shift + dice.within(2.0));
        visit.distance_factor = 1.0 + dice.within(0.035);
        visit.card_turn_deg = [dice.within(2.5), dice.within(1.5), dice.within(1.5)];
        visit.card_shift_mm = std::array::from_fn(|_| dice.within(1.2));
        visit.stops = dice.within(0.1);
        visit.balance = [
            1.0 + dice.within(0.04) as f32,
            1.0,
            1.0 + dice.within(0.04) as f32,
        ];
        for lamp in &mut visit.rig.lamps {
            lamp.strength *= 1.0 + dice.within(0.08);
        }
        let key = &mut visit.rig.lamps[0];
        key.azimuth_deg += dice.within(3.0);
        key.elevation_deg += dice.within(1.5);
        visit.bend_mm = dice.between(0.03, 0.1);
        visit.condition.depth_factor = spec.kind.depth_factor();
        visit.condition.erythema_factor = redness(&mut dice, spec.kind);
        visit.condition.cloth = first.condition.cloth.shifted(dice.within(4.0));
        visit
    }

    /// No deviation from the setup.
    fn ideal(seed: u64, name: &str, setup: &Setup) -> Self {
        let own = derive(seed, name);
        Self {
            pose_deg: [0.0; 3],
            shift_mm: [0.0; 2],
            distance_factor: 1.0,
            card_turn_deg: [0.0; 3],
            card_shift_mm: [0.0; 2],
            card_shown: true,
            cover: None,
            rig: setup.rig.clone(),
            stops: 0.0,
            metered: setup.rig.clone(),
            balance: [1.0; 3],
            skin_tint: [1.0; 3],
            blur_px: setup.blur_px,
            full_well_e: setup.full_well_e,
            read_e: setup.read_e,
            noise_seed: derive(own, "noise"),
            condition: Condition::plain(derive(own, "hair")),
            bend_mm: 0.0,
            bend_seed: derive(own, "bend"),
            mirrored: false,
            retouched: false,
        }
    }
}

/// Sometimes a collar shows in a corner of the photo, away from card and patch.
fn hem(dice: &mut Dice, setup: &Setup) -> Cloth {
    if !dice.chance(0.3) {
        return Cloth::None;
    }
    // From the patch towards a corner away from the card: below it, or above it in an upright photo.
    let [x, y] = setup.card_towards;
    let corner = (0.9 * (x.abs() - y)).atan2(0.6 * (y - x));
    Cloth::Hem {
        turn_rad: corner + dice.within(0.2),
        offset_mm: dice.between(46.0, 52.0),
    }
}

/// Redness changes a little from day to day, more with treatment; now and then it fades though no scar has.
fn redness(dice: &mut Dice, kind: PairKind) -> f64 {
    match kind {
        PairKind::Unchanged if dice.chance(0.25) => 0.55,
        PairKind::Treated15 | PairKind::Treated30 | PairKind::Treated60 => dice.between(0.6, 1.1),
        PairKind::Worse25 => dice.between(0.9, 1.3),
        _ => dice.between(0.9, 1.1),
    }
}

/// A visit in front of the camera: all geometry settled.
pub(crate) struct Shot {
    pub(crate) view: View,
    pub(crate) form: Form,
    pub(crate) card: CardPose,
    pub(crate) skin: Skin,
    pub(crate) visit: Visit,
    lamps: Vec<PlacedLamp>,
    exposure: f64,
    sensor: Sensor,
    sheen: f32,
}

impl Shot {
    pub(crate) fn new(setup: &Setup, skin: Skin, visit: Visit) -> Self {
        let form = skin
            .form
            .bent(&mut Dice::new(visit.bend_seed, "bend"), visit.bend_mm);
        let view = view(setup, &visit);
        let card = lay_card(setup, &visit, &form);
        let subject = Vector3::new(0.0, 0.0, view.camera.distance_mm);
        let place = |rig: &Rig| -> Vec<PlacedLamp> {
            let lamp = |lamp| PlacedLamp::new(lamp, subject, &view.rotation, &view.translation);
            rig.lamps.iter().map(lamp).collect()
        };
        let middle = card::SIZE_MM.map(|size| 0.5 * size);
        let metered = compose::irradiance(&card, middle, &place(&visit.metered), visit.metered.ambient);
        let exposure = WHITE_LEVEL / metered * visit.stops.exp2();
        let sensor = Sensor {
            blur_px: visit.blur_px,
            vignette: setup.vignette,
            exposure,
            balance: visit.balance,
            full_well_e: visit.full_well_e,
            read_e: visit.read_e,
            sensitivity: setup.sensitivity,
            curve: setup.curve,
            sharpen: setup.sharpen,
            noise_seed: visit.noise_seed,
        };
        Self {
            lamps: place(&visit.rig),
            view,
            form,
            card,
            skin,
            visit,
            exposure,
            sensor,
            sheen: setup.sheen,
        }
    }

    /// Takes the photo.
    pub(crate) fn take(&self) -> Raster<[u8; 3]> {
        let visit = &self.visit;
        let map = SkinMap::new(&self.view, &self.form, &visit.condition.warp);
        let window = map.window(self.view.translation.z / self.view.camera.fx);
        let texels = Texels::draw(&self.skin, &visit.condition, window);
        let radiance = self
            .scene(&texels)
            .radiance()
            .map(|p| std::array::from_fn(|c| p[c] * visit.skin_tint[c]));
        let inks = Inks::printed(self.sheen);
        let card = CardInView::new(self.card, &inks, visit.cover, &self.lamps, visit.rig.ambient);
        let card = visit.card_shown.then_some(&card);
        let scene = compose::compose(&self.view, &map, &texels, &radiance, card);
        let linear = self.sensor.expose(&scene.map(|p| [p[0], p[1], p[2]]));
        let mut photo = self.sensor.develop(&linear);
        if visit.retouched {
            photo = filter::retouch(&photo, &scene.map(|p| p[3]));
        }
        if visit.mirrored {
            let width = photo.width();
            photo = Raster::from_fn(width, photo.height(), |x, y| photo[(width - 1 - x, y)]);
        }
        photo
    }

    fn scene<'a>(&'a self, texels: &'a Texels) -> Scene<'a> {
        let oil = self.visit.condition.oil;
        let matt = 1.0 - 0.6 * self.visit.condition.makeup;
        Scene {
            texels,
            form: &self.form,
            warp: &self.visit.condition.warp,
            lamps: &self.lamps,
            ambient: self.visit.rig.ambient,
            gloss: Gloss {
                // A film of oil fills the finest relief and reflects by itself.
                roughness: f64::from(self.skin.roughness) * (1.0 - 0.35 * oil),
                amount: f64::from(self.skin.gloss) * matt + OIL_GLOSS * oil,
            },
            camera: self.view.lens(),
            card: self.visit.card_shown.then(|| self.card.sheet()),
        }
    }

    /// Stops between this exposure and that of a white card at [`WHITE_LEVEL`] under irradiance 1.
    pub(crate) fn exposure(&self) -> f64 {
        self.exposure
    }
}

fn view(setup: &Setup, visit: &Visit) -> View {
    let mut camera = setup.camera;
    camera.distance_mm *= visit.distance_factor;
    let patch = setup.card_towards.map(|towards| -towards * PATCH_OFFSET_MM);
    View {
        camera,
        rotation: turn(visit.pose_deg),
        translation: Vector3::new(
            patch[0] + visit.shift_mm[0],
            patch[1] + visit.shift_mm[1],
            camera.distance_mm,
        ),
    }
}

/// Lays the card on the skin: a stiff sheet that follows a part of the slope and touches in one place.
fn lay_card(setup: &Setup, visit: &Visit, form: &Form) -> CardPose {
    /// How much of the skin's slope the card follows, and the gap left where it touches.
    const FOLLOWS: f64 = 0.3;
    const GAP_MM: f64 = 0.4;
    let centre: [f64; 2] = std::array::from_fn(|axis| {
        setup.card_towards[axis] * (PATCH_OFFSET_MM + CARD_OFFSET_MM) + visit.card_shift_mm[axis]
    });
    let slope = form.gradient(centre[0], centre[1]);
    let [in_plane, about_x, about_y] = visit.card_turn_deg;
    let lean = |slope: f64| (FOLLOWS * slope).atan().to_degrees();
    let rotation: Matrix3<f64> = turn([about_x - lean(slope[1]), about_y + lean(slope[0]), 0.0])
        * turn([0.0, 0.0, setup.card_turn_deg + in_plane]);
    let [w, h] = card::SIZE_MM;
    let middle = rotation * Vector3::new(0.5 * w, 0.5 * h, 0.0);
    let mut pose = CardPose {
        rotation,
        corner: Vector3::new(centre[0], centre[1], 0.0) - middle,
    };
    let mut clearance = f64::INFINITY;
    const STEPS: usize = 12;
    for i in 0..=STEPS {
        for j in 0..=STEPS {
            let at = pose.point([w * i as f64 / STEPS as f64, h * j as f64 / STEPS as f64]);
            clearance = clearance.min(-form.height(at.x, at.y) - at.z);
        }
    }
    pose.corner.z += clearance - GAP_MM;
    pose
}
