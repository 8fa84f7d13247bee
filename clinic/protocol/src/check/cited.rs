//! Every rule names its sources, and `[sources]` explains each of them.

use super::{Fault, PathStep, at};
use crate::protocol::ProtocolFile;
use crate::words::Key;

/// One rule's sources and the way to it.
struct Cited<'a> {
    path: Vec<PathStep>,
    sources: &'a [Key],
    against: &'a [Key],
}

pub(super) fn check(file: &ProtocolFile) -> Result<(), Fault> {
    rules(file).into_iter().try_for_each(|rule| {
        if rule.sources.is_empty() {
            return Err(Fault::new(
                with(&rule.path, "sources", None),
                "the rule has no source; name at least 1 key of [sources]",
            ));
        }
        known(file, &rule, "sources", rule.sources)?;
        known(file, &rule, "against", rule.against)
    })
}

fn known(file: &ProtocolFile, rule: &Cited<'_>, list: &'static str, keys: &[Key]) -> Result<(), Fault> {
    for (index, key) in keys.iter().enumerate() {
        let fault = |reason| Err(Fault::new(with(&rule.path, list, Some(index)), reason));
        if !file.sources.contains_key(key) {
            return fault(format!("the source {:?} is not in [sources]", key.as_str()));
        }
        if keys[..index].contains(key) {
            return fault(format!("the source {:?} stands here twice", key.as_str()));
        }
    }
    Ok(())
}

fn with(path: &[PathStep], list: &'static str, index: Option<usize>) -> Vec<PathStep> {
    let index = index.map(PathStep::Index);
    path.iter()
        .cloned()
        .chain([PathStep::Key(list)])
        .chain(index)
        .collect()
}

/// Every rule of the file that needs a source.
fn rules(file: &ProtocolFile) -> Vec<Cited<'_>> {
    let mut rules = single_rules(file);
    for (index, rule) in file.needle.iter().enumerate() {
        rules.push(cited(at!["needle", index], &rule.sources, &rule.against));
    }
    for (index, rule) in file.candidacy.question.iter().enumerate() {
        rules.push(cited(
            at!["candidacy", "question", index],
            &rule.sources,
            &rule.against,
        ));
    }
    for (index, rule) in file.effect.iter().enumerate() {
        rules.push(cited(at!["effect", index], &rule.sources, &rule.against));
    }
    for (index, rule) in file.red_flag.iter().enumerate() {
        rules.push(cited(at!["red_flag", index], &rule.sources, &[]));
    }
    for (index, rule) in file.care.iter().enumerate() {
        rules.push(cited(at!["care", index], &rule.sources, &rule.against));
    }
    for (index, rule) in file.home_roller.advice.iter().enumerate() {
        rules.push(cited(at!["home_roller", "advice", index], &rule.sources, &[]));
    }
    rules
}

fn single_rules(file: &ProtocolFile) -> Vec<Cited<'_>> {
    vec![
        cited(at!["sessions"], &file.sessions.sources, &file.sessions.against),
        cited(at!["interval"], &file.interval.sources, &file.interval.against),
        cited(at!["judgement"], &file.judgement.sources, &file.judgement.against),
        cited(at!["follow_up"], &file.follow_up.sources, &file.follow_up.against),
        cited(at!["technique"], &file.technique.sources, &file.technique.against),
        cited(at!["candidacy"], &file.candidacy.sources, &[]),
        cited(at!["diary"], &file.diary.sources, &[]),
        cited(at!["home_roller"], &file.home_roller.sources, &[]),
    ]
}

fn cited<'a>(path: Vec<PathStep>, sources: &'a [Key], against: &'a [Key]) -> Cited<'a> {
    Cited {
        path,
        sources,
        against,
    }
}
