//! The German names of things.

use super::figures;
use crate::candidacy::Answer;
use crate::consent::ConsentTo;
use crate::context::{Phototype, Setting, TreatmentKind};
use crate::entered_in_error::EntryKind;
use crate::grading::{Gais, GoodmanBaronGrade, Satisfaction, Scale, ScarS};
use crate::instrument::Quantity;
use crate::role::Role;
use crate::session::Endpoint;
use crate::visit::Visit;
use relief_protocol::{Complaint, ScarType, Severity, Sign, Zone};

pub(super) fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::Forehead => "Stirn",
        Zone::TempleLeft => "linke Schläfe",
        Zone::TempleRight => "rechte Schläfe",
        Zone::CheekLeft => "linke Wange",
        Zone::CheekRight => "rechte Wange",
        Zone::Nose => "Nase",
        Zone::UpperLip => "Oberlippe",
        Zone::Perioral => "um den Mund",
        Zone::Chin => "Kinn",
        Zone::JawLeft => "linker Kiefer",
        Zone::JawRight => "rechter Kiefer",
        Zone::Neck => "Hals",
    }
}

pub(super) fn scar_type(scar: ScarType) -> &'static str {
    match scar {
        ScarType::IcePick => "Eispickel-Narbe",
        ScarType::Boxcar => "Boxcar-Narbe",
        ScarType::Rolling => "Rolling-Narbe",
    }
}

pub(super) fn complaint(complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::AcneScars => "Aknenarben",
        Complaint::FineLines => "Fältchen und Falten",
        Complaint::SkinQuality => "Hautbild ohne Narben",
    }
}

pub(super) fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Redness => "Rötung",
        Sign::Swelling => "Schwellung",
        Sign::Bruising => "Blutergüsse",
        Sign::Pain => "Schmerzen",
        Sign::Itch => "Juckreiz",
        Sign::Flaking => "Schuppung",
        Sign::Darkening => "dunkle Verfärbung",
    }
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "nicht vorhanden",
        Severity::Mild => "leicht",
        Severity::Moderate => "mittelstark",
        Severity::Severe => "stark",
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "Praxisleitung",
        Role::Clinician => "behandelnde Person",
        Role::Assistant => "Assistenz",
        Role::Rater => "bewertende Person",
        Role::Patient => "Patientin oder Patient",
    }
}

pub(super) fn setting(setting: Setting) -> &'static str {
    match setting {
        Setting::Professional => "professionell",
        Setting::AtHome => "zu Hause",
    }
}

pub(super) fn consent_to(to: ConsentTo) -> &'static str {
    match to {
        ConsentTo::Treatment => "Behandlung",
        ConsentTo::PhotosInRecord => "Fotos in der Akte",
        ConsentTo::PhotosInTeaching => "Fotos in der Lehre",
        ConsentTo::PhotosInPublication => "Fotos in Veröffentlichungen",
    }
}

pub(super) fn entry_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Grade => "Bewertung",
        EntryKind::Satisfaction => "Zufriedenheit",
        EntryKind::Instrument => "Messwert eines Geräts",
        EntryKind::HomeRolling => "Rollen zu Hause",
        EntryKind::OtherTreatment => "Andere Behandlung",
        EntryKind::ActiveAcne => "Aktive Akne",
        EntryKind::SkinType => "Hauttyp",
    }
}

pub(super) fn phototype(phototype: Phototype) -> &'static str {
    match phototype {
        Phototype::I => "I: immer Sonnenbrand, wird nie braun",
        Phototype::II => "II: schnell Sonnenbrand, wird wenig braun",
        Phototype::III => "III: manchmal Sonnenbrand, wird gleichmäßig braun",
        Phototype::IV => "IV: selten Sonnenbrand, wird schnell braun",
        Phototype::V => "V: sehr selten Sonnenbrand, braune Haut",
        Phototype::VI => "VI: nie Sonnenbrand, dunkle Haut",
    }
}

pub(super) fn treatment_kind(kind: TreatmentKind) -> &'static str {
    match kind {
        TreatmentKind::TopicalRetinoid => "Retinoid auf der Haut",
        TreatmentKind::BenzoylPeroxide => "Benzoylperoxid",
        TreatmentKind::OtherTopical => "andere Creme",
        TreatmentKind::Isotretinoin => "Isotretinoin",
        TreatmentKind::OtherMedicine => "anderes Medikament",
        TreatmentKind::Peel => "Peeling",
        TreatmentKind::Laser => "Laser",
        TreatmentKind::Radiofrequency => "Radiofrequenz",
        TreatmentKind::Subcision => "Subzision",
        TreatmentKind::PunchTechnique => "Stanztechnik",
        TreatmentKind::Filler => "Filler",
        TreatmentKind::BotulinumToxin => "Botulinumtoxin",
        TreatmentKind::PlateletRichPlasma => "plättchenreiches Plasma",
        TreatmentKind::Other => "andere Behandlung",
    }
}

