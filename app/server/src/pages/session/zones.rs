//! The zones of the form: what may be chosen in each, with the protocol's rule in words.

use crate::chart::Current;
use crate::form::{Choice, Form};
use crate::language::{course_texts, decimal, say, say_with, text};
use relief_protocol::{NeedleLength, NeedleLevel, NeedleRule, Protocol, ScarType, Zone};

/// Needles are set in steps of so many mm; other lengths can be typed.
const STEP_MM: f64 = 0.25;
const STEPS: u32 = 20;
/// So many passes more than usual can be chosen; others can be typed.
const MORE_PASSES: u8 = 2;

/// A zone's part of the form.
pub(super) struct ZonePart {
    pub code: &'static str,
    pub label: &'static str,
    /// When the part matters.
    pub when: String,
    pub needles: Vec<Choice>,
    /// The rules in words.
    pub rules: Vec<String>,
    pub names: ZoneNames,
    /// Something folded away was typed or is wrong.
    pub is_unfolded: bool,
}

/// The names of a zone's fields.
pub(super) struct ZoneNames {
    pub scars: String,
    pub needle: String,
    pub other_needle: String,
    pub reason: String,
    pub passes: String,
    pub other_passes: String,
    pub endpoint: String,
    pub device: String,
    pub lot: String,
    pub operator: String,
}

impl ZoneNames {
    pub fn of(zone: Zone) -> Self {
        let name = |field: &str| format!("{}.{field}", zone.name());
        Self {
            scars: name("scars"),
            needle: name("needle_mm"),
            other_needle: name("other_needle_mm"),
            reason: name("reason"),
            passes: name("passes"),
            other_passes: name("other_passes"),
            endpoint: name("endpoint"),
            device: name("device"),
            lot: name("cartridge_lot"),
            operator: name("operator"),
        }
    }
}

impl ZoneNames {
    fn are_unfolded(&self, form: &Form) -> bool {
        let folded = [
            &self.other_needle,
            &self.other_passes,
            &self.device,
            &self.lot,
            &self.operator,
        ];
        folded
            .iter()
            .any(|name| form.problem(name).is_some() || !form.typed().one(name).is_empty())
    }
}

/// The zones that the protocol treats, from top to bottom.
pub(super) fn treated(protocol: &Protocol) -> impl Iterator<Item = Zone> + '_ {
    Zone::ALL
        .into_iter()
        .filter(|zone| protocol.needle_rule(*zone, None).is_some())
}

pub(super) fn parts(current: &Current, form: &Form) -> Vec<ZonePart> {
    let protocol = &current.protocol;
    let part = |zone: Zone| ZonePart {
        code: zone.name(),
        label: (course_texts().zone)(zone),
        when: format!("zones={}", zone.name()),
        needles: needles(protocol, zone),
        rules: rules(protocol, zone),
        is_unfolded: ZoneNames::of(zone).are_unfolded(form),
        names: ZoneNames::of(zone),
    };
    treated(protocol).map(part).collect()
}

/// The lengths on the raster.
pub(super) fn raster() -> impl Iterator<Item = NeedleLength> {
    (1..=STEPS).filter_map(|step| NeedleLength::from_mm(f64::from(step) * STEP_MM).ok())
}

fn needles(protocol: &Protocol, zone: Zone) -> Vec<Choice> {
    raster()
        .filter_map(|length| needle(protocol, zone, length))
        .collect()
}

