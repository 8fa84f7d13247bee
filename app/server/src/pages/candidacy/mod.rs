//! Candidacy: the questions of the protocol, and what follows from the answers.

mod answers;
mod findings;

use crate::agenda;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::shell::{Done, PatientHead, Shell, go, page};
use crate::why;
pub use answers::{Question, questions, since, yes_no};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use findings::Decided;
use jiff::civil::Date;
use relief_course::{Action, Assessment, Line, Override, assess};
use relief_protocol::{Key, Protocol};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "candidacy.html")]
struct CandidacyPage {
    shell: Shell,
    head: PatientHead,
    form: Form,
    /// The questions, for whoever may answer them.
    questions: Vec<Question>,
    yes_no: Vec<Choice>,
    since: Vec<Choice>,
    /// What was decided last.
    last: Option<Decided>,
    may_override: bool,
    may_hand_over: bool,
}

/// `GET /patients/{patient}/candidacy`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let form = prefilled(&chart)?;
    render(&visitor, &chart, form, &done)
}

/// The form before anybody answers: the day of birth is known already.
pub fn prefilled(chart: &Chart) -> Result<Form, Failure> {
    let mut form = Form::default();
    let questions = &chart.current()?.protocol.candidacy().question;
    for question in questions.iter().filter(|question| answers::asks_birth(question)) {
        form.put(question.id.as_str(), chart.details.value.born.to_string());
    }
    Ok(form)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let current = chart.current()?;
    let may_answer = chart.permits(visitor, Action::AnswerCandidacy);
    page(&CandidacyPage {
        shell: Shell::new(visitor, "/patients", say("Candidacy")).done(done),
        head: PatientHead::new(visitor, chart, "/candidacy"),
        form,
        questions: if may_answer {
            questions(&current.protocol)
        } else {
            Vec::new()
        },
        yes_no: yes_no(),
        since: since(),
        last: findings::last(current),
        may_override: chart.permits(visitor, Action::OverrideCandidacy),
        may_hand_over: chart.permits(visitor, Action::RecordConsent),
    })
    .map(IntoResponse::into_response)
}

/// `POST /patients/{patient}/candidacy`
pub async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    chart: Chart,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::of(typed);
    let overrides = answers::overrides(&visitor, &current.protocol, &mut form);
    match assessed(visitor.today(), &current.protocol, &mut form, overrides) {
        None => render(&visitor, &chart, form, &Done::default()),
        Some(assessment) => {
            keep(&app, &visitor, &chart, &assessment, &why::entered()?).await?;
            Ok(go(&chart.path("/candidacy"), "candidacy").into_response())
        }
    }
}

/// What follows from the answers in a form; `None` when some are missing or wrong, which the form then says.
pub fn assessed(
    asked_on: Date,
    protocol: &Protocol,
    form: &mut Form,
    overrides: BTreeMap<Key, Override>,
) -> Option<Assessment> {
    let questionnaire = answers::read(asked_on, protocol, form, overrides)?;
    match assess(protocol, questionnaire) {
        Ok(assessment) => Some(assessment),
        Err(problems) => {
            for problem in problems {
                form.fault(
                    problem.question.as_str(),
                    (course_texts().answer_fault)(problem.problem),
                );
            }
            None
        }
    }
}

/// Keeps an assessment of the present course.
///
/// # Errors
/// [`Failure::NotFound`] without a course; what the store refuses.
pub async fn keep(
    app: &App,
    visitor: &Visitor,
    chart: &Chart,
    assessment: &Assessment,
    why: &Line,
) -> Result<(), Failure> {
    let within = Some(chart.current()?.record);
    visitor
        .repository()
        .add(chart.patient, within, assessment, why)
        .await?;
    agenda::refresh(app, visitor, chart.patient).await;
    Ok(())
}
