//! Pages of scans in headless Chromium: the view in three dimensions draws and turns, and nothing bars anybody.
//!
//! Ignored by default as the tests of [`browser`](crate::browser) are.

use crate::browser::probe;
use crate::scan_fixture::{compared, measured};
use relief_report::texts::{ENGLISH, GERMAN};
use relief_report::{compare_page, measure_page};
use serde_json::{Value, json};
use std::path::Path;

/// WebGL without a graphics card.
const WEBGL: &str = "--enable-unsafe-swiftshader";
/// A browser that prints a page's document draws no frames, and so nothing comes into view; a timer stands for the frames, and everything is near.
const FRAMES: &str =
    "<script>requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 16);
    IntersectionObserver = class {
      constructor(come) { this.come = come; }
      observe(target) { setTimeout(() => this.come([{ isIntersecting: true, target }])); }
      unobserve() {}
    };</script></head>";

/// Uses a page as [`probe`] does, with frames and WebGL.
pub fn drawn(page: &str, script: &str, flags: &[&str]) -> Value {
    let flags = [&[WEBGL], flags].concat();
    probe(
        &page.replace("</head>", FRAMES),
        &format!("{LOOK} {script}"),
        &flags,
    )
}

/// Of what the canvas shows: a picture's address, and how many colours it has.
const LOOK: &str = "
    const frame = () => wait(40);
    const canvas = $('.space canvas');
    const key = async (key) => {
      canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); await frame();
    };
    const blank = () => {
      const { width, height } = canvas;
      return Object.assign(document.createElement('canvas'), { width, height }).toDataURL();
    };
    // A busy machine takes its time: until something is drawn, and two frames are the same.
    const look = async () => {
      let seen = '';
      for (let frames = 0; frames < 100; frames++) {
        await frame();
        const next = canvas.toDataURL();
        if (next === seen && next !== blank()) { return next; }
        seen = next;
      }
      return seen;
    };
    const colours = () => {
      const gl = canvas.getContext('webgl');
      const pixels = new Uint8Array(4 * canvas.width * canvas.height);
      gl.readPixels(0, 0, canvas.width, canvas.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      return new Set(new Uint32Array(pixels.buffer)).size;
    };";

#[test]
#[ignore = "needs Chromium"]
fn the_skin_is_drawn_and_turns_by_keys_and_pointer() {
    let seen = drawn(
        &compare_page(&compared(), &ENGLISH).unwrap(),
        "const first = await look(), many = colours() > 500, seen = [many];
             for (const name of ['ArrowLeft', 'ArrowUp', '+']) {
               const before = await look(); await key(name); seen.push(await look() !== before);
             }
             await key('Home'); await wait(600); seen.push(await look() === first);
             const pointer = (type, x) => canvas.dispatchEvent(
               new PointerEvent(type, { pointerId: 1, clientX: x, clientY: 50, bubbles: true }));
             canvas.setPointerCapture = () => {};
             pointer('pointerdown', 10); pointer('pointermove', 80); pointer('pointerup', 80);
             seen.push(await look() !== first);
             $('[data-reset]').click(); await wait(600); seen.push(await look() === first);
             seen.push($('.names').children.length, $('.absent').hidden);
             report(seen);",
        &[],
    );
    assert_eq!(seen, json!([true, true, true, true, true, true, true, 5, true]));
}

#[test]
#[ignore = "needs Chromium"]
fn buttons_switch_between_the_scans_and_true_heights() {
    let seen = drawn(
        &compare_page(&compared(), &ENGLISH).unwrap(),
        "const first = await look();
             const pressed = () => [...document.querySelectorAll('.solid button[aria-pressed=true]')].map((b) => b.textContent);
             $('[data-scan=\"1\"]').click(); await wait(600); const after = await look();
             $('[data-times=\"1\"]').click(); await wait(600); const flat = await look();
             report([after !== first, flat !== after, pressed()]);",
        &[],
    );
    assert_eq!(seen, json!([true, true, ["After", "True heights"]]));
}

#[test]
#[ignore = "needs Chromium"]
fn less_motion_means_at_once() {
    let seen = drawn(
        &compare_page(&compared(), &ENGLISH).unwrap(),
        "const first = await look();
             $('[data-scan=\"1\"]').click(); const after = await look(); await wait(600);
             report([after !== first, await look() === after]);",
        &["--force-prefers-reduced-motion"],
    );
    assert_eq!(seen, json!([true, true]));
}

#[test]
#[ignore = "needs Chromium"]
fn the_wheel_zooms_only_where_the_view_was_selected() {
    let seen = drawn(
        &measure_page(&measured(), &ENGLISH).unwrap(),
        "const first = await look();
             const roll = () => canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -200, cancelable: true }));
             const passed = roll(), same = await look() === first;
             canvas.focus();
             report([passed, same, roll(), await look() !== first]);",
        &[],
    );
    assert_eq!(seen, json!([true, true, false, true]));
}

