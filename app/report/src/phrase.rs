//! What the contract says in English, in the language of the page.
//!
//! A finding keeps which picture it blames, and how, in its message alone, and a record keeps nothing but the message. So
//! its sentence is translated as a whole: it is found among the sentences that the gate says, and what fills their places
//! goes into the translation.

use crate::finding::{limit_text, matter_of, matter_text, measured_text, sentence};
use crate::texts::{Phrases, Texts, fill};
use relief_compare::contract::Finding;

/// What is the matter, as a sentence: the first half of the finding's message. One that has no translation is told by its
/// numbers.
pub(crate) fn matter(texts: &Texts, finding: &Finding) -> String {
    let Some(phrases) = texts.phrases else {
        return matter_text(&finding.message);
    };
    translated(texts, phrases, matter_of(&finding.message)).unwrap_or_else(|| {
        let values = [
            ("check", (texts.check)(finding.code).title),
            ("measured", &measured_text(texts, finding)),
            ("limit", &limit_text(texts, finding, false)),
        ];
        fill(phrases.unknown, &values)
    })
}

/// A finding's message that a record kept, in the language of the page; in English the whole of it, else what is the matter.
/// One that has no translation stays as it is.
///
/// ```
/// use relief_report::{reason_text, texts::{ENGLISH, GERMAN}};
/// let kept = "the second picture is 1.2 stops darker; fix exposure and lamps";
/// assert_eq!(reason_text(&ENGLISH, kept), kept);
/// assert_eq!(reason_text(&GERMAN, kept), "Das Nachher-Bild ist um 1,2 Blendenstufen dunkler.");
/// ```
pub fn reason_text(texts: &Texts, message: &str) -> String {
    let phrases = texts.phrases;
    phrases
        .and_then(|phrases| translated(texts, phrases, matter_of(message)))
        .unwrap_or_else(|| message.to_owned())
}

/// A warning or a caption in the language of the page; one that has no translation stays as it is.
pub(crate) fn said(texts: &Texts, english: &str) -> String {
    let phrases = texts.phrases;
    phrases
        .and_then(|phrases| translated(texts, phrases, english))
        .unwrap_or_else(|| english.to_owned())
}

/// The translation as a sentence, with what stands in the places of the English one.
fn translated(texts: &Texts, phrases: &Phrases, english: &str) -> Option<String> {
    let english = english.trim_end_matches('.');
    let (values, words) = phrases
        .sentences
        .iter()
        .find_map(|(pattern, words)| Some((places(phrases, pattern, english)?, words)))?;
    let values: Vec<(&str, String)> = values
        .into_iter()
        .map(|(name, value)| (name, value_text(texts, phrases, value)))
        .collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Some(sentence(&fill(words, &values)))
}

/// A word that has a translation, or a number.
fn value_text(texts: &Texts, phrases: &Phrases, value: &str) -> String {
    let word = phrases.words.iter().find(|(english, _)| *english == value);
    word.map_or_else(
        || texts.decimal(&value.replace('-', "−")),
        |(_, word)| (*word).to_owned(),
    )
}

