//! The legend of heights in colours.

use super::axis::place;
use crate::texts::Texts;
use relief_compare::{HEIGHT_RANGE_UM, height_colour};

/// One swatch for so many µm.
const SWATCH_UM: f64 = 10.0;
/// What stands under the legend, in µm.
const TICKS_UM: [f64; 5] = [-500.0, -300.0, -100.0, 0.0, 150.0];
/// Units of the drawing.
const WIDTH: f64 = 320.0;
const SIDE: f64 = 14.0;

/// Colours with their heights.
pub(in crate::page) struct HeightLegend {
    /// Left edge, width and colour.
    pub swatches: Vec<(String, String, String)>,
    pub ticks: Vec<(String, String)>,
}

impl HeightLegend {
    pub fn of(texts: &Texts) -> Self {
        let [low, high] = HEIGHT_RANGE_UM;
        let along = |um: f64| SIDE + (um - low) / (high - low) * (WIDTH - 2.0 * SIDE);
        let count = ((high - low) / SWATCH_UM).round() as usize;
        let swatch = |at: usize| {
            let from = low + at as f64 * SWATCH_UM;
            // A hair wider than it is, so that nothing shines through between two.
            let width = along(from + SWATCH_UM) - along(from) + 0.3;
            (
                place(along(from)),
                format!("{width:.2}"),
                hex(from + 0.5 * SWATCH_UM),
            )
        };
        Self {
            swatches: (0..count).map(swatch).collect(),
            ticks: TICKS_UM
                .iter()
                .map(|um| (place(along(*um)), texts.number(*um)))
                .collect(),
        }
    }
}

/// A height's colour as HTML writes it.
fn hex(height_um: f64) -> String {
    let [red, green, blue] = height_colour(height_um);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// So many colours as the script draws with.
const SHADES: usize = 64;

/// The colours of the whole range, six digits each, from low to high.
pub(super) fn shades() -> String {
    let [low, high] = HEIGHT_RANGE_UM;
    let step = (high - low) / (SHADES - 1) as f64;
    let colours = (0..SHADES).map(|at| hex(low + at as f64 * step));
    colours
        .map(|colour| colour.trim_start_matches('#').to_owned())
        .collect()
}