#[test]
#[ignore = "needs Chromium"]
fn without_webgl_a_sentence_stands_in_its_place() {
    let seen = probe(
        &measure_page(&measured(), &GERMAN).unwrap(),
        "report([$('.space').hidden, $('.solid .controls').hidden, getComputedStyle($('.absent')).display,
                 $('.absent').textContent.includes('WebGL')]);",
        &["--disable-3d-apis"],
    );
    assert_eq!(seen, json!([true, true, "block", true]));
}

#[test]
#[ignore = "needs Chromium"]
fn the_number_of_a_scar_leads_to_its_section() {
    let seen = probe(
        &compare_page(&compared(), &ENGLISH).unwrap(),
        "$('.scars a[href=\"#section-3\"]').click(); await wait(200);
         const figure = $('#section-3');
         report([figure.matches(':target'), figure.getBoundingClientRect().top >= 0,
                 figure.getBoundingClientRect().bottom <= innerHeight]);",
        &[],
    );
    assert_eq!(seen, json!([true, true, true]));
}

#[test]
#[ignore = "needs Chromium"]
fn nothing_sticks_out_from_phone_to_desktop() {
    for page in [
        compare_page(&compared(), &GERMAN).unwrap(),
        measure_page(&measured(), &GERMAN).unwrap(),
    ] {
        let inner = page.replace('&', "&amp;").replace('"', "&quot;");
        let frame = |width| format!("<iframe width=\"{width}\" height=\"900\" srcdoc=\"{inner}\"></iframe>");
        let frames: String = [390, 820, 1280].map(frame).concat();
        let wide = probe(
            &format!("<!doctype html><meta http-equiv=\"none\"><body>{frames}"),
            "report([...document.querySelectorAll('iframe')].map((frame) => {
               const root = frame.contentDocument.documentElement;
               for (const fold of root.querySelectorAll('details')) fold.open = true;
               const scrolls = [...root.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth);
               return [root.scrollWidth - root.clientWidth, scrolls.map((box) => box.closest('section').className)];
             }));",
            &[WEBGL],
        );
        assert_eq!(wide, json!([[0, []], [0, []], [0, []]]));
    }
}

#[test]
#[ignore = "needs Chromium and axe-core"]
fn axe_finds_no_barriers() {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/axe/axe.min.js");
    let axe = std::fs::read_to_string(axe).unwrap();
    let dark = "--blink-settings=preferredColorScheme=0";
    for page in [
        compare_page(&compared(), &ENGLISH).unwrap(),
        measure_page(&measured(), &GERMAN).unwrap(),
    ] {
        for flags in [vec![WEBGL], vec![WEBGL, dark]] {
            let page = page.replace("</head>", &format!("<script>{axe}</script></head>"));
            let found = probe(
                &page,
                "for (const fold of document.querySelectorAll('details')) fold.open = true;
                 const found = await axe.run();
                 report(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]));",
                &flags,
            );
            assert_eq!(found, json!([]));
        }
    }
}
