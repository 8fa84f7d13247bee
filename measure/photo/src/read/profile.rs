//! From what the file says about its colours to sRGB.

use super::error::one_line;
use super::facts::printable;
use super::{Channels, Encoding, ReadError};
use crate::photo::Samples;
use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, CmsError, ColorPrimaries, ColorProfile, DataColorSpace,
    Layout, MatrixCoefficients, ProfileText, RenderingIntent, TransferCharacteristics,
    Transform16BitExecutor, TransformOptions, XyY, Xyzd, curve_from_gamma,
};
use rayon::prelude::*;
use std::sync::Arc;

/// Largest shift, in 8 bit code values, with which a profile still counts as sRGB: below it rounding to
/// 8 bits moves colours more than the profile does.
const SRGB_SHIFT: f32 = 0.3;

/// One 8 bit code value in 16 bits.
const CODE_U8: u16 = 257;

/// Probes along each channel when asking whether a profile is sRGB; every 32nd code value.
const PROBES: u16 = 9;

/// Pixels converted at once by one thread: in and out stay in the cache.
const CHUNK: usize = 4096;

/// The gamma that PNG asks sRGB pictures to give for old viewers, 1/2.2, and how far encoders stray.
const SRGB_GAMMA: std::ops::RangeInclusive<f32> = 0.4540..=0.4551;

/// sRGB samples, three to a pixel, and the description of the file's ICC profile.
pub(super) fn to_srgb(
    samples: Samples,
    channels: Channels,
    encoding: &Encoding,
    adobe_rgb: bool,
) -> Result<(Samples, Option<String>), ReadError> {
    let profile = match encoding {
        Encoding::Untagged if adobe_rgb => ColorProfile::new_adobe_rgb(),
        Encoding::Untagged | Encoding::Srgb => return Ok((in_three(samples, channels), None)),
        Encoding::Icc(bytes) => from_icc(bytes)?,
        Encoding::CodePoints {
            primaries,
            transfer,
            full_range,
        } => from_code_points(*primaries, *transfer, *full_range)?,
        Encoding::Gamma {
            gamma,
            chromaticities,
        } => from_gamma(*gamma, chromaticities.as_ref())?,
    };
    let name = matches!(encoding, Encoding::Icc(_))
        .then(|| description(&profile))
        .flatten();
    let (samples, layout) = match (profile.color_space, channels) {
        (DataColorSpace::Gray, Channels::Grey) => (samples, Layout::Gray),
        (DataColorSpace::Rgb, _) => (in_three(samples, channels), Layout::Rgb),
        (other, _) => {
            return Err(untrusted(format!(
                "a profile for {other:?} in a photo of other channels"
            )));
        }
    };
    let transform = transform(&profile, layout).map_err(broken)?;
    if is_srgb(&*transform, layout).map_err(broken)? {
        return Ok((
            if layout == Layout::Gray {
                in_three(samples, channels)
            } else {
                samples
            },
            name,
        ));
    }
    let converted = match samples {
        Samples::U8(s) => convert(&s, |v| u16::from(v) * CODE_U8, &*transform, layout),
        Samples::U16(s) => convert(&s, |v| v, &*transform, layout),
    };
    Ok((Samples::U16(converted.map_err(broken)?), name))
}

/// Grey samples three times each; others as they are.
fn in_three(samples: Samples, channels: Channels) -> Samples {
    match (samples, channels) {
        (Samples::U8(s), Channels::Grey) => Samples::U8(s.into_iter().flat_map(|v| [v; 3]).collect()),
        (Samples::U16(s), Channels::Grey) => Samples::U16(s.into_iter().flat_map(|v| [v; 3]).collect()),
        (samples, _) => samples,
    }
}

/// A transform to sRGB in floating point inside: fixed point would show in shadows. Relative
/// colorimetric, as white is white in both and nothing in gamut may move.
fn transform(profile: &ColorProfile, layout: Layout) -> Result<Arc<Transform16BitExecutor>, CmsError> {
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        prefer_fixed_point: false,
        ..TransformOptions::default()
    };
    profile.create_transform_16bit(layout, &srgb(), Layout::Rgb, options)
}

/// sRGB with the colorants that its published ICC profile states (color.org, sRGB2014): the
/// library's own come from another rounding of D65 and shift saturated colours by half a code value.
fn srgb() -> ColorProfile {
    let mut profile = ColorProfile::new_srgb();
    profile.red_colorant = Xyzd {
        x: 0.436_066,
        y: 0.222_488,
        z: 0.013_916,
    };
    profile.green_colorant = Xyzd {
        x: 0.385_147,
        y: 0.716_873,
        z: 0.097_076,
    };
    profile.blue_colorant = Xyzd {
        x: 0.143_066,
        y: 0.060_608,
        z: 0.714_096,
    };
    profile
}

/// Whether the transform leaves colours all over the cube where they are.
fn is_srgb(transform: &Transform16BitExecutor, layout: Layout) -> Result<bool, CmsError> {
    let level = |i: u16| (u32::from(i) * u32::from(u16::MAX) / u32::from(PROBES - 1)) as u16;
    let levels = || (0..PROBES).map(level);
    let wanted: Vec<u16> = if layout == Layout::Gray {
        levels().flat_map(|v| [v; 3]).collect()
    } else {
        levels()
            .flat_map(|r| levels().flat_map(move |g| levels().flat_map(move |b| [r, g, b])))
            .collect()
    };
    let probes = if layout == Layout::Gray {
        levels().collect()
    } else {
        wanted.clone()
    };
    let mut got = vec![0; wanted.len()];
    transform.transform(&probes, &mut got)?;
    let limit = (SRGB_SHIFT * f32::from(CODE_U8)) as u16;
    Ok(wanted.iter().zip(&got).all(|(a, b)| a.abs_diff(*b) <= limit))
}

