//! Going on? What was measured of one patient, among what was measured of the practice's others, before the next session; and what
//! to expect before the first one.

mod advice;
mod drawing;
mod expected;

use crate::app::App;
use crate::chart::{Chart, Current};
use crate::cohort::{Numbers, texts};
use crate::failure::Failure;
use crate::form::{Choice, Form, choices};
use crate::guard::Visitor;
use crate::language::{say, say_many};
use crate::shell::{PatientHead, Shell, page};
use crate::words::capitalised;
use advice::Advised;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use expected::{Ranges, changes, nothing};
use relief_protocol::{Complaint, ScarType};
use relief_registry::{Cohort, Columns, Comparison, PRIMARY, Pseudonym};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "outlook.html")]
struct OutlookPage {
    shell: Shell,
    head: PatientHead,
    /// Who works here is told that words are the patient's.
    staff: bool,
    /// After how many sessions; empty before the first.
    after: String,
    advised: Vec<Advised>,
    /// By which scars others are similar, where the sessions so far do not tell.
    similar: Option<Similar>,
    ranges: Vec<Ranges>,
    /// Why there are none, where there are none.
    nothing: &'static str,
}

/// A form that is an address: which scars similar patients have.
struct Similar {
    form: Form,
    scars: Vec<Choice>,
}

/// `GET /patients/{patient}/outlook`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut shown = OutlookPage {
        shell: Shell::new(&visitor, "/patients", say("Going on?")),
        head: PatientHead::new(&visitor, &chart, "/outcome"),
        staff: visitor.is_staff(),
        after: String::new(),
        advised: Vec::new(),
        similar: None,
        ranges: Vec::new(),
        nothing: say("What the practice measures here is acne scars; this course is for something else."),
    };
    if current.course.complaint == Complaint::AcneScars {
        let (numbers, patient) = Numbers::around(&app, &visitor, &chart).await?;
        let form = Form::of(pairs.into_iter().collect());
        shown.fill(current, numbers, patient, form)?;
    }
    page(&shown).map(IntoResponse::into_response)
}

impl OutlookPage {
    fn fill(
        &mut self,
        current: &Current,
        numbers: Numbers,
        patient: Pseudonym,
        mut form: Form,
    ) -> Result<(), Failure> {
        let rows = numbers.rows.comparisons.iter();
        let own: Vec<Comparison> = rows.filter(|row| row.patient == patient).cloned().collect();
        let columns = Columns::new(numbers.rows).map_err(|error| Failure::Internal(error.to_string()))?;
        let everybody = columns.cohort();
        let others = everybody.without(patient);
        let done = current.course.sessions.iter().map(|session| session.number).max();
        if let Some(done) = done {
            let planned = current.course.plan.sessions(&current.protocol);
            self.after = say_many("After 1 session", "After {n} sessions", usize::from(done));
            self.advised = measured(&own)
                .into_iter()
                .map(|metric| Advised::of(&everybody, metric, patient, [done, planned]))
                .collect();
        }
        self.nothing = nothing();
        let known = scars(current);
        let asked = form.maybe_coded("scars").filter(|_| known.is_none());
        self.ranges = ranges(&others, &own, known.or(asked));
        if known.is_none() && !self.ranges.is_empty() {
            let name = |scars| capitalised((texts().scar_type)(scars));
            let scars = choices(&ScarType::ALL, name);
            self.similar = Some(Similar { form, scars });
        }
        Ok(())
    }
}

/// The end points that were measured of a patient with these rows; that of photos where none was.
fn measured(own: &[Comparison]) -> Vec<&'static str> {
    let all = PRIMARY.map(|(metric, _)| metric);
    let was = |metric: &&str| own.iter().any(|row| row.metric == **metric);
    let found: Vec<&str> = all.into_iter().filter(was).collect();
    match found.is_empty() {
        true => all[..1].to_vec(),
        false => found,
    }
}

/// What similar patients came to beside a patient with these rows, of each end point of which something is known.
fn ranges(others: &Cohort<'_>, own: &[Comparison], scars: Option<ScarType>) -> Vec<Ranges> {
    let all = PRIMARY
        .into_iter()
        .map(|(metric, _)| Ranges::of(others, metric, scars, &changes(own, metric)));
    all.filter(Ranges::is_known).collect()
}

/// The type of a patient's scars, where all that were treated are of one type.
fn scars(current: &Current) -> Option<ScarType> {
    let zones = current
        .course
        .sessions
        .iter()
        .flat_map(|session| session.zones.values());
    let types: BTreeSet<ScarType> = zones.flat_map(|zone| zone.scars.iter().copied()).collect();
    match types.len() {
        1 => types.first().copied(),
        _ => None,
    }
}
