//! Who the patients are. Names of many countries and scripts; nobody of them exists.

use crate::album::Skin;
use jiff::civil::{Date, date};
use relief_phantom::Phototype;

/// A patient of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patient {
    /// The name.
    pub name: &'static str,
    /// The day of birth.
    pub born: Date,
    /// The practice's number.
    pub number: &'static str,
    /// How to reach the patient, at an address that leads nowhere (RFC 2606).
    pub contact: &'static str,
    /// What the patient signs in with.
    pub login: &'static str,
    /// The skin that all photos show.
    pub skin: Skin,
}

macro_rules! patients {
    ($($(#[$doc:meta])* $id:ident: $name:literal, ($year:literal, $month:literal, $day:literal), $number:literal, $contact:literal, $login:literal, $type:ident $seed:literal;)*) => {$(
        $(#[$doc])*
        pub(super) const $id: Patient = Patient {
            name: $name,
            born: date($year, $month, $day),
            number: $number,
            contact: $contact,
            login: $login,
            skin: Skin { phototype: Phototype::$type, seed: $seed },
        };
    )*};
}

patients! {
    JUST_ADDED: "Þórunn Kjartansdóttir", (1998, 4, 9), "D-015", "thorunn@example.org", "thorunn", I 101;
    DEFERRED: "Mateo Quispe Huamán", (1999, 11, 2), "D-014", "mateo.quispe@example.org", "mateo", IV 102;
    REFERRED: "Nguyễn Thu Hà", (1994, 6, 21), "D-013", "thu.ha@example.org", "thuha", III 103;
    FIRST_TODAY: "Chiamaka Okonkwo", (1995, 2, 14), "D-012", "chiamaka@example.org", "chiamaka", VI 104;
    NEXT_WEEK: "김서연", (2000, 8, 30), "D-011", "seoyeon@example.org", "seoyeon", II 105;
    HEALING: "Leïla Benali", (1996, 1, 17), "D-010", "leila@example.org", "patient", III 106;
    WATCHED: "佐藤 美咲", (1993, 9, 5), "D-009", "misaki@example.org", "misaki", II 107;
    ALARMING: "Олена Коваленко", (1997, 12, 11), "D-008", "olena@example.org", "olena", II 108;
    HOME_ROLLER: "अनन्या कुलकर्णी", (1992, 3, 28), "D-007", "ananya@example.org", "ananya", IV 109;
    FINE_LINES: "Margaret O’Sullivan", (1969, 7, 3), "D-006", "margaret@example.org", "margaret", I 110;
    WAITING: "Ελένη Παπαδάκη", (1991, 10, 19), "D-005", "eleni@example.org", "eleni", III 111;
    IMPROVED: "Lucía Fernández Ortega", (1994, 5, 25), "D-004", "lucia@example.org", "lucia", III 112;
    UNCHANGED: "Jonas Lindqvist", (1990, 2, 8), "D-003", "jonas@example.org", "jonas", I 113;
    REFUSED: "كريم الحسيني", (1996, 6, 1), "D-002", "karim@example.org", "karim", IV 114;
    YEARLY: "Ewa Wiśniewska-Nowak", (1988, 12, 24), "D-001", "ewa@example.org", "ewa", II 115;
}
