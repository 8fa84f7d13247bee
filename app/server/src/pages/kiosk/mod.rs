//! The practice's tablet in a patient's hands: the questions of candidacy and the consents that are open, one after the other,
//! and nothing else until a PIN takes it back.

mod answers;
mod hand_over;
mod steps;
mod take_back;

pub use answers::{answer, sign};
pub use hand_over::{ask, hand_over};
pub use take_back::take_back;

use crate::assets;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::Form;
use crate::guard::{KIOSK, Visitor};
use crate::pages::candidacy;
use crate::pages::consent;
use crate::shell::page;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use steps::Show;

/// The step that the address names.
#[derive(Deserialize, Default)]
pub struct At {
    #[serde(default)]
    step: String,
}

#[derive(Template)]
#[template(path = "kiosk.html")]
struct KioskPage {
    practice: String,
    /// The patient's name.
    name: String,
    form: Form,
    show: Show,
    /// How many steps are open, the end aside.
    open: usize,
    /// The place of the one shown, from 1.
    place: usize,
    /// The step after it.
    next: String,
    /// The PIN that was typed is not the one.
    returning: bool,
    home: &'static str,
    style: &'static str,
    script: &'static str,
    icon: &'static str,
}

/// `GET /kiosk`
pub async fn show(visitor: Visitor, chart: Chart, Query(at): Query<At>) -> Result<Response, Failure> {
    render(&visitor, &chart, &at.step, candidacy::prefilled(&chart)?).await
}

/// The page at a step, with the form as far as it was filled in.
async fn render(visitor: &Visitor, chart: &Chart, step: &str, form: Form) -> Result<Response, Failure> {
    let documents = consent::documents(visitor).await?;
    let mut steps = steps::open(visitor, chart, &documents)?;
    let place = steps::place(&steps, step);
    let open = steps.len() - 1;
    let next = steps
        .get(place + 1)
        .map_or_else(String::new, |next| next.code.clone());
    let shown = steps.swap_remove(place);
    page(&KioskPage {
        practice: visitor.clinic.name.to_string(),
        name: chart.details.value.name.to_string(),
        returning: form.problem("pin").is_some(),
        form,
        show: shown.show,
        open,
        place: place + 1,
        next,
        home: KIOSK,
        style: assets::STYLE.path(),
        script: assets::SCRIPT.path(),
        icon: assets::ICON.path(),
    })
    .map(IntoResponse::into_response)
}
