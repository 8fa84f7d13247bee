//! A practice with an owner, for tests of what needs one.

use crate::people::line;
use jiff::civil::time;
use relief_course::{Calendar, ClinicZone, Opening, PersonId, Role, WeeklyHours};
use relief_protocol::Key;
use relief_store::{Account, ClinicId, ClinicSettings, DocumentKind, Membership, Person, Repository, Store};

pub fn settings(name: &str) -> ClinicSettings {
    let zone = ClinicZone::new("Europe/Berlin").unwrap();
    let monday = vec![Opening {
        from: time(9, 0, 0, 0),
        to: time(17, 0, 0, 0),
    }];
    let hours = WeeklyHours {
        monday,
        ..WeeklyHours::default()
    };
    ClinicSettings {
        name: line(name),
        calendar: Calendar::new(zone, hours, Default::default()).unwrap(),
        urgent: None,
    }
}

pub fn key(name: &str) -> Key {
    Key::try_from(name.to_owned()).unwrap()
}

pub fn documents() -> Vec<(DocumentKind, Key, String)> {
    vec![
        (DocumentKind::Protocol, key("needling"), "depth = 1".to_owned()),
        (DocumentKind::Consent, key("treatment"), "I agree.".to_owned()),
    ]
}

/// An account with one membership; its id and password follow from the login.
pub fn account(login: &str, clinic: ClinicId, roles: &[Role]) -> Account {
    Account {
        id: PersonId::try_from(format!("id-of-{login}")).unwrap(),
        login: line(login),
        name: line(&format!("Name of {login}")),
        password: format!("$argon2id${login}"),
        totp: Some(vec![7; 20]),
        enabled: true,
        memberships: vec![Membership {
            clinic,
            roles: roles.to_vec(),
            own: None,
        }],
    }
}

/// The person of an account in its first clinic.
pub fn person(account: &Account) -> Person {
    let membership = &account.memberships[0];
    Person {
        id: account.id.clone(),
        clinic: membership.clinic,
        roles: membership.roles.clone(),
        own: membership.own,
    }
}

/// A practice whose owner signs in as `owner`.
pub async fn founded(store: &Store) -> (ClinicId, Repository) {
    let nowhere = store.new_clinic();
    let owner = account("owner", nowhere, &[]);
    let clinic = store
        .found(&settings("Practice"), owner, &documents())
        .await
        .unwrap();
    (clinic, store.repository(named(store, "owner").await))
}

/// Who signs in so.
pub async fn named(store: &Store, login: &str) -> Person {
    person(&store.account_named(login).await.unwrap().unwrap().0)
}
