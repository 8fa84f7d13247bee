//! What a draft lacks, what the protocol refuses in it, and signing it.

use super::problem::{SessionProblem, Weight};
use super::{Anaesthetic, Session, SessionDraft, ZoneDraft, ZoneTreatment};
use crate::signature::Signature;
use jiff::{SignedDuration, Timestamp};
use relief_protocol::{NeedleLevel, Protocol, ScarType, Zone};
use std::collections::BTreeMap;

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
