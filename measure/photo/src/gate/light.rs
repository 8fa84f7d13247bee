//! Whether the same light fell on the skin: direction, hardness, shine, exposure.

use super::{Check, Code};
use crate::light::{ShadowEdge, ShadowSides, SlowChange};
use crate::scars::{Dipoles, Pattern};

/// Turn of the light, read from the skin's own shading, that the gate lets pass. Careful repeats of a fixed rig stay
/// within 5°, read with an error of some 3°; a frontal flash or a ring light in one picture makes 10° and more.
const DIRECTION_LIMIT_DEG: f64 = 9.5;

/// Fewest scars whose shading tells directed from even light.
const FEWEST_SCARS: usize = 8;

/// Change of the agreement itself that tells a directed light from an even one.
const COHERENCE_LIMIT: f64 = 0.6;

/// Ratio of the sharpness of the card's shadow between the pictures: careful repeats stay under 1.6, also when the card
/// lies a little higher; a flash or a bare lamp for a softbox makes 2.2 to 8.
const SHADOW_RATIO_LIMIT: f64 = 2.0;

/// What the two pictures tell about the lamps.
#[derive(Debug, Clone, Copy)]
pub struct LightFacts<'a> {
    /// The shading dipoles of the same scars in both pictures.
    pub dipoles: [&'a Dipoles; 2],
    /// The slow change of brightness over the skin; `None` when there is too little skin.
    pub slow: Option<SlowChange>,
    /// How alike the scars' shading is; `None` with too few scars.
    pub pattern: Option<Pattern>,
    /// Exposure of the second picture over the first, in stops, from the card or the skin.
    pub exposure_stops: f64,
    /// How many times as steeply the second picture's tones have to be drawn at the skin's level to be the first's.
    pub tone_slope: f64,
    /// Share of the skin that is clipped, in each picture.
    pub clipped: [f64; 2],
    /// Mean level of the skin in linear light (green), in each picture.
    pub level: [f64; 2],
    /// How unevenly the after picture adds white to the skin; `None` when there is too little skin.
    pub shine: Option<f64>,
}

/// The checks of light direction, light hardness, exposure and shine.
pub fn check_light(facts: &LightFacts<'_>) -> Vec<Check> {
    let mut checks = vec![direction(facts), hardness(facts)];
    checks.extend(facts.pattern.map(check_pattern));
    checks.extend(facts.shine.map(check_shine));
    checks.extend(exposure(facts));
    checks
}

/// The check of how sharp the card's shadow is in both pictures.
pub fn check_shadow([before, after]: [ShadowEdge; 2]) -> Check {
    let steeper = after.slope_per_mm / before.slope_per_mm;
    let smaller_lamp = after.slope_by_distance / before.slope_by_distance;
    let change = if steeper.ln().abs() > smaller_lamp.ln().abs() {
        steeper
    } else {
        smaller_lamp
    };
    let ratio = change.max(1.0 / change);
    let harder = if change > 1.0 { "second" } else { "first" };
    let message = format!(
        "the card's shadow is {ratio:.1} times as sharp in the {harder} picture: another lamp, a flash, or no diffuser; light both pictures alike"
    );
    Check::at_most(
        Code::LightHardness,
        "shadow_ratio",
        ratio,
        SHADOW_RATIO_LIMIT,
        "ratio",
        message,
    )
}

/// Likeness of the sides on which the card's shadow falls, under which the lamps stand elsewhere. Careful repeats keep 0.98 and
/// more, also where the card was laid down anew; a lamp that went to the other side leaves −0.3, a ring light 0.2 to 0.8,
/// two lamps that turned by a quarter −1, which the skin's own shading hardly shows.
const LEAST_SHADOW_LIKENESS: f64 = 0.7;

/// Spread of the sides of the card, root mean square of ln light, from which they tell of a shadow.
const LEAST_SPREAD: f64 = 0.1;

/// The check of the sides on which the card's shadow falls; `None` when they tell of no shadow.
///
/// A card that lies flat in one picture throws none there, and that is no other light. Only where the shadows are
/// `otherwise_unlike`, and refuse the pair anyway, one shadow without another may name the reason.
pub fn check_shadow_sides([before, after]: [ShadowSides; 2], otherwise_unlike: bool) -> Option<Check> {
    let likeness = before.likeness(&after)?;
    let spreads = [before.spread(), after.spread()];
    let told = |&spread: &f64| spread > LEAST_SPREAD;
    let enough = if otherwise_unlike {
        spreads.iter().any(told)
    } else {
        spreads.iter().all(told)
    };
    let message = "the card's shadow falls on another side than in the first picture; put lamp and face where they were";
    enough.then(|| {
        Check::at_least(
            Code::LightDirection,
            "shadow_likeness",
            likeness,
            LEAST_SHADOW_LIKENESS,
            "correlation",
            message.to_owned(),
        )
    })
}

/// By the skin's own slow shading only: the azimuth that scars' walls tell moves with their healing and with a second
/// lamp, by more than a lamp that is moved.
fn direction(facts: &LightFacts<'_>) -> Check {
    let turn = facts.slow.map_or(0.0, |slow| slow.turn_deg());
    let message = format!(
        "the light falls on the skin about {turn:.0}° from where it did in the first picture; put lamp and face where they were"
    );
    Check::at_most(
        Code::LightDirection,
        "turn_deg",
        turn,
        DIRECTION_LIMIT_DEG,
        "deg",
        message,
    )
}

/// Correlation of the scars' shading under which their light is another: careful repeats keep 0.95 and more, twin lamps that
/// turned by 45° leave 0.9 though the cheek's own shading hardly shows them.
const LEAST_PATTERN: f64 = 0.92;

