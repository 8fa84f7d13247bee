//! What the practice's numbers say, in whole sentences.

use crate::cohort::texts;
use crate::language::{say, say_with};
use relief_registry::texts::Captured;
use relief_registry::{
    At, Cohort, Filter, Models, NotKnown, SMALLEST_CELL, Scale, change, dose_response, missing_visits,
    number_needed, sentence, setting_difference,
};

/// What a filter left.
pub struct Left {
    pub words: String,
    /// Whether anything is told of these patients.
    pub is_told: bool,
}

impl Left {
    /// So few patients that one could be recognised are not counted, not even whether there are any. Nor is anything told of all but so
    /// few: taken from what is told of all, it would tell of those.
    pub fn of(kept: usize, all: usize) -> Self {
        let others = all.saturating_sub(kept);
        let is_told = kept >= SMALLEST_CELL && !(1..SMALLEST_CELL).contains(&others);
        let words = if is_told {
            say_with(
                "{kept} of {all} patients are left.",
                &[("kept", &kept), ("all", &all)],
            )
        } else if kept < SMALLEST_CELL {
            say_with(
                "Fewer than {least} of {all} patients are left: nothing is told of them, because one of them could be recognised. Take a choice back, or show all.",
                &[("least", &SMALLEST_CELL), ("all", &all)],
            )
        } else {
            say_with(
                "All but a few of the {all} patients are left: nothing is told of them, because taken from what is told of all it would tell of those few. Take a choice back, or show all.",
                &[("all", &all)],
            )
        };
        Self { words, is_told }
    }
}

/// Why nothing is known; of patients who were chosen nobody reads like few, so that a choice does not tell whether somebody has it.
pub fn hidden(why: NotKnown, filter: &Filter) -> NotKnown {
    match why {
        NotKnown::Nobody if *filter != Filter::default() => NotKnown::FewPatients,
        why => why,
    }
}

/// A sentence or several.
pub struct Said {
    /// What about, where the words alone may not tell: what is not known has no subject.
    pub about: &'static str,
    pub words: String,
}

impl Said {
    fn plain(words: String) -> Self {
        Self { about: "", words }
    }
}

/// What the cohort that `filter` left says of one metric, in whole sentences.
pub fn of(cohort: &Cohort<'_>, metric: &str, captured: Captured, filter: &Filter) -> Vec<Said> {
    let texts = texts();
    let scale = Scale::Relative;
    let answer = change(cohort, metric, scale, At::Last).map_err(|why| hidden(why, filter));
    let about = sentence::of_change(&answer, filter.scar_type, captured, texts);
    let mut said = vec![Said::plain(about)];
    // What is said of fewer patients than may be shown is said once.
    if answer.is_ok_and(|answer| answer.verdicts.is_ok()) {
        let needed = number_needed(cohort, metric, At::Last);
        said.push(Said::plain(sentence::of_number_needed(&needed, texts)));
        let models = Models::in_cohort(cohort, metric, scale);
        let missing = missing_visits(cohort, metric, scale, &models);
        let missing = sentence::of_missing_visits(&missing, scale, texts);
        said.extend(missing.into_iter().map(Said::plain));
        let dose = dose_response(&models);
        said.push(Said {
            about: say("Needle length, and weeks between sessions"),
            words: sentence::of_dose_response(&dose, scale, texts),
        });
        let setting = setting_difference(&models);
        said.push(Said {
            about: say("At home or by professionals"),
            words: sentence::of_setting(&setting, scale, texts),
        });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_patients_are_neither_counted_nor_left_over() {
        let words = |kept| Left::of(kept, 20).words;
        assert!(words(0).starts_with("Fewer than 5 of 20 patients"));
        for few in 1..5 {
            assert_eq!(words(few), words(0));
            assert_eq!(words(20 - few), words(19));
        }
        assert!(words(19).starts_with("All but a few of the 20 patients"));
        assert_eq!(words(5), "5 of 20 patients are left.");
        let told: Vec<usize> = (0..=20).filter(|kept| Left::of(*kept, 20).is_told).collect();
        assert_eq!(told, (5..=15).chain([20]).collect::<Vec<_>>());
    }

    #[test]
    fn nobody_reads_like_few_where_something_was_chosen() {
        let chosen = Filter {
            no_other_treatment: true,
            ..Filter::default()
        };
        assert_eq!(hidden(NotKnown::Nobody, &chosen), NotKnown::FewPatients);
        assert_eq!(hidden(NotKnown::Nobody, &Filter::default()), NotKnown::Nobody);
    }
}
