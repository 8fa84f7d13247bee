//! Light sets of the phantom's skin, whose heights are known.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use rayon::ThreadPoolBuilder;
use relief_grid::{Mask, Raster, ScaleSource};
use relief_phantom::{LightSetFault, LightSetSpec, Phototype, RenderedLightSet, light_set};
use relief_stereo::{
    CheckCode, Frame, LampsFrom, Light, LightSet, Lights, Reconstruction, Relief, Vignetting, reconstruct,
};
use relief_surface::scars::{ScarSettings, find_scars};

fn spec(near: bool, fault: Option<LightSetFault>) -> LightSetSpec {
    LightSetSpec {
        seed: 1000,
        visit: 0,
        phototype: Phototype::II,
        depth_factor: 0.6,
        lamps: 6,
        near,
        lamp_mm: LightSetSpec::NEAR_MM,
        card: false,
        width: 900,
        fault,
    }
}

fn linear(picture: &Raster<[u8; 3]>) -> Raster<[f32; 3]> {
    picture.map(|pixel| {
        pixel.map(|code| {
            let v = f32::from(code) / 255.0;
            if v <= 0.04045 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        })
    })
}

fn taken(drawn: &RenderedLightSet) -> LightSet {
    let lights = Lights::from_json(drawn.lights_json.as_bytes()).unwrap();
    let frames = lights
        .lamps
        .iter()
        .zip(&drawn.frames)
        .map(|(lamp, (name, picture))| Frame {
            name: name.clone(),
            linear: linear(picture),
            clipped: Mask::from(picture.map(|pixel| pixel.contains(&255))),
            light: lamp.light.unwrap(),
            intensity: lamp.intensity,
        });
    LightSet {
        frames: frames.collect(),
        ambient: Some(linear(&drawn.ambient)),
        skin: Mask::filled(drawn.ambient.width(), drawn.ambient.height(), true),
        view: lights.view().unwrap(),
        scale: ScaleSource::Given,
        lamps_from: LampsFrom::Told,
    }
}

fn relief(found: Reconstruction) -> Relief {
    let failed: Vec<_> = found.checks.iter().filter(|check| !check.passed).collect();
    assert!(failed.is_empty(), "{failed:?}");
    found.relief.unwrap()
}

/// Median of the relative errors of depth of the scars that are found, and their number.
fn depth_error(relief: &Relief, drawn: &RenderedLightSet) -> (f64, usize) {
    let scars = find_scars(&relief.height, &ScarSettings::default()).unwrap();
    let mut errors: Vec<f64> = drawn
        .scars
        .iter()
        .filter_map(|truth| {
            let away =
                |centre: [f64; 2]| (centre[0] - truth.centre_mm[0]).hypot(centre[1] - truth.centre_mm[1]);
            let found = scars
                .iter()
                .min_by(|a, b| away(a.centre_mm).total_cmp(&away(b.centre_mm)))?;
            (away(found.centre_mm) < 0.5).then(|| (found.depth_mm.value / truth.depth_mm - 1.0).abs())
        })
        .collect();
    errors.sort_by(f64::total_cmp);
    (errors[errors.len() / 2], errors.len())
}

/// The bound is that of many persons; one person with six lamps scatters around it.
const DEPTH_ERROR: f64 = 0.1;

#[test]
fn scars_under_distant_lamps_are_as_deep_as_they_are() {
    let drawn = light_set(&spec(false, None)).unwrap();
    let relief = relief(reconstruct(&taken(&drawn)).unwrap());
    let (error, found) = depth_error(&relief, &drawn);
    assert!(error < DEPTH_ERROR, "{error}");
    assert!(
        10 * found >= 9 * drawn.scars.len(),
        "{found} of {}",
        drawn.scars.len()
    );
    // The phantom's profile is a sum of Gaussians, which leaves 0.853 of a wave of 2.1 mm (3 radians per mm) in the mean of green and blue.
    let [green, blue] = relief.response.scatter.transfers(3.0);
    let left = 0.5 * (green + blue);
    assert!(
        green < blue && (left / 0.853 - 1.0).abs() < 0.06,
        "{left}: {:?}",
        relief.response
    );
}

#[test]
fn near_lamps_tell_the_form_of_the_cheek_too() {
    let drawn = light_set(&spec(true, None)).unwrap();
    let relief = relief(reconstruct(&taken(&drawn)).unwrap());
    let (error, _) = depth_error(&relief, &drawn);
    assert!(error < DEPTH_ERROR, "{error}");
    let level: Vec<f64> = (100..600)
        .step_by(100)
        .map(|y| relief.height.height_mm(450, y).unwrap() - drawn.heights.height_mm(450, y).unwrap())
        .collect();
    let worst = level.iter().fold(0.0, |worst, off| f64::max(worst, off.abs()));
    assert!(worst < 1.0, "{level:?}");
}

