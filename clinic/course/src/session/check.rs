//! What a draft lacks, what the protocol refuses in it, and signing it.

use super::{Anaesthetic, Session, SessionDraft, ZoneDraft, ZoneTreatment};
use crate::signature::Signature;
use jiff::{SignedDuration, Timestamp};
use relief_protocol::{Key, NeedleLength, NeedleLevel, Protocol, ScarType, Zone};
use std::collections::BTreeMap;

/// Something about a draft; the message stands beside its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionProblem {
    /// Sessions count from 1.
    Number,
    /// No zone.
    NoZone,
    /// A field of the session is missing.
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// A field of a zone is missing.
    MissingInZone {
        /// The zone.
        zone: Zone,
        /// The field's name.
        field: &'static str,
    },
    /// The protocol does not treat this zone.
    ZoneNotTreated {
        /// The zone.
        zone: Zone,
    },
    /// The needle is longer than the protocol's limit.
    NeedleRefused {
        /// The zone.
        zone: Zone,
        /// What was set.
        needle: NeedleLength,
        /// The limit.
        limit: NeedleLength,
        /// The rule.
        rule: Key,
    },
    /// The needle is longer than the protocol's warning.
    NeedleWarned {
        /// The zone.
        zone: Zone,
        /// What was set.
        needle: NeedleLength,
        /// The warning.
        warn_above: NeedleLength,
        /// The rule.
        rule: Key,
        /// Whether a reason is given; without one it cannot be signed.
        reason_given: bool,
    },
    /// The needle is shorter or longer than usual.
    NeedleUnusual {
        /// The zone.
        zone: Zone,
        /// What was set.
        needle: NeedleLength,
        /// The rule.
        rule: Key,
    },
    /// No pass at all.
    NoPass {
        /// The zone.
        zone: Zone,
    },
    /// Fewer or more passes than usual.
    PassesUnusual {
        /// The zone.
        zone: Zone,
        /// How many.
        passes: u8,
        /// The usual, from and to.
        usual: [u8; 2],
    },
    /// Two instants are in the wrong order.
    TimesOutOfOrder {
        /// What comes first.
        first: &'static str,
        /// What comes then.
        then: &'static str,
    },
    /// The cream stayed on for shorter or longer than usual.
    AnaestheticUnusual {
        /// For how many minutes.
        minutes: i64,
        /// The usual, from and to.
        usual: [u16; 2],
    },
}

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It is shown, and no more.
    Flag,
    /// The session cannot be signed.
    Blocks,
}

impl SessionProblem {
    /// How much it weighs.
    pub fn weight(&self) -> Weight {
        match self {
            Self::NeedleWarned {
                reason_given: true, ..
            }
            | Self::NeedleUnusual { .. }
            | Self::PassesUnusual { .. }
            | Self::AnaestheticUnusual { .. } => Weight::Flag,
            _ => Weight::Blocks,
        }
    }
}

impl SessionDraft {
    /// Everything about the draft that is missing, refused or unusual, in the order of the form.
    pub fn problems(&self, protocol: &Protocol) -> Vec<SessionProblem> {
        let mut problems = Vec::new();
        if self.number == 0 {
            problems.push(SessionProblem::Number);
        }
        self.times(protocol, &mut problems);
        if self.zones.is_empty() {
            problems.push(SessionProblem::NoZone);
        }
        for (zone, draft) in &self.zones {
            missing_in_zone(*zone, draft, &mut problems);
            needle(protocol, *zone, draft, &mut problems);
            passes(protocol, *zone, draft, &mut problems);
        }
        if self.adverse_events.is_none() {
            problems.push(SessionProblem::Missing {
                field: "adverse_events",
            });
        }
        problems
    }

    /// Signs the draft. Fails with everything that blocks it. `signature` must be of somebody who may
    /// [`crate::Action::SignSession`], and not before the session ended.
    pub fn sign(self, protocol: &Protocol, signature: Signature) -> Result<Session, Vec<SessionProblem>> {
        let mut blocking = self.problems(protocol);
        blocking.retain(|problem| problem.weight() == Weight::Blocks);
        if self.ended_at.is_some_and(|ended| signature.at < ended) {
            blocking.push(SessionProblem::TimesOutOfOrder {
                first: "ended_at",
                then: "signed_at",
            });
        }
        if !blocking.is_empty() {
            return Err(blocking);
        }
        // Nothing is missing, so nothing is lost by asking again.
        self.complete(protocol, signature)
            .ok_or_else(|| vec![SessionProblem::NoZone])
    }