pub(super) fn endpoint(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::Erythema => "gleichmäßige Rötung",
        Endpoint::PinpointBleeding => "gleichmäßige punktförmige Blutung",
        Endpoint::StoppedEarly => "vorzeitig beendet",
    }
}

pub(super) fn quantity(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Firmness => "Festigkeit".to_owned(),
        Quantity::Melanin => "Melaninindex".to_owned(),
        Quantity::Erythema => "Erythemindex".to_owned(),
        Quantity::Thickness => "Dicke".to_owned(),
        Quantity::Other(name) => name.to_string(),
    }
}

pub(super) fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::GoodmanBaronQualitative => "Goodman und Baron, qualitativ",
        Scale::GoodmanBaronQuantitative => "Goodman und Baron, quantitativ",
        Scale::Ecca => "ECCA",
        Scale::Gais => "Global Aesthetic Improvement Scale",
        Scale::ScarS => "SCAR-S",
        Scale::Satisfaction => "eigene Zufriedenheit",
    }
}

pub(super) fn goodman_baron_grade(grade: GoodmanBaronGrade) -> &'static str {
    match grade {
        GoodmanBaronGrade::Macular => "1, makulär: flache Flecken",
        GoodmanBaronGrade::Mild => "2, leicht: aus 50 cm nicht auffällig",
        GoodmanBaronGrade::Moderate => "3, mittelschwer: aus 50 cm auffällig, bei gespannter Haut flach",
        GoodmanBaronGrade::Severe => {
            "4, schwer: aus mehr als 50 cm auffällig, bei gespannter Haut nicht flach"
        }
    }
}

pub(super) fn gais(gais: Gais) -> &'static str {
    match gais {
        Gais::VeryMuchImproved => "sehr stark verbessert",
        Gais::MuchImproved => "stark verbessert",
        Gais::Improved => "verbessert",
        Gais::NoChange => "unverändert",
        Gais::Worse => "verschlechtert",
    }
}

pub(super) fn scar_s(grade: ScarS) -> &'static str {
    match grade {
        ScarS::Clear => "keine Narben",
        ScarS::AlmostClear => "fast keine Narben",
        ScarS::Mild => "leicht",
        ScarS::Moderate => "mittelschwer",
        ScarS::Severe => "schwer",
        ScarS::VerySevere => "sehr schwer",
    }
}

pub(super) fn satisfaction(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::VeryDissatisfied => "sehr unzufrieden",
        Satisfaction::Dissatisfied => "unzufrieden",
        Satisfaction::Neither => "weder zufrieden noch unzufrieden",
        Satisfaction::Satisfied => "zufrieden",
        Satisfaction::VerySatisfied => "sehr zufrieden",
    }
}

pub(super) fn visit(visit: Visit) -> String {
    match visit {
        Visit::Session(number) => format!("Sitzung {number}"),
        Visit::Judgement(1) => "Beurteilung nach 1 Sitzung".to_owned(),
        Visit::Judgement(number) => format!("Beurteilung nach {number} Sitzungen"),
        Visit::FollowUp(number) => format!("Nachkontrolle {number}"),
    }
}

pub(super) fn answer(answer: Answer) -> String {
    match answer {
        Answer::Yes => "ja".to_owned(),
        Answer::No => "nein".to_owned(),
        Answer::NotSure => "nicht sicher".to_owned(),
        Answer::Never => "nie".to_owned(),
        Answer::Ongoing => "dauert noch an".to_owned(),
        Answer::Ended(on) | Answer::Born(on) => figures::day(on),
    }
}

/// The labels of the session form; an unknown field has none, which its test holds.
pub(super) fn session_field(field: &str) -> &'static str {
    match field {
        "anaesthetic" => "Betäubung",
        "applied_at" => "Creme aufgetragen um",
        "removed_at" => "Creme abgenommen um",
        "started_at" => "Erster Durchgang um",
        "ended_at" => "Letzter Durchgang um",
        "signed_at" => "Unterschrieben um",
        "adverse_events" => "Unerwünschte Ereignisse",
        "needle_mm" => "Nadellänge",
        "passes" => "Durchgänge",
        "device" => "Gerät",
        "cartridge_lot" => "Charge der Nadelkartusche",
        "endpoint" => "Endpunkt",
        "operator" => "Behandelnde Person",
        _ => "",
    }
}
