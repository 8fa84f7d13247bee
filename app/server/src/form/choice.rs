//! What a field may be chosen from.

use serde::Serialize;

/// One choice: the code that is sent, and the words that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The code, as records keep it.
    pub code: String,
    /// The words.
    pub label: String,
    /// More words, smaller.
    pub hint: String,
}

impl Choice {
    /// A choice without further words.
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    /// With further words.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// The choices of values that records keep as codes, in the order given.
pub fn choices<T: Serialize + Copy>(all: &[T], label: impl Fn(T) -> String) -> Vec<Choice> {
    all.iter()
        .map(|value| Choice::new(code(value), label(*value)))
        .collect()
}

/// The code under which records keep a value; empty for a value that is no code.
pub fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(serde_json::Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