    fn complete(self, protocol: &Protocol, signature: Signature) -> Option<Session> {
        let zones = self
            .zones
            .into_iter()
            .map(|(zone, draft)| Some((zone, treatment(draft)?)));
        Some(Session {
            protocol: protocol.identity().clone(),
            number: self.number,
            on: self.on,
            started_at: self.started_at?,
            ended_at: self.ended_at?,
            anaesthetic: self.anaesthetic?,
            zones: zones.collect::<Option<BTreeMap<_, _>>>()?,
            adverse_events: self.adverse_events?,
            note: self.note,
            signature,
        })
    }

    fn times(&self, protocol: &Protocol, problems: &mut Vec<SessionProblem>) {
        match &self.anaesthetic {
            None => problems.push(SessionProblem::Missing { field: "anaesthetic" }),
            Some(Anaesthetic::None) => {}
            Some(Anaesthetic::Topical {
                applied_at,
                removed_at,
                ..
            }) => {
                in_order(
                    "applied_at",
                    Some(*applied_at),
                    "removed_at",
                    Some(*removed_at),
                    problems,
                );
                in_order(
                    "removed_at",
                    Some(*removed_at),
                    "started_at",
                    self.started_at,
                    problems,
                );
                let minutes = removed_at.duration_since(*applied_at).as_mins();
                let [from, to] = protocol.technique().anaesthetic_minutes;
                if minutes >= 0 && !(i64::from(from)..=i64::from(to)).contains(&minutes) {
                    problems.push(SessionProblem::AnaestheticUnusual {
                        minutes,
                        usual: [from, to],
                    });
                }
            }
        }
        for (field, time) in [("started_at", self.started_at), ("ended_at", self.ended_at)] {
            if time.is_none() {
                problems.push(SessionProblem::Missing { field });
            }
        }
        in_order("started_at", self.started_at, "ended_at", self.ended_at, problems);
    }
}

fn in_order(
    first: &'static str,
    earlier: Option<Timestamp>,
    then: &'static str,
    later: Option<Timestamp>,
    problems: &mut Vec<SessionProblem>,
) {
    if let (Some(earlier), Some(later)) = (earlier, later)
        && later.duration_since(earlier) < SignedDuration::ZERO
    {
        problems.push(SessionProblem::TimesOutOfOrder { first, then });
    }
}

fn missing_in_zone(zone: Zone, draft: &ZoneDraft, problems: &mut Vec<SessionProblem>) {
    let fields = [
        ("needle_mm", draft.needle_mm.is_none()),
        ("passes", draft.passes.is_none()),
        ("device", draft.device.is_none()),
        ("cartridge_lot", draft.cartridge_lot.is_none()),
        ("endpoint", draft.endpoint.is_none()),
        ("operator", draft.operator.is_none()),
    ];
    let missing = fields.into_iter().filter(|(_, missing)| *missing);
    problems.extend(missing.map(|(field, _)| SessionProblem::MissingInZone { zone, field }));
}

fn needle(protocol: &Protocol, zone: Zone, draft: &ZoneDraft, problems: &mut Vec<SessionProblem>) {
    if protocol.needle_rule(zone, None).is_none() {
        problems.push(SessionProblem::ZoneNotTreated { zone });
    }
    let Some(needle) = draft.needle_mm else { return };
    let scars: Vec<ScarType> = draft.scars.iter().copied().collect();
    let Some(finding) = protocol.check_needle(zone, &scars, needle) else {
        return;
    };
    let rule = finding.rule.id.clone();
    problems.extend(match finding.level {
        NeedleLevel::Typical => None,
        NeedleLevel::Unusual => Some(SessionProblem::NeedleUnusual { zone, needle, rule }),
        NeedleLevel::Warned => Some(SessionProblem::NeedleWarned {
            zone,
            needle,
            warn_above: finding.rule.warn_above_mm,
            rule,
            reason_given: draft.reason_for_length.is_some(),
        }),
        NeedleLevel::Refused => Some(SessionProblem::NeedleRefused {
            zone,
            needle,
            limit: finding.rule.limit_mm,
            rule,
        }),
    });
}

fn passes(protocol: &Protocol, zone: Zone, draft: &ZoneDraft, problems: &mut Vec<SessionProblem>) {
    let Some(passes) = draft.passes else { return };
    let usual = protocol.technique().passes;
    if passes == 0 {
        problems.push(SessionProblem::NoPass { zone });
    } else if !(usual[0]..=usual[1]).contains(&passes) {
        problems.push(SessionProblem::PassesUnusual { zone, passes, usual });
    }
}

fn treatment(draft: ZoneDraft) -> Option<ZoneTreatment> {
    Some(ZoneTreatment {
        scars: draft.scars,
        needle_mm: draft.needle_mm?,
        passes: draft.passes?,
        device: draft.device?,
        cartridge_lot: draft.cartridge_lot?,
        endpoint: draft.endpoint?,
        operator: draft.operator?,
        reason_for_length: draft.reason_for_length,
    })
}
