//! What the practice's numbers say, in whole sentences.

use crate::cohort::texts;
use crate::language::{say, say_with};
use relief_protocol::ScarType;
use relief_registry::texts::Captured;
use relief_registry::{
    At, Cohort, SMALLEST_CELL, Scale, change, dose_response, missing_visits, number_needed, sentence,
    setting_difference,
};

/// How many patients a filter left; so few that one could be recognised are not counted.
pub fn left(kept: usize, all: usize) -> String {
    match kept {
        0 => say("No patient is left. Take a choice back, or show all.").to_owned(),
        few if few < SMALLEST_CELL => say_with(
            "Fewer than {least} of {all} patients are left: nothing is told of them, because one of them could be recognised.",
            &[("least", &SMALLEST_CELL), ("all", &all)],
        ),
        kept => say_with(
            "{kept} of {all} patients are left.",
            &[("kept", &kept), ("all", &all)],
        ),
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

/// What the cohort says of one metric, in whole sentences; `scars` is the type that was filtered for.
pub fn of(cohort: &Cohort<'_>, metric: &str, captured: Captured, scars: Option<ScarType>) -> Vec<Said> {
    let texts = texts();
    let scale = Scale::Relative;
    let answer = change(cohort, metric, scale, At::Last);
    let mut said = vec![Said::plain(sentence::of_change(&answer, scars, captured, texts))];
    // What is said of fewer patients than may be shown is said once.
    if answer.is_ok_and(|answer| answer.verdicts.is_ok()) {
        let needed = number_needed(cohort, metric, At::Last);
        said.push(Said::plain(sentence::of_number_needed(&needed, texts)));
        let missing = missing_visits(cohort, metric, scale);
        let missing = sentence::of_missing_visits(&missing, scale, texts);
        said.extend(missing.into_iter().map(Said::plain));
        let dose = dose_response(cohort, metric, scale);
        said.push(Said {
            about: say("Needle length, and weeks between sessions"),
            words: sentence::of_dose_response(&dose, scale, texts),
        });
        let setting = setting_difference(cohort, metric, scale);
        said.push(Said {
            about: say("At home or by professionals"),
            words: sentence::of_setting(&setting, scale, texts),
        });
    }
    said
}
