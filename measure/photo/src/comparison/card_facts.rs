//! What the cards of both pictures say about the cameras and lamps.

use super::Prepared;
use crate::card::CardView;
use crate::card::layout::{CARD_HEIGHT_MM, CARD_WIDTH_MM};
use crate::colour::{ColourTransform, Fit, Normalisation, PatchPair, ToneCurve};
use crate::gate::{Check, Code, check_shadow, check_shadow_sides};
use crate::light::{ShadowEdge, ShadowSides, shadow_edge};
use relief_grid::{Point, Polygon, pyramid};

/// Fewest tags of a card that is not covered.
const LEAST_TAGS: usize = 3;

/// Largest residual of the tags' corners on one plane, in mm: a card bent by 1 mm at an edge shows this.
const BENT_LIMIT_MM: f64 = 0.25;

/// The neutral patches from white to black.
const NEUTRALS: std::ops::Range<usize> = 18..24;

/// Those without white (often clipped) and black (mostly noise).
const GREYS: std::ops::Range<usize> = 19..23;

/// How the cards of both pictures compare in colour.
#[derive(Debug, Clone, Copy)]
pub struct CardColour {
    /// From the second picture's linear light to the first's; changes nothing without two cards.
    pub normalisation: Normalisation,
    /// How well it fits; `None` without two cards.
    pub fit: Option<Fit>,
    /// Mean of ln(after/before) of the grey patches in red, green and blue.
    pub grey_ratio: Option<[f64; 3]>,
}

fn both(prepared: [&Prepared; 2]) -> Option<[&CardView; 2]> {
    Some([prepared[0].card.as_ref()?, prepared[1].card.as_ref()?])
}

/// The colour frame of the pair.
pub fn colour_of(prepared: [&Prepared; 2]) -> CardColour {
    let none = CardColour {
        normalisation: Normalisation::NONE,
        fit: None,
        grey_ratio: None,
    };
    let Some([before, after]) = both(prepared) else {
        return none;
    };
    let pairs: Vec<PatchPair> = before
        .patches
        .iter()
        .zip(&after.patches)
        .map(|(b, a)| PatchPair {
            measured: a.rgb,
            reference: b.rgb,
            usable: a.usable && b.usable,
        })
        .collect();
    let tone = ToneCurve::fit(&pairs[NEUTRALS]);
    let toned: Vec<PatchPair> = pairs
        .iter()
        .map(|pair| PatchPair {
            measured: pair.measured.map(|v| tone.apply(v)),
            ..*pair
        })
        .collect();
    let Ok(fit) = ColourTransform::fit(&toned) else {
        return none;
    };
    CardColour {
        normalisation: Normalisation {
            tone,
            transform: fit.transform,
        },
        fit: Some(fit),
        grey_ratio: grey_ratio(&pairs),
    }
}

fn grey_ratio(pairs: &[PatchPair]) -> Option<[f64; 3]> {
    let greys: Vec<&PatchPair> = pairs[GREYS].iter().filter(|p| p.usable).collect();
    (!greys.is_empty()).then(|| {
        std::array::from_fn(|c| {
            let ratio = |p: &&PatchPair| f64::from((p.measured[c] / p.reference[c]).ln());
            greys.iter().map(ratio).sum::<f64>() / greys.len() as f64
        })
    })
}

/// The blur of both pictures as the Gaussian sigma of a card edge, mm on the card.
pub fn edge_sigma_mm(prepared: [&Prepared; 2]) -> Option<[f64; 2]> {
    both(prepared).map(|cards| cards.map(|card| card.edge_sigma_px * card.mm_per_px))
}

/// Largest blur that is matched, mm: beyond it the gate refuses anyway.
const MOST_MATCHED_MM: f64 = 0.15;

/// The Gaussian that brings each picture to the softer one's edges, in its own working pixels.
pub fn matching_blur_px(prepared: [&Prepared; 2]) -> [f64; 2] {
    let Some(sigmas) = edge_sigma_mm(prepared) else {
        return [0.0; 2];
    };
    let softer = sigmas[0].max(sigmas[1]);
    std::array::from_fn(|i| {
        let missing = (softer * softer - sigmas[i] * sigmas[i])
            .max(0.0)
            .sqrt()
            .min(MOST_MATCHED_MM);
        missing / prepared[i].working.filter_pitch().mm_per_px()
    })
}

