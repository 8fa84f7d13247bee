//! A session is signed when it is complete and within the protocol, and not otherwise.

use crate::{PROTOCOL, at, line, note, signed};
use jiff::civil::date;
use relief_course::{Anaesthetic, Endpoint, Session, SessionDraft, SessionProblem, Weight, ZoneDraft};
use relief_protocol::{NeedleLength, Protocol, ScarType, Zone};

use SessionProblem as P;

fn mm(mm: f64) -> NeedleLength {
    NeedleLength::from_mm(mm).unwrap()
}

fn cheek(needle: f64) -> ZoneDraft {
    ZoneDraft {
        scars: [ScarType::Rolling].into(),
        needle_mm: Some(mm(needle)),
        passes: Some(6),
        device: Some(line("SkinPen Precision")),
        cartridge_lot: Some(line("LOT-4711/β")),
        endpoint: Some(Endpoint::PinpointBleeding),
        operator: Some("dr-1".try_into().unwrap()),
        reason_for_length: None,
    }
}

fn complete() -> SessionDraft {
    let mut draft = SessionDraft::new(1, date(2026, 3, 2));
    draft.started_at = Some(at("2026-03-02T09:40:00Z"));
    draft.ended_at = Some(at("2026-03-02T10:00:00Z"));
    draft.anaesthetic = Some(Anaesthetic::Topical {
        product: line("Lidocaine-prilocaine cream"),
        applied_at: at("2026-03-02T09:00:00Z"),
        removed_at: at("2026-03-02T09:35:00Z"),
    });
    draft.zones.insert(Zone::CheekLeft, cheek(1.0));
    draft.adverse_events = Some(vec![]);
    draft
}

fn sign(draft: SessionDraft) -> Result<Session, Vec<SessionProblem>> {
    draft.sign(&PROTOCOL, signed(at("2026-03-02T10:05:00Z")))
}

#[test]
fn a_complete_draft_is_signed_with_everything_in_it() {
    assert_eq!(complete().problems(&PROTOCOL), []);
    let session = sign(complete()).unwrap();
    let zone = &session.zones[&Zone::CheekLeft];
    assert_eq!((zone.needle_mm, zone.passes), (mm(1.0), 6));
    assert_eq!(zone.cartridge_lot.as_str(), "LOT-4711/β");
    assert_eq!(session.protocol, *PROTOCOL.identity());
    assert_eq!(session.signature.name.as_str(), "Dr. Çağla Öztürk");
}

#[test]
fn every_missing_field_blocks_by_its_name() {
    let empty = SessionDraft::new(0, date(2026, 3, 2));
    let missing = |field| P::Missing { field };
    assert_eq!(
        empty.problems(&PROTOCOL),
        [
            P::Number,
            missing("anaesthetic"),
            missing("started_at"),
            missing("ended_at"),
            P::NoZone,
            missing("adverse_events"),
        ]
    );
    let mut draft = complete();
    draft.zones.insert(Zone::Chin, ZoneDraft::default());
    let fields = [
        "needle_mm",
        "passes",
        "device",
        "cartridge_lot",
        "endpoint",
        "operator",
    ];
    let expected = fields.map(|field| P::MissingInZone {
        zone: Zone::Chin,
        field,
    });
    assert_eq!(sign(draft).unwrap_err(), expected);
}

type Change = fn(&mut SessionDraft);

#[test]
fn each_field_alone_is_enough_to_block() {
    let without: [(&str, Change); 11] = [
        ("anaesthetic", |d| d.anaesthetic = None),
        ("started_at", |d| d.started_at = None),
        ("ended_at", |d| d.ended_at = None),
        ("adverse_events", |d| d.adverse_events = None),
        ("zones", |d| d.zones.clear()),
        ("needle_mm", |d| zone(d).needle_mm = None),
        ("passes", |d| zone(d).passes = None),
        ("device", |d| zone(d).device = None),
        ("cartridge_lot", |d| zone(d).cartridge_lot = None),
        ("endpoint", |d| zone(d).endpoint = None),
        ("operator", |d| zone(d).operator = None),
    ];
    for (field, remove) in without {
        let mut draft = complete();
        remove(&mut draft);
        assert_eq!(sign(draft).unwrap_err().len(), 1, "{field}");
    }
}

fn zone(draft: &mut SessionDraft) -> &mut ZoneDraft {
    draft.zones.get_mut(&Zone::CheekLeft).unwrap()
}

