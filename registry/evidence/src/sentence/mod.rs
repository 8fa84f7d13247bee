//! The sentences that follow from the numbers.

mod conclusion;

pub use conclusion::conclusion;

use crate::answer::{
    ASSUMED_CORRELATION, Answer, Contribution, Correlated, Grouping, LESS, Measure, Question, Together,
};
use crate::error::EvidenceError;
use crate::texts::{Texts, fill};
use relief_estimate::Estimate;

/// From which I² on studies disagree moderately, substantially and considerably (Cochrane Handbook 10.10.2, whose ranges overlap; these
/// are their lower ends).
const DISAGREEMENT: [f64; 3] = [0.3, 0.5, 0.75];

/// What one question's answer says, in whole sentences.
///
/// ```
/// use relief_evidence::{answer, sentence, texts::ENGLISH, trials};
/// let answers = answer::answers(&trials::shipped()?)?;
/// let said = sentence::of_answer(&answers[0], &ENGLISH);
/// assert!(said.starts_with("From before to after microneedling alone the Goodman-Baron grade"));
/// assert!(said.contains("Nobody untreated was compared with"));
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
pub fn of_answer(answer: &Answer, texts: &Texts) -> String {
    let said = match &answer.together {
        Ok(together) => pooled(answer, together, texts),
        Err(why) => {
            let mut said = vec![(texts.not_pooled)(*why).to_owned()];
            if let [study] = answer.studies.as_slice() {
                said.extend(alone(answer, study, texts));
            }
            said
        }
    };
    said.join(" ")
}

fn filled(text: &str, parts: &[(&str, String)]) -> String {
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, part)| (*name, part.as_str())).collect();
    fill(text, &parts)
}

/// One study that has nothing to be pooled with.
fn alone(answer: &Answer, study: &Contribution, texts: &Texts) -> Vec<String> {
    let (sentences, measure) = (&texts.sentences, answer.question.measure());
    let estimate = study.estimate;
    let parts = [
        ("study", study.study.label()),
        ("value", texts.value(measure, estimate.value)),
        ("interval", texts.interval(measure, &estimate)),
    ];
    let mut said = vec![filled(sentences.alone, &parts)];
    if answer.question.is_controlled() {
        said.push(sentences.sign.to_owned());
    }
    said.extend(assumption(answer, sentences.alone_assumed, texts));
    said
}

fn pooled(answer: &Answer, together: &Together, texts: &Texts) -> Vec<String> {
    let (sentences, measure) = (&texts.sentences, answer.question.measure());
    let estimate = &together.pooled.estimate;
    let mut said = vec![main_sentence(answer, estimate, texts)];
    if answer.question.no_effect().is_some() && !estimate.excludes_zero() {
        said.push(sentences.may_be_none.to_owned());
    }
    let level = DISAGREEMENT
        .iter()
        .filter(|edge| together.pooled.i2 >= **edge)
        .count();
    let i2 = texts.percent(together.pooled.i2);
    said.push(fill(sentences.disagreement[level], &[("i2", &i2)]));
    if let Some(prediction) = &together.pooled.prediction {
        let interval = texts.interval(measure, prediction);
        said.push(fill(sentences.prediction, &[("interval", &interval)]));
    }
    if !answer.question.is_controlled() {
        said.push(sentences.uncontrolled.to_owned());
    }
    if measure == Measure::StandardDeviations {
        said.push(sentences.in_deviations.to_owned());
    }
    said.extend(assumption(answer, sentences.assumed, texts));
    said
}

/// What was assumed of a person's scores, and what it changes; none where nothing was.
fn assumption(answer: &Answer, sentence: &str, texts: &Texts) -> Option<String> {
    let [low, high] = answer.correlations.as_slice() else {
        return None;
    };
    let measure = answer.question.measure();
    let at = |one: &Correlated| {
        let interval = texts.interval(measure, &one.estimate);
        format!("{} ({interval})", texts.value(measure, one.estimate.value))
    };
    let parts = [
        ("taken", texts.fixed(ASSUMED_CORRELATION, 1)),
        ("low", texts.fixed(low.correlation, 1)),
        ("high", texts.fixed(high.correlation, 1)),
        ("at_low", at(low)),
        ("at_high", at(high)),
    ];
    Some(filled(sentence, &parts))
}

fn main_sentence(answer: &Answer, estimate: &Estimate, texts: &Texts) -> String {
    let measure = answer.question.measure();
    let mut parts = vec![
        ("value", texts.value(measure, estimate.value)),
        ("interval", texts.interval(measure, estimate)),
        ("studies", answer.studies.len().to_string()),
        ("people", people(answer, texts)),
    ];
    let sentence = match answer.question {
        Question::Change(scale) => {
            parts.push(("scale", (texts.scale)(scale).to_owned()));
            texts.sentences.change
        }
        Question::StandardisedChange => texts.sentences.standardised,
        Question::Improved(response) => {
            parts.push(("rule", (texts.response)(response).to_owned()));
            texts.sentences.improved
        }
        Question::Against(other) => {
            parts.push(("other", (texts.treatment)(other).to_owned()));
            texts.sentences.against
        }
    };
    filled(sentence, &parts)
}

fn people(answer: &Answer, texts: &Texts) -> String {
    let (n, unknown) = answer.people();
    let text = match unknown {
        0 => texts.sentences.people,
        _ => texts.sentences.people_at_least,
    };
    fill(text, &[("n", &n.to_string()), ("unknown", &unknown.to_string())])
}

/// Why studies are left out, like reasons together, in the order in which they first appear; none when none is.
pub fn left_out(answer: &Answer, texts: &Texts) -> Option<String> {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for study in &answer.left_out {
        let why = (texts.why_not)(&study.why);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => reasons.push((why, 1)),
        }
    }
    let parts = reasons.iter().map(|(why, count)| {
        let count = count.to_string();
        fill(texts.sentences.left_out_part, &[("count", &count), ("why", why)])
    });
    let reasons = parts.collect::<Vec<_>>().join("; ");
    (!reasons.is_empty()).then(|| fill(texts.sentences.left_out, &[("reasons", &reasons)]))
}

/// Whether studies that did more, or deeper, found more.
///
/// # Errors
///
/// As [`Answer::grouped`].
pub fn of_groups(answer: &Answer, grouping: Grouping, texts: &Texts) -> Result<String, EvidenceError> {
    let found = answer.grouped(grouping)?;
    let [less, more, title] = (texts.grouping)(grouping);
    let (page, measure) = (&texts.page, answer.question.measure());
    let edge = found.edge.to_string();
    let mut parts: Vec<String> = Vec::new();
    match &found.groups {
        Err(why) => parts.push((texts.not_pooled)(*why).to_owned()),
        Ok(groups) => {
            for group in &groups.groups {
                let name = fill(if group.group == LESS { less } else { more }, &[("edge", &edge)]);
                let value = texts.value(measure, group.estimate.value);
                parts.push(format!(
                    "{name} {value} ({})",
                    texts.interval(measure, &group.estimate)
                ));
            }
            parts.push(fill(page.groups_differ, &[("p", &texts.fixed(groups.p, 2))]));
        }
    }
    if found.not_told > 0 {
        parts.push(fill(
            page.groups_not_told,
            &[("count", &found.not_told.to_string())],
        ));
    }
    Ok(format!("{title}: {}.", parts.join("; ")))
}
