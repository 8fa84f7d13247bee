//! Sentences about one result.

use crate::texts::{Texts, fill};
use relief_compare::contract::{Change, CompareResult, Kind, ReasonCode, Verdict};

/// The verdict in a word or two.
pub fn verdict_word(texts: &Texts, verdict: Verdict) -> &'static str {
    (texts.verdict)(verdict).word
}

/// What a result says of the scars, which are its primary end point.
enum Scars<'a> {
    /// What the verdict rests on.
    Judged(&'a Change),
    /// None were found, so that none were judged.
    NotFound,
    /// So few were found that no interval can be given.
    TooFew,
    /// The pair was refused, or the verdict rests on something else.
    Unknown,
}

impl<'a> Scars<'a> {
    fn of(result: &'a CompareResult) -> Self {
        let primary = result
            .changes
            .first()
            .filter(|change| change.metric.starts_with("scar_"));
        match primary {
            Some(change) if change.verdict == Some(result.verdict) => Self::Judged(change),
            None if result.verdict == Verdict::NoDetectableChange && result.scars.is_empty() => {
                Self::NotFound
            }
            None if result.verdict == Verdict::NoDetectableChange => Self::TooFew,
            _ => Self::Unknown,
        }
    }
}

/// The result in a few words: its verdict, or that there were no scars to judge.
pub fn headline(texts: &Texts, result: &CompareResult) -> &'static str {
    match Scars::of(result) {
        Scars::NotFound => texts.page.no_scars,
        Scars::TooFew => texts.page.few_scars,
        Scars::Judged(_) | Scars::Unknown => verdict_word(texts, result.verdict),
    }
}

/// What may be said of one change in a word or two: its verdict, or that it changed where neither way is better.
pub fn change_word(texts: &Texts, change: &Change) -> &'static str {
    change
        .verdict
        .map_or(texts.page.changed, |verdict| verdict_word(texts, verdict))
}

/// A metric's name for people; a name that is not known is spelt out.
///
/// ```
/// use relief_report::{metric_label, texts::ENGLISH};
/// assert_eq!(metric_label(&ENGLISH, "scar_volume"), "Scar volume");
/// assert_eq!(metric_label(&ENGLISH, "texture_energy"), "Skin texture, energy");
/// assert_eq!(metric_label(&ENGLISH, "hair_density"), "Hair density");
/// ```
pub fn metric_label(texts: &Texts, name: &str) -> String {
    match texts.metric(name) {
        Some(known) if known.name == name => known.label.to_owned(),
        Some(known) => format!(
            "{}, {}",
            known.label,
            spelt(name[known.name.len()..].trim_start_matches('_'))
        ),
        None => {
            let words = spelt(name);
            let mut letters = words.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

fn spelt(name: &str) -> String {
    name.replace('_', " ")
}

/// What the result means, for the person whose skin it is. No promise, no advice, nothing left out:
/// what got worse, or changed without being better or worse, is named too.
pub fn patient_sentence(texts: &Texts, result: &CompareResult) -> String {
    let sentence = match Scars::of(result) {
        Scars::Judged(change) => scar_sentence(texts, result.verdict, change),
        Scars::NotFound => texts.page.no_scars_patient.to_owned(),
        Scars::TooFew => texts.page.few_scars_patient.to_owned(),
        Scars::Unknown => (texts.verdict)(result.verdict).patient_plain.to_owned(),
    };
    let besides = besides(texts, result).into_iter();
    std::iter::once(sentence)
        .chain(besides)
        .collect::<Vec<_>>()
        .join(" ")
}

fn scar_sentence(texts: &Texts, verdict: Verdict, change: &Change) -> String {
    let label = metric_label(texts, &change.metric);
    let (relative, mdc) = (relative_text(texts, change), mdc_text(texts, change));
    fill(
        (texts.verdict)(verdict).patient,
        &[("metric", &label), ("relative", &relative), ("mdc", &mdc)],
    )
}

/// The difference without its sign: in percent of before, or in the unit where before is near zero.
fn relative_text(texts: &Texts, change: &Change) -> String {
    let amount = match change.relative {
        Some(share) => texts.percent(share.abs()).trim_start_matches('+').to_owned(),
        None => texts.with_unit(&texts.number(change.difference.value.abs()), &change.unit),
    };
    let words = if change.difference.value < 0.0 {
        texts.page.lower
    } else {
        texts.page.higher
    };
    fill(words, &[("amount", &amount)])
}

/// The smallest detectable change, in percent of before where the difference is.
fn mdc_text(texts: &Texts, change: &Change) -> String {
    match change.relative {
        Some(_) if change.before.value != 0.0 => texts
            .percent((change.mdc95 / change.before.value).abs())
            .trim_start_matches('+')
            .to_owned(),
        _ => texts.with_unit(&texts.number(change.mdc95), &change.unit),
    }
}

/// What happened besides, one sentence each: what got worse while the whole did not, and what changed where neither way
/// is better.
fn besides(texts: &Texts, result: &CompareResult) -> Vec<String> {
    let page = &texts.page;
    let worse = (result.verdict != Verdict::Worse).then(|| {
        naming(texts, result, page.also_worse, |c| {
            c.verdict == Some(Verdict::Worse)
        })
    });
    let changed = naming(texts, result, page.also_changed, |c| c.verdict.is_none());
    worse.flatten().into_iter().chain(changed).collect()
}

/// `words` with the names of the metrics that `of` picks; `None` when it picks none.
fn naming(texts: &Texts, result: &CompareResult, words: &str, of: fn(&Change) -> bool) -> Option<String> {
    let picked = result.changes.iter().filter(|change| of(change));
    let names: Vec<String> = picked.map(|change| metric_label(texts, &change.metric)).collect();
    (!names.is_empty()).then(|| fill(words, &[("metrics", &names.join(", "))]))
}

/// What to do next after a result that names no refused check.
pub fn next_step(texts: &Texts, result: &CompareResult) -> &'static str {
    match Scars::of(result) {
        _ if result.kind == Kind::Surface => (texts.next_scan)(result.verdict),
        Scars::NotFound | Scars::TooFew => texts.page.no_scars_next,
        Scars::Judged(_) | Scars::Unknown => (texts.next)(result.verdict),
    }
}

/// What to do when a check refuses.
pub(crate) fn advice(texts: &Texts, kind: Kind, code: ReasonCode) -> &'static str {
    let of_scans = (texts.scan_advice)(code).filter(|_| kind == Kind::Surface);
    of_scans.unwrap_or((texts.check)(code).advice)
}

/// What to do next: the advice of each refused check, then one sentence for the result.
pub fn next_steps(texts: &Texts, result: &CompareResult) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for reason in &result.reasons {
        let advice = advice(texts, result.kind, reason.code);
        if !steps.iter().any(|step| step == advice) {
            steps.push(advice.to_owned());
        }
    }
    steps.push(next_step(texts, result).to_owned());
    steps
}
