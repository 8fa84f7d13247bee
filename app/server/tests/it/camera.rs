//! Guided capture in a real browser, whose camera plays frames of synthetic skin.

use crate::capture::frames;
use crate::looking::{barriers, enter};
use crate::photos::Bench;
use relief_phantom::PairKind;
use relief_photo::{ReadLimits, read_photo};
use relief_stage::browser::{Browser, Hand, Network};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Long enough for a film of eight frames to be played thrice, on a machine that does other things as well.
const FILM_WITHIN: Duration = Duration::from_secs(100);

/// How many of the film's frames show a picture: at two a second, the fewest that Chromium plays well, for two seconds.
const SHOWN_FOR: usize = 4;

/// A film of these pictures, each for two seconds, as Chromium's camera plays it.
fn film(folder: &Path, pictures: &[Vec<u8>]) -> PathBuf {
    film_of(folder, pictures, SHOWN_FOR)
}

/// A film of these pictures, each for so many halves of a second.
pub fn film_of(folder: &Path, pictures: &[Vec<u8>], shown_for: usize) -> PathBuf {
    let limits = ReadLimits::default();
    let photos: Vec<_> = pictures
        .iter()
        .map(|jpeg| read_photo(jpeg, &limits).unwrap())
        .collect();
    let (width, height) = (photos[0].width, photos[0].height);
    let mut bytes = format!("YUV4MPEG2 W{width} H{height} F2:1 Ip A1:1 C420jpeg\n").into_bytes();
    for photo in &photos {
        let code = |x: usize, y: usize| {
            photo
                .linear(x, y)
                .map(|v| 255.0 * relief_photo::colour::srgb::encode(f64::from(v)))
        };
        // ITU-R BT.601 in studio range.
        let luma = |[r, g, b]: [f64; 3]| 16.0 + (65.481 * r + 128.553 * g + 24.966 * b) / 255.0;
        let blue = |[r, g, b]: [f64; 3]| 128.0 + (-37.797 * r - 74.203 * g + 112.0 * b) / 255.0;
        let red = |[r, g, b]: [f64; 3]| 128.0 + (112.0 * r - 93.786 * g - 18.214 * b) / 255.0;
        let mut frame = b"FRAME\n".to_vec();
        frame.extend(
            (0..height)
                .flat_map(|y| (0..width).map(move |x| (x, y)))
                .map(|(x, y)| luma(code(x, y)).round() as u8),
        );
        for chroma in [&blue as &dyn Fn([f64; 3]) -> f64, &red] {
            let half = (0..height / 2).flat_map(|y| (0..width / 2).map(move |x| (2 * x, 2 * y)));
            frame.extend(half.map(|(x, y)| chroma(code(x, y)).round() as u8));
        }
        for _ in 0..shown_for {
            bytes.extend_from_slice(&frame);
        }
    }
    let file = folder.join(format!("film-{}.y4m", pictures.len()));
    std::fs::write(&file, bytes).unwrap();
    file
}

/// Opens the camera for a view, signed in, in a browser that plays this film.
async fn camera(bench: &Bench, film: &Path, width: u32) -> Browser {
    let browser = Browser::start_filming(film, Hand::Mouse, width, 900).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Patients").await;
    browser.open(&bench.at("/capture/lateral_left")).await;
    browser
}

/// The hints that are shown now.
async fn shown(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[data-hints] li')].map((line) => line.dataset.code);";
    let codes = browser.client.execute(script, Vec::new()).await.unwrap();
    serde_json::from_value(codes).unwrap()
}

