//! What each scale asks, and what is known of it.

use super::numbered;
use crate::form::{Choice, code};
use crate::language::{course_texts, say, say_many, say_with, text};
use crate::words::capitalised;
use relief_course::grading::{Area, Band, Extent, Gais, GoodmanBaronGrade, Satisfaction, Scale, ScarS};

/// A question of a scale.
pub(in crate::pages) struct Asked {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub choices: Vec<Choice>,
    pub required: bool,
}

/// The name of a scale's field; every field on the page has its own.
pub(super) fn field(scale: Scale, name: &str) -> String {
    format!("{}.{name}", code(&scale))
}

/// The types of lesion on the quantitative scale of Goodman and Baron, with the points of each.
pub(super) const LESIONS: [(&str, &str, u8); 10] = [
    ("macular", text("Flat, red or pigmented"), 1),
    ("mild_dish_like", text("Mildly atrophic, dish-like"), 1),
    ("moderate_dish_like", text("Moderately atrophic, dish-like"), 2),
    (
        "punched_out_shallow",
        text("Punched out, shallow base, below 5 mm"),
        2,
    ),
    ("shallow_broad", text("Shallow, broad atrophic areas"), 2),
    (
        "punched_out_deep_normal_base",
        text("Punched out, deep, normal base, below 5 mm"),
        3,
    ),
    (
        "punched_out_deep_abnormal_base",
        text("Punched out, deep, abnormal base, below 5 mm"),
        3,
    ),
    ("linear_or_troughed", text("Linear or troughed"), 3),
    ("deep_broad", text("Deep, broad atrophic areas"), 3),
    ("papular", text("Hyperplastic, papular"), 2),
];

/// The types of scar in ECCA, with the weight of each.
pub(super) const ECCA_TYPES: [(&str, &str, u8); 6] = [
    ("ice_pick", text("V-shaped, below 2 mm (ice pick)"), 15),
    ("boxcar", text("U-shaped, 2 to 4 mm (boxcar)"), 20),
    ("rolling", text("M-shaped, above 4 mm (rolling)"), 25),
    ("superficial_elastolysis", text("Superficial elastolysis"), 30),
    ("hypertrophic", text("Hypertrophic, younger than 2 years"), 40),
    ("keloid", text("Keloid, or hypertrophic and older"), 50),
];

const GOODMAN_BARON: [GoodmanBaronGrade; 4] = [
    GoodmanBaronGrade::Macular,
    GoodmanBaronGrade::Mild,
    GoodmanBaronGrade::Moderate,
    GoodmanBaronGrade::Severe,
];

/// The questions of a scale.
pub(in crate::pages) fn asked(scale: Scale) -> Vec<Asked> {
    let one = |name: &str, label: &'static str, choices, required| Asked {
        name: field(scale, name),
        label: capitalised(say(label)),
        hint: String::new(),
        choices,
        required,
    };
    let many = |types: &[(&str, &'static str, u8)],
                hint: &dyn Fn(u8) -> String,
                choices: &dyn Fn() -> Vec<Choice>|
     -> Vec<Asked> {
        let asked = |(name, label, counts): &(&str, &'static str, u8)| Asked {
            hint: hint(*counts),
            ..one(name, label, choices(), true)
        };
        types.iter().map(asked).collect()
    };
    match scale {
        Scale::GoodmanBaronQualitative => {
            let choices = numbered(&GOODMAN_BARON, course_texts().goodman_baron_grade, false);
            vec![one("grade", text("Grade"), choices, true)]
        }
        Scale::GoodmanBaronQuantitative => {
            let mut all = many(&LESIONS, &points, &bands);
            let keloidal = one(
                "keloidal",
                text("Hyperplastic, keloidal or hypertrophic, by area"),
                areas(),
                true,
            );
            all.push(Asked {
                hint: say("6, 12 or 18 points").to_owned(),
                ..keloidal
            });
            all
        }
        Scale::Ecca => many(&ECCA_TYPES, &weight, &extents),
        Scale::Gais => {
            vec![one(
                "grade",
                text("Against a picture from before"),
                numbered(&Gais::ALL, course_texts().gais, true),
                true,
            )]
        }
        Scale::ScarS => {
            let steps = || numbered(&ScarS::ALL, course_texts().scar_s, true);
            let more = |name, label| Asked {
                hint: say("When it was looked at.").to_owned(),
                ..one(name, label, steps(), false)
            };
            vec![
                one("face", text("face"), steps(), true),
                more("chest", text("chest")),
                more("back", text("back")),
            ]
        }
        Scale::Satisfaction => {
            let choices = numbered(&Satisfaction::ALL, course_texts().satisfaction, true);
            vec![one("grade", text("How satisfied are you?"), choices, true)]
        }
    }
}

fn points(count: u8) -> String {
    say_many("1 point", "{n} points", count.into())
}

fn weight(weight: u8) -> String {
    say_with("weight {weight}", &[("weight", &weight)])
}

fn bands() -> Vec<Choice> {
    let all = [
        (Band::None, text("none")),
        (Band::UpTo10, text("1 to 10")),
        (Band::UpTo20, text("11 to 20")),
        (Band::MoreThan20, text("more than 20")),
    ];
    all.map(|(band, label)| Choice::new(code(&band), say(label)))
        .into()
}

fn areas() -> Vec<Choice> {
    let all = [
        (Area::None, text("none")),
        (Area::Below5Cm2, text("below 5 cm²")),
        (Area::UpTo20Cm2, text("5 to 20 cm²")),
        (Area::Above20Cm2, text("above 20 cm²")),
    ];
    all.map(|(area, label)| Choice::new(code(&area), say(label)))
        .into()
}

fn extents() -> Vec<Choice> {
    let all = [
        (Extent::None, text("none")),
        (Extent::Few, text("below 5")),
        (Extent::Limited, text("5 to 20")),
        (Extent::Many, text("more than 20")),
    ];
    all.map(|(extent, label)| Choice::new(code(&extent), say(label)))
        .into()
}

/// What is known of a scale, so that nobody reads more from it than it says.
pub(super) fn note(scale: Scale) -> &'static str {
    match scale {
        Scale::GoodmanBaronQualitative => say(
            "Higher is worse. Four steps are coarse: no study says by how much two people differ on the same face.",
        ),
        Scale::GoodmanBaronQuantitative => say(
            "Higher is worse. Two people who graded the same faces differed by up to 4 points in 19 of 21 patients: a smaller change is within that noise.",
        ),
        Scale::Ecca => say("Higher is worse. No smallest important difference is published."),
        Scale::Gais => say(
            "Lower is better. It compares with a picture from before, and raters saw improvement in people who were not treated: a grade above \"no change\" proves nothing by itself.",
        ),
        Scale::ScarS => {
            say("Higher is worse; from 2 on scars count as clinically relevant. The score is the face's.")
        }
        Scale::Satisfaction => say(
            "Higher is better. Satisfaction matters, and is no proof: in a blinded trial quality of life rose while the scars did not change.",
        ),
    }
}
