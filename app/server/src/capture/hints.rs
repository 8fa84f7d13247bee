//! What the gate finds in a frame, as one or two short things to do.

use crate::language::{Language, locale, report_texts, say};
use relief_compare::contract::ReasonCode;
use relief_photo::comparison::{Judgement, Moved};
use relief_photo::gate::{Check, Code};
use serde::Serialize;

/// More than this at once nobody can follow while holding a camera.
const AT_ONCE: usize = 2;
/// A picture that lies by less than this share of its width beside the earlier one is framed well enough.
const SHIFT: f64 = 0.08;
/// Nearer or farther by less than this is as near as a hand can hold; the gate's own limit is 1.25.
const DISTANCE: f64 = 1.12;
/// Turned by less than this a picture is level; the gate's own limit is 20°.
const ROTATION_DEG: f64 = 8.0;

/// What a browser is told of a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Nothing stands against pressing the shutter.
    pub ready: bool,
    /// What to do first.
    pub hints: Vec<Hint>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// Which check asks for it.
    pub code: &'static str,
    /// In words.
    pub say: String,
}

/// In this order things are put right: without skin there is no card to look for, without the same place no light to compare.
/// Only what a small copy cannot tell, retouching, is left to the picture itself.
const ORDER: [Code; 17] = [
    Code::NoSkin,
    Code::Exposure,
    Code::Blur,
    Code::Card,
    Code::Scale,
    Code::Mirrored,
    Code::DifferentSkin,
    Code::Registration,
    Code::Overlap,
    Code::Pose,
    Code::Expression,
    Code::LightHardness,
    Code::LightDirection,
    Code::ColourCast,
    Code::Shine,
    Code::SkinTone,
    Code::Noise,
];

/// The hints of a frame that was held against the earlier picture.
pub fn of_pair(judgement: &Judgement) -> Answer {
    let mut hints: Vec<Hint> = Vec::new();
    for code in ORDER {
        let failed = judgement
            .checks
            .iter()
            .find(|check| !check.passed && check.code == code);
        let moved = judgement.moved.as_ref();
        let hint = match (failed, moved) {
            (failed, Some(moved)) if code == Code::Overlap => shift(moved).or_else(|| failed.map(advice)),
            _ if code == Code::Scale => judgement.size_ratio.and_then(distance),
            (failed, Some(moved)) if code == Code::Pose => turn(moved).or_else(|| failed.map(advice)),
            (Some(check), _) => Some(advice(check)),
            _ => None,
        };
        // What could not be laid on each other is said once, by its first reason.
        let same_place = [Code::DifferentSkin, Code::Registration, Code::Overlap];
        let said = hints
            .iter()
            .any(|hint| same_place.iter().any(|code| code.name() == hint.code));
        hints.extend(hint.filter(|_| !(said && same_place.contains(&code))));
    }
    answer(hints)
}

/// The hints of a frame that nothing is held against.
pub fn of_single(checks: &[Check]) -> Answer {
    let failed = ORDER
        .iter()
        .filter_map(|code| checks.iter().find(|check| !check.passed && check.code == *code));
    answer(failed.map(advice).collect())
}

fn answer(mut hints: Vec<Hint>) -> Answer {
    let ready = hints.is_empty();
    hints.truncate(AT_ONCE);
    Answer { ready, hints }
}

fn hint(code: Code, words: &str) -> Option<Hint> {
    Some(Hint {
        code: code.name(),
        say: words.to_owned(),
    })
}

/// Where to move the camera, the larger way first.
fn shift(moved: &Moved) -> Option<Hint> {
    let [x, y] = moved.shift;
    if x.abs().max(y.abs()) <= SHIFT {
        return None;
    }
    // Skin that lies further right than before asks for a camera that moves right.
    let words = match (x.abs() >= y.abs(), x > 0.0, y > 0.0) {
        (true, true, _) => say("Move the camera to the right."),
        (true, false, _) => say("Move the camera to the left."),
        (false, _, true) => say("Move the camera down."),
        (false, _, false) => say("Move the camera up."),
    };
    hint(Code::Overlap, words)
}

fn distance(size_ratio: f64) -> Option<Hint> {
    match size_ratio {
        ratio if ratio > DISTANCE => hint(Code::Scale, say("Go a little further away.")),
        ratio if ratio < 1.0 / DISTANCE => hint(Code::Scale, say("Come a little closer.")),
        _ => None,
    }
}

fn turn(moved: &Moved) -> Option<Hint> {
    // y runs down, so a positive turn of the skin is clockwise on the screen, and the camera follows it.
    match moved.rotation_deg {
        turned if turned > ROTATION_DEG => hint(Code::Pose, say("Turn the camera clockwise.")),
        turned if turned < -ROTATION_DEG => hint(Code::Pose, say("Turn the camera counter-clockwise.")),
        _ => None,
    }
}

/// The gate's sentence to who holds the camera: the second picture is this one, and the first the earlier one. The gate speaks
/// English alone; in another language it is what results say of such a check.
pub(super) fn told(check: &Check) -> String {
    let known = ReasonCode::ALL
        .iter()
        .find(|code| code.as_str() == check.code.name());
    match known {
        Some(code) if locale().language != Language::English => {
            let texts = (report_texts().check)(*code);
            format!("{}: {}", texts.title, texts.advice)
        }
        _ => check
            .message
            .replace("the second picture", "this picture")
            .replace("the first picture", "the earlier picture"),
    }
}

/// What to do about a check that failed. Where the gate's sentence says best what is wrong, it is said.
fn advice(check: &Check) -> Hint {
    let words = match check.code {
        Code::NoSkin => say("Too little skin is in the picture."),
        Code::Blur => say("Hold still and let the camera focus."),
        Code::DifferentSkin | Code::Registration | Code::Overlap => {
            say("Find the same place as in the earlier picture: lay it over the live one.")
        }
        Code::Mirrored => say("The picture is mirrored: use the camera at the back."),
        Code::Pose => say("Look at the face from the same side as in the earlier picture."),
        Code::Expression => say("Ask for a relaxed face."),
        Code::LightHardness => say("Use the same lamp as in the earlier picture, with or without flash."),
        Code::LightDirection => say("The light comes from another side than in the earlier picture."),
        Code::ColourCast => say("The light has another colour: switch other lamps off."),
        Code::Shine => say("Dab the skin dry."),
        _ => &told(check),
    };
    Hint {
        code: check.code.name(),
        say: capital(words),
    }
}

fn capital(say: &str) -> String {
    let mut words = crate::words::capitalised(say);
    if !words.ends_with('.') {
        words.push('.');
    }
    words
}
