//! The page in headless Chromium. A copy of the page carries a script that uses it as a person would
//! and writes what it saw into the document, which Chromium then prints.
//!
//! Ignored by default since a machine may have no Chromium: `cargo test -p relief-report -- --ignored`.
//! `RELIEF_CHROMIUM` names another browser of that family.

use crate::fixture::{improved, refused};
use relief_report::{compare_page, texts::ENGLISH};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

const REASON: &str = "the document holds the probe's answer";

/// What Chromium makes of a page: its document after scripts and timers of `PATIENCE` ran.
fn document(html: &str, flags: &[&str]) -> String {
    const PATIENCE: &str = "--virtual-time-budget=8000";
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, html).unwrap();
    let browser = std::env::var("RELIEF_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .args(["--window-size=1280,900", PATIENCE, "--dump-dom"])
        .args(flags)
        .arg(format!("file://{}", page.display()))
        .stderr(Stdio::null())
        .output()
        .expect("chromium starts");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs `script` in a copy of the page without its content security policy; `report(value)` ends it.
pub(crate) fn probe(html: &str, script: &str, flags: &[&str]) -> Value {
    let start = html.find("<meta http-equiv").unwrap();
    let end = start + html[start..].find('>').unwrap() + 1;
    let page = format!(
        "{}{}<script>
        const report = (value) => {{
          const at = document.createElement('pre');
          at.id = 'probe'; at.textContent = JSON.stringify(value); document.body.append(at);
        }};
        const $ = (selector) => document.querySelector(selector);
        const wait = (ms) => new Promise((done) => setTimeout(done, ms));
        addEventListener('load', async () => {{ try {{ {script} }} catch (error) {{ report(String(error)); }} }});
        </script>",
        &html[..start],
        &html[end..]
    );
    let document = document(&page, flags);
    let answer = document
        .split("<pre id=\"probe\">")
        .nth(1)
        .expect(REASON)
        .split("</pre>")
        .next()
        .expect(REASON);
    serde_json::from_str(
        &answer
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
    .unwrap()
}

fn page() -> String {
    compare_page(&improved(), &ENGLISH).unwrap()
}

#[test]
#[ignore = "needs Chromium"]
fn the_script_runs_under_the_pages_own_policy() {
    let document = document(&page(), &[]);
    assert!(document.contains("data-mode=\"slider\""));
    assert!(document.contains("aria-valuetext=\"50 % of the width shows before\""));
}

#[test]
#[ignore = "needs Chromium"]
fn the_slider_follows_keys_buttons_and_pointer() {
    let seen = probe(
        &page(),
        "const handle = $('.handle'), stage = $('.stage'), seen = [];
         const now = () => seen.push(Number(handle.getAttribute('aria-valuenow')));
         for (const [key, shiftKey] of [['ArrowRight'], ['ArrowLeft', true], ['PageUp'], ['End'], ['ArrowUp'], ['Home']]) {
           handle.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true })); now();
         }
         for (const split of [50, 100, 0]) { $(`[data-split='${split}']`).click(); now(); }
         const box = stage.getBoundingClientRect();
         const pointer = (type, share) => stage.dispatchEvent(
           new PointerEvent(type, { clientX: box.left + share * box.width, clientY: box.top + 5, button: 0 }));
         pointer('pointerdown', 0.25); now();
         pointer('pointermove', 0.75); now();
         pointer('pointerup', 0.75); pointer('pointermove', 0.1); now();
         seen.push(getComputedStyle($('figure.after')).clipPath);
         seen.push(document.activeElement === handle);
         report(seen);",
        &[],
    );
    assert_eq!(
        seen,
        json!([
            52,
            42,
            52,
            100,
            100,
            0,
            50,
            100,
            0,
            25,
            75,
            75,
            "inset(0px 0px 0px 75%)",
            true
        ])
    );
}

#[test]
#[ignore = "needs Chromium"]
fn flicker_plays_pauses_and_switches() {
    let seen = probe(
        &page(),
        "const viewer = $('#viewer'), seen = [], now = () => seen.push(viewer.dataset.show);
         $('.modes [data-mode=flicker]').click(); now();
         await wait(2000); now();                       // starts still
         $('button[data-play]').click();
         await wait(1000); now(); await wait(800); now();
         $('button[data-play]').click(); await wait(2000); now();
         $('[data-switch]').click(); now();
         seen.push($('.showing').textContent, getComputedStyle($('figure.after')).visibility);
         $('.modes [data-mode=pair]').click();
         seen.push(getComputedStyle($('.stage')).gridTemplateColumns.split(' ').length);
         report(seen);",
        &[],
    );
    assert_eq!(
        seen,
        json!([
            "before", "before", "after", "before", "before", "after", "After", "visible", 2
        ])
    );
}

#[test]
#[ignore = "needs Chromium"]
fn less_motion_means_no_play() {
    let seen = probe(
        &page(),
        "$('.modes [data-mode=flicker]').click();
         $('button[data-play]').click(); await wait(3000);
         report([$('#viewer').dataset.show, getComputedStyle($('button[data-play]')).display,
                 getComputedStyle($('.still')).display]);",
        &["--force-prefers-reduced-motion"],
    );
    assert_eq!(seen, json!(["before", "none", "block"]));
}

#[test]
#[ignore = "needs Chromium"]
fn nothing_sticks_out_from_phone_to_desktop() {
    for page in [page(), compare_page(&refused(), &ENGLISH).unwrap()] {
        let frames: String = [390, 820, 1280]
            .iter()
            .map(|width| {
                let inner = page.replace('&', "&amp;").replace('"', "&quot;");
                format!("<iframe width=\"{width}\" height=\"900\" srcdoc=\"{inner}\"></iframe>")
            })
            .collect();
        let wide = probe(
            &format!("<!doctype html><meta http-equiv=\"none\"><body>{frames}"),
            "report([...document.querySelectorAll('iframe')].map((frame) => {
               const root = frame.contentDocument.documentElement;
               for (const fold of root.querySelectorAll('details')) fold.open = true;
               const scrolls = [...root.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth);
               return [root.scrollWidth - root.clientWidth, scrolls.length];
             }));",
            &[],
        );
        assert_eq!(wide, json!([[0, 0], [0, 0], [0, 0]]));
    }
}

#[test]
#[ignore = "needs Chromium"]
fn a_hostile_name_runs_nothing() {
    let seen = probe(
        &compare_page(&refused(), &ENGLISH).unwrap(),
        "report([document.scripts.length, document.querySelectorAll('[onerror]').length,
                 document.querySelectorAll('.name')[1].textContent]);",
        &[],
    );
    // The page's own script and this one.
    assert_eq!(seen, json!([2, 0, "<img src=x>\" onerror=\"alert(2).jpg"]));
}
