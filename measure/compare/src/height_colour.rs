//! Heights as colours.

use std::sync::LazyLock;

/// The heights that have the first and the last colour, in µm above the smooth skin.
pub const HEIGHT_RANGE_UM: [f64; 2] = [-500.0, 150.0];
/// More shades than an eye tells apart.
const SHADES: usize = 256;

static COLOURS: LazyLock<Vec<[u8; 3]>> = LazyLock::new(|| {
    let colour = |at: usize| colorous::CIVIDIS.eval_rational(at, SHADES);
    (0..SHADES).map(|at| colour(at).as_array()).collect()
});

/// The colour of a height: from dark blue for deep to yellow for high, in steps that look even, also to people who see red and green as
/// one (cividis: Nuñez, Anderton & Renslow 2018, doi:10.1371/journal.pone.0199239). Heights beyond [`HEIGHT_RANGE_UM`] have the colour of its end.
///
/// ```
/// use relief_compare::height_colour;
/// let luminance = |um| height_colour(um).map(u32::from).iter().sum::<u32>();
/// assert!(luminance(-500.0) < luminance(0.0) && luminance(0.0) < luminance(150.0));
/// assert_eq!(height_colour(-900.0), height_colour(-500.0));
/// ```
pub fn height_colour(height_um: f64) -> [u8; 3] {
    let [low, high] = HEIGHT_RANGE_UM;
    let share = ((height_um - low) / (high - low)).clamp(0.0, 1.0);
    COLOURS[(share * (SHADES - 1) as f64).round() as usize]
}
