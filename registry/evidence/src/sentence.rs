//! The sentences that follow from the numbers.

use crate::answer::{ASSUMED_CORRELATION, Answer, Contribution, Measure, Question, Together};
use crate::texts::{Texts, fill};
use crate::trials::Treatment;
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
    let mut said = match &answer.together {
        Ok(together) => pooled(answer, together, texts),
        Err(why) => {
            let mut said = vec![(texts.not_pooled)(*why).to_owned()];
            if let [study] = answer.studies.as_slice() {
                said.extend(alone(answer.question, study, texts));
            }
            said
        }
    };
    said.extend(left_out(answer, texts));
    said.join(" ")
}

fn filled(text: &str, parts: &[(&str, String)]) -> String {
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, part)| (*name, part.as_str())).collect();
    fill(text, &parts)
}

/// One study that has nothing to be pooled with.
fn alone(question: Question, study: &Contribution, texts: &Texts) -> Vec<String> {
    let (sentences, measure) = (&texts.sentences, question.measure());
    let estimate = study.estimate;
    let parts = [
        ("study", study.study.label()),
        ("value", texts.value(measure, estimate.value)),
        ("interval", texts.interval(measure, &estimate)),
    ];
    let mut said = vec![filled(sentences.alone, &parts)];
    if question.is_controlled() {
        said.push(sentences.sign.to_owned());
    }
    if study.assumed {
        said.push(fill(
            sentences.alone_assumed,
            &[("taken", &texts.fixed(ASSUMED_CORRELATION, 1))],
        ));
    }
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
    if let [low, high] = together.correlations.as_slice() {
        let parts = [
            ("taken", texts.fixed(ASSUMED_CORRELATION, 1)),
            ("low", texts.fixed(low.correlation, 1)),
            ("high", texts.fixed(high.correlation, 1)),
            ("at_low", texts.value(measure, low.estimate.value)),
            ("at_high", texts.value(measure, high.estimate.value)),
        ];
        said.push(filled(sentences.assumed, &parts));
    }
    said
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

/// Why studies are left out, like reasons together, in the order in which they first appear.
fn left_out(answer: &Answer, texts: &Texts) -> Option<String> {
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
