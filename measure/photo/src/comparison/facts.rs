//! What both pictures, laid onto each other, say about light, camera and skin.

use super::Prepared;
use super::card_facts::{CardColour, edge_sigma_mm, noise};
use crate::blocks::{Block, blocks};
use crate::colour::ciede2000;
use crate::colour::lab::{White, lab};
use crate::colour::skin::ita_degrees;
use crate::gate::{
    Check, Code, DetailFacts, LightFacts, OpticsFacts, ToneFacts, check_colour, check_detail, check_light,
    check_optics,
};
use crate::light::{LightGain, added_shine, light_gain, slow_change};
use crate::metrics::{BandTexture, Metric, TEXTURE_BANDS, line_metrics, pore_area, textures};
use crate::pair::{Aligned, LogPlanes, combine};
use crate::scars::{
    Dipoles, Footprint, ScarContrast, contrasts, dipoles, find_scars, pattern, pigment_mask, shading,
};
use relief_grid::{Mask, Pitch, Raster, filter, morphology};

/// Smoothing of the shading signal before contrasts are taken: noise, not relief.
const SHADING_SIGMA_MM: f64 = 0.08;

/// Side of the blocks over which slow changes and colours are read.
const BLOCK_MM: f64 = 2.0;

/// Skin this close to a scar's cells belongs to the scar's surroundings, not to the texture.
const SCAR_MARGIN_MM: f64 = 0.5;

/// What the pictures are looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// The checks, and then what changed.
    Measuring,
    /// The checks alone.
    Judging,
}

/// All that is derived from an aligned pair, once.
pub struct Pictures {
    /// Millimetres per working pixel, true or nominal.
    pub pitch: Pitch,
    /// The scars, found on the mean of both.
    pub footprints: Vec<Footprint>,
    /// Their contrasts before and after.
    pub contrasts: [Vec<ScarContrast>; 2],
    /// Their dipoles before and after.
    pub dipoles: [Dipoles; 2],
    /// Block means of linear light, before then after.
    pub colour_blocks: Vec<Block<6>>,
    /// Block means of ln(after/before) of the shading.
    pub ratio_blocks: Vec<Block<1>>,
    /// How much stronger the after light shows the scars.
    pub gain: LightGain,
    /// Texture of clear skin.
    pub texture: Vec<BandTexture>,
    /// Pores, fine lines and wrinkles of clear skin.
    pub detail: Vec<Metric>,
}

impl Pictures {
    /// Derives everything from `aligned`; what no check looks at only when it is going to be measured.
    pub fn of(aligned: &Aligned, purpose: For) -> Self {
        let pitch = aligned.pitch;
        let (before, after) = rayon::join(
            || LogPlanes::of(&aligned.before),
            || LogPlanes::of(&aligned.after),
        );
        let mean = LogPlanes::mean(&before, &after);
        let moles = pigment_mask(&mean, &aligned.skin, pitch);
        let footprints = find_scars(&mean, &aligned.skin, &moles, pitch);
        let px = |mm: f64| mm / pitch.mm_per_px();
        let shades = [shading(&before), shading(&after)];
        let signal =
            |shade: &Raster<f32>| filter::gaussian_masked(shade, &aligned.skin, px(SHADING_SIGMA_MM)).0;
        let (first, second) = rayon::join(|| signal(&shades[0]), || signal(&shades[1]));
        let contrasts = [contrasts(&first, &footprints), contrasts(&second, &footprints)];
        let dipoles = [
            dipoles(&footprints, &contrasts[0]),
            dipoles(&footprints, &contrasts[1]),
        ];
        let clear = clear_skin(&aligned.skin, &moles, &footprints, pitch);
        let side = px(BLOCK_MM).round() as usize;
        let colour_blocks = colour_blocks(aligned, &clear, side);
        Self {
            pitch,
            dipoles,
            contrasts,
            gain: light_gain(&colour_blocks, pitch),
            colour_blocks,
            ratio_blocks: ratio_blocks(&shades[0], &shades[1], &clear, side),
            texture: textures(aligned, &clear),
            detail: match purpose {
                For::Measuring => detail([&before, &after], &clear, pitch),
                For::Judging => Vec::new(),
            },
            footprints,
        }
    }
}

fn detail(pictures: [&LogPlanes; 2], clear: &Mask, pitch: Pitch) -> Vec<Metric> {
    let green = combine(&pictures[0].green, &pictures[1].green, |before, after| {
        [before, after]
    });
    let (pores, lines) = rayon::join(
        || pore_area(&green, clear, pitch),
        || line_metrics(&green, clear, pitch),
    );
    pores.into_iter().chain(lines).collect()
}

fn clear_skin(skin: &Mask, moles: &Mask, footprints: &[Footprint], pitch: Pitch) -> Mask {
    let mut scars = Mask::filled(skin.width(), skin.height(), false);
    for &(x, y) in footprints.iter().flat_map(|f| &f.inside) {
        scars.set(x, y, true);
    }
    let scars = morphology::dilate(&scars, SCAR_MARGIN_MM / pitch.mm_per_px());
    skin.and_not(&scars).and_not(moles)
}

