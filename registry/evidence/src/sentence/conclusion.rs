//! What follows from all answers together.

use super::filled;
use crate::answer::{Answer, Question};
use crate::texts::{Texts, fill};
use crate::trials::Treatment;

/// What follows from all answers together.
pub fn conclusion(answers: &[Answer], texts: &Texts) -> String {
    let sentences = &texts.sentences;
    let falls = answers.iter().any(|answer| {
        let before_after = matches!(
            answer.question,
            Question::Change(_) | Question::StandardisedChange
        );
        let pooled = answer
            .together
            .as_ref()
            .ok()
            .map(|together| together.pooled.estimate);
        before_after && pooled.is_some_and(|estimate| estimate.ci95[1] < 0.0)
    });
    let first = if falls {
        sentences.follows_fall
    } else {
        sentences.follows_nothing
    };
    let control = answers
        .iter()
        .find(|answer| answer.question == Question::Against(Treatment::Placebo));
    let second = match control {
        None => sentences.never_controlled.to_owned(),
        Some(answer) => against_nothing(answer, texts),
    };
    format!("{first} {second}")
}

fn against_nothing(answer: &Answer, texts: &Texts) -> String {
    let measure = answer.question.measure();
    match &answer.together {
        Ok(together) => {
            let estimate = &together.pooled.estimate;
            let parts = [
                ("value", texts.value(measure, estimate.value)),
                ("interval", texts.interval(measure, estimate)),
            ];
            filled(texts.sentences.controlled, &parts)
        }
        Err(_) => {
            let studies = answer.studies.len() + answer.left_out.len();
            let lost: u32 = answer.left_out.iter().filter_map(|study| study.n).sum();
            let n = (answer.people().0 + lost).to_string();
            let people = fill(texts.sentences.people, &[("n", &n)]);
            let studies = studies.to_string();
            fill(
                texts.sentences.no_control,
                &[("studies", &studies), ("people", &people)],
            )
        }
    }
}
