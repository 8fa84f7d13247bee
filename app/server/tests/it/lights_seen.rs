//! A light set in a real browser: from lamp to lamp with its camera, which plays synthetic skin, to the scan's page.

use crate::camera::film_of;
use crate::lights::png;
use crate::looking::{barriers, barriers_in_the_dark, enter};
use crate::photos::Bench;
use fantoccini::Locator;
use image::{Rgb, RgbImage};
use relief_phantom::{LightSetSpec, Phototype, light_set};
use relief_stage::browser::{Browser, Hand, Network};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// Pictures that the film shows one after the other, half a second each: more than a set takes, so that no two of a set are the same.
const FRAMES: usize = 60;

/// Skin under one lamp after the other, with a grey corner that is another one in each picture.
fn skin() -> Vec<Vec<u8>> {
    let spec = LightSetSpec {
        seed: 5,
        visit: 0,
        phototype: Phototype::III,
        depth_factor: 1.0,
        lamps: 4,
        near: false,
        lamp_mm: LightSetSpec::NEAR_MM,
        card: false,
        width: 640,
        fault: None,
    };
    let set = light_set(&spec).unwrap();
    let picture = |at: usize| {
        let pixels = &set.frames[at % set.frames.len()].1;
        let bytes = pixels.data().as_flattened().to_vec();
        let mut picture = RgbImage::from_raw(640, 480, bytes).unwrap();
        let grey = Rgb([20 + 3 * at as u8; 3]);
        (0..40).for_each(|y| (0..40).for_each(|x| picture.put_pixel(x, y, grey)));
        png(&picture)
    };
    (0..FRAMES).map(picture).collect()
}

/// Grey pictures of these levels as files, one path a line.
fn greys(folder: &Path, files: &[(&str, u8)]) -> String {
    let path = |(name, level): &(&str, u8)| {
        let path = folder.join(name);
        std::fs::write(&path, png(&RgbImage::from_pixel(60, 40, Rgb([*level; 3])))).unwrap();
        path.display().to_string()
    };
    files.iter().map(path).collect::<Vec<_>>().join("\n")
}

/// How many lamps have a picture.
async fn taken(browser: &Browser) -> u64 {
    let script = "return [...document.querySelectorAll('[data-shot] input')].filter((input) => input.files.length).length;";
    let count = browser.client.execute(script, Vec::new()).await.unwrap();
    count.as_u64().unwrap()
}

/// What has the focus: the name of its first attribute that is the page's own, or its text.
async fn focused(browser: &Browser) -> String {
    let script = "const one = document.activeElement; return Object.keys(one.dataset)[0] ?? one.textContent;";
    let name = browser.client.execute(script, Vec::new()).await.unwrap();
    name.as_str().unwrap().to_owned()
}

/// A shutter that bounces: presses once more as soon as there is a picture, and holds a key down.
async fn bounce(browser: &Browser) {
    let script = "const button = document.querySelector('[data-take]'), all = () => [...document.querySelectorAll('[data-shot] input')]; \
                  const count = () => all().filter((input) => input.files.length).length, before = count(); \
                  const bounce = setInterval(() => { if (count() > before) { button.click(); clearInterval(bounce); } }, 5); \
                  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true }); \
                  return button.dispatchEvent(held);";
    let went_on = browser.client.execute(script, Vec::new()).await.unwrap();
    assert_eq!(went_on, false, "a key that is held presses the button again");
}

