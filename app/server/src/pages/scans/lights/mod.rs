//! Taking a light set in the browser, from lamp to lamp.

pub mod add;
mod clock;
mod description;
mod pictures;
mod place;
mod stand;

use crate::assets;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, choices};
use crate::guard::Visitor;
use crate::language::{say, say_with};
use crate::pages::photos::{may_keep, upload};
use crate::shell::{PatientHead, Shell, page};
use crate::subject::zone_name;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use clock::Clock;
use place::{AMBIENT, LAMPS, Place};
use relief_protocol::Zone;
use serde::Deserialize;
use stand::{Stand, USUAL_ANGLE_DEG, USUAL_STRING_MM};

#[derive(Template)]
#[template(path = "lights.html")]
struct LightsPage {
    shell: Shell,
    head: PatientHead,
    scripts: [&'static str; 4],
    form: Form,
    /// Nothing was sent yet, so a browser may fill in what it remembers of the lamps.
    is_fresh: bool,
    /// The patient agreed to photos and scans in the record.
    consented: bool,
    visits: Vec<Choice>,
    /// The last day on which a set can have been taken.
    last_day: String,
    zones: Vec<Choice>,
    stands: Vec<Choice>,
    /// The numbers of lamps to choose from.
    counts: Vec<Count>,
    /// How many there are now.
    lamps: usize,
    shots: Vec<Shot>,
}

/// A number of lamps.
struct Count {
    lamps: usize,
    path: String,
    here: bool,
}

/// A picture to take.
struct Shot {
    /// The name of its input.
    input: String,
    label: String,
    /// What is to be done before it is taken.
    now: String,
    /// The same where one lamp is held in the hand.
    now_by_hand: String,
    clock: Clock,
    /// A set without it is taken, too.
    is_optional: bool,
}

impl Shot {
    fn of(place: Place, lamps: usize) -> Self {
        let time = place.time();
        Self {
            input: place.input(),
            label: say_with("Lamp at {time} o'clock", &[("time", &time)]),
            now: say_with("Switch on the lamp at {time} o'clock alone.", &[("time", &time)]),
            now_by_hand: say_with(
                "Hold the lamp at about {time} o'clock, with the string taut.",
                &[("time", &time)],
            ),
            clock: Clock::new(lamps, Some(place)),
            is_optional: false,
        }
    }

    fn ambient(lamps: usize) -> Self {
        let now = say("Switch all lamps off. The room stays as it was.");
        Self {
            input: AMBIENT.to_owned(),
            label: say("All lamps off").to_owned(),
            now: now.to_owned(),
            now_by_hand: now.to_owned(),
            clock: Clock::new(lamps, None),
            is_optional: true,
        }
    }
}

/// What the address asks for.
#[derive(Deserialize)]
pub struct Wanted {
    lamps: Option<usize>,
}

/// `GET /patients/{patient}/scans/lights`
pub async fn show(visitor: Visitor, chart: Chart, Query(wanted): Query<Wanted>) -> Result<Response, Failure> {
    let lamps = wanted.lamps.unwrap_or(*LAMPS.end());
    let form = Form::filled([
        ("taken_on", visitor.today().to_string()),
        ("stand", "far".to_owned()),
        ("angle_deg", USUAL_ANGLE_DEG.to_owned()),
        ("lamp_distance_mm", USUAL_STRING_MM.to_owned()),
        ("lamps", lamps.to_string()),
    ]);
    render(&visitor, &chart, form)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form) -> Result<Response, Failure> {
    let current = chart.current()?;
    let typed = form.typed().one("lamps").parse().ok();
    let lamps = typed
        .filter(|lamps| LAMPS.contains(lamps))
        .unwrap_or(*LAMPS.end());
    let counts = LAMPS.map(|count| Count {
        lamps: count,
        path: chart.path(&format!("/scans/lights?lamps={count}")),
        here: count == lamps,
    });
    let shots = Place::all(lamps).map(|place| Shot::of(place, lamps));
    page(&LightsPage {
        shell: Shell::new(visitor, "/patients", say("Take a light set")),
        head: PatientHead::new(visitor, chart, "/scans"),
        scripts: [
            assets::CAMERA_SCRIPT.path(),
            assets::BURNT_SCRIPT.path(),
            assets::RIG_SCRIPT.path(),
            assets::LIGHTS_SCRIPT.path(),
        ],
        is_fresh: form.problem_count() == 0,
        consented: may_keep(visitor, current),
        visits: upload::visits(current),
        last_day: visitor.today().to_string(),
        zones: choices(&Zone::ALL, zone_name),
        stands: Stand::kinds(),
        counts: counts.collect(),
        lamps,
        shots: shots.chain([Shot::ambient(lamps)]).collect(),
        form,
    })
    .map(IntoResponse::into_response)
}
