//! What one patient is told.

use super::said;
use crate::answer::Scale;
use crate::error::Known;
use crate::patient::{Advice, Expected, Standing};
use crate::texts::{Texts, fill};

/// Where the patient's change lies among the others'.
pub fn of_standing(standing: &Known<Standing>, texts: &Texts) -> String {
    said(standing, texts, |standing| {
        let values = [
            ("share", texts.percent(standing.less_good.share.value)),
            ("interval", texts.share_interval(&standing.less_good.share)),
            ("others", standing.less_good.of.to_string()),
        ];
        fill(texts.sentences.standing, &values)
    })
}

/// Why to go on or not, and what others gained, where that is known.
pub fn of_advice(advice: &Advice, texts: &Texts) -> String {
    let reason = (texts.reason)(advice.reason, advice.since);
    let Ok(others) = &advice.others else {
        return reason.to_owned();
    };
    let values = [
        ("count", others.count.to_string()),
        ("of", others.of.to_string()),
        ("interval", texts.share_interval(&others.share)),
    ];
    format!("{reason} {}", fill(texts.sentences.others, &values))
}

/// What to expect after so many sessions, and that it is no promise.
pub fn of_expected(expected: &Known<Expected>, scale: Scale, texts: &Texts) -> String {
    said(expected, texts, |expected| {
        let [low, high] = expected.half.map(|end| texts.change(scale, end));
        let [most_low, most_high] = expected.most.map(|end| texts.change(scale, end));
        let values = [
            ("session", expected.session.to_string()),
            ("low", low),
            ("high", high),
            ("most_low", most_low),
            ("most_high", most_high),
        ];
        let sentences = &texts.sentences;
        format!("{} {}", fill(sentences.expected, &values), sentences.no_promise)
    })
}
