//! What a practice's patients say.

use super::{said, said_all};
use crate::answer::{
    ChangeAnswer, DoseResponse, DroppedOut, MissingVisits, NumberNeeded, Scale, ScarAnswer, ScarTypeAnswer,
    SessionMeans, SessionShare, SettingDifference, SideEffects, SignAnswer, Slope, Verdicts,
};
use crate::error::Known;
use crate::location::Location;
use crate::model::Term;
use crate::texts::{Captured, Texts, fill};
use relief_course::Level;
use relief_protocol::ScarType;

/// Who improved, who got worse, who could not be compared, and how far it changed. `scar_type` is the one that was filtered for.
///
/// ```
/// use relief_registry::{NotKnown, sentence, texts::{Captured, ENGLISH}};
/// let said = sentence::of_change(&Err(NotKnown::FewPatients), None, Captured::Photos, &ENGLISH);
/// assert_eq!(said, "Not shown: fewer than five patients, so that one of them could be recognised.");
/// ```
pub fn of_change(
    answer: &Known<ChangeAnswer>,
    scar_type: Option<ScarType>,
    captured: Captured,
    texts: &Texts,
) -> String {
    said(answer, texts, |answer| {
        let mut parts = vec![said(&answer.verdicts, texts, |verdicts| {
            of_verdicts(verdicts, scar_type, captured, texts)
        })];
        if answer.not_comparable.count > 0 {
            let values = [
                ("patients", answer.patients.to_string()),
                ("count", answer.not_comparable.count.to_string()),
            ];
            parts.push(fill(texts.sentences.not_comparable, &values));
        }
        if let Ok(change) = &answer.change {
            parts.push(of_location(change, answer.scale, texts));
        }
        parts.join(" ")
    })
}

fn of_verdicts(
    verdicts: &Verdicts,
    scar_type: Option<ScarType>,
    captured: Captured,
    texts: &Texts,
) -> String {
    let with = scar_type.map_or_else(String::new, |kind| {
        fill(
            texts.sentences.with_scars,
            &[("scars", (texts.scar_type)(kind).to_owned())],
        )
    });
    let improved = [
        ("patients", verdicts.improved.of.to_string()),
        ("with", with),
        ("share", texts.percent(verdicts.improved.share.value)),
        ("repeats", (texts.repeats)(captured).to_owned()),
        ("interval", texts.share_interval(&verdicts.improved.share)),
    ];
    let worse = [
        ("share", texts.percent(verdicts.worse.share.value)),
        ("interval", texts.share_interval(&verdicts.worse.share)),
    ];
    let sentences = &texts.sentences;
    format!(
        "{} {}",
        fill(sentences.improved, &improved),
        fill(sentences.worse, &worse)
    )
}

fn of_location(change: &Location, scale: Scale, texts: &Texts) -> String {
    let mut values = vec![
        ("mean", texts.change(scale, change.mean.value)),
        ("interval", texts.change_interval(scale, &change.mean)),
    ];
    let Ok(median) = &change.median else {
        return fill(texts.sentences.changed_mean, &values);
    };
    values.push(("median", texts.change(scale, median.value)));
    values.push(("median_interval", texts.change_interval(scale, median)));
    fill(texts.sentences.changed, &values)
}

/// The number needed to treat, and what its reference is not.
pub fn of_number_needed(answer: &Known<NumberNeeded>, texts: &Texts) -> String {
    said(answer, texts, |answer| {
        let chance = (
            "chance",
            format!("{} %", texts.fixed(100.0 * answer.by_chance, 1)),
        );
        let sentences = &texts.sentences;
        let first = match answer.needed {
            None => fill(sentences.none_needed, &[chance]),
            Some(needed) => {
                let mut values = vec![
                    chance,
                    ("number", texts.fixed(needed.value, 1)),
                    ("low", texts.fixed(needed.low, 1)),
                ];
                let text = match needed.high {
                    None => sentences.needed_open,
                    Some(high) => {
                        values.push(("high", texts.fixed(high, 1)));
                        sentences.needed
                    }
                };
                fill(text, &values)
            }
        };
        format!("{first} {}", sentences.no_control)
    })
}

/// Who did not come back, and whether they were like those who stayed.
pub fn of_dropouts(answer: &Known<DroppedOut>, texts: &Texts) -> String {
    said(answer, texts, |answer| {
        let values = [
            ("count", answer.dropped.count.to_string()),
            ("of", answer.dropped.of.to_string()),
            ("share", texts.percent(answer.dropped.share.value)),
            ("interval", texts.share_interval(&answer.dropped.share)),
        ];
        let mut parts = vec![fill(texts.sentences.dropped, &values)];
        let differences = [&answer.before, &answer.change_so_far];
        let known: Vec<_> = differences
            .into_iter()
            .filter_map(|known| known.as_ref().ok())
            .collect();
        if known.iter().any(|difference| difference.excludes_zero()) {
            parts.push(texts.sentences.dropped_unlike.to_owned());
        } else if !known.is_empty() {
            parts.push(texts.sentences.dropped_alike.to_owned());
        }
        parts.join(" ")
    })
}

