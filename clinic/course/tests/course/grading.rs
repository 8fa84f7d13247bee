//! Scales give their published maxima, count in their bands, and stay in their ranges.

use crate::{PROTOCOL, at, signed};
use jiff::civil::date;
use proptest::prelude::*;
use relief_course::grading::{
    Area, Band, Ecca, Extent, Gais, GoodmanBaronCounts, GoodmanBaronGrade, Grade, GradeChange, Grading,
    Satisfaction, Scale, ScarS, ScarSGrades,
};
use serde_json::{Value, json};

const BANDS: [Band; 4] = [Band::None, Band::UpTo10, Band::UpTo20, Band::MoreThan20];
const AREAS: [Area; 4] = [Area::None, Area::Below5Cm2, Area::UpTo20Cm2, Area::Above20Cm2];
const EXTENTS: [Extent; 4] = [Extent::None, Extent::Few, Extent::Limited, Extent::Many];

/// Counts from the bands of the ten types in the scale's order, and the keloidal area.
fn counts(bands: [Band; 10], keloidal: Area) -> GoodmanBaronCounts {
    let [
        macular,
        mild_dish_like,
        moderate_dish_like,
        punched_out_shallow,
        shallow_broad,
        normal,
        abnormal,
        linear_or_troughed,
        deep_broad,
        papular,
    ] = bands;
    GoodmanBaronCounts {
        macular,
        mild_dish_like,
        moderate_dish_like,
        punched_out_shallow,
        shallow_broad,
        punched_out_deep_normal_base: normal,
        punched_out_deep_abnormal_base: abnormal,
        linear_or_troughed,
        deep_broad,
        papular,
        keloidal,
    }
}

fn ecca(extents: [Extent; 6]) -> Ecca {
    let [
        ice_pick,
        boxcar,
        rolling,
        superficial_elastolysis,
        hypertrophic,
        keloid,
    ] = extents;
    Ecca {
        ice_pick,
        boxcar,
        rolling,
        superficial_elastolysis,
        hypertrophic,
        keloid,
    }
}

#[test]
fn each_type_has_its_points_in_each_band() {
    // Points for 1 to 10, 11 to 20, and more than 20 lesions, by type.
    let table = [
        [1, 2, 3],
        [1, 2, 3],
        [2, 4, 6],
        [2, 4, 6],
        [2, 4, 6],
        [3, 6, 9],
        [3, 6, 9],
        [3, 6, 9],
        [3, 6, 9],
        [2, 4, 6],
    ];
    for (place, points) in table.into_iter().enumerate() {
        for (band, expected) in BANDS[1..].iter().zip(points) {
            let mut bands = [Band::None; 10];
            bands[place] = *band;
            assert_eq!(
                counts(bands, Area::None).score(),
                expected,
                "type {place}, {band:?}"
            );
        }
    }
    for (area, expected) in AREAS.into_iter().zip([0, 6, 12, 18]) {
        assert_eq!(counts([Band::None; 10], area).score(), expected);
    }
    assert_eq!(counts([Band::MoreThan20; 10], Area::Above20Cm2).score(), 84);
}

#[test]
fn ecca_has_its_weights() {
    for (place, weight) in [15, 20, 25, 30, 40, 50].into_iter().enumerate() {
        for (extent, factor) in EXTENTS.into_iter().zip(0..) {
            let mut extents = [Extent::None; 6];
            extents[place] = extent;
            assert_eq!(ecca(extents).score(), weight * factor);
        }
    }
    assert_eq!(ecca([Extent::Many; 6]).score(), 540);
}

#[test]
fn counts_fall_into_bands_at_their_borders() {
    let bands = [0, 1, 10, 11, 20, 21, u32::MAX].map(Band::of);
    use Band::{MoreThan20, UpTo10, UpTo20};
    assert_eq!(
        bands,
        [Band::None, UpTo10, UpTo10, UpTo20, UpTo20, MoreThan20, MoreThan20]
    );
    let extents = [0, 1, 4, 5, 20, 21].map(Extent::of);
    use Extent::{Few, Limited, Many};
    assert_eq!(extents, [Extent::None, Few, Few, Limited, Limited, Many]);
    let areas = [0.0, 0.1, 4.999, 5.0, 20.0, 20.001].map(|cm2| Area::of_cm2(cm2).unwrap());
    use Area::{Above20Cm2, Below5Cm2, UpTo20Cm2};
    assert_eq!(
        areas,
        [Area::None, Below5Cm2, Below5Cm2, UpTo20Cm2, UpTo20Cm2, Above20Cm2]
    );
    assert_eq!([f64::NAN, -1.0, f64::INFINITY].map(Area::of_cm2), [None; 3]);
}