/// Noise of both pictures at working pitch, as a share of white: block means of k² pixels have 1/k of it.
pub fn noise(prepared: [&Prepared; 2]) -> Option<[f64; 2]> {
    let [before, after] = both(prepared)?;
    let [before, after] = [before.noise?, after.noise?];
    Some([
        before / prepared[0].working.factor as f64,
        after / prepared[1].working.factor as f64,
    ])
}

/// The checks of the cards themselves and of the shadows they throw.
pub fn check_cards([first, second]: [&Prepared; 2]) -> Vec<Check> {
    let mut checks = [check_card(first, &FIRST), check_card(second, &SECOND)].concat();
    let (before, after) = rayon::join(|| Shadow::of(first), || Shadow::of(second));
    if let [Some(before), Some(after)] = [before, after] {
        let edges = before.edge.zip(after.edge).map(|(b, a)| check_shadow([b, a]));
        let unlike = edges.as_ref().is_some_and(|check| !check.passed);
        let sides = before.sides.zip(after.sides);
        checks.extend(edges);
        checks.extend(sides.and_then(|(b, a)| check_shadow_sides([b, a], unlike)));
    }
    checks
}

/// The shadow that the card throws.
struct Shadow {
    edge: Option<ShadowEdge>,
    sides: Option<ShadowSides>,
}

impl Shadow {
    /// Read at a quarter of the working resolution.
    fn of(prepared: &Prepared) -> Option<Self> {
        const LEVEL: u32 = 2;
        let card = prepared.card.as_ref()?;
        let working = &prepared.working;
        let shrunk = pyramid::halve(&prepared.half);
        let in_shrunk = |at: Point| {
            let at = Point::new(working.from_photo_px(at.x), working.from_photo_px(at.y));
            pyramid::from_base(LEVEL, at)
        };
        let corners = card.outline_with_margin(0.0).corners;
        let outline = Polygon {
            corners: corners.into_iter().map(in_shrunk).collect(),
        };
        let pitch = working.filter_pitch().coarser(f64::from(LEVEL).exp2());
        Some(Self {
            edge: shadow_edge(&shrunk, &outline, pitch),
            sides: ShadowSides::of(&shrunk, [CARD_WIDTH_MM, CARD_HEIGHT_MM], |mm| {
                in_shrunk(card.mm_to_px.apply(mm))
            }),
        })
    }
}

/// What the checks of one picture's card call the picture and their quantities.
#[derive(Debug)]
pub struct CardNames {
    /// The picture, in words.
    pub picture: &'static str,
    /// How many tags were seen.
    pub tags: &'static str,
    /// How far the card is bent.
    pub bend: &'static str,
    /// Whether it is mirrored.
    pub mirrored: &'static str,
}

const FIRST: CardNames = CardNames {
    picture: "the first picture",
    tags: "tags_before",
    bend: "bend_mm_before",
    mirrored: "card_flag_before",
};

const SECOND: CardNames = CardNames {
    picture: "the second picture",
    tags: "tags_after",
    bend: "bend_mm_after",
    mirrored: "card_flag_after",
};

/// The checks of the card of one picture.
pub fn check_card(p: &Prepared, names: &CardNames) -> Vec<Check> {
    let which = names.picture;
    let mut checks = Vec::new();
    if let Some(card) = &p.card {
        checks.push(Check::at_least(
            Code::Card,
            names.tags,
            card.tags_found as f64,
            LEAST_TAGS as f64,
            "tags",
            format!(
                "{} of 4 tags of the card are seen in {which}; lay the whole card beside the skin",
                card.tags_found
            ),
        ));
        let bent = card.residual_px * card.mm_per_px;
        checks.push(Check::at_most(
            Code::Card,
            names.bend,
            bent,
            BENT_LIMIT_MM,
            "mm",
            format!("the card in {which} is flat within {bent:.2} mm; glue it on stiff board"),
        ));
        let mirrored = Check::at_most(
            Code::Mirrored,
            names.mirrored,
            f64::from(u8::from(card.mirrored)),
            0.0,
            "flag",
            format!(
                "{which} {} mirrored; switch off mirroring in the camera's settings",
                if card.mirrored { "is" } else { "is not" }
            ),
        );
        checks.push(mirrored);
    } else if p.stray_tags > 0 {
        checks.push(Check::at_least(
            Code::Card,
            names.tags,
            p.stray_tags as f64,
            LEAST_TAGS as f64,
            "tags",
            format!(
                "only {} of 4 tags of the card are seen in {which}; lay the whole card beside the skin",
                p.stray_tags
            ),
        ));
    }
    checks
}