/// Takes the picture that the page asks for, which is the one with this number.
async fn take(browser: &Browser, number: u64) {
    browser.expect(&format!("Picture {number} of 5")).await;
    browser.press("Take the picture").await;
    for _ in 0..100 {
        if taken(browser).await == number {
            // The page rests, and the next frame of the film is another one.
            tokio::time::sleep(Duration::from_millis(800)).await;
            assert_eq!(taken(browser).await, number);
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing was taken: {}", browser.text().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn a_set_is_taken_from_lamp_to_lamp_and_sent() {
    let bench = Bench::open().await;
    bench.consent().await;
    let folder = TempDir::new().unwrap();
    let browser =
        Browser::start_filming(&film_of(folder.path(), &skin(), 1), Hand::Keyboard, 1280, 900).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Patients").await;
    browser.open(&bench.at("/scans")).await;
    browser.follow("Take a light set lamp by lamp").await;
    browser.expect("Lamp at 10:30 o'clock").await;
    let mut found = barriers(&browser, "lights empty").await;
    found.extend(barriers_in_the_dark(&browser, "lights empty").await);
    browser.select("zone", "cheek_left").await;
    browser.choose("stand", "ring").await;
    browser.fill("radius_mm", "120").await;
    browser.choose("stand", "far").await;
    browser.fill("angle_deg", "10").await;
    browser.fill("width_mm", "30").await;
    browser.follow("4").await;
    let five = Locator::Css("[data-shot]:nth-child(5):last-child");
    browser.client.wait().for_element(five).await.unwrap();
    assert_eq!(focused(&browser).await, "4", "the number that was chosen");
    browser.press("Use the camera of this device").await;
    browser.expect("Switch on the lamp at 12 o'clock alone.").await;
    browser.choose("stand", "card").await;
    browser.expect("Hold the lamp at about 12 o'clock").await;
    found.extend(barriers(&browser, "lights by card").await);
    found.extend(barriers_in_the_dark(&browser, "lights by card").await);
    browser.choose("stand", "far").await;
    // The film's camera has no exposure to hold.
    browser
        .expect("This browser cannot hold exposure and white balance")
        .await;
    take(&browser, 1).await;
    browser.expect("Switch on the lamp at 3 o'clock alone.").await;
    found.extend(barriers(&browser, "lights half").await);
    bounce(&browser).await;
    for number in 2..=5 {
        take(&browser, number).await;
    }
    browser.expect("All pictures are there.").await;
    assert_eq!(focused(&browser).await, "words");
    found.extend(barriers(&browser, "lights whole").await);
    found.extend(barriers_in_the_dark(&browser, "lights whole").await);

    // One of them once more.
    browser.press("Take again: Lamp at 6 o'clock").await;
    browser.expect("Switch on the lamp at 6 o'clock alone.").await;
    browser.press("Take the picture").await;
    browser.expect("All pictures are there.").await;

    // What is wrong is put right, and no picture is lost.
    browser.press("Add and measure").await;
    browser.expect("Please give a number from 20 to 75.").await;
    assert_eq!(taken(&browser).await, 5);
    found.extend(barriers(&browser, "lights refused").await);
    browser.fill("angle_deg", "45").await;
    browser.press("Add and measure").await;
    browser.expect("The scan was kept.").await;
    assert_eq!(bench.scans().await.len(), 1);

    // The next set finds the lamps as they were.
    browser.open(&bench.at("/scans/lights")).await;
    browser.expect("Lamp at 9 o'clock").await;
    let script = "const form = document.querySelector('form[data-lights]'); \
                  return ['lamps', 'angle_deg', 'radius_mm', 'lamp_distance_mm', 'width_mm', 'stand'].map((name) => form.elements[name].value).join(' ');";
    let remembered = browser.client.execute(script, Vec::new()).await.unwrap();
    assert_eq!(
        remembered.as_str(),
        Some("4 45 120 500  far"),
        "but not how much skin a picture showed"
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn pictures_of_another_camera_go_to_their_lamps_by_name() {
    let bench = Bench::open().await;
    bench.consent().await;
    let folder = TempDir::new().unwrap();
    // In the order of their names; that of 6 o'clock is white.
    let files = [
        ("IMG_8.png", 90),
        ("IMG_9.png", 91),
        ("IMG_10.png", 255),
        ("IMG_11.png", 93),
    ];
    let browser = Browser::start(Hand::Mouse, 390, 900).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Patients").await;
    browser.open(&bench.at("/scans/lights?lamps=4")).await;
    browser.press("Use the camera of this device").await;
    browser.expect("No camera can be used here.").await;
    let several = browser.client.find(Locator::Css("[data-several]")).await.unwrap();
    several.send_keys(&greys(folder.path(), &files)).await.unwrap();
    browser.expect("100 % of the middle is burnt out").await;
    let script = "return [...document.querySelectorAll('[data-shot]')].map((shot) => \
                  [shot.querySelector('input').files[0]?.name ?? 'none', shot.querySelector('[data-burnt]').hidden].join(' ')).join(', ');";
    let chosen = browser.client.execute(script, Vec::new()).await.unwrap();
    let wanted = "IMG_8.png true, IMG_9.png true, IMG_10.png false, IMG_11.png true, none true";
    assert_eq!(chosen.as_str(), Some(wanted));
    let found = barriers(&browser, "lights chosen").await;
    browser.select("zone", "cheek_left").await;
    browser.fill("width_mm", "30").await;
    browser.press("Add and measure").await;
    browser.expect("The scan was kept.").await;
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn pictures_that_do_not_arrive_stay_in_the_page() {
    let bench = Bench::open().await;
    bench.consent().await;
    let folder = TempDir::new().unwrap();
    let files = [("1.png", 90), ("2.png", 91), ("3.png", 92), ("4.png", 93)];
    let browser = Browser::start(Hand::Mouse, 820, 900).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Patients").await;
    browser.open(&bench.at("/scans/lights?lamps=4")).await;
    let several = browser.client.find(Locator::Css("[data-several]")).await.unwrap();
    several.send_keys(&greys(folder.path(), &files)).await.unwrap();
    browser.select("zone", "cheek_left").await;
    browser.fill("width_mm", "30").await;

    // Without a network.
    browser.network(Network::Away).await;
    browser.press("Add and measure").await;
    browser.expect("This did not arrive").await;
    let found = barriers(&browser, "lights unsent").await;
    assert_eq!(taken(&browser).await, 4);
    browser.network(Network::Good).await;

    // Signed out meanwhile.
    browser.client.delete_all_cookies().await.unwrap();
    browser.press("Add and measure").await;
    browser.expect("you were signed out").await;
    assert_eq!(taken(&browser).await, 4);

    // What the server cannot read: a file for no lamp.
    let here = browser.client.window().await.unwrap();
    let other = browser.client.new_window(true).await.unwrap();
    browser.client.switch_to_window(other.handle).await.unwrap();
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Patients").await;
    browser.client.switch_to_window(here).await.unwrap();
    let name = |name: &str| format!("document.getElementById('lamp-4').name = '{name}';");
    browser.client.execute(&name("lamp-9"), Vec::new()).await.unwrap();
    browser.press("Add and measure").await;
    browser.expect("Go back and try again.").await;
    assert_eq!(taken(&browser).await, 4);

    browser.client.execute(&name("lamp-4"), Vec::new()).await.unwrap();
    browser.press("Add and measure").await;
    browser.expect("The scan was kept.").await;
    assert_eq!(bench.scans().await.len(), 1);
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}
