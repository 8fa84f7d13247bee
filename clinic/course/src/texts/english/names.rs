//! The English names of things.

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
        Zone::Forehead => "forehead",
        Zone::TempleLeft => "left temple",
        Zone::TempleRight => "right temple",
        Zone::CheekLeft => "left cheek",
        Zone::CheekRight => "right cheek",
        Zone::Nose => "nose",
        Zone::UpperLip => "upper lip",
        Zone::Perioral => "around the mouth",
        Zone::Chin => "chin",
        Zone::JawLeft => "left jaw",
        Zone::JawRight => "right jaw",
        Zone::Neck => "neck",
    }
}

pub(super) fn scar_type(scar: ScarType) -> &'static str {
    match scar {
        ScarType::IcePick => "ice pick",
        ScarType::Boxcar => "boxcar",
        ScarType::Rolling => "rolling",
    }
}

pub(super) fn complaint(complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::AcneScars => "acne scars",
        Complaint::FineLines => "fine lines and wrinkles",
        Complaint::SkinQuality => "skin quality without scars",
    }
}

pub(super) fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Redness => "redness",
        Sign::Swelling => "swelling",
        Sign::Bruising => "bruising",
        Sign::Pain => "pain",
        Sign::Itch => "itching",
        Sign::Flaking => "flaking",
        Sign::Darkening => "darkening",
    }
}

pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "none",
        Severity::Mild => "mild",
        Severity::Moderate => "moderate",
        Severity::Severe => "severe",
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Clinician => "clinician",
        Role::Assistant => "assistant",
        Role::Rater => "rater",
        Role::Patient => "patient",
    }
}

pub(super) fn setting(setting: Setting) -> &'static str {
    match setting {
        Setting::Professional => "professional",
        Setting::AtHome => "at home",
    }
}

pub(super) fn consent_to(to: ConsentTo) -> &'static str {
    match to {
        ConsentTo::Treatment => "the treatment",
        ConsentTo::PhotosInRecord => "photos in the record",
        ConsentTo::PhotosInTeaching => "photos in teaching",
        ConsentTo::PhotosInPublication => "photos in publications",
    }
}

pub(super) fn entry_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Grade => "Grade",
        EntryKind::Satisfaction => "Satisfaction",
        EntryKind::Instrument => "Value from an instrument",
        EntryKind::HomeRolling => "Rolling at home",
        EntryKind::OtherTreatment => "Other treatment",
        EntryKind::ActiveAcne => "Active acne",
        EntryKind::SkinType => "Skin type",
    }
}

pub(super) fn phototype(phototype: Phototype) -> &'static str {
    match phototype {
        Phototype::I => "I: burns always, never tans",
        Phototype::II => "II: burns easily, tans little",
        Phototype::III => "III: burns sometimes, tans evenly",
        Phototype::IV => "IV: burns seldom, tans easily",
        Phototype::V => "V: burns very seldom, brown skin",
        Phototype::VI => "VI: burns never, dark skin",
    }
}

pub(super) fn treatment_kind(kind: TreatmentKind) -> &'static str {
    match kind {
        TreatmentKind::TopicalRetinoid => "retinoid on the skin",
        TreatmentKind::BenzoylPeroxide => "benzoyl peroxide",
        TreatmentKind::OtherTopical => "another cream",
        TreatmentKind::Isotretinoin => "isotretinoin",
        TreatmentKind::OtherMedicine => "another medicine",
        TreatmentKind::Peel => "peel",
        TreatmentKind::Laser => "laser",
        TreatmentKind::Radiofrequency => "radiofrequency",
        TreatmentKind::Subcision => "subcision",
        TreatmentKind::PunchTechnique => "punch technique",
        TreatmentKind::Filler => "filler",
        TreatmentKind::BotulinumToxin => "botulinum toxin",
        TreatmentKind::PlateletRichPlasma => "platelet-rich plasma",
        TreatmentKind::Other => "another treatment",
    }
}

