//! What each scale asks, and what is known of it.

use super::numbered;
use crate::form::{Choice, code};
use relief_course::grading::{Area, Band, Extent, Gais, GoodmanBaronGrade, Satisfaction, Scale, ScarS};
use relief_course::texts::ENGLISH;

/// A question of a scale.
pub(in crate::pages) struct Asked {
    pub name: String,
    pub label: &'static str,
    pub hint: String,
    pub choices: Vec<Choice>,
    pub required: bool,
}

/// The name of a scale's field; every field on the page has its own.
pub(super) fn field(scale: Scale, name: &str) -> String {
    format!("{}.{name}", code(&scale))
}

/// The types of lesion on the quantitative scale of Goodman and Baron, with the points of each.
pub(super) const LESIONS: [(&str, &str, &str); 10] = [
    ("macular", "Flat, red or pigmented", "1 point"),
    ("mild_dish_like", "Mildly atrophic, dish-like", "1 point"),
    ("moderate_dish_like", "Moderately atrophic, dish-like", "2 points"),
    (
        "punched_out_shallow",
        "Punched out, shallow base, below 5 mm",
        "2 points",
    ),
    ("shallow_broad", "Shallow, broad atrophic areas", "2 points"),
    (
        "punched_out_deep_normal_base",
        "Punched out, deep, normal base, below 5 mm",
        "3 points",
    ),
    (
        "punched_out_deep_abnormal_base",
        "Punched out, deep, abnormal base, below 5 mm",
        "3 points",
    ),
    ("linear_or_troughed", "Linear or troughed", "3 points"),
    ("deep_broad", "Deep, broad atrophic areas", "3 points"),
    ("papular", "Hyperplastic, papular", "2 points"),
];

/// The types of scar in ECCA, with the weight of each.
pub(super) const ECCA_TYPES: [(&str, &str, &str); 6] = [
    ("ice_pick", "V-shaped, below 2 mm (ice pick)", "weight 15"),
    ("boxcar", "U-shaped, 2 to 4 mm (boxcar)", "weight 20"),
    ("rolling", "M-shaped, above 4 mm (rolling)", "weight 25"),
    ("superficial_elastolysis", "Superficial elastolysis", "weight 30"),
    ("hypertrophic", "Hypertrophic, younger than 2 years", "weight 40"),
    ("keloid", "Keloid, or hypertrophic and older", "weight 50"),
];

const GOODMAN_BARON: [GoodmanBaronGrade; 4] = [
    GoodmanBaronGrade::Macular,
    GoodmanBaronGrade::Mild,
    GoodmanBaronGrade::Moderate,
    GoodmanBaronGrade::Severe,
];

/// The questions of a scale.
pub(in crate::pages) fn asked(scale: Scale) -> Vec<Asked> {
    let one = |name: &str, label, choices, required| Asked {
        name: field(scale, name),
        label,
        hint: String::new(),
        choices,
        required,
    };
    let many = |types: &[(&str, &'static str, &str)], choices: &dyn Fn() -> Vec<Choice>| -> Vec<Asked> {
        let asked = |(name, label, hint): &(&str, &'static str, &str)| Asked {
            hint: (*hint).to_owned(),
            ..one(name, label, choices(), true)
        };
        types.iter().map(asked).collect()
    };
    match scale {
        Scale::GoodmanBaronQualitative => {
            let choices = numbered(&GOODMAN_BARON, ENGLISH.goodman_baron_grade, false);
            vec![one("grade", "Grade", choices, true)]
        }
        Scale::GoodmanBaronQuantitative => {
            let mut all = many(&LESIONS, &bands);
            let keloidal = one(
                "keloidal",
                "Hyperplastic, keloidal or hypertrophic, by area",
                areas(),
                true,
            );
            all.push(Asked {
                hint: "6, 12 or 18 points".to_owned(),
                ..keloidal
            });
            all
        }
        Scale::Ecca => many(&ECCA_TYPES, &extents),
        Scale::Gais => {
            vec![one(
                "grade",
                "Against a picture from before",
                numbered(&Gais::ALL, ENGLISH.gais, true),
                true,
            )]
        }
        Scale::ScarS => {
            let steps = || numbered(&ScarS::ALL, ENGLISH.scar_s, true);
            let more = |name, label| Asked {
                hint: "When it was looked at.".to_owned(),
                ..one(name, label, steps(), false)
            };
            vec![
                one("face", "Face", steps(), true),
                more("chest", "Chest"),
                more("back", "Back"),
            ]
        }
        Scale::Satisfaction => {
            let choices = numbered(&Satisfaction::ALL, ENGLISH.satisfaction, true);
            vec![one("grade", "How satisfied are you?", choices, true)]
        }
    }
}

fn bands() -> Vec<Choice> {
    let all = [
        (Band::None, "none"),
        (Band::UpTo10, "1 to 10"),
        (Band::UpTo20, "11 to 20"),
        (Band::MoreThan20, "more than 20"),
    ];
    all.map(|(band, label)| Choice::new(code(&band), label)).into()
}

fn areas() -> Vec<Choice> {
    let all = [
        (Area::None, "none"),
        (Area::Below5Cm2, "below 5 cm²"),
        (Area::UpTo20Cm2, "5 to 20 cm²"),
        (Area::Above20Cm2, "above 20 cm²"),
    ];
    all.map(|(area, label)| Choice::new(code(&area), label)).into()
}

fn extents() -> Vec<Choice> {
    let all = [
        (Extent::None, "none"),
        (Extent::Few, "below 5"),
        (Extent::Limited, "5 to 20"),
        (Extent::Many, "more than 20"),
    ];
    all.map(|(extent, label)| Choice::new(code(&extent), label))
        .into()
}

/// What is known of a scale, so that nobody reads more from it than it says.
pub(super) fn note(scale: Scale) -> &'static str {
    match scale {
        Scale::GoodmanBaronQualitative => {
            "Higher is worse. Four steps are coarse: no study says by how much two people differ on the same face."
        }
        Scale::GoodmanBaronQuantitative => {
            "Higher is worse. Two people who graded the same faces differed by up to 4 points in 19 of 21 patients: a \
             smaller change is within that noise."
        }
        Scale::Ecca => "Higher is worse. No smallest important difference is published.",
        Scale::Gais => {
            "Lower is better. It compares with a picture from before, and raters saw improvement in people who were not \
             treated: a grade above \"no change\" proves nothing by itself."
        }
        Scale::ScarS => {
            "Higher is worse; from 2 on scars count as clinically relevant. The score is the face's."
        }
        Scale::Satisfaction => {
            "Higher is better. Satisfaction matters, and is no proof: in a blinded trial quality of life rose while the \
             scars did not change."
        }
    }
}
