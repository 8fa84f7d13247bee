//! Side effects: steps in order, and nothing expected that is not at least watched.

use super::timing::LAST_DAY;
use super::{Fault, at, named_once, not_empty, once};
use crate::protocol::ProtocolFile;
use crate::reaction::{Effect, Severity, Step};

pub(super) fn check(file: &ProtocolFile) -> Result<(), Fault> {
    not_empty("effect", file.effect.len(), at!["effect"])?;
    once(file.effect.iter().map(|effect| effect.sign), |index| {
        at!["effect", index, "sign"]
    })?;
    for (index, effect) in file.effect.iter().enumerate() {
        steps(index, "expected", &effect.expected)?;
        steps(index, "watch", &effect.watch)?;
        watch_covers_expected(index, effect)?;
    }
    not_empty("red_flag", file.red_flag.len(), at!["red_flag"])?;
    named_once(file.red_flag.iter().map(|flag| &flag.id), |index| {
        at!["red_flag", index, "id"]
    })
}

/// Days rise and severities fall, and none is a step of nothing.
fn steps(index: usize, list: &'static str, steps: &[Step]) -> Result<(), Fault> {
    for (place, step) in steps.iter().enumerate() {
        let fault = |key: &'static str, reason: String| {
            Err(Fault::new(at!["effect", index, list, place, key], reason))
        };
        if step.through_day > LAST_DAY {
            return fault(
                "through_day",
                format!("through_day is {}; at most {LAST_DAY}", step.through_day),
            );
        }
        if step.severity == Severity::None {
            return fault(
                "severity",
                "severity is none, which is what follows the last step anyway".to_owned(),
            );
        }
        let Some(before) = place.checked_sub(1).map(|before| steps[before]) else {
            continue;
        };
        if step.through_day <= before.through_day {
            let reason = format!(
                "through_day is {}; it must be later than the step before, {}",
                step.through_day, before.through_day
            );
            return fault("through_day", reason);
        }
        if step.severity >= before.severity {
            return fault("severity", "a step must be milder than the one before".to_owned());
        }
    }
    Ok(())
}

fn watch_covers_expected(index: usize, effect: &Effect) -> Result<(), Fault> {
    for (place, step) in effect.expected.iter().enumerate() {
        if effect.watched_on(step.through_day) < step.severity {
            let reason = format!(
                "{:?} is expected through day {}, but watch ends below it, so that it would be called in",
                step.severity, step.through_day
            );
            return Err(Fault::new(at!["effect", index, "expected", place], reason));
        }
    }
    Ok(())
}
