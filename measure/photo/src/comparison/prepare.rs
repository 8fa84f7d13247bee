//! Both photos made ready: card, scale, working image, skin.

use super::PhotoOptions;
use crate::card::{CardSearch, CardView, find_card};
use crate::gate::{Check, Code, Compression, check_compression, check_flash};
use crate::pair::{Layer, Working};
use crate::register::View;
use crate::skin::{CARD_MARGIN_MM, skin_mask};
use crate::turn::Eye;
use crate::{Photo, PhotoInfo};
use relief_grid::{Mask, Pitch, Polygon, Raster, ScaleSource, pyramid};

/// Least skin to compare: a 2 cm square.
const LEAST_SKIN_MM2: f64 = 400.0;

/// The scale of one photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhotoScale {
    /// Millimetres per photo pixel, when known.
    pub pitch: Option<Pitch>,
    /// Standard uncertainty of the pitch, relative; `None` when given or unknown.
    pub relative_sd: Option<f64>,
    /// Where it came from.
    pub source: ScaleSource,
}

/// One photo, ready to be compared.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What the file said about itself.
    pub info: PhotoInfo,
    /// The card, when there is one.
    pub card: Option<CardView>,
    /// How many tags were seen, when too few for a card.
    pub stray_tags: usize,
    /// The scale.
    pub scale: PhotoScale,
    /// The working image.
    pub working: Working,
    /// Its skin.
    pub skin: Mask,
    /// The working image at half its resolution.
    pub half: Raster<[f32; 3]>,
    /// Its skin at half resolution.
    pub half_skin: Mask,
    /// Whether only named regions of it are looked at.
    pub in_region: bool,
}

impl Prepared {
    /// The picture as it is laid onto another.
    pub fn layer(&self) -> Layer<'_> {
        Layer {
            working: &self.working,
            skin: &self.skin,
            half: &self.half,
            half_skin: &self.half_skin,
        }
    }

    /// The photo as far as geometry goes. Its size is that of what was shrunk: a last part of a working pixel is lost.
    pub fn eye(&self) -> Eye<'_> {
        let linear = &self.working.linear;
        Eye {
            size_px: [linear.width(), linear.height()].map(|n| n * self.working.factor),
            card: self.card.as_ref(),
        }
    }

    /// The picture as the registration takes it: at half its working resolution.
    pub fn view(&self) -> View<'_> {
        View {
            linear: &self.half,
            skin: &self.half_skin,
            pitch: self.working.filter_pitch().coarser(2.0),
        }
    }
}

/// Prepares both photos. A scale known for one only is carried over to the other, so that both working images
/// are of one kind; whether it really holds is for the gate. `cards_sought` is called between card and skin.
pub fn prepare(
    [before, after]: [Photo; 2],
    options: &PhotoOptions,
    cards_sought: impl FnOnce(),
) -> [Prepared; 2] {
    let (first, second) = rayon::join(|| find_card(&before), || find_card(&after));
    cards_sought();
    let own = [scale_of(&first, options), scale_of(&second, options)];
    let scales = [
        carried(own[0], own[1], [&before.size(), &after.size()]),
        carried(own[1], own[0], [&after.size(), &before.size()]),
    ];
    let (before, after) = rayon::join(
        || prepared(before, first, scales[0], &options.regions),
        || prepared(after, second, scales[1], &[]),
    );
    [before, after]
}

/// Prepares a photo beside another one that is ready; only the other's scale matters.
pub fn prepare_beside(earlier: &Prepared, photo: Photo, options: &PhotoOptions) -> Prepared {
    let search = find_card(&photo);
    let own = scale_of(&search, options);
    let scale = carried(own, earlier.scale, [&photo.size(), &earlier.eye().size_px]);
    prepared(photo, search, scale, &[])
}

/// Prepares one photo alone.
pub fn prepare_one(photo: Photo, options: &PhotoOptions) -> Prepared {
    let search = find_card(&photo);
    let scale = scale_of(&search, options);
    prepared(photo, search, scale, &options.regions)
}

fn scale_of(search: &CardSearch, options: &PhotoOptions) -> PhotoScale {
    match (search, options.scale) {
        (CardSearch::Found(card), _) => PhotoScale {
            pitch: Pitch::from_mm_per_px(card.mm_per_px),
            relative_sd: Some(card.mm_per_px_sd / card.mm_per_px),
            source: ScaleSource::Card,
        },
        (_, Some(pitch)) => PhotoScale {
            pitch: Some(pitch),
            relative_sd: None,
            source: ScaleSource::Given,
        },
        _ => PhotoScale {
            pitch: None,
            relative_sd: None,
            source: ScaleSource::None,
        },
    }
}

