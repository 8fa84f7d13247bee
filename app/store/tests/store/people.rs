//! People, patients and photos of the tests.

use bytes::Bytes;
use jiff::civil::date;
use relief_course::{DiaryEntry, Line, Note, PersonId, Role, Signs};
use relief_store::{ClinicId, MeasuredFile, PatientDetails, PatientId, Person, PhotoTaken, PhotoView};

pub fn clinic(number: u8) -> ClinicId {
    format!("{number:032x}").parse().unwrap()
}

pub fn staff(role: Role, clinic: ClinicId) -> Person {
    let name = format!("{role:?}").to_lowercase();
    Person {
        id: PersonId::try_from(name).unwrap(),
        clinic,
        roles: vec![role],
        own: None,
    }
}

pub fn clinician() -> Person {
    staff(Role::Clinician, clinic(1))
}

pub fn owner() -> Person {
    staff(Role::Owner, clinic(1))
}

/// A patient who has signed in.
pub fn patient(own: PatientId, clinic: ClinicId) -> Person {
    Person {
        own: Some(own),
        ..staff(Role::Patient, clinic)
    }
}

pub fn line(text: &str) -> Line {
    Line::try_from(text).unwrap()
}

pub fn details(name: &str) -> PatientDetails {
    PatientDetails {
        name: line(name),
        born: date(1991, 7, 14),
        reference: Some(line("P-1017")),
        contact: Some(Note::try_from("+49 30 1234567").unwrap()),
    }
}

pub fn frontal() -> PhotoTaken {
    PhotoTaken {
        view: PhotoView::Frontal,
        taken_at: None,
        media: line("image/jpeg"),
    }
}

/// Bytes that stand for a photo; the store does not look into them.
pub fn photo(seed: u8, len: usize) -> Bytes {
    (0..len).map(|i| (i as u8).wrapping_mul(31) ^ seed).collect()
}

/// A picture that was measured.
pub fn file(name: &str, seed: u8, len: usize) -> MeasuredFile {
    MeasuredFile {
        name: name.to_owned(),
        media: "image/png".to_owned(),
        bytes: photo(seed, len),
    }
}

pub fn diary(day: i8, note: &str) -> DiaryEntry {
    DiaryEntry {
        on: date(2026, 3, day),
        signs: Signs::default(),
        red_flags: Default::default(),
        photo: None,
        note: Some(Note::try_from(note).unwrap()),
        entered_by: PersonId::try_from("clinician").unwrap(),
        entered_at: "2026-03-04T10:00:00Z".parse().unwrap(),
    }
}
