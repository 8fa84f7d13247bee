//! The diary after each session: what the skin does day by day, what that means, and what clinicians found.

mod day;
mod days;
mod meaning;
pub mod photo;
pub mod review;
pub mod write;

use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{say, say_with};
use crate::shell::{Done, PatientHead, Shell, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use day::{Day, Question};
use days::Row;
use jiff::civil::Date;
use meaning::Meaning;
use photo::DayPhoto;
use relief_course::{Action, Diary, Line};
use review::Alarm;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "diary.html")]
struct DiaryPage {
    shell: Shell,
    head: PatientHead,
    /// The diaries there are: address, words, whether it is the one shown.
    diaries: Vec<(String, String, bool)>,
    /// The one shown.
    open: Option<Open>,
}

/// A diary with one of its days.
struct Open {
    session: u8,
    alarms: Vec<Alarm>,
    /// How the practice is reached when it is urgent.
    urgent: Option<Line>,
    may_review: bool,
    day: Day,
    /// What the day means, when it has an entry.
    meaning: Option<Meaning>,
    /// The photo of the day, when it has an entry.
    photo: Option<DayPhoto>,
    /// The questions, for whoever may write.
    questions: Vec<Question>,
    severities: Vec<Choice>,
    flags: Vec<Choice>,
    form: Form,
    /// The form of the review that did not pass.
    review: Form,
    rows: Vec<Row>,
}

/// What the address asks for: a diary by its session, a day counted from it.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
pub struct Asked {
    session: Option<u8>,
    day: Option<u16>,
}

/// `GET /patients/{patient}/diary`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    Query(asked): Query<Asked>,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let session = asked
        .session
        .or_else(|| current.course.diaries.last().map(Diary::session));
    let Some(session) = session else {
        return render(&visitor, &chart, None, &done);
    };
    let diary = diary_of(current, session)?;
    let day = Day::find(&app, current, diary, asked.day, &visitor).await?;
    let form = day::filled(current, diary, &day);
    let open = Open::new(&visitor, &chart, diary, day, form)?;
    render(&visitor, &chart, Some(open), &done)
}

/// The day that a form is about.
#[derive(Clone, Copy)]
struct Meant {
    session: u8,
    on: Date,
}

impl Meant {
    fn by(typed: &Typed) -> Result<Self, Failure> {
        let told = || {
            Some(Self {
                session: typed.one("session").parse().ok()?,
                on: typed.one("on").parse().ok()?,
            })
        };
        told().ok_or(Failure::NotFound)
    }

    /// The day as it stands in the record.
    async fn open(self, app: &App, visitor: &Visitor, chart: &Chart) -> Result<Open, Failure> {
        let current = chart.current()?;
        let diary = diary_of(current, self.session)?;
        let day = Day::on(app, current, diary, self.on, visitor).await?;
        let form = day::filled(current, diary, &day);
        Open::new(visitor, chart, diary, day, form)
    }
}

/// The version of the entry that a form was made from; 0 for none.
fn seen(typed: &Typed) -> Result<u32, Failure> {
    typed.one("seen").parse().map_err(|_| Failure::NotFound)
}

/// The diary after a session.
fn diary_of(current: &Current, session: u8) -> Result<&Diary, Failure> {
    current
        .course
        .diaries
        .iter()
        .find(|diary| diary.session() == session)
        .ok_or(Failure::NotFound)
}

/// The address of a day.
fn path(chart: &Chart, session: u8, day: u16) -> String {
    chart.path(&format!("/diary?session={session}&day={day}"))
}

fn render(visitor: &Visitor, chart: &Chart, open: Option<Open>, done: &Done) -> Result<Response, Failure> {
    let current = chart.current()?;
    let shown = open.as_ref().map(|open| open.session);
    let diaries = current.course.diaries.iter().map(|diary| {
        let session = diary.session();
        let day = crate::language::day(diary.treated_on());
        let words = say_with(
            "After session {session}, {day}",
            &[("session", &session), ("day", &day)],
        );
        (
            chart.path(&format!("/diary?session={session}")),
            words,
            shown == Some(session),
        )
    });
    page(&DiaryPage {
        shell: Shell::new(visitor, "/patients", say("Diary")).done(done),
        head: PatientHead::new(visitor, chart, "/diary"),
        diaries: diaries.collect(),
        open,
    })
    .map(IntoResponse::into_response)
}

impl Open {
    fn new(visitor: &Visitor, chart: &Chart, diary: &Diary, day: Day, form: Form) -> Result<Self, Failure> {
        let current = chart.current()?;
        let may_write = chart.permits(visitor, Action::WriteDiary) && !day.is_to_come;
        Ok(Self {
            session: diary.session(),
            alarms: review::alarms(current, diary),
            urgent: visitor.clinic.urgent.clone(),
            may_review: chart.permits(visitor, Action::ReviewAlarm),
            photo: photo::of(visitor, chart, current, diary, day.on),
            meaning: meaning::of(current, diary, day.on, visitor.clinic.calendar.zone()),
            questions: if may_write {
                day::questions(&current.protocol, day.number)
            } else {
                Vec::new()
            },
            severities: day::severities(),
            flags: day::flags(&current.protocol),
            rows: days::rows(chart, current, diary, visitor.today(), day.number),
            form,
            review: Form::default(),
            day,
        })
    }
}
