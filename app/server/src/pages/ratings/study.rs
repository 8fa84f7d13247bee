//! Asking raters to grade the photos of many patients at once: a study picks views and points in time.

use super::asking;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{say, say_with, text};
use crate::measured::day;
use crate::pages::photos::may_keep;
use crate::photo_view;
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Date;
use relief_course::PersonId;
use relief_store::{Photo, PhotoView, RecordId, Times, Versioned};

/// More patients are not looked through at once: each look opens a record.
const MOST_PATIENTS: usize = 500;
/// What lies between the two points in time when nobody says otherwise: collagen is remodelled for three months and more.
const USUAL_WEEKS: u16 = 12;
/// Ten years.
const MOST_WEEKS: u16 = 520;

/// What raters see of each patient and view, with its code in the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The first picture and the last one, side by side.
    Pair,
    /// The first picture and the last one, each alone among all the others.
    Both,
    /// The last picture alone.
    Last,
}

const SHOWN: [(Shown, &str, &str); 3] = [
    (
        Shown::Pair,
        "pair",
        text("The first and the last picture side by side: which shows less of the scars?"),
    ),
    (
        Shown::Both,
        "both",
        text("The first and the last picture, each alone: how the scars are graded"),
    ),
    (Shown::Last, "last", text("The last picture alone")),
];

#[derive(Template)]
#[template(path = "study.html")]
struct StudyPage {
    shell: Shell,
    form: Form,
    views: Vec<Choice>,
    shown: Vec<Choice>,
    raters: Vec<Choice>,
    /// What the form asks for, counted.
    counted: Option<String>,
}

/// A study as the form describes it.
struct Study {
    views: Vec<PhotoView>,
    shown: Shown,
    weeks: u16,
    raters: Vec<PersonId>,
    times: Times,
}

/// A picture to grade, alone or against one from before.
type Task = (RecordId, Option<RecordId>);

/// The charts in which the study finds pictures, with these.
struct Material {
    looked_at: usize,
    found: Vec<(Chart, Vec<Task>)>,
}

/// `GET /study`
pub async fn show(visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Failure> {
    let usual = [("shown", "pair".to_owned()), ("weeks", USUAL_WEEKS.to_string())];
    render(&visitor, Form::filled(usual), None, &done).await
}

async fn render(
    visitor: &Visitor,
    form: Form,
    counted: Option<String>,
    done: &Done,
) -> Result<Response, Failure> {
    let raters = asking::raters(visitor).await?;
    page(&StudyPage {
        shell: Shell::new(visitor, "/patients", say("Blinded study")).done(done),
        form,
        views: photo_view::all()
            .map(|view| Choice::new(photo_view::code(view), photo_view::name(view)))
            .collect(),
        shown: SHOWN.map(|(_, code, words)| Choice::new(code, say(words))).into(),
        raters,
        counted,
    })
    .map(IntoResponse::into_response)
}

/// `POST /study`: counts what the study would show, or asks the raters.
pub async fn ask(State(app): State<App>, visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let Some(study) = read(&mut form) else {
        return render(&visitor, form, None, &Done::default()).await;
    };
    let material = material(&app, &visitor, &study).await?;
    let asks = form.typed().one("do") == "ask";
    if asks && material.found.is_empty() {
        form.refuse(say(
            "No patient has such pictures and agrees to photos in the record.",
        ));
    }
    if !asks || !form.is_sound() {
        let counted = words(&study, &material);
        return render(&visitor, form, Some(counted), &Done::default()).await;
    }
    for (chart, tasks) in &material.found {
        for &(photo, before) in tasks {
            let repository = visitor.repository();
            repository
                .assign_rating(chart.patient, photo, before, &study.raters, study.times)
                .await?;
        }
    }
    Ok(go("/study", "asked_raters").into_response())
}

fn read(form: &mut Form) -> Option<Study> {
    let typed = form.typed();
    let views: Vec<PhotoView> = typed
        .all("views")
        .iter()
        .filter_map(|code| photo_view::named(code))
        .collect();
    let shown = SHOWN
        .iter()
        .find(|(_, code, _)| *code == typed.one("shown"))
        .map(|(shown, ..)| *shown);
    let times = asking::times(form);
    if views.is_empty() {
        form.fault("views", say("Please choose at least one."));
    }
    let raters = asking::chosen(form);
    if shown.is_none() {
        form.fault("shown", say("Please choose one."));
    }
    let weeks = form.number("weeks", 0..=MOST_WEEKS);
    form.is_sound().then_some(())?;
    Some(Study {
        views,
        shown: shown?,
        weeks: weeks?,
        raters,
        times,
    })
}

/// Looks through the charts of those who have photos. Each look is logged, as every look at a record is.
async fn material(app: &App, visitor: &Visitor, study: &Study) -> Result<Material, Failure> {
    let patients = visitor.repository().photographed(MOST_PATIENTS).await?;
    let mut material = Material {
        looked_at: patients.len(),
        found: Vec::new(),
    };
    for patient in patients {
        let chart = match Chart::load(app, visitor, patient).await {
            Ok(chart) => chart,
            // Deleted in between.
            Err(Failure::NotFound) => continue,
            Err(failure) => return Err(failure),
        };
        let agrees = chart
            .current
            .as_ref()
            .is_some_and(|current| may_keep(visitor, current));
        let tasks = if agrees {
            tasks(visitor, &chart, study)
        } else {
            Vec::new()
        };
        if !tasks.is_empty() {
            material.found.push((chart, tasks));
        }
    }
    Ok(material)
}

/// What raters are shown of a patient.
fn tasks(visitor: &Visitor, chart: &Chart, study: &Study) -> Vec<Task> {
    let zone = visitor.clinic.calendar.zone();
    let of_view = |view: &PhotoView| {
        let pictures = chart
            .photos
            .iter()
            .filter(|photo| photo.value.view == *view && !in_diary(chart, photo));
        let dated = pictures.map(|photo| (day(zone, photo), photo.record));
        let dated: Vec<(Date, RecordId)> = dated.collect();
        let first = dated.iter().min_by_key(|(on, _)| *on)?;
        let last = dated.iter().max_by_key(|(on, _)| *on)?;
        let due = first.0.checked_add(i64::from(study.weeks).weeks()).ok()?;
        (first.1 != last.1 && last.0 >= due).then_some([first.1, last.1])
    };
    let found = study.views.iter().filter_map(of_view);
    found
        .flat_map(|[first, last]| match study.shown {
            Shown::Pair => vec![(last, Some(first))],
            Shown::Both => vec![(first, None), (last, None)],
            Shown::Last => vec![(last, None)],
        })
        .collect()
}

/// A patient's own picture of a healing day is no picture of a result.
fn in_diary(chart: &Chart, photo: &Versioned<Photo>) -> bool {
    let current = chart.current.as_ref();
    current.is_some_and(|current| {
        let mut days = current.entries.iter();
        days.any(|entry| entry.value.photo.as_ref() == Some(&photo.value.hash))
    })
}

fn words(study: &Study, material: &Material) -> String {
    let tasks: usize = material.found.iter().map(|(_, tasks)| tasks.len()).sum();
    let each = match study.times {
        Times::Once => tasks,
        Times::Twice => 2 * tasks,
    };
    say_with(
        "Of {all} patients with photos, {with} agree to photos in the record and have such pictures. Each rater would be asked {times} times.",
        &[
            ("all", &material.looked_at),
            ("with", &material.found.len()),
            ("times", &each),
        ],
    )
}