#[test]
fn named_steps_are_read_from_their_numbers_and_from_no_other() {
    fn holds<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(
        numbers: std::ops::RangeInclusive<i32>,
    ) {
        for number in -2..10 {
            let read = serde_json::from_value::<T>(json!(number));
            assert_eq!(read.is_ok(), numbers.contains(&number), "{number}: {read:?}");
            if let Ok(step) = read {
                assert_eq!(serde_json::to_value(step).unwrap(), json!(number));
            }
        }
    }
    holds::<GoodmanBaronGrade>(1..=4);
    holds::<Gais>(1..=5);
    holds::<ScarS>(0..=5);
    holds::<Satisfaction>(1..=5);
    assert_eq!(
        ScarS::ALL.map(ScarS::is_clinically_relevant),
        [false, false, true, true, true, true]
    );
}

#[test]
fn a_change_within_the_raters_noise_is_said_to_be() {
    let quantitative = |points| GradeChange {
        scale: Scale::GoodmanBaronQuantitative,
        before: 30,
        after: points,
    };
    assert_eq!(quantitative(26).beyond_rater_noise(), Some(false));
    assert_eq!(quantitative(25).beyond_rater_noise(), Some(true));
    assert_eq!(quantitative(25).points(), -5);
    let unknown = GradeChange {
        scale: Scale::Ecca,
        before: 100,
        after: 0,
    };
    assert_eq!(unknown.beyond_rater_noise(), None);
}

#[test]
fn only_grades_of_one_scale_with_a_before_make_a_change() {
    let moderate = Grade::GoodmanBaronQualitative(GoodmanBaronGrade::Moderate);
    let mild = Grade::GoodmanBaronQualitative(GoodmanBaronGrade::Mild);
    assert_eq!(GradeChange::between(&moderate, &mild).unwrap().points(), -1);
    let ecca = Grade::Ecca(Ecca::default());
    assert_eq!(GradeChange::between(&moderate, &ecca), None);
    let gais = Grade::Gais(Gais::Improved);
    assert_eq!(GradeChange::between(&gais, &gais), None);
}

#[test]
fn a_grading_is_stored_with_every_count_and_read_strictly() {
    let grading = Grading {
        grade: Grade::Ecca(Ecca {
            rolling: Extent::Many,
            ..Ecca::default()
        }),
        of: date(2026, 3, 2),
        picture: Some(PROTOCOL.identity().hash.clone()),
        blinded: true,
        by: signed(at("2026-03-02T10:00:00Z")),
    };
    let value = serde_json::to_value(&grading).unwrap();
    assert_eq!(value["grade"]["ecca"]["rolling"], "many");
    assert_eq!(serde_json::from_value::<Grading>(value.clone()).unwrap(), grading);
    let mut without = value;
    without["grade"]["ecca"]["rolling"] = Value::Null;
    assert!(serde_json::from_value::<Grading>(without).is_err());
}

proptest! {
    #[test]
    fn scores_stay_in_range_and_grow_with_every_lesion(
        bands in prop::array::uniform10(0_usize..4),
        area in 0_usize..4,
        extents in prop::array::uniform6(0_usize..4),
        place in 0_usize..10,
    ) {
        let of = |bands: [usize; 10], area: usize| counts(bands.map(|band| BANDS[band]), AREAS[area]);
        let less = of(bands, area);
        let grade = Grade::GoodmanBaronQuantitative(less);
        let [least, most] = grade.scale().range();
        prop_assert!((least..=most).contains(&grade.score()));
        let mut more = bands;
        more[place] = (more[place] + 1).min(3);
        prop_assert!(of(more, area).score() >= less.score());
        prop_assert_eq!(of(more, area).score() > less.score(), bands[place] < 3);
        prop_assert!(of(bands, (area + 1).min(3)).score() >= less.score());

        let grade = Grade::Ecca(ecca(extents.map(|extent| EXTENTS[extent])));
        let [least, most] = grade.scale().range();
        prop_assert!((least..=most).contains(&grade.score()));
        prop_assert_eq!(grade.score() % 5, 0);
    }

    #[test]
    fn every_grade_is_within_its_scale(number in 0_u8..6, chest in prop::option::of(0_u8..6)) {
        let scar = |number: u8| ScarS::try_from(number).unwrap();
        let mut grades = vec![Grade::ScarS(ScarSGrades { face: scar(number), chest: chest.map(scar), back: None })];
        grades.extend(Gais::try_from(number).ok().map(Grade::Gais));
        grades.extend(Satisfaction::try_from(number).ok().map(Grade::Satisfaction));
        grades.extend(GoodmanBaronGrade::try_from(number).ok().map(Grade::GoodmanBaronQualitative));
        for grade in grades {
            let [least, most] = grade.scale().range();
            prop_assert!((least..=most).contains(&grade.score()), "{grade:?}");
        }
    }
}
