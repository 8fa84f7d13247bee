//! Somebody's practices: going from one to another, and adding one.

use super::{zone, zones};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed};
use crate::guard::Visitor;
use crate::pages::sign_in::again;
use crate::practice;
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use relief_course::Action;
use relief_course::texts::ENGLISH;
use relief_store::ClinicId;

#[derive(Template)]
#[template(path = "clinics.html")]
struct ClinicsPage {
    shell: Shell,
    form: Form,
    practices: Vec<Practice>,
    zones: Vec<Choice>,
    may_add: bool,
}

/// A practice of the visitor.
struct Practice {
    id: ClinicId,
    name: String,
    roles: String,
    here: bool,
}

/// `GET /clinics`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    render(&app, &visitor, Form::default(), &done).await
}

async fn render(app: &App, visitor: &Visitor, form: Form, done: &Done) -> Result<Response, Failure> {
    page(&ClinicsPage {
        shell: Shell::new(visitor, "/clinics", "My practices").done(done),
        form,
        practices: mine(app, visitor).await?,
        zones: zones(),
        may_add: visitor.may(Action::ManageClinic),
    })
    .map(IntoResponse::into_response)
}

/// The practices in which the visitor is anything.
async fn mine(app: &App, visitor: &Visitor) -> Result<Vec<Practice>, Failure> {
    let (account, _) = app
        .store()
        .account(&visitor.person.id)
        .await?
        .ok_or(Failure::SignedOut)?;
    let all = app.store().clinics().await?;
    let practice = |(id, name): (ClinicId, relief_course::Line)| {
        let membership = account
            .in_clinic(id)
            .filter(|membership| !membership.roles.is_empty())?;
        let roles: Vec<_> = membership
            .roles
            .iter()
            .map(|role| (ENGLISH.role)(*role))
            .collect();
        let here = id == visitor.person.clinic;
        Some(Practice {
            id,
            name: name.to_string(),
            roles: roles.join(", "),
            here,
        })
    };
    Ok(all.into_iter().filter_map(practice).collect())
}

/// `POST /clinics/switch`
pub async fn switch(State(app): State<App>, visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let wanted: ClinicId = typed.one("clinic").parse().map_err(|_| Failure::NotFound)?;
    let mut practices = mine(&app, &visitor).await?.into_iter();
    let practice = practices
        .find(|practice| practice.id == wanted)
        .ok_or(Failure::NotFound)?;
    again::sign_in_again(&app, &visitor, practice.id, go("/", "switched")).await
}

/// `POST /clinics`
pub async fn add(State(app): State<App>, visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    let name = form.line("name");
    let zone = zone(&mut form);
    let (Some(name), Some(zone)) = (name, zone) else {
        return render(&app, &visitor, form, &Done::default()).await;
    };
    let settings = practice::settings(name, zone)?;
    app.store()
        .add_clinic(
            &visitor.person,
            &settings,
            &practice::documents(crate::language::tag())?,
        )
        .await?;
    Ok(go("/clinics", "practice").into_response())
}
