//! Needle rules: numbers in order, and exactly one rule for each zone and scar type.

use super::{Fault, at, named_once, not_empty, once};
use crate::needle::NeedleRule;
use crate::zone::{ScarType, Zone};
use std::collections::BTreeMap;

pub(super) fn check(rules: &[NeedleRule]) -> Result<(), Fault> {
    not_empty("needle", rules.len(), at!["needle"])?;
    named_once(rules.iter().map(|rule| &rule.id), |index| {
        at!["needle", index, "id"]
    })?;
    for (index, rule) in rules.iter().enumerate() {
        not_empty("zones", rule.zones.len(), at!["needle", index, "zones"])?;
        once(rule.zones.iter(), |entry| at!["needle", index, "zones", entry])?;
        once(rule.scars.iter(), |entry| at!["needle", index, "scars", entry])?;
        numbers(index, rule)?;
    }
    one_rule_each(rules)?;
    general_rules(rules)
}

fn numbers(index: usize, rule: &NeedleRule) -> Result<(), Fault> {
    let [from, to] = rule.typical_mm;
    if to < from {
        let reason = format!("typical_mm ends at {to}; it must not be shorter than its start, {from}");
        return Err(Fault::new(at!["needle", index, "typical_mm", 1], reason));
    }
    if rule.warn_above_mm < to {
        let reason = format!(
            "warn_above_mm is {}; it must not be shorter than the longest typical length, {to}",
            rule.warn_above_mm
        );
        return Err(Fault::new(at!["needle", index, "warn_above_mm"], reason));
    }
    if rule.limit_mm < rule.warn_above_mm {
        let reason = format!(
            "limit_mm is {}; it must not be shorter than warn_above_mm, {}",
            rule.limit_mm, rule.warn_above_mm
        );
        return Err(Fault::new(at!["needle", index, "limit_mm"], reason));
    }
    Ok(())
}

/// No zone and scar type has two rules of the same rank.
fn one_rule_each(rules: &[NeedleRule]) -> Result<(), Fault> {
    let mut holders: BTreeMap<(Zone, Option<ScarType>), &NeedleRule> = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        let types: Vec<Option<ScarType>> = match rule.scars.as_slice() {
            [] => vec![None],
            some => some.iter().copied().map(Some).collect(),
        };
        for (place, zone) in rule.zones.iter().enumerate() {
            for scar in &types {
                if let Some(other) = holders.insert((*zone, *scar), rule) {
                    let scars = scar.map_or("any scar", ScarType::name);
                    let reason = format!(
                        "{} with {scars} has a rule already: {:?}",
                        zone.name(),
                        other.id.as_str()
                    );
                    return Err(Fault::new(at!["needle", index, "zones", place], reason));
                }
            }
        }
    }
    Ok(())
}

/// A zone that has a rule for one scar type has a general one too, for skin without such scars.
fn general_rules(rules: &[NeedleRule]) -> Result<(), Fault> {
    for (index, rule) in rules.iter().enumerate() {
        for (place, zone) in rule.zones.iter().enumerate() {
            let general = rules
                .iter()
                .any(|other| other.scars.is_empty() && other.zones.contains(zone));
            if !general {
                let reason = format!(
                    "{} has no rule without scars, which others fall back on",
                    zone.name()
                );
                return Err(Fault::new(at!["needle", index, "zones", place], reason));
            }
        }
    }
    Ok(())
}
