//! Light sets of synthetic skin that are sent lamp by lamp measure what their true lamps measure.

use crate::lights::{fields, png};
use crate::people::Answer;
use crate::photos::Bench;
use image::RgbImage;
use relief_phantom::{LightSetSpec, Phototype, RenderedLightSet, light_set};
use relief_store::Measurement;
use reqwest::StatusCode;

/// The width of the pictures, in pixels.
const WIDTH: usize = 800;
/// The lamps of a rendered set, which go round the other way.
const CLOCKWISE: [usize; 6] = [0, 5, 4, 3, 2, 1];

/// Skin under six lamps that stand nearly as on a clock, clockwise from 12 o'clock: within 3.3 degrees of their places, among a hundred thousand visits.
const SPEC: LightSetSpec = LightSetSpec {
    seed: 5,
    visit: 33_595,
    phototype: Phototype::II,
    depth_factor: 1.0,
    lamps: 6,
    near: false,
    lamp_mm: LightSetSpec::NEAR_MM,
    card: false,
    width: WIDTH,
    fault: None,
};

/// A set as it is sent, and what describes it truly.
struct Skin {
    pictures: Vec<Vec<u8>>,
    truth: serde_json::Value,
    mm_per_px: f64,
}

impl Skin {
    fn of(set: &RenderedLightSet) -> Self {
        let pictures = CLOCKWISE.map(|lamp| {
            let pixels = &set.frames[lamp].1;
            let (width, height) = (pixels.width() as u32, pixels.height() as u32);
            png(&RgbImage::from_raw(width, height, pixels.data().as_flattened().to_vec()).unwrap())
        });
        let mut truth: serde_json::Value = serde_json::from_str(&set.lights_json).unwrap();
        let lamps = CLOCKWISE.map(|lamp| truth["lights"][lamp].clone());
        truth["lights"] = lamps.into();
        truth["ambient_frame"] = serde_json::Value::Null;
        for (at, lamp) in truth["lights"].as_array_mut().unwrap().iter_mut().enumerate() {
            lamp["file"] = format!("{at}.png").into();
        }
        Self {
            pictures: pictures.into(),
            mm_per_px: truth["mm_per_px_at_z0"].as_f64().unwrap(),
            truth,
        }
    }

    /// Its pictures, by their inputs.
    fn shots(&self) -> Vec<(String, Vec<u8>)> {
        let pictures = self.pictures.iter().zip(1..);
        pictures
            .map(|(bytes, lamp)| (format!("lamp-{lamp}"), bytes.clone()))
            .collect()
    }

    /// The scars' room as the true description measures it.
    async fn truly(&self, bench: &Bench) -> f64 {
        let names: Vec<String> = (0..self.pictures.len()).map(|at| format!("{at}.png")).collect();
        let truth = self.truth.to_string();
        let mut files: Vec<(&str, &str, &[u8])> = names
            .iter()
            .zip(&self.pictures)
            .map(|(name, bytes)| ("scan", name.as_str(), bytes.as_slice()))
            .collect();
        files.push(("scan", "lights.json", truth.as_bytes()));
        let sent = bench
            .staff
            .send_files(&bench.at("/scans"), &fields(&[]), &files)
            .await;
        scar_volume(bench, &sent).await
    }
}

/// The room that all scars leave, of a scan that was measured.
async fn scar_volume(bench: &Bench, sent: &Answer) -> f64 {
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let path = sent.location.split('?').next().unwrap();
    let mut page = String::new();
    for _ in 0..600 {
        page = bench.staff.get(&bench.practice.at(path)).await.body;
        if !page.contains("data-job=") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let scan = path.rsplit('/').next().unwrap();
    let kept = bench.repository.all::<Measurement>(bench.patient).await.unwrap();
    let of_scan = kept
        .iter()
        .find(|kept| kept.value.request.to_string().contains(scan));
    let result = &of_scan
        .unwrap_or_else(|| panic!("not measured: {page}"))
        .value
        .result;
    result["parameters"]["scar_volume"]["value"].as_f64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn lamps_by_the_clock_measure_what_their_true_places_measure() {
    let bench = Bench::open().await;
    bench.consent().await;
    let skin = Skin::of(&light_set(&SPEC).unwrap());
    let width_mm = (WIDTH as f64 * skin.mm_per_px).to_string();
    let said = [
        ("lamps", "6"),
        ("angle_deg", "45"),
        ("width_mm", width_mm.as_str()),
    ];
    let by_clock = scar_volume(&bench, &bench.send_lights(&said, &skin.shots()).await).await;
    let truly = skin.truly(&bench).await;
    // Lamps that are 3 degrees off tilt slopes by 5 %; perspective, which the clock does not know, adds as much. Lamps that go the other way round are refused.
    let ratio = by_clock / truly;
    assert!((0.9..1.1).contains(&ratio), "{by_clock} and {truly} mm³");
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lamp_on_a_string_is_found_by_the_card() {
    let bench = Bench::open().await;
    bench.consent().await;
    let set = light_set(&LightSetSpec {
        near: true,
        lamp_mm: [400.0, 400.0],
        card: true,
        ..SPEC
    })
    .unwrap();
    let skin = Skin::of(&set);
    let card_mm = set.card_middle_mm.unwrap();
    let away_mm = |lamp: &[f64; 3]| {
        let squares = lamp.iter().zip(card_mm).map(|(lamp, card)| (lamp - card).powi(2));
        squares.sum::<f64>().sqrt()
    };
    let lamps: Vec<_> = set.lamps_mm.iter().flatten().map(away_mm).collect();
    let string_mm = lamps.iter().sum::<f64>() / lamps.len() as f64;
    let string_mm = format!("{string_mm:.0}");
    let said = [
        ("lamps", "6"),
        ("stand", "card"),
        ("lamp_distance_mm", string_mm.as_str()),
        ("width_mm", "in centimetres: nobody looks"),
    ];
    let sent = bench.send_lights(&said, &skin.shots()).await;
    let (lights, _) = bench.described(&sent).await;
    assert_eq!(lights.lamp_distance_mm, string_mm.parse().ok());
    assert!(lights.lamps.iter().all(|lamp| lamp.light.is_none()));
    let by_card = scar_volume(&bench, &sent).await;
    let truly = skin.truly(&bench).await;
    // One length stands for lamps that are up to an eighth nearer to the card or farther from it; a string that is 5 % off makes depths 10 % wrong.
    let ratio = by_card / truly;
    assert!(
        (0.9..1.1).contains(&ratio),
        "{by_card} and {truly} mm³, {lamps:?} {string_mm}"
    );
    bench.practice.close().await;
}
