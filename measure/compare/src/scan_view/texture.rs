//! The standard's areal parameters of two scans, on the skin that both show.

use relief_grid::{HeightMap, Mask};
use relief_surface::parameters::{Texture, TextureSettings, texture};
use relief_surface::register::Motion;

/// The parameters of both scans, computed alike on the same skin.
#[derive(Debug, Clone, PartialEq)]
pub struct TexturePair {
    /// Each parameter that both have: its name by ISO 25178-2, its unit, before and after.
    pub parameters: Vec<(String, String, [f64; 2])>,
    /// What was applied to the maps before, by name, with its value.
    pub applied: Vec<(String, f64)>,
}

impl TexturePair {
    /// `None` where the scans share too little skin for parameters.
    pub(super) fn of(maps: [&HeightMap; 2], motion: &Motion) -> Option<Self> {
        let settings = TextureSettings::default();
        let shared = [
            shared(maps[0], maps[1], |at| motion.to_after(at)),
            shared(maps[1], maps[0], |at| motion.to_before(at)),
        ];
        let [before, after] = shared;
        let before = texture(&before, &settings).ok()?;
        let after = texture(&after, &settings).ok()?;
        Some(Self {
            parameters: both(&before, &after),
            applied: before
                .applied
                .iter()
                .map(|(name, value)| ((*name).to_owned(), *value))
                .collect(),
        })
    }
}

fn both(before: &Texture, after: &Texture) -> Vec<(String, String, [f64; 2])> {
    let pairs = before.parameters.iter().filter_map(|first| {
        let second = after.parameters.iter().find(|other| other.name == first.name)?;
        let values = [first.value, second.value];
        Some((first.name.to_owned(), first.unit.to_owned(), values))
    });
    pairs.collect()
}

/// The cells of a map that the other shows too.
fn shared(map: &HeightMap, other: &HeightMap, place: impl Fn([f64; 2]) -> [f64; 2] + Sync) -> HeightMap {
    let pitch = |map: &HeightMap| [map.pitch_x().mm_per_px(), map.pitch_y().mm_per_px()];
    let (from, to) = (pitch(map), pitch(other));
    let there = Mask::from_fn(map.width(), map.height(), |x, y| {
        let at = place([x as f64 * from[0], y as f64 * from[1]]);
        let [x_there, y_there] = [0, 1].map(|axis| (at[axis] / to[axis]).round() as isize);
        let measured = other.valid().raster().get(x_there, y_there);
        measured.copied().unwrap_or(false)
    });
    map.clone().masked(&there)
}