/// Those who came beside all who began, a sentence for each session of which both are known.
pub fn of_missing_visits(answer: &Known<MissingVisits>, scale: Scale, texts: &Texts) -> Vec<String> {
    said_all(answer, texts, |answer| {
        let of = |session: &SessionMeans| {
            let (seen, alone) = (session.seen.ok()?, session.complete_cases.as_ref().ok()?);
            let model = session.model_based.as_ref().ok()?;
            let values = [
                ("session", session.session.to_string()),
                ("seen", seen.to_string()),
                ("patients", answer.patients.to_string()),
                ("mean", texts.change(scale, alone.mean.value)),
                ("interval", texts.change_interval(scale, &alone.mean)),
                ("model", texts.change(scale, model.value)),
                ("model_interval", texts.change_interval(scale, model)),
            ];
            Some(fill(texts.sentences.missing, &values))
        };
        answer.sessions.iter().filter_map(of).collect()
    })
}

/// How the depth of single scars changed, a sentence for each type.
pub fn of_scars(answer: &Known<ScarAnswer>, texts: &Texts) -> Vec<String> {
    let of = |found: &ScarTypeAnswer| {
        let values = [
            ("what", (texts.scar_type_alone)(found.scar_type).to_owned()),
            ("scars", found.scars.to_string()),
            ("patients", found.patients.to_string()),
            ("change", texts.change(Scale::Relative, found.change.value)),
            ("interval", texts.change_interval(Scale::Relative, &found.change)),
        ];
        fill(texts.sentences.depth, &values)
    };
    said_all(answer, texts, |answer| answer.types.iter().map(of).collect())
}

/// How changes go with needle length and weeks between sessions, and that this is an association.
pub fn of_dose_response(answer: &DoseResponse, scale: Scale, texts: &Texts) -> String {
    let sentences = &texts.sentences;
    let one = |slope: &Known<Slope>, text: &str| {
        said(slope, texts, |slope| {
            let values = [
                ("slope", texts.difference(scale, slope.slope.value)),
                ("interval", texts.difference_interval(scale, &slope.slope)),
                ("terms", terms(&slope.adjusted_for, texts)),
            ];
            fill(text, &values)
        })
    };
    let mut parts = vec![
        one(&answer.needle, sentences.needle),
        one(&answer.interval, sentences.weeks),
    ];
    if answer.needle.is_ok() || answer.interval.is_ok() {
        parts.push(sentences.association.to_owned());
    }
    parts.join(" ")
}

fn terms(of: &[Term], texts: &Texts) -> String {
    let names: Vec<&str> = of.iter().map(|term| (texts.term)(*term)).collect();
    texts.list(&names)
}

/// At home against by a professional: adjusted, what was held equal, and what it would seem to be without.
pub fn of_setting(answer: &Known<SettingDifference>, scale: Scale, texts: &Texts) -> String {
    said(answer, texts, |answer| {
        let [adjusted, bare] = answer.adjusted_and_bare();
        let values = [
            ("adjusted", texts.difference(scale, adjusted.value)),
            ("interval", texts.difference_interval(scale, &adjusted)),
            ("terms", terms(answer.confounders(), texts)),
            ("bare", texts.difference(scale, bare.value)),
        ];
        fill(texts.sentences.setting, &values)
    })
}

/// One sentence or two for each sign and for alarming days.
pub fn of_side_effects(answer: &Known<SideEffects>, texts: &Texts) -> Vec<String> {
    said_all(answer, texts, |answer| of_signs(answer, texts))
}

fn of_signs(answer: &SideEffects, texts: &Texts) -> Vec<String> {
    let signs = answer.signs.iter().map(|sign| of_sign(sign, texts));
    let levels = [
        (Level::Watch, &answer.watched),
        (Level::ContactNow, &answer.contacted),
    ];
    let levels = levels
        .into_iter()
        .map(|(level, share)| of_share((texts.level)(level), share, texts));
    signs.chain(levels).collect()
}

fn of_sign(sign: &SignAnswer, texts: &Texts) -> String {
    let mut said = of_share((texts.sign)(sign.sign), &sign.any, texts);
    if let Ok(duration) = &sign.duration {
        let days = &duration.median_days;
        let interval = days.ci95.map(|end| texts.fixed(end, 1));
        let [low, high] = interval;
        let interval = fill(texts.sentences.interval, &[("low", low), ("high", high)]);
        let values = [("days", texts.fixed(days.value, 1)), ("interval", interval)];
        said.push(' ');
        said.push_str(&fill(texts.sentences.duration, &values));
    }
    said
}

fn of_share(what: &str, share: &SessionShare, texts: &Texts) -> String {
    let mut values = vec![
        ("what", what.to_owned()),
        ("sessions", share.share.of.to_string()),
    ];
    if let Some(most) = share.at_most {
        values.push(("most", texts.percent(most)));
        return fill(texts.sentences.never, &values);
    }
    values.push(("share", texts.percent(share.share.share.value)));
    values.push(("interval", texts.share_interval(&share.share.share)));
    fill(texts.sentences.sign_share, &values)
}