/// Converts in parallel, chunk by chunk; what lies outside sRGB is clipped to 0 or full.
fn convert<T: Copy + Sync>(
    source: &[T],
    widen: impl Fn(T) -> u16 + Sync,
    transform: &Transform16BitExecutor,
    layout: Layout,
) -> Result<Vec<u16>, CmsError> {
    let count = if layout == Layout::Gray { 1 } else { 3 };
    let mut out = vec![0; source.len() / count * 3];
    out.par_chunks_mut(3 * CHUNK)
        .zip(source.par_chunks(count * CHUNK))
        .try_for_each(|(out, chunk)| {
            let wide: Vec<u16> = chunk.iter().map(|v| widen(*v)).collect();
            transform.transform(&wide, out)
        })?;
    Ok(out)
}

fn from_icc(bytes: &[u8]) -> Result<ColorProfile, ReadError> {
    let profile = ColorProfile::new_from_slice(bytes).map_err(broken)?;
    if let Some(points) = &profile.cicp {
        refuse_hdr(points.transfer_characteristics)?;
    }
    Ok(profile)
}

/// A profile from code points of ITU-T H.273.
fn from_code_points(primaries: u8, transfer: u8, full_range: bool) -> Result<ColorProfile, ReadError> {
    let unknown = |_| untrusted(format!("unknown colour code points {primaries}/{transfer}"));
    let color_primaries = CicpColorPrimaries::try_from(primaries).map_err(unknown)?;
    let transfer_characteristics = TransferCharacteristics::try_from(transfer).map_err(unknown)?;
    refuse_hdr(transfer_characteristics)?;
    if !full_range {
        return Err(untrusted("video range".to_owned()));
    }
    let points = CicpProfile {
        color_primaries,
        transfer_characteristics,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range,
    };
    let mut profile = srgb();
    profile.cicp = None;
    // Not what it returns tells whether it worked: that is false either way in moxcms 0.8.1.
    let _ = profile.update_rgb_colorimetry_from_cicp(points);
    match profile.cicp {
        Some(_) => Ok(profile),
        None => Err(unknown(CmsError::InvalidCicp)),
    }
}

/// High dynamic range has no white that sRGB could name.
fn refuse_hdr(transfer: TransferCharacteristics) -> Result<(), ReadError> {
    match transfer {
        TransferCharacteristics::Smpte2084 | TransferCharacteristics::Hlg => {
            Err(untrusted("high dynamic range".to_owned()))
        }
        _ => Ok(()),
    }
}

/// A profile from the gAMA and cHRM chunks of PNG; the missing one is sRGB's.
fn from_gamma(
    gamma: Option<f32>,
    chromaticities: Option<&[(f32, f32); 4]>,
) -> Result<ColorProfile, ReadError> {
    let mut profile = srgb();
    if let Some(points) = chromaticities {
        if !span_colours(points) {
            return Err(untrusted(format!(
                "its chromaticities {points:?} span no colours"
            )));
        }
        let [white, red, green, blue] = *points;
        let white = XyY {
            x: f64::from(white.0),
            y: f64::from(white.1),
            yb: 1.0,
        };
        let [red, green, blue] = [red, green, blue].map(|(x, y)| Chromaticity { x, y });
        profile.update_rgb_colorimetry(white, ColorPrimaries { red, green, blue });
    }
    if let Some(gamma) = gamma.filter(|gamma| !SRGB_GAMMA.contains(gamma)) {
        // Real encoders write 0.3 to 1; the rest of the range is slack.
        if !(0.1..=10.0).contains(&gamma) {
            return Err(untrusted(format!("its gamma is {gamma}")));
        }
        let curve = Some(curve_from_gamma(1.0 / gamma));
        (profile.red_trc, profile.green_trc, profile.blue_trc) = (curve.clone(), curve.clone(), curve);
        profile.cicp = None;
    }
    Ok(profile)
}

/// Whether white, red, green and blue are colours and the primaries form a triangle.
fn span_colours(points: &[(f32, f32); 4]) -> bool {
    /// A hundredth of sRGB's triangle, 0.112.
    const SMALLEST_AREA: f32 = 0.001;
    let [_, r, g, b] = *points;
    let area = 0.5 * ((g.0 - r.0) * (b.1 - r.1) - (b.0 - r.0) * (g.1 - r.1)).abs();
    area > SMALLEST_AREA
        && points
            .iter()
            .all(|(x, y)| (0.0..=1.0).contains(x) && (0.0001..=1.0).contains(y))
}

fn description(profile: &ColorProfile) -> Option<String> {
    match profile.description.as_ref()? {
        ProfileText::PlainString(text) => printable(text),
        ProfileText::Localizable(texts) => printable(&texts.first()?.value),
        ProfileText::Description(text) => printable(&text.ascii_string),
    }
}

fn untrusted(why: String) -> ReadError {
    ReadError::UntrustedColour { why }
}

fn broken(error: CmsError) -> ReadError {
    untrusted(format!("its colour profile is broken: {}", one_line(&error)))
}
