//! The form as a draft. Nothing is required of a draft; what is there must be readable.

use super::fill::{EventNames, events, is_begun};
use super::people::People;
use super::zones::ZoneNames;
use crate::clock;
use crate::form::Form;
use crate::language::say;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use relief_course::{AdverseEvent, Anaesthetic, ClinicZone, PersonId, SessionDraft, ZoneDraft};
use relief_protocol::{NeedleLength, Zone};
use std::collections::BTreeMap;

/// Reads a form of a session.
pub(super) struct Reader<'a> {
    pub form: &'a mut Form,
    pub zone: &'a ClinicZone,
    pub people: &'a People,
    pub today: Date,
}

impl Reader<'_> {
    /// The draft, when everything is readable; else the problems stand in the form.
    pub fn draft(&mut self, number: u8) -> Option<SessionDraft> {
        let on = self.form.date("on")?;
        if on > self.today {
            self.form.fault("on", say("This day has not come yet."));
        }
        let draft = SessionDraft {
            number,
            on,
            started_at: self.maybe_at(on, "started_at"),
            ended_at: self.maybe_at(on, "ended_at"),
            anaesthetic: self.anaesthetic(on),
            zones: self.zones(),
            adverse_events: self.adverse_events(on),
            note: self.form.maybe_note("note"),
        };
        self.form.is_sound().then_some(draft)
    }

    fn maybe_at(&mut self, on: Date, name: &str) -> Option<Timestamp> {
        let time = self.form.maybe_time(name)?;
        self.instant(on, time, name)
    }

    fn at(&mut self, on: Date, name: &str) -> Option<Timestamp> {
        let time = self.form.time(name)?;
        self.instant(on, time, name)
    }

    fn instant(&mut self, on: Date, time: Time, name: &str) -> Option<Timestamp> {
        match clock::instant(self.zone, on, time) {
            Ok(at) => Some(at),
            Err(unclear) => {
                self.form.fault(name, unclear.words());
                None
            }
        }
    }

    fn anaesthetic(&mut self, on: Date) -> Option<Anaesthetic> {
        match self.form.typed().one("anaesthetic") {
            "none" => Some(Anaesthetic::None),
            "topical" => {
                let product = self.form.line("product");
                let applied_at = self.at(on, "applied_at");
                let removed_at = self.at(on, "removed_at");
                Some(Anaesthetic::Topical {
                    product: product?,
                    applied_at: applied_at?,
                    removed_at: removed_at?,
                })
            }
            _ => None,
        }
    }

    fn zones(&mut self) -> BTreeMap<Zone, ZoneDraft> {
        let zones = self.form.ticked::<Zone>("zones");
        let device = self.form.maybe_line("device");
        let lot = self.form.maybe_line("cartridge_lot");
        let operator = self.operator("operator");
        let shared = |part: ZoneDraft| ZoneDraft {
            device: part.device.or_else(|| device.clone()),
            cartridge_lot: part.cartridge_lot.or_else(|| lot.clone()),
            operator: part.operator.or_else(|| operator.clone()),
            ..part
        };
        let mut parts = BTreeMap::new();
        for zone in zones {
            parts.insert(zone, shared(self.part(&ZoneNames::of(zone))));
        }
        parts
    }

    /// A zone by itself, without what it shares.
    fn part(&mut self, names: &ZoneNames) -> ZoneDraft {
        ZoneDraft {
            scars: self.form.ticked(&names.scars),
            needle_mm: self.needle(names),
            passes: self.passes(names),
            device: self.form.maybe_line(&names.device),
            cartridge_lot: self.form.maybe_line(&names.lot),
            endpoint: self.form.maybe_coded(&names.endpoint),
            operator: self.operator(&names.operator),
            reason_for_length: self.form.maybe_note(&names.reason),
        }
    }

    fn needle(&mut self, names: &ZoneNames) -> Option<NeedleLength> {
        let limits = NeedleLength::LEAST_MM..=NeedleLength::MOST_MM;
        let typed = self.form.maybe_number(&names.other_needle, limits.clone());
        let mm = typed.or_else(|| self.form.maybe_number(&names.needle, limits))?;
        NeedleLength::from_mm(mm).ok()
    }

    fn passes(&mut self, names: &ZoneNames) -> Option<u8> {
        let typed = self.form.maybe_number(&names.other_passes, 0..=u8::MAX);
        typed.or_else(|| self.form.maybe_number(&names.passes, 0..=u8::MAX))
    }

    fn operator(&mut self, name: &str) -> Option<PersonId> {
        let chosen = self.form.maybe_line(name)?;
        let known = PersonId::try_from(chosen.as_str())
            .ok()
            .filter(|id| self.people.knows(id));
        if known.is_none() {
            self.form.fault(name, say("Please choose one."));
        }
        known
    }

    fn adverse_events(&mut self, on: Date) -> Option<Vec<AdverseEvent>> {
        match self.form.typed().one("adverse_events") {
            "no" => Some(Vec::new()),
            "yes" => {
                let all = events(self.form).into_iter().enumerate();
                // The first is asked for; a further one only when something of it was typed.
                let told: Vec<EventNames> = all
                    .filter(|(index, names)| *index == 0 || is_begun(self.form, names))
                    .map(|(_, names)| names)
                    .collect();
                Some(
                    told.iter()
                        .filter_map(|names| self.adverse_event(on, names))
                        .collect(),
                )
            }
            _ => None,
        }
    }

    fn adverse_event(&mut self, on: Date, names: &EventNames) -> Option<AdverseEvent> {
        let what = self.form.note(&names.what);
        let at = self.at(on, &names.at);
        Some(AdverseEvent {
            zone: self.form.maybe_coded(&names.zone),
            done: self.form.maybe_note(&names.done),
            serious: self.form.is_ticked(&names.serious),
            what: what?,
            at: at?,
        })
    }
}
