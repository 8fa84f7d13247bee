//! What published studies say, in the language of the request.

use crate::failure::Failure;
use crate::language::{Language, locale};
use crate::words::capitalised;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use relief_evidence::answer::{Answer, answers};
use relief_evidence::texts::{ENGLISH, GERMAN, Texts};
use relief_evidence::{EvidenceError, draw, sentence, side_effects, trials};

/// The published answer.
pub struct Published {
    /// What follows from all of it.
    pub conclusion: String,
    /// What each question's studies say.
    pub questions: Vec<Question>,
    /// The words of tables.
    pub texts: &'static Texts,
    /// The side effects that studies counted.
    pub side_effects: Vec<SideEffect>,
}

/// One question to the studies.
pub struct Question {
    pub said: String,
    /// Why other studies are left out; empty when none is.
    pub left_out: String,
}

/// One side effect of one treatment in one study.
pub struct SideEffect {
    pub name: String,
    pub treatment: &'static str,
    pub counted: String,
    pub lasted: String,
    pub note: String,
    pub study: String,
    pub link: String,
}

impl Published {
    pub fn read() -> Result<Self, Failure> {
        let (answers, texts) = (read()?, texts());
        let questions = answers
            .iter()
            .filter(|answer| !answer.studies.is_empty())
            .map(|answer| Question {
                said: sentence::of_answer(answer, texts),
                left_out: sentence::left_out(answer, texts).unwrap_or_default(),
            });
        let side_effects = side_effects::shipped().and_then(|rows| {
            let told = rows.iter().map(|row| SideEffect::of(row, texts));
            told.collect()
        });
        Ok(Self {
            conclusion: sentence::conclusion(&answers, texts),
            questions: questions.collect(),
            texts,
            side_effects: side_effects.map_err(|error| failed(&error))?,
        })
    }
}

impl SideEffect {
    fn of(row: &side_effects::Row, texts: &Texts) -> Result<Self, EvidenceError> {
        Ok(Self {
            name: capitalised((texts.side_effect)(row.side_effect)),
            treatment: texts.treated(row),
            counted: texts.counted(row)?,
            lasted: texts.lasted(row),
            note: texts.noted(row).to_owned(),
            study: row.label(),
            link: row.source.link(),
        })
    }
}

/// `GET /helps/published.svg`: the forests.
pub async fn forests() -> Result<Response, Failure> {
    let drawn = draw::forests_svg(&read()?, texts()).map_err(|error| Failure::Internal(error.to_string()))?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], drawn).into_response())
}

fn texts() -> &'static Texts {
    match locale().language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}

fn read() -> Result<Vec<Answer>, Failure> {
    let rows = trials::shipped().map_err(|error| failed(&error))?;
    answers(&rows).map_err(|error| failed(&error))
}

fn failed(error: &EvidenceError) -> Failure {
    Failure::Internal(error.to_string())
}