/// The other photo's scale for a photo without one, as if both were taken from one distance with one lens.
fn carried(own: PhotoScale, other: PhotoScale, [size, other_size]: [&[usize; 2]; 2]) -> PhotoScale {
    /// A distance that nobody measured is known no better than this.
    const CARRIED_RELATIVE_SD: f64 = 0.05;
    let Some(pitch) = other.pitch.filter(|_| own.pitch.is_none()) else {
        return own;
    };
    let long_side = |size: &[usize; 2]| size[0].max(size[1]).max(1) as f64;
    PhotoScale {
        pitch: Some(pitch.coarser(long_side(other_size) / long_side(size))),
        relative_sd: Some(CARRIED_RELATIVE_SD),
        source: ScaleSource::None,
    }
}

fn prepared(photo: Photo, search: CardSearch, scale: PhotoScale, regions: &[Polygon]) -> Prepared {
    let working = Working::of(&photo, scale.pitch);
    // The samples are the largest of all buffers, and nothing looks at them again.
    let Photo { info, samples, .. } = photo;
    drop(samples);
    let (card, stray_tags) = match search {
        CardSearch::Found(card) => (Some(*card), 0),
        CardSearch::Partial { tags } => (None, tags),
        CardSearch::None => (None, 0),
    };
    let shrunk = |polygon: &Polygon| working.polygon_from_photo(polygon);
    let keep_out: Vec<Polygon> = card
        .iter()
        .map(|card| shrunk(&card.outline_with_margin(CARD_MARGIN_MM)))
        .collect();
    let regions: Vec<Polygon> = regions.iter().map(shrunk).collect();
    let skin = skin_mask(&working, &keep_out, &regions);
    let half = pyramid::halve(&working.linear);
    let half_skin = Mask::from_fn(half.width(), half.height(), |x, y| {
        let (x, y) = (2 * x, 2 * y);
        x < skin.width() && y < skin.height() && skin.get(x, y)
    });
    Prepared {
        info,
        card,
        stray_tags,
        scale,
        working,
        skin,
        half,
        half_skin,
        in_region: !regions.is_empty(),
    }
}

/// What both files say about flash and compression.
pub fn check_files(prepared: [&Prepared; 2]) -> Vec<Check> {
    let flash = check_flash(prepared.map(|p| p.info.flash_fired));
    let compression = prepared.map(|p| Compression {
        jpeg_steps: p.info.jpeg_steps,
        shrunk: p.working.factor,
    });
    flash
        .into_iter()
        .chain([check_compression(compression)])
        .collect()
}

/// Whether both photos show enough skin: the check of the poorer one.
pub fn check_skin([first, second]: [&Prepared; 2]) -> Check {
    if skin_mm2(first) <= skin_mm2(second) {
        check_skin_of(first, "the first picture")
    } else {
        check_skin_of(second, "the second picture")
    }
}

/// Whether one photo, called `which` in the message, shows enough skin.
pub fn check_skin_of(prepared: &Prepared, which: &str) -> Check {
    let area = skin_mm2(prepared);
    let why = if area >= LEAST_SKIN_MM2 {
        ""
    } else if is_grey(&prepared.working.linear) {
        ", because it has no colours, and skin is told by them; use the colour photo"
    } else if prepared.in_region {
        " within the named region; name a larger one, or one that holds more skin"
    } else {
        ""
    };
    let message = format!("{area:.0} mm² of skin in {which} can be measured{why}");
    Check::at_least(Code::NoSkin, "area_mm2", area, LEAST_SKIN_MM2, "mm2", message)
}

/// Whether a picture has no colours, as a black-and-white photo saved by any means.
fn is_grey(linear: &Raster<[f32; 3]>) -> bool {
    /// What rounding to 8 bits leaves between the channels of one grey, as a share of it or of 2 % of white.
    const ROUNDING: f32 = 0.03;
    linear.data().iter().all(|rgb| {
        let (low, high) = rgb
            .iter()
            .fold((f32::MAX, f32::MIN), |(low, high), &v| (low.min(v), high.max(v)));
        high - low <= ROUNDING * high.max(0.02)
    })
}

/// The area of the skin, by the true pitch or the nominal one.
fn skin_mm2(prepared: &Prepared) -> f64 {
    prepared.skin.count() as f64 * prepared.working.filter_pitch().mm_per_px().powi(2)
}

/// What is missing and what follows from it.
pub fn warnings(prepared: [&Prepared; 2]) -> Vec<String> {
    let mut warnings = Vec::new();
    match prepared.map(|p| p.card.is_some()) {
        [true, true] => {}
        [false, false] if prepared[0].scale.source == ScaleSource::Given => warnings.push(
            "no card in either picture: the given scale is used, and colours, which cards alone make comparable, are left out, and only larger changes can be told".to_owned(),
        ),
        [false, false] => warnings.push(
            "no card in either picture: lengths stay in pixels, filter sizes assume a close-up of 140 mm, and colours, which cards alone make comparable, are left out, and only larger changes can be told".to_owned(),
        ),
        [with_card, _] => warnings.push(format!(
            "no card in the {} picture: scale is carried over from the other, and colours, which cards alone make comparable, are left out, and only larger changes can be told",
            if with_card { "second" } else { "first" }
        )),
    }
    warnings
}
