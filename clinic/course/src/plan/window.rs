//! Which visits a plan has, and their windows under a protocol.

use super::{Plan, PlanChange};
use crate::dates;
use crate::visit::{PlannedVisit, Visit, Window};
use jiff::civil::Date;
use relief_protocol::{Period, Protocol};

/// How many sessions the course has now.
pub(super) fn sessions(plan: &Plan, protocol: &Protocol) -> u8 {
    let kept = (1..=u8::MAX)
        .take_while(|number| plan.kept(Visit::Session(*number)).is_some())
        .count();
    // Counted among the numbers of a byte.
    let kept = u8::try_from(kept).unwrap_or(u8::MAX);
    let ended = plan
        .events
        .iter()
        .any(|event| matches!(event.what, PlanChange::SessionsEnded { .. }));
    if ended {
        return kept;
    }
    let decided = decisions(plan).filter(|(_, go, _)| *go).count();
    let optional = decided.min(usize::from(protocol.sessions().optional));
    protocol
        .sessions()
        .planned
        .saturating_add(u8::try_from(optional).unwrap_or(u8::MAX))
}

/// Decisions about one more session: after how many, whether to go on, and the day.
pub(super) fn decisions(plan: &Plan) -> impl Iterator<Item = (u8, bool, Date)> {
    plan.events.iter().filter_map(|event| match &event.what {
        PlanChange::OptionalDecided { after, go, on, .. } => Some((*after, *go, *on)),
        _ => None,
    })
}

/// Every visit with its window.
pub(super) fn visits(plan: &Plan, protocol: &Protocol) -> Vec<PlannedVisit> {
    let mut visits = Vec::new();
    let mut add = |visit: Visit, window: Window| {
        visits.push(PlannedVisit {
            visit,
            window: deferred(plan, visit, window),
            state: plan.state(visit),
        });
    };
    let sessions = sessions(plan, protocol);
    let mut last = None;
    for number in 1..=sessions {
        let window = match last {
            None => Window {
                earliest: plan.starts_on,
                latest: None,
                firm: true,
            },
            Some(before) => next_session(plan, protocol, number, before),
        };
        let visit = Visit::Session(number);
        add(visit, window);
        last = Some(anchor(plan, visit, deferred(plan, visit, window)));
        if judged(plan, protocol, number, sessions) {
            let rule = protocol.judgement();
            // The session was just made the anchor.
            let from = last.unwrap_or_else(|| Anchor::on(plan.starts_on));
            add(Visit::Judgement(number), from.window(rule.at_least, rule.at_most));
        }
    }
    if let Some(from) = last {
        let kept = (1..u16::MAX)
            .take_while(|number| plan.kept(Visit::FollowUp(*number)).is_some())
            .count();
        let next = u16::try_from(kept).unwrap_or(u16::MAX).saturating_add(1);
        for number in 1..=next {
            add(Visit::FollowUp(number), follow_up(protocol, from, number));
        }
    }
    visits
}

/// Whether the result is judged after this session: after the last, and wherever it was judged or decided already.
fn judged(plan: &Plan, protocol: &Protocol, number: u8, sessions: u8) -> bool {
    let after_planned = number >= protocol.sessions().planned;
    number == sessions || (after_planned && plan.kept(Visit::Judgement(number)).is_some())
}

/// What later windows count from: a day that is certain, or a span of days.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    earliest: Date,
    latest: Option<Date>,
    firm: bool,
}

impl Anchor {
    fn on(date: Date) -> Self {
        Self {
            earliest: date,
            latest: Some(date),
            firm: true,
        }
    }

    fn window(self, at_least: Period, at_most: Period) -> Window {
        Window {
            earliest: dates::after(self.earliest, at_least),
            latest: self.latest.map(|latest| dates::after(latest, at_most)),
            firm: self.firm,
        }
    }
}

/// The day it took place, else the day it is booked for, else its window.
fn anchor(plan: &Plan, visit: Visit, window: Window) -> Anchor {
    match (plan.kept(visit), plan.booked(visit)) {
        (Some(on), _) => Anchor::on(on),
        (None, Some((_, on))) => Anchor {
            firm: false,
            ..Anchor::on(on)
        },
        (None, None) => {
            let latest = window.latest.map(|latest| latest.max(window.earliest));
            Anchor {
                earliest: window.earliest,
                latest,
                firm: false,
            }
        }
    }
}

fn next_session(plan: &Plan, protocol: &Protocol, number: u8, before: Anchor) -> Window {
    let rule = protocol.interval();
    let window = before.window(rule.at_least, rule.at_most);
    let decided = decisions(plan).find(|(after, go, _)| *go && after.checked_add(1) == Some(number));
    // A session decided on long after the last one is due from the decision on.
    let Some((_, _, on)) = decided.filter(|_| number > protocol.sessions().planned) else {
        return window;
    };
    Window {
        earliest: window.earliest.max(on),
        latest: Some(dates::after(on, rule.at_most)),
        ..window
    }
}

fn follow_up(protocol: &Protocol, from: Anchor, number: u16) -> Window {
    let rule = protocol.follow_up();
    let due = |date: Date| dates::times_after(date, rule.every, number);
    Window {
        earliest: dates::before(due(from.earliest), rule.early),
        latest: from.latest.map(|latest| dates::after(due(latest), rule.late)),
        firm: from.firm,
    }
}

/// A deferral moves the first day, never the last.
fn deferred(plan: &Plan, visit: Visit, window: Window) -> Window {
    let until = plan.events.iter().filter_map(|event| match &event.what {
        PlanChange::Deferred {
            visit: held, until, ..
        } if *held == visit => Some(*until),
        _ => None,
    });
    Window {
        earliest: until.chain([window.earliest]).max().unwrap_or(window.earliest),
        ..window
    }
}
