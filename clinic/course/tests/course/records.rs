//! Records are read as strictly as they are written, so that a database holds nothing that cannot be.

use crate::{PROTOCOL, at, entry, healthy, line, signed};
use jiff::civil::date;
use relief_course::{
    Anaesthetic, Assessment, Calendar, Course, Diary, DiaryEntry, Endpoint, Plan, Session, SessionDraft,
    Signs, Visit, ZoneDraft, assess,
};
use relief_protocol::{Complaint, NeedleLength, Zone};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads back as written; refuses an unknown field at the top and, where it is an object, without any one field.
fn strict<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(record: &T) {
    let value = serde_json::to_value(record).unwrap();
    assert_eq!(&serde_json::from_value::<T>(value.clone()).unwrap(), record);
    let mut unknown = value.clone();
    unknown["surprise"] = json!(1);
    assert!(
        serde_json::from_value::<T>(unknown).is_err(),
        "an unknown field was read"
    );
    let names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    for name in names {
        let mut without = value.clone();
        without.as_object_mut().unwrap().remove(&name);
        let optional = value[&name] == Value::Null;
        assert_eq!(
            serde_json::from_value::<T>(without).is_ok(),
            optional,
            "without {name}"
        );
    }
}

fn session() -> Session {
    let mut draft = SessionDraft::new(1, date(2026, 3, 2));
    draft.started_at = Some(at("2026-03-02T09:40:00Z"));
    draft.ended_at = Some(at("2026-03-02T10:00:00Z"));
    draft.anaesthetic = Some(Anaesthetic::None);
    draft.adverse_events = Some(vec![]);
    let zone = ZoneDraft {
        scars: Default::default(),
        needle_mm: Some(NeedleLength::from_mm(0.75).unwrap()),
        passes: Some(4),
        device: Some(line("पेन")),
        cartridge_lot: Some(line("批号 42")),
        endpoint: Some(Endpoint::Erythema),
        operator: Some("dr-1".try_into().unwrap()),
        reason_for_length: None,
    };
    draft.zones.insert(Zone::Forehead, zone);
    draft.sign(&PROTOCOL, signed(at("2026-03-02T10:05:00Z"))).unwrap()
}

#[test]
fn every_record_is_read_strictly() {
    strict(&session());
    strict(&SessionDraft::new(1, date(2026, 3, 2)));
    strict::<Assessment>(&assess(&PROTOCOL, healthy(date(2026, 3, 2))).unwrap());
    strict::<DiaryEntry>(&entry(date(2026, 3, 3), Signs::default()));
    strict(&Diary::new(1, date(2026, 3, 2)));
    strict(&Plan::new(date(2026, 3, 2)));
    strict(&signed(at("2026-03-02T10:05:00Z")));
    strict::<Calendar>(&crate::calendar("Asia/Kathmandu"));
    strict(&crate::form());
    strict(&Course::new(&PROTOCOL, Complaint::FineLines, date(2026, 3, 2)));
}

/// The form in which a session is kept. A change here is a change of every record in the field, and needs a migration.
#[test]
fn a_signed_session_is_kept_in_this_form() {
    let identity = serde_json::to_value(PROTOCOL.identity()).unwrap();
    let expected = json!({
        "protocol": identity,
        "number": 1,
        "on": "2026-03-02",
        "started_at": "2026-03-02T09:40:00Z",
        "ended_at": "2026-03-02T10:00:00Z",
        "anaesthetic": "none",
        "zones": {"forehead": {
            "scars": [], "needle_mm": 0.75, "passes": 4, "device": "पेन", "cartridge_lot": "批号 42",
            "endpoint": "erythema", "operator": "dr-1", "reason_for_length": null
        }},
        "adverse_events": [],
        "note": null,
        "signature": {"by": "dr-1", "name": "Dr. Çağla Öztürk", "at": "2026-03-02T10:05:00Z"}
    });
    assert_eq!(serde_json::to_value(session()).unwrap(), expected);
}

#[test]
fn impossible_values_are_refused_wherever_they_stand() {
    let value = serde_json::to_value(session()).unwrap();
    let with = |pointer: &str, to: Value| {
        let mut changed = value.clone();
        *changed.pointer_mut(pointer).unwrap() = to;
        serde_json::from_value::<Session>(changed)
    };
    for (pointer, to) in [
        ("/zones/forehead/needle_mm", json!(9.0)),
        ("/zones/forehead/needle_mm", json!(null)),
        ("/zones/forehead/passes", json!(-1)),
        ("/zones/forehead/device", json!("")),
        ("/zones/forehead/operator", json!("Dr. Who?")),
        ("/zones/forehead/scars", json!(["crater"])),
        ("/on", json!("2026-02-30")),
        ("/signature/at", json!("yesterday")),
        ("/protocol/hash", json!("abc")),
    ] {
        assert!(with(pointer, to.clone()).is_err(), "{pointer} = {to}");
    }
}

#[test]
fn events_and_days_out_of_order_are_refused() {
    let mut plan = Plan::new(date(2026, 3, 2));
    let now = at("2026-03-02T10:00:00Z");
    plan.defer(&PROTOCOL, Visit::Session(1), date(2026, 3, 9), line("flu"), now)
        .unwrap();
    plan.defer(
        &PROTOCOL,
        Visit::Session(1),
        date(2026, 3, 16),
        line("flu"),
        at("2026-03-08T10:00:00Z"),
    )
    .unwrap();
    let mut json = serde_json::to_value(&plan).unwrap();
    json["events"].as_array_mut().unwrap().reverse();
    assert!(serde_json::from_value::<Plan>(json).is_err());

    let mut diary = Diary::new(1, date(2026, 3, 2));
    diary
        .add(entry(date(2026, 3, 3), Signs::default()), date(2026, 3, 3))
        .unwrap();
    let mut json = serde_json::to_value(&diary).unwrap();
    let twice = json["entries"][0].clone();
    json["entries"].as_array_mut().unwrap().push(twice);
    assert!(serde_json::from_value::<Diary>(json).is_err());
}
