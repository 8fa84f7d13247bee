//! What people read, word for word, and that no number is told without its interval.

use crate::rows::{METRIC, columns, measured, refused, row};
use crate::simulated;
use relief_protocol::ScarType;
use relief_registry::texts::{Captured, ENGLISH, GERMAN, Texts};
use relief_registry::{
    At, Columns, Models, Pseudonym, Rows, Scale, ScarRow, by_session, change, dose_response, expected,
    missing_visits, number_needed, scars, sentence, setting_difference, side_effects,
};

#[test]
fn the_sentence_of_the_page_has_share_and_interval() {
    let rows = (0..90).map(|patient| {
        let compared = match patient {
            0..51 => measured(-2.0),
            51..84 => measured(0.0),
            _ => refused("pose"),
        };
        row(patient, "cheek", 3, compared)
    });
    let columns = columns(rows.collect());
    let answer = change(&columns.cohort(), METRIC, Scale::Relative, At::Last);
    let said = sentence::of_change(&answer, Some(ScarType::Rolling), Captured::Photos, &ENGLISH);
    assert_eq!(
        said,
        "Of 84 patients with rolling scars, 61 % improved beyond what repeat photos vary by; 95 % interval 49–71 %. \
         0 % got worse beyond that; 95 % interval 0–4 %. \
         Of 90 patients 6 had no pictures that can be compared; they are in no other number. \
         On average it changed by −12 % (95 % interval −14 % to −10 %), in the middle patient by −20 % (−20 % to 0 %)."
    );
    let needed = sentence::of_number_needed(&number_needed(&columns.cohort(), METRIC, At::Last), &ENGLISH);
    assert_eq!(
        needed,
        "One more patient improves in every 1.7 treated (95 % interval 1.5 to 2.1) than the 2.5 % who would be called improved had no \
         skin changed. Nobody untreated was compared with: what time alone does to scars is in this number."
    );
}

#[test]
fn scars_are_told_by_type_with_their_patients() {
    let scar = |patient: u64, scar: u32| ScarRow {
        patient: Pseudonym(patient),
        scar,
        scar_type: ScarType::Rolling,
        sessions: 3,
        before_mm: 0.5,
        after_mm: 0.4 + 0.02 * ((patient + u64::from(scar)) % 3) as f64,
    };
    let rows = Rows {
        scars: (0..12)
            .flat_map(|patient| [scar(patient, 1), scar(patient, 2)])
            .collect(),
        ..Rows::default()
    };
    let columns = Columns::new(rows).unwrap();
    let said = sentence::of_scars(&scars(&columns.cohort()), &ENGLISH);
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("Rolling scars: in depth by −16 % on average (95 % interval −"),
        "{said:?}"
    );
    assert!(said[0].ends_with("24 scars of 12 patients)."), "{said:?}");
}

#[test]
fn no_placeholder_is_left_in_any_language() {
    for texts in [&ENGLISH, &GERMAN] {
        assert_whole(texts);
    }
}

fn assert_whole(texts: &Texts) {
    let columns = simulated::registry(300, 1);
    let cohort = columns.cohort();
    let (metric, scale) = (simulated::METRIC, Scale::Relative);
    let mut said = sentence::of_side_effects(&side_effects(&cohort), texts);
    said.push(sentence::of_dose_response(
        &dose_response(&Models::in_cohort(&cohort, metric, scale)),
        scale,
        texts,
    ));
    said.push(sentence::of_setting(
        &setting_difference(&Models::in_cohort(&cohort, metric, scale)),
        scale,
        texts,
    ));
    let dropped = by_session(&cohort, metric, scale).remove(1).dropped_out.unwrap();
    said.push(sentence::of_dropouts(&dropped, texts));
    let missing = missing_visits(&cohort, metric, scale, &Models::in_cohort(&cohort, metric, scale));
    let missing = sentence::of_missing_visits(&missing, scale, texts);
    assert_eq!(missing.len(), 4);
    said.extend(missing);
    let ranges = expected(&cohort, metric, scale, &[]);
    said.extend(
        ranges
            .iter()
            .map(|range| sentence::of_expected(range, scale, texts)),
    );
    for sentence in &said {
        assert!(!sentence.contains(['{', '}']), "{sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn the_difference_between_settings_names_what_was_held_equal() {
    let columns = simulated::registry(300, 1);
    let scale = Scale::Relative;
    let setting = setting_difference(&Models::in_cohort(&columns.cohort(), simulated::METRIC, scale));
    let said = sentence::of_setting(&setting, scale, &ENGLISH);
    let named = "severity before, scar type, number of sessions and weeks between sessions are held equal";
    assert!(said.contains(named), "{said}");
    let said = sentence::of_setting(&setting, scale, &GERMAN);
    assert!(
        said.contains("Schwere vorher, Narbentyp, Zahl der Sitzungen und Wochen zwischen den Sitzungen"),
        "{said}"
    );
}
