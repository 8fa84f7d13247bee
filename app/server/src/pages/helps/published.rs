//! What published trials say, in their own language.

use crate::failure::Failure;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use relief_evidence::answer::{Answer, answers};
use relief_evidence::{draw, sentence, texts::ENGLISH, trials};

/// The published answer.
pub struct Published {
    /// What follows from all of it.
    pub conclusion: String,
    /// What each question's studies say.
    pub questions: Vec<Question>,
}

/// One question to the studies.
pub struct Question {
    pub said: String,
    /// Why other studies are left out; empty when none is.
    pub left_out: String,
}

impl Published {
    pub fn read() -> Result<Self, Failure> {
        let answers = read()?;
        let questions = answers
            .iter()
            .filter(|answer| !answer.studies.is_empty())
            .map(|answer| Question {
                said: sentence::of_answer(answer, &ENGLISH),
                left_out: sentence::left_out(answer, &ENGLISH).unwrap_or_default(),
            });
        Ok(Self {
            conclusion: sentence::conclusion(&answers, &ENGLISH),
            questions: questions.collect(),
        })
    }
}

/// `GET /helps/published.svg`: the forests.
pub async fn forests() -> Result<Response, Failure> {
    let drawn =
        draw::forests_svg(&read()?, &ENGLISH).map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], drawn).into_response())
}

fn read() -> Result<Vec<Answer>, Failure> {
    let rows = trials::shipped().map_err(|error| Failure::Internal(error.to_string()))?;
    answers(&rows).map_err(|error| Failure::Internal(error.to_string()))
}