/// What stands in `text` where `pattern` has names in braces; `None` when anything else of it is different, or when something
/// stands there that is neither a number nor a word of `phrases`.
fn places<'a>(phrases: &Phrases, pattern: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let Some((before, place)) = pattern.split_once('{') else {
        return (pattern == text).then(Vec::new);
    };
    let rest = text.strip_prefix(before)?;
    let (name, then) = place.split_once('}')?;
    let fits = |value: &str| {
        value.parse::<f64>().is_ok() || phrases.words.iter().any(|(english, _)| *english == value)
    };
    // The place ends somewhere; the rest of the pattern tells where.
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    ends.filter(|end| fits(&rest[..*end])).find_map(|end| {
        let mut found = places(phrases, then, &rest[end..])?;
        found.insert(0, (name, &rest[..end]));
        Some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::GERMAN;
    use std::path::Path;

    #[test]
    fn only_numbers_and_known_words_stand_in_places() {
        let places = |pattern, text| places(GERMAN.phrases.unwrap(), pattern, text);
        assert_eq!(
            places("the {which} is {n} %", "the first is 4.5 %"),
            Some(vec![("which", "first"), ("n", "4.5")])
        );
        let both = "{what} {n}";
        assert_eq!(
            places(both, "pores and lines -4"),
            Some(vec![("what", "pores and lines"), ("n", "-4")])
        );
        assert_eq!(places(both, "pores and 4"), None);
        assert_eq!(places("as it is", "as it is not"), None);
        assert_eq!(places("{n} px", "4 mm"), None);
    }

    #[test]
    fn sentences_are_german_to_the_last_number() {
        for (english, german) in [
            (
                "the light falls on the skin about 31° from where it did in the first picture; put lamp and face where they were",
                "Das Licht fällt um etwa 31° anders auf die Haut als im Vorher-Bild.",
            ),
            (
                "parts of the second picture show pores and lines 12 % weaker; focus on the skin and take it again",
                "Teile des Nachher-Bilds zeigen Poren und Linien um 12 % schwächer.",
            ),
            (
                "2.5 % of the skin is burnt out in one picture; expose less",
                "2,5 % der Haut sind in einem der Bilder überbelichtet.",
            ),
            (
                "41 mm² of skin in the second picture can be measured, because it has no colours, and skin is told by them; use the colour photo",
                "41 mm² Haut sind im Nachher-Bild messbar, weil es keine Farben hat und Haut an ihnen erkannt wird.",
            ),
            (
                "the second picture is turned by -21° in its plane; hold the camera as on the first",
                "Das Nachher-Bild ist in der Bildebene um −21° gedreht.",
            ),
            (
                "only 31 % of the first picture's skin is in the second",
                "Nur 31 % der Haut des Vorher-Bilds sind im Nachher-Bild zu sehen.",
            ),
        ] {
            assert_eq!(reason_text(&GERMAN, english), german);
        }
        assert_eq!(reason_text(&GERMAN, "<b>"), "<b>");
    }

    /// The string literals of a source file, up to its tests.
    fn literals(source: &str) -> Vec<String> {
        let code = source.split("#[cfg(test)]").next().unwrap_or(source);
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines
            .flat_map(|line| line.split('"').skip(1).step_by(2))
            .map(ToOwned::to_owned)
            .collect()
    }

    /// A format string with something in each of its places; what may end a sentence is left away.
    fn filled(format: &str) -> String {
        let mut parts = format.split('{');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for (name, then) in parts.filter_map(|part| part.split_once('}')) {
            filled.push_str(if name == "why" { "" } else { "1" });
            filled.push_str(then);
        }
        filled
    }

    /// The gate's sentences begin without a capital, and are more than a few words.
    fn is_sentence(literal: &str) -> bool {
        let begins = literal.starts_with(|c: char| c.is_lowercase() || c == '{');
        begins && literal.split(' ').count() > 4
    }

    /// Advice, which stands in no sentence of its own, and what is said to programmers.
    const OTHERS: [&str; 5] = [
        "share of the first scan that the second shows, too",
        "agreement of the skin between the scars",
        "agreement of the skin with the mirrored scan",
        "focus on the skin and take it again",
        "switch off beauty and noise filters, use the unedited photo, and take make-up off",
    ];

    #[test]
    fn every_sentence_of_the_gate_has_its_translation() {
        let measure = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../measure");
        let mut sentences = 0;
        for file in [
            "photo/src/gate/colour.rs",
            "photo/src/gate/file.rs",
            "photo/src/gate/geometry.rs",
            "photo/src/gate/light.rs",
            "photo/src/gate/optics.rs",
            "photo/src/comparison/card_facts.rs",
            "photo/src/comparison/mod.rs",
            "photo/src/comparison/prepare.rs",
            "photo/src/register/result.rs",
            "photo/src/single.rs",
            "compare/src/one_photo.rs",
            "surface/src/change/gate.rs",
            "surface/src/change/mod.rs",
        ] {
            let source = std::fs::read_to_string(measure.join(file)).unwrap();
            for literal in literals(&source) {
                if !is_sentence(&literal) || OTHERS.contains(&literal.as_str()) {
                    continue;
                }
                let english = filled(&literal);
                assert_ne!(reason_text(&GERMAN, &english), english, "{file}");
                sentences += 1;
            }
        }
        assert!(sentences > 35, "they are found at all: {sentences}");
    }

    #[test]
    fn captions_are_translated() {
        let compare = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../measure/compare/src");
        let sources = ["pictures.rs", "scan_pictures.rs"]
            .map(|file| std::fs::read_to_string(compare.join(file)).unwrap());
        let captions = sources.iter().flat_map(|source| literals(source));
        let captions: Vec<String> = captions.filter(|literal| literal.ends_with('.')).collect();
        assert_eq!(captions.len(), 3, "{captions:?}");
        for caption in captions {
            assert_ne!(said(&GERMAN, &caption), caption);
        }
    }

    #[test]
    fn a_translation_fills_the_places_of_its_sentence() {
        let names = |text: &'static str| -> Vec<&str> {
            let places = text.split('{').skip(1);
            let mut names: Vec<&str> = places.filter_map(|part| Some(part.split_once('}')?.0)).collect();
            names.sort_unstable();
            names
        };
        for (english, german) in GERMAN.phrases.unwrap().sentences {
            assert_eq!(names(english), names(german), "{english}");
        }
    }
}
