//! The diagram that shows which lamp is on: the places around the camera as on a clock.

use super::place::Place;
use askama::Template;

/// The middle of the diagram, in its units.
const MIDDLE: f64 = 50.0;
/// From the middle to the lamps.
const RADIUS: f64 = 36.0;

/// The diagram. Words beside it say the same, so it is hidden from who listens.
#[derive(Template)]
#[template(path = "lights_clock.html")]
pub(super) struct Clock {
    off: Vec<Dot>,
    on: Option<Dot>,
}

/// A lamp.
struct Dot {
    x: String,
    y: String,
}

impl Dot {
    fn of(place: Place) -> Self {
        let [x, y] = place
            .across()
            .map(|across| format!("{:.1}", MIDDLE + RADIUS * across));
        Self { x, y }
    }
}

impl Clock {
    /// So many lamps, of which this one is on, or none.
    pub fn new(lamps: usize, on: Option<Place>) -> Self {
        let off = Place::all(lamps).filter(|place| on != Some(*place));
        Self {
            off: off.map(Dot::of).collect(),
            on: on.map(Dot::of),
        }
    }
}

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for Clock {}
