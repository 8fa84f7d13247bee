//! The language of a page: chosen in the browser, else what the browser asks for.
//!
//! English sentences stand where they are shown, as in gettext, marked by [`say`] and its like; other languages are
//! catalogues in `texts/`, one PO file a part, which translators' tools open. Who makes a page need not hand the language
//! on: it belongs to the request.

mod catalogue;
mod choose;
mod figures;
mod say;
#[cfg(test)]
mod tests;

pub use choose::speak;
pub use figures::{day, decimal};
pub use say::{say, say_html, say_many, say_with, text};

use jiff::civil::Weekday;
use relief_course::texts as course;
use relief_report::texts as report;

/// A language that pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
}

impl Language {
    /// Every language, each in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag; regions and scripts do not matter.
    pub fn tagged(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL
            .into_iter()
            .find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }
}

/// The language of a page, and what goes by the region of who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// The language.
    pub language: Language,
    /// The day that weeks begin on.
    pub first_day: Weekday,
}

impl Locale {
    /// Where nobody asked for anything: English, and weeks as ISO 8601 has them.
    const USUAL: Self = Self {
        language: Language::English,
        first_day: Weekday::Monday,
    };
}

tokio::task_local! {
    static SPOKEN: Locale;
}

/// The locale of the request that is being answered; the usual one outside of requests.
pub fn locale() -> Locale {
    SPOKEN.try_with(|locale| *locale).unwrap_or(Locale::USUAL)
}

/// The language's tag, for the page's `lang`.
pub fn tag() -> &'static str {
    locale().language.tag()
}

/// The words of the course in this language.
pub fn course_texts() -> &'static course::Texts {
    match locale().language {
        Language::English => &course::ENGLISH,
        Language::German => &course::GERMAN,
    }
}

/// The words of results in this language.
pub fn report_texts() -> &'static report::Texts {
    match locale().language {
        Language::English => &report::ENGLISH,
        Language::German => &report::GERMAN,
    }
}

/// A language that is offered, as the menu shows it.
pub struct Offered {
    /// Its tag.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// The page is in it.
    pub here: bool,
}

/// The languages to choose from.
pub fn offered() -> Vec<Offered> {
    let offer = |language: Language| Offered {
        tag: language.tag(),
        name: language.own_name(),
        here: language == locale().language,
    };
    Language::ALL.map(offer).into()
}