/// Waits until such a hint is shown.
async fn wait_for(browser: &Browser, code: &str) {
    let begun = Instant::now();
    while !shown(browser).await.iter().any(|shown| shown == code) {
        assert!(
            begun.elapsed() < FILM_WITHIN,
            "{code:?}: {:?}",
            shown(browser).await
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn hints_change_as_pose_light_and_blur_change() {
    let [earlier, good] = frames(PairKind::Unchanged);
    let kinds = [
        PairKind::Pose,
        PairKind::Scale,
        PairKind::LightOtherSide,
        PairKind::ExposureUnder,
        PairKind::Defocus,
    ];
    let mut pictures = vec![good];
    for kind in kinds {
        pictures.extend(frames(kind));
    }
    let folder = TempDir::new().unwrap();
    let bench = Bench::with_earlier(&earlier).await;
    let browser = camera(&bench, &film(folder.path(), &pictures), 820).await;
    let wanted =
        BTreeSet::from(["ready", "pose", "scale", "light_direction", "exposure", "blur"].map(str::to_owned));
    let mut seen = BTreeSet::new();
    let begun = Instant::now();
    while !seen.is_superset(&wanted) && begun.elapsed() < FILM_WITHIN {
        seen.extend(shown(&browser).await);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(seen.is_superset(&wanted), "{seen:?}");
    let barriers = barriers(&browser, "camera").await;
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn a_bad_take_is_refused_and_a_good_one_is_kept() {
    let folder = TempDir::new().unwrap();
    let [earlier, dark] = frames(PairKind::ExposureUnder);
    let bench = Bench::with_earlier(&earlier).await;
    let browser = camera(&bench, &film(folder.path(), &[dark]), 390).await;
    wait_for(&browser, "exposure").await;
    browser.press("Take the photo").await;
    browser.expect("not saved: it cannot be compared").await;
    assert_eq!(bench.kept().await, 1);
    let mut found = barriers(&browser, "camera, refused").await;
    browser.press("Discard and take again").await;
    browser.client.accept_alert().await.unwrap();
    // The device's memory lets go of a picture in its own time.
    let begun = Instant::now();
    while browser.text().await.contains("On their way") {
        assert!(begun.elapsed() < FILM_WITHIN, "nothing is left");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    browser.close().await;

    let [earlier, good] = frames(PairKind::Unchanged);
    let fair = Bench::with_earlier(&earlier).await;
    let browser = camera(&fair, &film(folder.path(), &[good]), 390).await;
    wait_for(&browser, "ready").await;
    browser.press("Take the photo").await;
    browser.expect("saved in the record").await;
    assert_eq!(fair.kept().await, 2);
    browser.expect("Next: ").await;
    browser.follow("All views").await;
    browser.expect("1 of 5 views").await;
    found.extend(barriers(&browser, "views of today").await);
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    for bench in [bench, fair] {
        bench.practice.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver"]
async fn a_lost_network_and_a_reload_in_the_middle_lose_nothing() {
    let [earlier, good] = frames(PairKind::Unchanged);
    let folder = TempDir::new().unwrap();
    let bench = Bench::with_earlier(&earlier).await;
    let browser = camera(&bench, &film(folder.path(), &[good]), 820).await;
    wait_for(&browser, "ready").await;
    // Some parts get through, the rest does not.
    browser.network(Network::Slow(300_000)).await;
    browser.press("Take the photo").await;
    let begun = Instant::now();
    let sent = "return document.querySelector('[data-unsent] progress')?.value ?? 0;";
    while browser
        .client
        .execute(sent, Vec::new())
        .await
        .unwrap()
        .as_f64()
        .unwrap()
        <= 0.0
    {
        assert!(
            begun.elapsed() < FILM_WITHIN,
            "nothing is sent: {}",
            browser.text().await
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    browser.network(Network::Away).await;
    browser.expect("the server cannot be reached").await;
    assert_eq!(bench.kept().await, 1);
    // The page is gone, the network is back, and the page is opened again.
    browser.open("about:blank").await;
    browser.network(Network::Good).await;
    browser.open(&bench.at("/capture")).await;
    browser.expect("saved in the record").await;
    assert_eq!(bench.kept().await, 2);
    browser.close().await;
    bench.practice.close().await;
}