pub(super) fn endpoint(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::Erythema => "even redness",
        Endpoint::PinpointBleeding => "even pinpoint bleeding",
        Endpoint::StoppedEarly => "stopped early",
    }
}

pub(super) fn quantity(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Firmness => "firmness".to_owned(),
        Quantity::Melanin => "melanin index".to_owned(),
        Quantity::Erythema => "erythema index".to_owned(),
        Quantity::Thickness => "thickness".to_owned(),
        Quantity::Other(name) => name.to_string(),
    }
}

pub(super) fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::GoodmanBaronQualitative => "Goodman and Baron, qualitative",
        Scale::GoodmanBaronQuantitative => "Goodman and Baron, quantitative",
        Scale::Ecca => "ECCA",
        Scale::Gais => "Global Aesthetic Improvement Scale",
        Scale::ScarS => "SCAR-S",
        Scale::Satisfaction => "patient's satisfaction",
    }
}

pub(super) fn goodman_baron_grade(grade: GoodmanBaronGrade) -> &'static str {
    match grade {
        GoodmanBaronGrade::Macular => "1, macular: flat marks",
        GoodmanBaronGrade::Mild => "2, mild: not obvious at 50 cm",
        GoodmanBaronGrade::Moderate => "3, moderate: obvious at 50 cm, flat when stretched",
        GoodmanBaronGrade::Severe => "4, severe: obvious beyond 50 cm, not flat when stretched",
    }
}

pub(super) fn gais(gais: Gais) -> &'static str {
    match gais {
        Gais::VeryMuchImproved => "very much improved",
        Gais::MuchImproved => "much improved",
        Gais::Improved => "improved",
        Gais::NoChange => "no change",
        Gais::Worse => "worse",
    }
}

pub(super) fn scar_s(grade: ScarS) -> &'static str {
    match grade {
        ScarS::Clear => "clear",
        ScarS::AlmostClear => "almost clear",
        ScarS::Mild => "mild",
        ScarS::Moderate => "moderate",
        ScarS::Severe => "severe",
        ScarS::VerySevere => "very severe",
    }
}

pub(super) fn satisfaction(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::VeryDissatisfied => "very dissatisfied",
        Satisfaction::Dissatisfied => "dissatisfied",
        Satisfaction::Neither => "neither satisfied nor dissatisfied",
        Satisfaction::Satisfied => "satisfied",
        Satisfaction::VerySatisfied => "very satisfied",
    }
}

pub(super) fn visit(visit: Visit) -> String {
    match visit {
        Visit::Session(number) => format!("session {number}"),
        Visit::Judgement(1) => "judgement after 1 session".to_owned(),
        Visit::Judgement(number) => format!("judgement after {number} sessions"),
        Visit::FollowUp(number) => format!("follow-up {number}"),
    }
}

pub(super) fn answer(answer: Answer) -> String {
    match answer {
        Answer::Yes => "yes".to_owned(),
        Answer::No => "no".to_owned(),
        Answer::NotSure => "not sure".to_owned(),
        Answer::Never => "never".to_owned(),
        Answer::Ongoing => "still going on".to_owned(),
        Answer::Ended(on) | Answer::Born(on) => on.to_string(),
    }
}

/// The labels of the session form; an unknown field has none, which its test holds.
pub(super) fn session_field(field: &str) -> &'static str {
    match field {
        "anaesthetic" => "Anaesthetic",
        "applied_at" => "Cream put on at",
        "removed_at" => "Cream taken off at",
        "started_at" => "First pass at",
        "ended_at" => "Last pass at",
        "signed_at" => "Signed at",
        "adverse_events" => "Adverse events",
        "needle_mm" => "Needle length",
        "passes" => "Passes",
        "device" => "Device",
        "cartridge_lot" => "Cartridge lot",
        "endpoint" => "Endpoint",
        "operator" => "Operator",
        _ => "",
    }
}
