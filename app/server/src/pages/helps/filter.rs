//! Which patients the answer is about: a form of plain choices, sent as an address that can be kept.

use crate::cohort::texts;
use crate::form::{Choice, Form, Typed};
use crate::language::{course_texts, decimal, say, say_with, text};
use relief_course::Setting;
use relief_protocol::NeedleLength;
use relief_registry::Filter;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// More weeks between two sessions are another course.
const MOST_WEEKS: f64 = 520.0;

/// What was asked for, and what it means.
pub struct Asked {
    pub form: Form,
    /// What is left of all rows; a form with problems leaves everything.
    pub filter: Filter,
    /// The same in words, one for each choice; none when nothing was chosen.
    pub words: Vec<String>,
}

/// A range in words: from and up to, from alone, up to alone, and both the same.
type RangeWords = [&'static str; 4];

const NEEDLE: RangeWords = [
    text("needles from {from} to {to} mm"),
    text("needles of {from} mm or longer"),
    text("needles of {to} mm or shorter"),
    text("needles of {from} mm"),
];
const SESSIONS: RangeWords = [
    text("after {from} to {to} sessions"),
    text("after session {from} or later"),
    text("after session {to} or earlier"),
    text("after session {from}"),
];
const WEEKS: RangeWords = [
    text("from {from} to {to} weeks between sessions, on average"),
    text("{from} weeks or more between sessions, on average"),
    text("{to} weeks or fewer between sessions, on average"),
    text("{from} weeks between sessions, on average"),
];

impl Asked {
    /// Reads a form; of `operators` one may be chosen. What a row does not tell cannot be chosen by it, so that the row is left out.
    pub fn read(typed: Typed, operators: &[Choice]) -> Self {
        let mut asked = Self {
            form: Form::of(typed),
            filter: Filter::default(),
            words: Vec::new(),
        };
        asked.scars();
        asked.phototype();
        let lengths = NeedleLength::LEAST_MM..=NeedleLength::MOST_MM;
        let needle = asked.range(["needle_from", "needle_to"], lengths, NEEDLE);
        // Within the limits, so that both ends are lengths.
        let length = |mm: &f64| NeedleLength::from_mm(*mm).ok();
        asked.filter.needle = needle.and_then(|range| Some(length(range.start())?..=length(range.end())?));
        asked.filter.sessions = asked.range(["sessions_from", "sessions_to"], 1..=u8::MAX, SESSIONS);
        asked.filter.interval_weeks = asked.range(["weeks_from", "weeks_to"], 0.0..=MOST_WEEKS, WEEKS);
        asked.setting();
        asked.device();
        asked.operator(operators);
        asked.treatment();
        asked.alone();
        if !asked.form.is_sound() {
            asked.filter = Filter::default();
            asked.words = Vec::new();
        }
        asked
    }

    fn scars(&mut self) {
        self.filter.scar_type = self.form.maybe_coded("scars");
        let scars = self
            .filter
            .scar_type
            .map(|scars| (texts().scar_type)(scars).to_owned());
        self.words.extend(scars);
    }

    fn phototype(&mut self) {
        self.filter.phototype = self.form.maybe_coded("phototype");
        let phototype = self.filter.phototype.map(|phototype| {
            let words = (course_texts().phototype)(phototype);
            say_with("skin type {phototype}", &[("phototype", &words)])
        });
        self.words.extend(phototype);
    }

    fn setting(&mut self) {
        self.filter.setting = self.form.maybe_coded("setting");
        let setting = self.filter.setting.map(|setting| match setting {
            Setting::Professional => say("treated by professionals alone").to_owned(),
            Setting::AtHome => say("needled at home as well").to_owned(),
        });
        self.words.extend(setting);
    }

    fn device(&mut self) {
        let device = self.form.maybe_line("device").map(|device| device.to_string());
        let with = device
            .as_ref()
            .map(|device| say_with("device: {device}", &[("device", device)]));
        self.words.extend(with);
        self.filter.device = device;
    }

    fn operator(&mut self, operators: &[Choice]) {
        let typed = self.form.typed().one("operator");
        if typed.is_empty() {
            return;
        }
        match operators.iter().find(|operator| operator.code == typed) {
            Some(operator) => {
                self.filter.operator = Some(operator.code.clone());
                let words = say_with("treated by {name}", &[("name", &operator.label)]);
                self.words.push(words);
            }
            None => self.form.fault("operator", say("Please choose one.")),
        }
    }

    fn treatment(&mut self) {
        self.filter.with_treatment = self.form.maybe_coded("treatment");
        let treatment = self.filter.with_treatment.map(|kind| {
            let words = (course_texts().treatment_kind)(kind);
            say_with("also treated with: {treatment}", &[("treatment", &words)])
        });
        self.words.extend(treatment);
    }

    fn alone(&mut self) {
        self.filter.no_other_treatment = self.form.is_ticked("alone");
        if self.filter.no_other_treatment {
            self.words.push(say("no other treatment meanwhile").to_owned());
        }
    }

    /// Everything between two numbers; one that is not given is the limit.
    fn range<T: FromStr + PartialOrd + Display + Copy>(
        &mut self,
        [from, to]: [&str; 2],
        limits: RangeInclusive<T>,
        [both, above, below, same]: RangeWords,
    ) -> Option<RangeInclusive<T>> {
        let first = self.form.maybe_number(from, limits.clone());
        let last = self.form.maybe_number(to, limits.clone());
        let range = first.unwrap_or(*limits.start())..=last.unwrap_or(*limits.end());
        if range.is_empty() {
            self.form.fault(to, say("This is less than where it begins."));
        }
        let words = match (first, last) {
            (None, None) => return None,
            (Some(first), Some(last)) if first == last => same,
            (Some(_), Some(_)) => both,
            (Some(_), None) => above,
            (None, Some(_)) => below,
        };
        let [start, end] = [range.start(), range.end()].map(|number| decimal(&number.to_string()));
        self.words
            .push(say_with(words, &[("from", &start), ("to", &end)]));
        Some(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_course::{Phototype, TreatmentKind};
    use relief_protocol::ScarType;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Asked::read(pairs.collect(), &[Choice::new("dr-1", "Dr. One")])
    }

    #[test]
    fn what_is_chosen_is_filtered_by_and_said() {
        let asked = asked(&[
            ("scars", "rolling"),
            ("needle_from", "1"),
            ("needle_to", "1,5"),
            ("sessions_from", "2"),
            ("weeks_to", "6"),
            ("setting", "at_home"),
            ("phototype", "IV"),
            ("device", "Pen 12"),
            ("operator", "dr-1"),
            ("treatment", "peel"),
            ("alone", "yes"),
        ]);
        let length = |mm| NeedleLength::from_mm(mm).unwrap();
        let filter = Filter {
            scar_type: Some(ScarType::Rolling),
            phototype: Some(Phototype::IV),
            needle: Some(length(1.0)..=length(1.5)),
            sessions: Some(2..=u8::MAX),
            interval_weeks: Some(0.0..=6.0),
            setting: Some(Setting::AtHome),
            device: Some("Pen 12".to_owned()),
            operator: Some("dr-1".to_owned()),
            with_treatment: Some(TreatmentKind::Peel),
            no_other_treatment: true,
            ..Filter::default()
        };
        assert_eq!(asked.filter, filter);
        let words = [
            "rolling scars",
            "skin type IV: burns seldom, tans easily",
            "needles from 1 to 1.5 mm",
            "after session 2 or later",
            "6 weeks or fewer between sessions, on average",
            "needled at home as well",
            "device: Pen 12",
            "treated by Dr. One",
            "also treated with: peel",
            "no other treatment meanwhile",
        ];
        assert_eq!(asked.words, words);
    }

    #[test]
    fn nothing_chosen_keeps_everything() {
        let asked = asked(&[("scars", ""), ("needle_from", ""), ("device", " ")]);
        assert_eq!(asked.filter, Filter::default());
        assert!(asked.words.is_empty() && asked.form.is_sound());
    }

    #[test]
    fn what_cannot_be_read_is_a_problem_of_its_field_and_filters_nothing() {
        for (name, value) in [
            ("scars", "deep"),
            ("needle_to", "9"),
            ("sessions_from", "0"),
            ("weeks_from", "often"),
            ("setting", "moon"),
            ("phototype", "VII"),
            ("operator", "dr-2"),
            ("treatment", "hope"),
        ] {
            let asked = asked(&[("alone", "yes"), (name, value)]);
            assert!(asked.form.problem(name).is_some(), "{name}");
            assert_eq!(asked.filter, Filter::default(), "{name}");
            assert!(asked.words.is_empty(), "{name}");
        }
        let turned = asked(&[("weeks_from", "6"), ("weeks_to", "4")]);
        assert!(turned.form.problem("weeks_to").is_some());
        assert_eq!(
            asked(&[("sessions_from", "3"), ("sessions_to", "3")]).words,
            ["after session 3"]
        );
    }
}
