//! The translations, read from their PO files once.

use super::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The parts of a language's translation.
pub(super) const GERMAN: [(&str, &str); 6] = [
    ("care", include_str!("../../texts/de/care.po")),
    ("office", include_str!("../../texts/de/office.po")),
    ("paper", include_str!("../../texts/de/paper.po")),
    ("photos", include_str!("../../texts/de/photos.po")),
    ("scans", include_str!("../../texts/de/scans.po")),
    ("shared", include_str!("../../texts/de/shared.po")),
];

/// A text by the English one; a text that goes by a number has one for each of the language's plural forms.
type Catalogue = HashMap<String, Vec<String>>;

static READ_GERMAN: LazyLock<Catalogue> = LazyLock::new(|| read(&GERMAN));

/// Reads parts. One that is broken is left out, and its texts stay English; a test holds that none is.
fn read(parts: &[(&str, &str)]) -> Catalogue {
    let catalogues = parts
        .iter()
        .filter_map(|(_, part)| polib::po_file::parse_from_reader(part.as_bytes()).ok());
    let mut read = Catalogue::new();
    for catalogue in catalogues {
        for message in catalogue.messages().filter(|message| message.is_translated()) {
            let texts = match (message.msgstr(), message.msgstr_plural()) {
                (Ok(text), _) => vec![text.to_owned()],
                (_, Ok(texts)) => texts.clone(),
                _ => continue,
            };
            read.insert(message.msgid().to_owned(), texts);
        }
    }
    read
}

fn texts(language: Language, english: &str) -> Option<&'static [String]> {
    match language {
        Language::English => None,
        Language::German => READ_GERMAN.get(english).map(Vec::as_slice),
    }
}

/// The translation of a text.
pub(super) fn find(language: Language, english: &str) -> Option<&'static str> {
    texts(language, english)?.first().map(String::as_str)
}

/// The translation of a text that goes by a number; both English texts name it.
pub(super) fn find_many(language: Language, one: &str, many: &str, n: usize) -> Option<&'static str> {
    debug_assert!(one != many, "{one:?} goes by no number");
    texts(language, one)?
        .get(plural_form(language, n))
        .map(String::as_str)
}

/// Which of a language's plural forms a number takes (Unicode CLDR 48, plural rules; English and German have the same two).
fn plural_form(language: Language, n: usize) -> usize {
    match language {
        Language::English | Language::German => usize::from(n != 1),
    }
}
