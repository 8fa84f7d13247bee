//! Light sets that are taken lamp by lamp, as plain requests: how their lamps are described, and what is refused.

use crate::people::{Answer, Someone, hire};
use crate::photos::Bench;
use image::{ImageFormat, Rgb, RgbImage};
use relief_course::Role;
use relief_stereo::{Light, Lights, View};
use reqwest::StatusCode;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A picture as PNG.
pub fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A small grey picture.
fn grey(width: u32, level: u8) -> Vec<u8> {
    png(&RgbImage::from_pixel(width, 40, Rgb([level; 3])))
}

/// One grey picture for each of so many lamps, by its input.
fn greys(lamps: u8) -> Vec<(String, Vec<u8>)> {
    let shot = |lamp| (format!("lamp-{lamp}"), grey(60, 100 + lamp));
    (1..=lamps).map(shot).collect()
}

/// The fields of a set without a card, with others in place of them.
pub fn fields<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("zone", "cheek_left"),
        ("taken_on", "2026-03-02"),
        ("lamps", "4"),
        ("stand", "far"),
        ("angle_deg", "30"),
        ("width_mm", "30"),
    ];
    let kept = usual
        .into_iter()
        .filter(|(name, _)| others.iter().all(|(other, _)| other != name));
    kept.chain(others.iter().copied()).collect()
}

impl Bench {
    /// Sends a set, with other fields in place of the usual ones.
    pub async fn send_lights(&self, others: &[(&str, &str)], shots: &[(String, Vec<u8>)]) -> Answer {
        let shots: Vec<_> = shots
            .iter()
            .map(|(input, bytes)| (input.as_str(), "IMG 1.png", bytes.as_slice()))
            .collect();
        self.staff
            .send_files(&self.at("/scans/lights"), &fields(others), &shots)
            .await
    }

    /// The description within the set that an answer leads to, and the names of the files beside it.
    pub async fn described(&self, sent: &Answer) -> (Lights, Vec<String>) {
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let path = sent.location.split('?').next().unwrap();
        let bytes = self
            .staff
            .bytes_at(&self.practice.at(&format!("{path}/file")))
            .await;
        let mut set = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut json = Vec::new();
        set.by_name("lights.json")
            .unwrap()
            .read_to_end(&mut json)
            .unwrap();
        let names = set.file_names().flatten().map(|name| name.to_string());
        (Lights::from_json(&json).unwrap(), names.collect())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_is_kept_with_the_description_of_its_lamps() {
    let bench = Bench::open().await;
    bench.consent().await;
    let page = bench.staff.get(&bench.at("/scans/lights")).await.body;
    for words in [
        "Lamp at 10:30 o&#39;clock",
        "All lamps off",
        "name=\"lamp-8\"",
        "capture=\"environment\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let four = bench.staff.get(&bench.at("/scans/lights?lamps=4")).await.body;
    assert!(four.contains("lamp-4") && !four.contains("lamp-5"), "{four}");

    let mut shots = greys(4);
    shots.push(("ambient".to_owned(), grey(60, 9)));
    let sent = bench.send_lights(&[], &shots).await;
    let (lights, mut names) = bench.described(&sent).await;
    names.sort();
    let wanted = [
        "ambient.png",
        "lamp_1.png",
        "lamp_2.png",
        "lamp_3.png",
        "lamp_4.png",
        "lights.json",
    ];
    assert_eq!(names, wanted);
    assert_eq!(lights.ambient_file.as_deref(), Some("ambient.png"));
    assert_eq!(lights.view(), Some(View::Orthographic { mm_per_px: 0.5 }));
    let second = &lights.lamps[1];
    let Some(Light::Distant([x, y, z])) = second.light else {
        panic!("{second:?}");
    };
    assert!(
        (x - 0.5).abs() < 1e-9 && y.abs() < 1e-9 && z < -0.86,
        "3 o'clock is at the right: {second:?}"
    );

    let ring = [
        ("stand", "ring"),
        ("radius_mm", "120"),
        ("distance_mm", "300"),
        ("lamps", "5"),
    ];
    let sent = bench.send_lights(&ring, &greys(5)).await;
    let (lights, _) = bench.described(&sent).await;
    assert_eq!(lights.lamps[0].light, Some(Light::Near([0.0, -120.0, 0.0])));
    let camera = lights.camera.unwrap();
    assert_eq!((camera.fx, camera.cx, camera.cy), (600.0, 29.5, 19.5));
    assert_eq!(bench.scans().await.len(), 2);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_set_is_said_beside_its_lamp() {
    let bench = Bench::open().await;
    let refused = bench.send_lights(&[], &greys(4)).await.body;
    assert!(refused.contains("has not agreed"), "{refused}");
    bench.consent().await;

    let without = |gone: &str| {
        let mut shots = greys(4);
        shots.retain(|(input, _)| input != gone);
        shots
    };
    let with = |input: &str, bytes: Vec<u8>| {
        let mut shots = without(input);
        shots.push((input.to_owned(), bytes));
        shots
    };
    let cases = [
        (
            &[][..],
            without("lamp-2"),
            "The picture with the lamp at 3 o&#39;clock is missing.",
        ),
        (
            &[("angle_deg", "10")][..],
            greys(4),
            "Please give a number from 20 to 75.",
        ),
        (
            &[("lamps", "3")][..],
            greys(3),
            "Please give a number from 4 to 8.",
        ),
        (&[("stand", "")][..], greys(4), "Please choose one."),
        (
            &[("stand", "ring"), ("radius_mm", "12")][..],
            greys(4),
            "Please give a number from 20 to 500.",
        ),
        (
            &[("stand", "card"), ("lamp_distance_mm", "50")][..],
            greys(4),
            "Please give a number from 200 to 1500.",
        ),
        (
            &[("stand", "card"), ("lamp_distance_mm", "500")][..],
            greys(4),
            "No card is found in this picture, and nothing else shows where the lamp was.",
        ),
        (
            &[("width_mm", "")][..],
            greys(4),
            "No card is seen in the first picture.",
        ),
        (
            &[][..],
            with("lamp-3", grey(61, 7)),
            "This picture has 61 × 40 pixels, and the first one 60 × 40",
        ),
        (
            &[][..],
            with("lamp-4", grey(60, 101)),
            "This is the same picture as that of “12 o&#39;clock”",
        ),
        (
            &[][..],
            with("lamp-4", b"dear <b>diary".to_vec()),
            "IMG 1.png: this is no photo",
        ),
    ];
    for (others, shots, words) in cases {
        let answer = bench.send_lights(others, &shots).await;
        assert_eq!(answer.status, StatusCode::OK, "{words}");
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
        assert!(!answer.body.contains("<b>diary"), "{}", answer.body);
    }
    assert!(bench.scans().await.is_empty(), "what is refused is not kept");

    hire(
        &bench.practice,
        &bench.owner,
        "pia",
        Role::Patient,
        Some(bench.patient),
    )
    .await;
    let pia = Someone::signed_in(&bench.practice, "pia").await;
    let sent = pia
        .send_files(&bench.at("/scans/lights"), &fields(&[]), &[])
        .await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    bench.practice.close().await;
}