/// The phantom's skin with the most gloss: its highlights are as bright as what comes from within. Laid on each other by their brightness its pictures were held to have moved.
#[test]
fn skin_with_much_gloss_is_not_refused_for_its_shine() {
    let drawn = light_set(&LightSetSpec {
        seed: 41_001,
        phototype: Phototype::III,
        lamps: 8,
        ..spec(false, None)
    })
    .unwrap();
    let relief = relief(reconstruct(&taken(&drawn)).unwrap());
    let gloss = relief.response.gloss;
    assert!(gloss.strength > 0.08 && gloss.roughness < 0.3, "{gloss:?}");
    let moved: Vec<f64> = relief
        .frames
        .iter()
        .map(|frame| frame.shift_px[0].hypot(frame.shift_px[1]))
        .collect();
    // The phantom moves pictures by a pixel at most, along each axis.
    assert!(moved.iter().all(|moved| *moved < 2.0), "{moved:?}");
}

#[test]
fn lamps_in_other_axes_are_refused_with_what_is_mistaken() {
    let drawn = light_set(&LightSetSpec {
        width: 600,
        ..spec(false, None)
    })
    .unwrap();
    let read_as = |turned: fn([f64; 3]) -> [f64; 3]| {
        let mut set = taken(&drawn);
        for frame in &mut set.frames {
            if let Light::Distant(direction) = &mut frame.light {
                *direction = turned(*direction);
            }
        }
        let found = reconstruct(&set).unwrap();
        let check = found
            .checks
            .iter()
            .find(|check| check.quantity.starts_with("slopes of no surface"))
            .unwrap();
        assert_eq!(check.code, CheckCode::Lights);
        (
            check.passed,
            check.measured,
            check.message.clone(),
            found.usable(),
        )
    };
    let (passed, measured, ..) = read_as(|d| d);
    assert!(passed && measured < 0.7, "{measured}");
    type Mistake = (fn([f64; 3]) -> [f64; 3], &'static str);
    let mistaken: [Mistake; 4] = [
        (|[x, y, z]| [x, -y, z], "one axis pointed the other way"),
        (|[x, y, z]| [-x, y, z], "one axis pointed the other way"),
        (|[x, y, z]| [y, x, z], "x and y were exchanged"),
        (|[x, y, z]| [-y, x, z], "turned by a quarter"),
    ];
    for (turned, words) in mistaken {
        let (passed, measured, message, usable) = read_as(turned);
        assert!(!passed && !usable, "{words}: {measured}");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn the_same_set_gives_the_same_bits_on_any_number_of_threads_and_what_is_no_skin_is_never_read() {
    let drawn = light_set(&LightSetSpec {
        width: 400,
        ..spec(false, None)
    })
    .unwrap();
    let mut set = taken(&drawn);
    set.skin = Mask::from_fn(400, 300, |x, y| {
        !((100..140).contains(&x) && (100..150).contains(&y)) && x > 20
    });
    let mut spoilt = set.clone();
    for frame in &mut spoilt.frames {
        for y in 0..300 {
            for x in 0..400 {
                if !set.skin.get(x, y) {
                    frame.linear[(x, y)] = [f32::NAN; 3];
                }
            }
        }
    }
    let with = |threads: usize, set: &LightSet| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let heights = relief(pool.install(|| reconstruct(set)).unwrap()).height;
        assert!(!heights.valid().get(120, 120) && !heights.valid().get(5, 200));
        let bits = |x: usize, y: usize| heights.height_mm(x, y).map(f64::to_bits);
        (0..300)
            .flat_map(|y| (0..400).map(move |x| (x, y)))
            .map(|(x, y)| bits(x, y))
            .collect::<Vec<_>>()
    };
    let one = with(1, &set);
    assert_eq!(one, with(3, &set));
    assert_eq!(one, with(2, &spoilt));
}

#[test]
fn bad_sets_are_refused_for_what_is_wrong_with_them() {
    for (fault, code) in [
        (LightSetFault::TwoLamps, CheckCode::Lights),
        (LightSetFault::OnePlane, CheckCode::Lights),
        (LightSetFault::LampsSwapped, CheckCode::Lights),
        (LightSetFault::CameraMoved, CheckCode::Motion),
        (LightSetFault::ExposureDrift, CheckCode::Exposure),
        (LightSetFault::Saturated, CheckCode::Exposure),
        (LightSetFault::OneBlurred, CheckCode::Blur),
    ] {
        let drawn = light_set(&spec(false, Some(fault))).unwrap();
        let found = reconstruct(&taken(&drawn)).unwrap();
        let failed: Vec<CheckCode> = found
            .checks
            .iter()
            .filter(|check| !check.passed)
            .map(|check| check.code)
            .collect();
        assert!(failed.contains(&code), "{fault:?}: {failed:?}");
        assert!(found.relief.is_none());
    }
}

/// A picture through a lens of which half of the light arrives in the corners: `1 − ½ r²`.
fn darkened(picture: &Raster<[f32; 3]>) -> Raster<[f32; 3]> {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    Raster::from_fn(picture.width(), picture.height(), |x, y| {
        let along = (x as f32 - 0.5 * (width - 1.0)) / (0.5 * width.hypot(height));
        let down = (y as f32 - 0.5 * (height - 1.0)) / (0.5 * width.hypot(height));
        picture[(x, y)].map(|light| light * (1.0 - 0.5 * (along * along + down * down)))
    })
}

#[test]
fn a_lens_that_darkens_the_corners_is_taken_back_in_the_skins_colour_and_hardly_changes_its_depth() {
    let drawn = light_set(&LightSetSpec {
        width: 600,
        ..spec(false, None)
    })
    .unwrap();
    let bright = taken(&drawn);
    let mut dark = bright.clone();
    for frame in &mut dark.frames {
        frame.linear = darkened(&frame.linear);
    }
    dark.ambient = dark.ambient.as_ref().map(darkened);
    let lens = Vignetting::radial([600, 450], [-0.5, 0.0, 0.0]).unwrap();
    let mut undone = dark.clone();
    for frame in &mut undone.frames {
        lens.undo(&frame.name, &mut frame.linear).unwrap();
    }
    lens.undo("ambient", undone.ambient.as_mut().unwrap()).unwrap();
    let [bright, dark, undone] = [bright, dark, undone].map(|set| relief(reconstruct(&set).unwrap()));
    let green = |relief: &Relief| relief.albedo[(20, 20)][1];
    assert!((green(&undone) / green(&bright) - 1.0).abs() < 1e-3);
    assert!(green(&dark) / green(&bright) < 0.65);
    let [own, with] = [&bright, &dark].map(|relief| depth_error(relief, &drawn).0);
    assert!((own - with).abs() < 0.02, "{own} {with}");
}

/// Lamps turned about the camera's direction and leant towards it or away, by so many degrees each.
fn held(set: &mut LightSet, by_deg: f64) {
    let [turns, leans] = [
        [1.0, -0.8, 1.1, -1.2, 0.6, -0.7],
        [-0.9, 1.0, 0.8, -1.1, 1.2, -1.0],
    ];
    for (frame, (turn, lean)) in set.frames.iter_mut().zip(turns.into_iter().zip(leans)) {
        let Light::Distant([x, y, z]) = frame.light else {
            panic!("distant lamps");
        };
        let turned = y.atan2(x) + (turn * by_deg).to_radians();
        let leant = x.hypot(y).atan2(-z) + (lean * by_deg).to_radians();
        frame.light = Light::Distant([
            leant.sin() * turned.cos(),
            leant.sin() * turned.sin(),
            -leant.cos(),
        ]);
    }
}

#[test]
fn lamps_that_a_hand_held_tell_depths_and_how_unsure_they_are_and_lamps_far_off_are_refused() {
    let drawn = light_set(&spec(false, None)).unwrap();
    let set = taken(&drawn);
    let found = |by_deg: f64| {
        let mut set = set.clone();
        held(&mut set, by_deg);
        reconstruct(&set).unwrap()
    };
    let off = |found: &Reconstruction| {
        let own = found
            .checks
            .iter()
            .find(|check| check.quantity.starts_with("how far single lamps"));
        own.unwrap().measured
    };
    let exact = found(0.0);
    assert!(off(&exact) < 1.4, "{}", off(&exact));
    let by_hand = found(3.0);
    assert!((1.5..5.0).contains(&off(&by_hand)), "{}", off(&by_hand));
    let [exact, by_hand] = [exact, by_hand].map(relief);
    let (error, scars) = depth_error(&by_hand, &drawn);
    assert!(
        error < DEPTH_ERROR && 10 * scars >= 9 * drawn.scars.len(),
        "{error}"
    );
    for (exact, by_hand) in exact.waves.iter().zip(&by_hand.waves) {
        assert!(by_hand.share > exact.share, "{exact:?} {by_hand:?}");
    }
    let far = found(12.0);
    let failed = far.checks.iter().find(|check| !check.passed).unwrap();
    assert!(far.relief.is_none() && failed.code == CheckCode::Lights);
    assert!(
        failed.message.contains("from where they were told"),
        "{}",
        failed.message
    );
}