#[test]
fn a_long_needle_needs_a_reason_and_a_longer_one_is_refused() {
    let with = |needle, reason: Option<&str>| {
        let mut draft = complete();
        draft.zones.insert(
            Zone::CheekLeft,
            ZoneDraft {
                reason_for_length: reason.map(note),
                ..cheek(needle)
            },
        );
        draft
    };
    assert!(matches!(
        with(1.2, None).problems(&PROTOCOL)[..],
        [P::NeedleUnusual { .. }]
    ));
    assert!(sign(with(1.2, None)).is_ok());
    assert!(sign(with(1.5, None)).is_ok());
    let warned = sign(with(2.0, None)).unwrap_err();
    assert!(
        matches!(
            warned[..],
            [P::NeedleWarned {
                reason_given: false,
                ..
            }]
        ),
        "{warned:?}"
    );
    let session = sign(with(2.0, Some("Thick skin, no redness at 1.5 mm"))).unwrap();
    assert!(session.zones[&Zone::CheekLeft].reason_for_length.is_some());
    let refused = sign(with(2.6, Some("I want to"))).unwrap_err();
    assert_eq!(
        refused,
        [P::NeedleRefused {
            zone: Zone::CheekLeft,
            needle: mm(2.6),
            limit: mm(2.5),
            rule: "thick_skin_wide_scars".try_into().unwrap()
        }]
    );
}

#[test]
fn the_zone_and_its_scars_decide_the_limit() {
    let mut draft = complete();
    draft.zones.insert(Zone::Nose, cheek(1.6));
    assert!(matches!(
        sign(draft).unwrap_err()[..],
        [P::NeedleRefused { zone: Zone::Nose, .. }]
    ));
    let mut draft = complete();
    draft.zones.insert(
        Zone::Chin,
        ZoneDraft {
            scars: [ScarType::Rolling, ScarType::IcePick].into(),
            ..cheek(1.6)
        },
    );
    assert!(matches!(
        sign(draft).unwrap_err()[..],
        [P::NeedleRefused { zone: Zone::Chin, .. }]
    ));
    let small = Protocol::parse(include_str!("../../../../fuzz/seeds/protocol/small.toml")).unwrap();
    let problems = complete()
        .sign(&small, signed(at("2026-03-02T10:05:00Z")))
        .unwrap_err();
    assert_eq!(
        problems,
        [P::ZoneNotTreated {
            zone: Zone::CheekLeft
        }]
    );
}

#[test]
fn times_run_forwards() {
    let order = |first, then| vec![P::TimesOutOfOrder { first, then }];
    let mut draft = complete();
    draft.ended_at = Some(at("2026-03-02T09:39:59Z"));
    assert_eq!(sign(draft).unwrap_err(), order("started_at", "ended_at"));
    let mut draft = complete();
    draft.started_at = Some(at("2026-03-02T09:34:00Z"));
    assert_eq!(sign(draft).unwrap_err(), order("removed_at", "started_at"));
    let before_the_end = complete().sign(&PROTOCOL, signed(at("2026-03-02T09:59:59Z")));
    assert_eq!(before_the_end.unwrap_err(), order("ended_at", "signed_at"));
}

#[test]
fn unusual_numbing_and_passes_are_flagged_and_do_not_block() {
    let mut draft = complete();
    draft.anaesthetic = Some(Anaesthetic::Topical {
        product: line("Cream"),
        applied_at: at("2026-03-02T08:00:00Z"),
        removed_at: at("2026-03-02T09:00:00Z"),
    });
    zone(&mut draft).passes = Some(11);
    let problems = draft.problems(&PROTOCOL);
    assert_eq!(
        problems,
        [
            P::AnaestheticUnusual {
                minutes: 60,
                usual: [15, 45]
            },
            P::PassesUnusual {
                zone: Zone::CheekLeft,
                passes: 11,
                usual: [4, 10]
            },
        ]
    );
    assert!(problems.iter().all(|problem| problem.weight() == Weight::Flag));
    assert!(sign(draft).is_ok());
    let mut draft = complete();
    zone(&mut draft).passes = Some(0);
    assert_eq!(
        sign(draft).unwrap_err(),
        [P::NoPass {
            zone: Zone::CheekLeft
        }]
    );
    let mut draft = complete();
    draft.anaesthetic = Some(Anaesthetic::None);
    assert!(sign(draft).is_ok());
}

#[test]
fn repeating_the_last_settings_takes_settings_and_nothing_that_must_be_read_anew() {
    let mut first = complete();
    first.note = Some(note("Tolerated well"));
    let again = SessionDraft::repeating(&sign(first).unwrap(), 2, date(2026, 4, 1));
    assert_eq!((again.number, again.on), (2, date(2026, 4, 1)));
    let zone = &again.zones[&Zone::CheekLeft];
    let expected = ZoneDraft {
        scars: [ScarType::Rolling].into(),
        needle_mm: Some(mm(1.0)),
        passes: Some(6),
        device: Some(line("SkinPen Precision")),
        ..ZoneDraft::default()
    };
    assert_eq!(*zone, expected);
    let empty = SessionDraft {
        zones: again.zones.clone(),
        ..SessionDraft::new(2, date(2026, 4, 1))
    };
    assert_eq!(again, empty);
    assert!(sign(again).is_err());
}
