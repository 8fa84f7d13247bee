//! A view that is left out today, and why.

use super::render;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::form::{Form, Typed};
use crate::guard::Visitor;
use crate::photo_view;
use crate::shell::{Done, go};
use crate::why;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use relief_store::{Addition, PhotoView, ViewSkipped};

/// The name of the field for why a view is left out.
pub(super) fn field(view: PhotoView) -> String {
    format!("reason-{}", photo_view::code(view))
}

/// `POST /patients/{patient}/capture/{view}/skip`
pub async fn skip(
    visitor: Visitor,
    chart: Chart,
    Path((_, view)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Failure> {
    let current = chart.current()?;
    let view = photo_view::named(&view).ok_or(Failure::NotFound)?;
    let mut form = Form::of(typed);
    let Some(reason) = form.line(&field(view)) else {
        return render(&visitor, &chart, form, &Done::default());
    };
    let skipped = ViewSkipped {
        view,
        on: visitor.today(),
        reason,
    };
    let addition = Addition::new(Some(current.record), &skipped)?;
    chart.keep(&visitor, &[addition], &why::entered()?).await?;
    Ok(go(&chart.path("/capture"), "skipped").into_response())
}
