//! Blinded grading: a rater sees pictures alone, and neither whose they are nor when they were taken.

pub mod agreement;
mod asking;
pub mod assign;
mod sides;
pub mod study;

use crate::app::App;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::language::{course_texts, say};
use crate::pages::grading::charts::{Asked, asked};
use crate::pages::grading::read;
use crate::pages::photos::file::answer;
use crate::photo_view;
use crate::picture as pictures;
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use relief_course::grading::Scale;
use relief_course::{Action, Reach, permits};
use relief_store::RatingTask;

#[derive(Template)]
#[template(path = "ratings.html")]
struct TasksPage {
    shell: Shell,
    open: Vec<Task>,
    graded: usize,
}

/// A task in the list. It is known by its place there.
struct Task {
    path: String,
    view: String,
    is_pair: bool,
}

#[derive(Template)]
#[template(path = "rating.html")]
struct TaskPage {
    shell: Shell,
    form: Form,
    path: String,
    view: String,
    /// Two pictures are compared.
    is_pair: bool,
    scale: &'static str,
    asked: Vec<Asked>,
    answers: Vec<Choice>,
    done: bool,
}

/// `GET /ratings`
pub async fn list(visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Failure> {
    let tasks = visitor.repository().rating_tasks().await?;
    let open = tasks.iter().filter(|task| !task.done).map(|task| Task {
        path: path(task),
        view: photo_view::name(task.photo),
        is_pair: task.before.is_some(),
    });
    page(&TasksPage {
        shell: Shell::new(&visitor, "/ratings", say("Pictures to grade")).done(&done),
        graded: tasks.iter().filter(|task| task.done).count(),
        open: open.collect(),
    })
    .map(IntoResponse::into_response)
}

fn path(task: &RatingTask) -> String {
    format!("/ratings/{}", task.id)
}

/// One of the visitor's own tasks.
async fn find(visitor: &Visitor, id: &str) -> Result<RatingTask, Failure> {
    let rates = permits(&visitor.person.roles, Action::GradeBlinded, Reach::Assigned);
    // Asked first, so that a page says no to who is no rater, whatever the id is.
    let nothing = if rates {
        Failure::NotFound
    } else {
        Failure::Forbidden
    };
    let task = id.parse().map_err(|_| nothing)?;
    Ok(visitor.repository().rating_task(task).await?)
}

/// What a picture alone is graded on.
const ALONE: Scale = Scale::GoodmanBaronQualitative;

/// `GET /ratings/{task}`
pub async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Failure> {
    render(&visitor, &find(&visitor, &id).await?, Form::default())
}

fn render(visitor: &Visitor, task: &RatingTask, form: Form) -> Result<Response, Failure> {
    page(&TaskPage {
        shell: Shell::new(visitor, "/ratings", say("A picture to grade")),
        form,
        path: path(task),
        view: photo_view::name(task.photo),
        is_pair: task.before.is_some(),
        scale: (course_texts().scale)(ALONE),
        asked: asked(ALONE),
        answers: sides::answers(),
        done: task.done,
    })
    .map(IntoResponse::into_response)
}

/// `POST /ratings/{task}`
pub async fn rate(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response, Failure> {
    let task = find(&visitor, &id).await?;
    let mut form = Form::of(typed);
    let grade = match task.before {
        Some(_) => sides::read(sides::before_is_left(&app, &task), &mut form),
        None => read::grade(ALONE, &mut form),
    };
    let Some(grade) = grade else {
        return render(&visitor, &task, form);
    };
    visitor.repository().rate(task.id, &grade).await?;
    Ok(go("/ratings", "rated").into_response())
}

/// `GET /ratings/{task}/{which}`: a copy with nothing in it but the picture. A camera writes the day and its own name
/// into a file.
pub async fn picture(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, which)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let task = find(&visitor, &id).await?;
    let left = sides::before_is_left(&app, &task);
    let which = sides::at(&task, left, &which).ok_or(Failure::NotFound)?;
    let (_, bytes) = visitor.repository().rating_photo(task.id, which).await?;
    let copy = pictures::large(bytes).await.ok_or(Failure::NotFound)?;
    Ok(answer("image/jpeg", copy.into()))
}