/// By how much less will do for each unit by which the scars' contrast fell or rose: they heal unevenly, and the skin's own relief
/// weighs more. Scars 60 % shallower keep 0.8.
const PATTERN_BY_HEALING: f64 = 0.6;

fn check_pattern(pattern: Pattern) -> Check {
    let message = format!(
        "the scars' dark and bright sides agree by {:.2} only: light falls on them from elsewhere; put lamps and face where they were",
        pattern.correlation
    );
    Check::at_least(
        Code::LightDirection,
        "pattern_correlation",
        pattern.correlation,
        LEAST_PATTERN - PATTERN_BY_HEALING * (1.0 - pattern.ratio),
        "correlation",
        message,
    )
}

/// Directed against even light: how far the scars agree on one direction.
fn hardness(facts: &LightFacts<'_>) -> Check {
    let [before, after] = facts.dipoles;
    let change = if before.each.len() >= FEWEST_SCARS {
        after.coherence() - before.coherence()
    } else {
        0.0
    };
    let (more, less) = if change < 0.0 {
        ("first", "second")
    } else {
        ("second", "first")
    };
    let message = format!(
        "the {more} picture was lit from one side and the {less} evenly, as by a flash or ring light; use the same lamps without a flash"
    );
    Check::at_most(
        Code::LightHardness,
        "coherence_share",
        change.abs(),
        COHERENCE_LIMIT,
        "share",
        message,
    )
}

/// Exposure difference up to which one camera curve treats both pictures alike. Careful repeats stay within
/// a quarter of a stop; from a whole stop on the curve itself reads as weaker scars.
const EXPOSURE_LIMIT_STOPS: f64 = 0.6;

/// Share of clipped skin that a highlight or two may take.
const CLIPPED_LIMIT: f64 = 0.02;

/// Linear level of the skin under which shadows and noise decide (about 5 % of white).
const DARKEST_LEVEL: f64 = 0.02;

/// The check of the difference of exposure alone, in stops of the second picture over the first.
pub fn exposure_difference(stops: f64) -> Check {
    let way = if stops > 0.0 { "brighter" } else { "darker" };
    let message = format!(
        "the second picture is {:.1} stops {way}; fix exposure and lamps",
        stops.abs()
    );
    Check::at_most(
        Code::Exposure,
        "difference_stops",
        stops.abs(),
        EXPOSURE_LIMIT_STOPS,
        "stops",
        message,
    )
}

/// Ratio of the slopes of two tone curves that the greys of the card may correct: beyond it the camera redraws tones with the
/// scene, and not alike everywhere.
const TONE_SLOPE_LIMIT: f64 = 1.35;

fn tone_curve(slope: f64) -> Check {
    let (ratio, steeper) = if slope > 1.0 {
        (slope, "first")
    } else {
        (1.0 / slope, "second")
    };
    let message = format!(
        "the card's greys are drawn {ratio:.2} times as steeply in the {steeper} picture; switch off HDR and contrast modes"
    );
    Check::at_most(
        Code::Exposure,
        "tone_curve_ratio",
        ratio,
        TONE_SLOPE_LIMIT,
        "ratio",
        message,
    )
}

fn exposure(facts: &LightFacts<'_>) -> Vec<Check> {
    let clipped = facts.clipped[0].max(facts.clipped[1]);
    let level = facts.level[0].min(facts.level[1]);
    let mut checks = vec![
        exposure_difference(facts.exposure_stops),
        tone_curve(facts.tone_slope),
    ];
    checks.extend(check_exposure(clipped, level, "one picture"));
    checks
}

/// The check that not too much of the skin is burnt out to be laid onto anything, of pictures whose skins could not be laid
/// onto each other. Where they could, [`check_exposure`] looks at the skin that is left.
pub fn check_burnt_out(share: f64) -> Check {
    /// With a quarter of the skin gone, that is the reason why there is no registration, whatever else may be.
    const BURNT_OUT_LIMIT: f64 = 0.25;
    let message = format!(
        "{:.0} % of the skin is burnt out in one picture; expose less",
        100.0 * share
    );
    Check::at_most(
        Code::Exposure,
        "burnt_out_share",
        share,
        BURNT_OUT_LIMIT,
        "share",
        message,
    )
}

/// The checks of a picture's own exposure: the share of its skin that is clipped, and the mean level of its skin in
/// linear light. `which` is what the messages call it.
pub fn check_exposure(clipped: f64, level: f64, which: &str) -> [Check; 2] {
    let clip = format!(
        "{:.1} % of the skin is burnt out in {which}; expose less",
        100.0 * clipped
    );
    let dark = format!(
        "the skin is at {:.1} % of white in {which}; expose more",
        100.0 * level
    );
    [
        Check::at_most(
            Code::Exposure,
            "clipped_share",
            clipped,
            CLIPPED_LIMIT,
            "share",
            clip,
        ),
        Check::at_least(
            Code::Exposure,
            "level_linear",
            level,
            DARKEST_LEVEL,
            "linear",
            dark,
        ),
    ]
}

/// Spread of the white that one picture's skin adds to the other's, over the skin's green. Careful repeats stay under 0.07; a
/// film of oil makes 0.18 and more.
const SHINE_LIMIT: f64 = 0.12;

/// The check of shine, from how unevenly white lies on the after picture against the before picture; negative when the
/// before picture shines.
pub fn check_shine(added: f64) -> Check {
    let more = if added > 0.0 { "second" } else { "first" };
    let message = format!(
        "skin mirrors {:.0} % more of the light in places of the {more} picture; clean and dry it, and wait ten minutes",
        100.0 * added.abs()
    );
    Check::at_most(
        Code::Shine,
        "added_share",
        added.abs(),
        SHINE_LIMIT,
        "share",
        message,
    )
}
