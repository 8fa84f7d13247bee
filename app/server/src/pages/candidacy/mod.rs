//! Candidacy: the questions of the protocol, and what follows from the answers.

mod answers;
mod findings;

use crate::agenda;
use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::shell::{Done, PatientHead, Shell, go, page};
use crate::why;
use answers::{Question, questions};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use findings::Decided;
use relief_course::texts::ENGLISH;
use relief_course::{Action, assess};

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
}

/// `GET /patients/{patient}/candidacy`
pub async fn show(visitor: Visitor, chart: Chart, Query(done): Query<Done>) -> Result<Response, Failure> {
    let current = chart.current()?;
    let mut form = Form::default();
    // The day of birth is known already.
    for question in current
        .protocol
        .candidacy()
        .question
        .iter()
        .filter(|question| answers::asks_birth(question))
    {
        form.put(question.id.as_str(), chart.details.value.born.to_string());
    }
    render(&visitor, &chart, form, &done)
}

fn render(visitor: &Visitor, chart: &Chart, form: Form, done: &Done) -> Result<Response, Failure> {
    let current = chart.current()?;
    let may_answer = chart.permits(visitor, Action::AnswerCandidacy);
    page(&CandidacyPage {
        shell: Shell::new(visitor, "/patients", "Candidacy").done(done),
        head: PatientHead::new(visitor, chart, "/candidacy"),
        form,
        questions: if may_answer {
            questions(&current.protocol)
        } else {
            Vec::new()
        },
        yes_no: answers::yes_no(),
        since: answers::since(),
        last: findings::last(current),
        may_override: chart.permits(visitor, Action::OverrideCandidacy),
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
    let questionnaire = answers::read(&visitor, &current.protocol, &mut form);
    let assessment = match questionnaire.map(|questionnaire| assess(&current.protocol, questionnaire)) {
        None => return render(&visitor, &chart, form, &Done::default()),
        Some(Err(problems)) => {
            for problem in problems {
                form.fault(problem.question.as_str(), (ENGLISH.answer_fault)(problem.problem));
            }
            return render(&visitor, &chart, form, &Done::default());
        }
        Some(Ok(assessment)) => assessment,
    };
    keep(&app, &visitor, &chart, current, assessment).await
}

async fn keep(
    app: &App,
    visitor: &Visitor,
    chart: &Chart,
    current: &Current,
    assessment: relief_course::Assessment,
) -> Result<Response, Failure> {
    visitor
        .repository()
        .add(chart.patient, Some(current.record), &assessment, &why::entered()?)
        .await?;
    agenda::refresh(app, visitor, chart.patient).await;
    Ok(go(&chart.path("/candidacy"), "candidacy").into_response())
}
