//! A field of a form on a page: label, hint, input and problem belong together.

use super::choice::Choice;
use askama::Template;

/// What a field looks like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    Input(&'static str),
    Area,
    Select(&'a [Choice]),
    Radios(&'a [Choice]),
    Boxes(&'a [Choice]),
    Tick,
    Photos,
    /// A file with one of these endings.
    File(&'a str),
}

/// A field, which templates show as `{{ form.text("name", "Name").required() }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "field.html")]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    kind: Kind<'a>,
    pub(super) values: &'a [String],
    problem: Option<&'a str>,
    hint: &'a str,
    required: bool,
    autocomplete: &'static str,
    /// Further attributes of the input, all of them from the templates.
    step: &'static str,
    min: &'a str,
    max: &'a str,
    focused: bool,
    several: bool,
    camera: bool,
    digits: bool,
}

impl<'a> Field<'a> {
    pub(super) fn new(
        name: &'a str,
        label: &'a str,
        kind: Kind<'a>,
        values: &'a [String],
        problem: Option<&'a str>,
    ) -> Self {
        Self {
            name,
            label,
            kind,
            values,
            problem,
            hint: "",
            required: false,
            autocomplete: "off",
            step: "",
            min: "",
            max: "",
            focused: false,
            several: false,
            camera: false,
            digits: false,
        }
    }

    /// The field must be filled in.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Words under the label.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What browsers may fill in (HTML `autocomplete`).
    #[must_use]
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// The step of a number.
    #[must_use]
    pub fn step(mut self, step: &'static str) -> Self {
        self.step = step;
        self
    }

    /// The least and the greatest value.
    #[must_use]
    pub fn between(mut self, min: &'a str, max: &'a str) -> Self {
        self.min = min;
        self.max = max;
        self
    }

    /// More than one file may be chosen.
    #[must_use]
    pub fn several(mut self) -> Self {
        self.several = true;
        self
    }

    /// The photo is taken with the camera that looks away from whoever holds it, where a device has one.
    #[must_use]
    pub fn camera(mut self) -> Self {
        self.camera = true;
        self
    }

    /// Only digits are typed, for which phones have a keyboard of their own.
    #[must_use]
    pub fn digits(mut self) -> Self {
        self.digits = true;
        self
    }

    /// The field that has the focus when the page opens.
    #[must_use]
    pub fn focused(mut self) -> Self {
        self.focused = true;
        self
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn holds(&self, code: &str) -> bool {
        self.values.iter().any(|value| value == code)
    }

    /// The ids of what describes the input, for `aria-describedby`.
    fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let problem = self.problem.map(|_| format!("{}-problem", self.name));
        let ids: Vec<String> = hint.into_iter().chain(problem).collect();
        ids.join(" ")
    }
}

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for Field<'_> {}