fn ratio_blocks(before: &Raster<f32>, after: &Raster<f32>, clear: &Mask, side: usize) -> Vec<Block<1>> {
    blocks(clear, side, |x, y| [after[(x, y)] - before[(x, y)]])
}

fn colour_blocks(aligned: &Aligned, clear: &Mask, side: usize) -> Vec<Block<6>> {
    blocks(clear, side, |x, y| {
        let ([r, g, b], [red, green, blue]) = (aligned.before[(x, y)], aligned.after[(x, y)]);
        [r, g, b, red, green, blue]
    })
}

/// All checks on the aligned pair.
pub fn check_all(prepared: [&Prepared; 2], pictures: &Pictures, colour: &CardColour) -> Vec<Check> {
    let means = mean_colours(&pictures.colour_blocks);
    let slow = slow_change(&pictures.ratio_blocks, pictures.pitch);
    let skin_ratio = means.map(|[b, a]| std::array::from_fn::<f64, 3, _>(|c| (a[c] / b[c]).ln()));
    let gain = colour.grey_ratio.or(skin_ratio).unwrap_or([0.0; 3]);
    let light = LightFacts {
        dipoles: pictures.dipoles.each_ref(),
        slow,
        pattern: pattern(pictures.contrasts.each_ref().map(Vec::as_slice)),
        exposure_stops: gain[1] / std::f64::consts::LN_2,
        tone_slope: colour.normalisation.tone.slope_at(level(prepared[1])),
        clipped: prepared.map(clipped),
        level: prepared.map(level),
        shine: added_shine(&pictures.colour_blocks),
    };
    let mut checks = check_light(&light);
    checks.extend(check_colour(&tone(gain, colour, means)));
    let optics = check_optics(&OpticsFacts {
        edge_sigma_mm: edge_sigma_mm(prepared),
        noise: noise(prepared),
    });
    // Blur beyond its limit takes detail too, and nobody is to be told of retouching for it.
    let sharp = optics
        .iter()
        .all(|check| check.passed || check.code != Code::Blur);
    checks.extend(optics);
    if sharp {
        checks.extend(check_detail(&detail_facts(prepared, &pictures.texture)));
    }
    checks
}

/// The worst loss of detail in the narrow bands and in the widest.
fn detail_facts(prepared: [&Prepared; 2], textures: &[BandTexture]) -> DetailFacts {
    /// Detail of a band that is missing on less of the skin than this is missing by chance.
    const SHARE: f64 = 0.10;
    let [.., widest] = TEXTURE_BANDS;
    let worst = |wide: bool| {
        let bands = textures.iter().filter(|texture| (texture.band == widest) == wide);
        let losses = bands.map(|texture| texture.shared.loss_on(SHARE));
        losses.max_by(|a, b| a.abs().total_cmp(&b.abs()))
    };
    DetailFacts {
        fine: worst(false),
        coarse: worst(true),
        blur_known: prepared.iter().all(|p| p.card.is_some()),
    }
}

fn mean_colours(blocks: &[Block<6>]) -> Option<[[f64; 3]; 2]> {
    let cells: f64 = blocks.iter().map(|b| b.cells as f64).sum();
    let mean = |c: usize| blocks.iter().map(|b| b.mean[c] * b.cells as f64).sum::<f64>() / cells;
    (cells > 0.0).then(|| std::array::from_fn(|p| std::array::from_fn(|c| mean(3 * p + c))))
}

/// What card and skin tell about colour, from the mean skin of both pictures in one frame.
pub fn tone(gain: [f64; 3], colour: &CardColour, means: Option<[[f64; 3]; 2]>) -> ToneFacts {
    let labs = means
        .filter(|_| colour.fit.is_some())
        .map(|m| m.map(|rgb| lab(rgb, White::D65)));
    ToneFacts {
        cast: gain[0] - gain[2],
        card_residual_de00: colour.fit.map(|f| f.residual_mean_de00),
        skin_de00: labs.map(|[b, a]| ciede2000(b, a)),
        ita_change_deg: labs.and_then(|[b, a]| Some(ita_degrees(a)? - ita_degrees(b)?)),
    }
}

/// Linear light from which a channel counts as burnt out.
const BURNT_OUT: f32 = 0.97;

/// The share of the skin that is clipped.
pub fn clipped(p: &Prepared) -> f64 {
    mean_over_skin(p, |rgb| f64::from(u8::from(rgb.iter().any(|&v| v >= BURNT_OUT))))
}

/// The mean level of the skin in linear light (green).
pub fn level(p: &Prepared) -> f64 {
    mean_over_skin(p, |rgb| f64::from(rgb[1]))
}

/// Zero without skin.
fn mean_over_skin(p: &Prepared, value: impl Fn(&[f32; 3]) -> f64) -> f64 {
    let cells = p.working.linear.data().iter().zip(p.skin.raster().data());
    let skin = cells.filter(|(_, skin)| **skin);
    let (n, sum) = skin.fold((0usize, 0.0), |(n, sum), (rgb, _)| (n + 1, sum + value(rgb)));
    sum / n.max(1) as f64
}
