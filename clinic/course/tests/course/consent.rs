//! Consent has versions, stands for one use each, and can be taken back.

use crate::{at, form, signed};
use relief_course::{ConsentError, ConsentEvent, ConsentForm, ConsentState, ConsentTo, Consents};

fn given(to: ConsentTo, form: ConsentForm, when: &str) -> ConsentEvent {
    ConsentEvent::Given {
        to,
        form,
        signature: signed(at(when)),
    }
}

fn revoked(to: ConsentTo, when: &str) -> ConsentEvent {
    ConsentEvent::Revoked {
        to,
        signature: signed(at(when)),
        reason: None,
    }
}

#[test]
fn each_use_stands_alone() {
    let mut consents = Consents::default();
    consents
        .add(given(ConsentTo::PhotosInRecord, form(), "2026-01-05T10:00:00Z"))
        .unwrap();
    let now = at("2026-01-06T10:00:00Z");
    for to in ConsentTo::ALL {
        assert_eq!(
            consents.permits(to, now),
            to == ConsentTo::PhotosInRecord,
            "{to:?}"
        );
    }
}

#[test]
fn consent_holds_from_when_it_is_given_until_it_is_revoked_and_can_be_given_again() {
    let to = ConsentTo::PhotosInTeaching;
    let mut consents = Consents::default();
    consents.add(given(to, form(), "2026-01-05T10:00:00Z")).unwrap();
    consents.add(revoked(to, "2026-02-05T10:00:00Z")).unwrap();
    consents.add(given(to, form(), "2026-03-05T10:00:00Z")).unwrap();
    let state = |when| consents.state(to, &form(), at(when));
    assert_eq!(state("2026-01-05T09:59:59Z"), ConsentState::Never);
    assert_eq!(state("2026-01-05T10:00:00Z"), ConsentState::Given);
    assert_eq!(
        state("2026-02-05T10:00:00Z"),
        ConsentState::Revoked {
            at: at("2026-02-05T10:00:00Z")
        }
    );
    assert_eq!(state("2026-04-01T00:00:00Z"), ConsentState::Given);
}

#[test]
fn another_text_has_to_be_signed_again_but_photos_taken_stay_covered() {
    let to = ConsentTo::PhotosInRecord;
    let mut consents = Consents::default();
    consents.add(given(to, form(), "2026-01-05T10:00:00Z")).unwrap();
    let now = at("2026-01-06T10:00:00Z");
    let next = ConsentForm { version: 4, ..form() };
    assert_eq!(
        consents.state(to, &next, now),
        ConsentState::Outdated { version: 3 }
    );
    assert!(consents.permits(to, now));
    // The same version with other words is another text.
    let silently_changed = ConsentForm {
        hash: relief_protocol::Hash::of(b"other"),
        ..form()
    };
    assert_eq!(
        consents.state(to, &silently_changed, now),
        ConsentState::Outdated { version: 3 }
    );
}

#[test]
fn history_is_not_rewritten() {
    let to = ConsentTo::Treatment;
    let mut consents = Consents::default();
    assert_eq!(
        consents.add(revoked(to, "2026-01-05T10:00:00Z")),
        Err(ConsentError::NothingToRevoke { to })
    );
    consents.add(given(to, form(), "2026-01-05T10:00:00Z")).unwrap();
    let earlier = given(to, form(), "2026-01-04T10:00:00Z");
    let last = at("2026-01-05T10:00:00Z");
    assert_eq!(consents.add(earlier), Err(ConsentError::OutOfOrder { last }));
    let json = serde_json::to_string(&consents).unwrap();
    assert_eq!(serde_json::from_str::<Consents>(&json).unwrap(), consents);
    let upside_down = format!(
        "[{}]",
        [
            revoked(to, "2026-02-01T00:00:00Z"),
            given(to, form(), "2026-01-01T00:00:00Z")
        ]
        .iter()
        .map(|event| serde_json::to_string(event).unwrap())
        .collect::<Vec<_>>()
        .join(",")
    );
    assert!(serde_json::from_str::<Consents>(&upside_down).is_err());
}