/// A length with what the rules say of it; `None` when it is refused for whatever is treated in the zone.
fn needle(protocol: &Protocol, zone: Zone, length: NeedleLength) -> Option<Choice> {
    let level = |scars: &[ScarType]| {
        protocol
            .check_needle(zone, scars, length)
            .map(|finding| finding.level)
    };
    let general = level(&[])?;
    let typed = ScarType::ALL.map(|scar| (scar, level(&[scar]).unwrap_or(NeedleLevel::Refused)));
    let names = |refused: bool| {
        let some = typed
            .iter()
            .filter(|(_, level)| (*level == NeedleLevel::Refused) == refused);
        some.map(|(scar, _)| (course_texts().scar_type)(*scar))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (allowed, refused) = (names(false), names(true));
    let hint = match general {
        NeedleLevel::Refused if allowed.is_empty() => return None,
        NeedleLevel::Refused => say_with("{scars} only, say why", &[("scars", &allowed)]),
        NeedleLevel::Typical => say("usual").to_owned(),
        NeedleLevel::Unusual => String::new(),
        NeedleLevel::Warned if refused.is_empty() => say("say why").to_owned(),
        NeedleLevel::Warned => say_with("say why; not for {scars}", &[("scars", &refused)]),
    };
    Some(Choice::new(length.mm().to_string(), decimal(&length.to_string())).hint(hint))
}

fn rules(protocol: &Protocol, zone: Zone) -> Vec<String> {
    let mut rules: Vec<&NeedleRule> = Vec::new();
    let scars = ScarType::ALL.map(Some);
    for rule in std::iter::once(None)
        .chain(scars)
        .filter_map(|scar| protocol.needle_rule(zone, scar))
    {
        if !rules.iter().any(|other| other.id == rule.id) {
            rules.push(rule);
        }
    }
    rules.into_iter().map(in_words).collect()
}

fn in_words(rule: &NeedleRule) -> String {
    let scars = rule
        .scars
        .iter()
        .map(|scar| (course_texts().scar_type)(*scar).to_owned())
        .reduce(|scars, other| say_with("{one} and {other}", &[("one", &scars), ("other", &other)]));
    let words = match scars {
        None => text("usual {from} to {to}, a reason above {warn}, never above {limit}."),
        Some(_) => text("For {scars}: usual {from} to {to}, a reason above {warn}, never above {limit}."),
    };
    let [from, to] = rule.typical_mm;
    let length = |length: NeedleLength| decimal(&length.to_string());
    let said = say_with(
        words,
        &[
            ("scars", &scars.unwrap_or_default()),
            ("from", &decimal(&from.mm().to_string())),
            ("to", &length(to)),
            ("warn", &length(rule.warn_above_mm)),
            ("limit", &length(rule.limit_mm)),
        ],
    );
    match &rule.note {
        Some(note) => format!("{said} {note}"),
        None => said,
    }
}

/// How many passes may be chosen.
pub(super) fn passes(protocol: &Protocol) -> Vec<Choice> {
    let [from, to] = protocol.technique().passes;
    let choice = |passes: u8| {
        let usual = (from..=to).contains(&passes);
        Choice::new(passes.to_string(), passes.to_string()).hint(if usual { say("usual") } else { "" })
    };
    (1..=most_passes(protocol)).map(choice).collect()
}

/// The most passes that can be chosen; more can be typed.
pub(super) fn most_passes(protocol: &Protocol) -> u8 {
    protocol.technique().passes[1].saturating_add(MORE_PASSES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_protocol::shipped;

    fn hint(protocol: &Protocol, zone: Zone, mm: &str) -> Option<String> {
        let found = needles(protocol, zone)
            .into_iter()
            .find(|choice| choice.code == mm);
        found.map(|choice| choice.hint)
    }

    #[test]
    fn lengths_say_for_what_they_are() -> Result<(), Box<dyn std::error::Error>> {
        let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS)?;
        let cheek = |mm| hint(&protocol, Zone::CheekLeft, mm);
        assert_eq!(cheek("0.5").as_deref(), Some("usual"));
        assert_eq!(cheek("1.25").as_deref(), Some(""));
        assert_eq!(cheek("1.75").as_deref(), Some("say why; not for ice pick"));
        assert_eq!(cheek("2.5").as_deref(), Some("boxcar, rolling only, say why"));
        assert_eq!(cheek("2.75"), None);
        assert_eq!(hint(&protocol, Zone::Nose, "1.5").as_deref(), Some("say why"));
        assert_eq!(hint(&protocol, Zone::Nose, "1.75"), None);
        Ok(())
    }
}
