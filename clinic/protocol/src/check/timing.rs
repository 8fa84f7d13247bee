//! Numbers of sessions, intervals, care and technique in order.

use super::{Fault, PathStep, at, named_once, not_empty};
use crate::period::Period;
use crate::protocol::ProtocolFile;

/// Reviews count 1 to 12 sessions (doi 10.2147/CCID.S267192); more is a typing error.
const MOST_SESSIONS: u8 = 12;
/// More passes than this over one zone is a typing error.
const MOST_PASSES: u8 = 50;
/// A topical anaesthetic is never left on for longer than this many minutes.
const MOST_ANAESTHETIC_MINUTES: u16 = 240;
/// Care and diaries end within two years of a session.
pub(super) const LAST_DAY: u16 = 730;

pub(super) fn check(file: &ProtocolFile) -> Result<(), Fault> {
    let sessions = &file.sessions;
    within(
        "planned",
        sessions.planned,
        1,
        MOST_SESSIONS,
        at!["sessions", "planned"],
    )?;
    within(
        "optional",
        sessions.optional,
        0,
        MOST_SESSIONS,
        at!["sessions", "optional"],
    )?;
    ordered("interval", file.interval.at_least, file.interval.at_most)?;
    ordered("judgement", file.judgement.at_least, file.judgement.at_most)?;
    follow_up(file)?;
    technique(file)?;
    care(file)?;
    named_once(file.care.iter().map(|care| &care.id), |index| {
        at!["care", index, "id"]
    })?;
    let advice = &file.home_roller.advice;
    not_empty("advice", advice.len(), at!["home_roller"])?;
    named_once(advice.iter().map(|advice| &advice.id), |index| {
        at!["home_roller", "advice", index, "id"]
    })
}

fn within<T: PartialOrd + std::fmt::Display>(
    what: &str,
    value: T,
    least: T,
    most: T,
    path: Vec<PathStep>,
) -> Result<(), Fault> {
    if value < least || value > most {
        return Err(Fault::new(
            path,
            format!("{what} is {value}; it must be from {least} to {most}"),
        ));
    }
    Ok(())
}

/// `at_least` must be shorter than `at_most` whatever date both are counted from.
fn ordered(table: &'static str, at_least: Period, at_most: Period) -> Result<(), Fault> {
    if at_least.days()[1] > at_most.days()[0] {
        let reason = format!("at_most is {at_most}; it must not be shorter than at_least, {at_least}");
        return Err(Fault::new(at![table, "at_most"], reason));
    }
    Ok(())
}

/// Follow-ups must not run into each other, nor into the sessions.
fn follow_up(file: &ProtocolFile) -> Result<(), Fault> {
    let rule = &file.follow_up;
    if rule.early.days()[1] + rule.late.days()[1] >= rule.every.days()[0] {
        let reason = format!(
            "early is {} and late is {}; together they must be shorter than every, {}",
            rule.early, rule.late, rule.every
        );
        return Err(Fault::new(at!["follow_up", "early"], reason));
    }
    if rule.every.days()[0] < file.judgement.at_least.days()[1] {
        let reason = format!(
            "every is {}; it must not be shorter than the time to the first judgement, {}",
            rule.every, file.judgement.at_least
        );
        return Err(Fault::new(at!["follow_up", "every"], reason));
    }
    Ok(())
}

fn technique(file: &ProtocolFile) -> Result<(), Fault> {
    let [fewest, most] = file.technique.passes;
    within(
        "the first of passes",
        fewest,
        1,
        MOST_PASSES,
        at!["technique", "passes", 0],
    )?;
    within(
        "the second of passes",
        most,
        fewest,
        MOST_PASSES,
        at!["technique", "passes", 1],
    )?;
    let [shortest, longest] = file.technique.anaesthetic_minutes;
    let path = |index: usize| at!["technique", "anaesthetic_minutes", index];
    let most = MOST_ANAESTHETIC_MINUTES;
    within("the first of anaesthetic_minutes", shortest, 1, most, path(0))?;
    within(
        "the second of anaesthetic_minutes",
        longest,
        shortest,
        most,
        path(1),
    )
}

fn care(file: &ProtocolFile) -> Result<(), Fault> {
    for (index, care) in file.care.iter().enumerate() {
        let [from, through] = care.days;
        let path = at!["care", index, "days", 1];
        within("the second of days", through, from, LAST_DAY, path)?;
    }
    let diary = &file.diary;
    let path = at!["diary", "through_day"];
    within("through_day", diary.through_day, 1, LAST_DAY, path)?;
    let path = at!["diary", "daily_through_day"];
    within(
        "daily_through_day",
        diary.daily_through_day,
        0,
        diary.through_day,
        path,
    )
}
