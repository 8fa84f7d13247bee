//! A draft as the values of the form.

use super::zones::{ZoneNames, most_passes, raster};
use crate::clock;
use crate::form::{Form, Typed, code};
use relief_course::{AdverseEvent, Anaesthetic, ClinicZone, SessionDraft, ZoneDraft};
use relief_protocol::{Protocol, Zone};

/// What a zone may leave to the whole session.
pub(super) const SHARED: [&str; 3] = ["device", "cartridge_lot", "operator"];

/// The form with what a draft holds.
pub(super) fn form(zone: &ClinicZone, protocol: &Protocol, draft: &SessionDraft) -> Form {
    let mut typed = Typed::default();
    typed.add("on", draft.on.to_string());
    for (name, at) in [("started_at", draft.started_at), ("ended_at", draft.ended_at)] {
        typed.add(name, at.map_or_else(String::new, |at| clock::time(zone, at)));
    }
    numbing(zone, draft, &mut typed);
    let shared = [0, 1, 2].map(|field| shared(draft, field));
    for (name, value) in SHARED.into_iter().zip(&shared) {
        typed.add(name, value.clone().unwrap_or_default());
    }
    for (treated, part) in &draft.zones {
        typed.add("zones", treated.name());
        part_of(protocol, *treated, part, &shared, &mut typed);
    }
    adverse(zone, draft.adverse_events.as_deref(), &mut typed);
    typed.add("note", draft.note.as_ref().map_or("", |note| note.as_str()));
    Form::of(typed)
}

fn numbing(zone: &ClinicZone, draft: &SessionDraft, typed: &mut Typed) {
    match &draft.anaesthetic {
        None => {}
        Some(Anaesthetic::None) => typed.add("anaesthetic", "none"),
        Some(Anaesthetic::Topical {
            product,
            applied_at,
            removed_at,
        }) => {
            typed.add("anaesthetic", "topical");
            typed.add("product", product.as_str());
            typed.add("applied_at", clock::time(zone, *applied_at));
            typed.add("removed_at", clock::time(zone, *removed_at));
        }
    }
}

fn own(part: &ZoneDraft, field: usize) -> Option<String> {
    match field {
        0 => part.device.as_ref().map(ToString::to_string),
        1 => part.cartridge_lot.as_ref().map(ToString::to_string),
        _ => part.operator.as_ref().map(ToString::to_string),
    }
}

/// What all zones have in common.
fn shared(draft: &SessionDraft, field: usize) -> Option<String> {
    let mut values = draft.zones.values().map(|part| own(part, field));
    let first = values.next()??;
    values
        .all(|value| value.as_ref() == Some(&first))
        .then_some(first)
}

fn part_of(
    protocol: &Protocol,
    zone: Zone,
    part: &ZoneDraft,
    shared: &[Option<String>; 3],
    typed: &mut Typed,
) {
    let names = ZoneNames::of(zone);
    for scar in &part.scars {
        typed.add(&names.scars, scar.name());
    }
    if let Some(needle) = part.needle_mm {
        let name = if raster().any(|step| step == needle) {
            &names.needle
        } else {
            &names.other_needle
        };
        typed.add(name, needle.mm().to_string());
    }
    if let Some(passes) = part.passes {
        let name = if (1..=most_passes(protocol)).contains(&passes) {
            &names.passes
        } else {
            &names.other_passes
        };
        typed.add(name, passes.to_string());
    }
    if let Some(endpoint) = part.endpoint {
        typed.add(&names.endpoint, code(&endpoint));
    }
    if let Some(reason) = &part.reason_for_length {
        typed.add(&names.reason, reason.as_str());
    }
    for (field, name) in [&names.device, &names.lot, &names.operator]
        .into_iter()
        .enumerate()
    {
        if let (Some(value), None) = (own(part, field), &shared[field]) {
            typed.add(name, value);
        }
    }
}

fn adverse(zone: &ClinicZone, events: Option<&[AdverseEvent]>, typed: &mut Typed) {
    let Some(events) = events else { return };
    typed.add("adverse_events", if events.is_empty() { "no" } else { "yes" });
    for (index, event) in events.iter().enumerate() {
        let names = EventNames::of(index);
        typed.add(&names.what, event.what.as_str());
        typed.add(&names.at, clock::time(zone, event.at));
        typed.add(&names.zone, event.zone.map_or("", Zone::name));
        typed.add(&names.done, event.done.as_ref().map_or("", |done| done.as_str()));
        if event.serious {
            typed.add(&names.serious, "yes");
        }
    }
}

/// The names of the fields of one adverse event.
pub(super) struct EventNames {
    pub what: String,
    pub at: String,
    pub zone: String,
    pub done: String,
    pub serious: String,
}

impl EventNames {
    pub fn of(index: usize) -> Self {
        let name = |field: &str| format!("event{}.{field}", index + 1);
        Self {
            what: name("what"),
            at: name("at"),
            zone: name("zone"),
            done: name("done"),
            serious: name("serious"),
        }
    }
}

/// Something was typed about this event.
pub(super) fn is_begun(form: &Form, names: &EventNames) -> bool {
    [&names.what, &names.at, &names.zone, &names.done]
        .iter()
        .any(|name| !form.typed().one(name).is_empty())
}

/// The adverse events that are asked for: those typed and one more, at least two.
pub(super) fn events(form: &Form) -> Vec<EventNames> {
    let last = (0..MOST_EVENTS)
        .rev()
        .find(|index| is_begun(form, &EventNames::of(*index)));
    let typed = last.map_or(0, |index| index + 1);
    (0..(typed + 1).clamp(2, MOST_EVENTS))
        .map(EventNames::of)
        .collect()
}

/// More are told in the note.
const MOST_EVENTS: usize = 20;
