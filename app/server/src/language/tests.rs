//! The translations are complete and say what the program says.

use super::catalogue::GERMAN;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What marks a text, and how many texts follow.
const MARKS: [(&str, usize); 5] = [
    ("say(", 1),
    ("say_with(", 1),
    ("say_html(", 1),
    ("text(", 1),
    ("say_many(", 2),
];

/// Every text of the program, with the one for many where there is one, and where it stands.
fn said() -> BTreeMap<String, (Option<String>, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "templates"] {
        collect(&root.join(folder), &mut files);
    }
    let mut said = BTreeMap::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap().display().to_string();
        if name.contains("language/say.rs") || name.contains("language/tests.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        for (mark, texts) in MARKS {
            for (at, _) in source.match_indices(mark) {
                let before = source[..at].chars().next_back();
                if before.is_some_and(|letter| letter.is_alphanumeric() || "_.".contains(letter)) {
                    continue;
                }
                let mut rest = &source[at + mark.len()..];
                let mut found = Vec::new();
                for _ in 0..texts {
                    let Some((text, after)) = literal(rest) else { break };
                    found.push(text);
                    rest = after;
                }
                if found.len() == texts {
                    said.insert(found.remove(0), (found.pop(), name.clone()));
                }
            }
        }
    }
    said
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// A string literal at the start, and what follows it and a comma.
fn literal(source: &str) -> Option<(String, &str)> {
    let rest = source.trim_start().strip_prefix('"')?;
    let mut text = String::new();
    let mut letters = rest.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                let after = rest[at + 1..].trim_start();
                return Some((text, after.strip_prefix(',').unwrap_or(after)));
            }
            '\\' => match letters.next()?.1 {
                'n' => text.push('\n'),
                // A line that goes on in the next one.
                '\n' => {
                    let end = rest[at + 2..].find(|letter: char| !letter.is_whitespace())?;
                    while letters.clone().next()?.0 < at + 2 + end {
                        letters.next();
                    }
                }
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    None
}

/// The names in braces.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// The tags of markup, attributes and all.
fn tags(text: &str) -> Vec<&str> {
    let mut tags: Vec<&str> = text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag)
        .collect();
    tags.sort_unstable();
    tags
}

#[test]
fn every_text_has_its_translation_and_no_translation_is_left_over() {
    let said = said();
    assert!(said.len() > 100, "texts are found at all: {}", said.len());
    let mut problems = Vec::new();
    let mut translated = BTreeSet::new();
    for (part, po) in GERMAN {
        let catalogue = polib::po_file::parse_from_reader(po.as_bytes())
            .unwrap_or_else(|error| panic!("{part}: {error}"));
        for message in catalogue.messages() {
            let english = message.msgid();
            if !translated.insert(english.to_owned()) {
                problems.push(format!("{part}: twice: {english:?}"));
            }
            let Some((many, _)) = said.get(english) else {
                problems.push(format!("{part}: nobody says {english:?}"));
                continue;
            };
            let texts = match many {
                None => vec![(english, message.msgstr().unwrap_or_default())],
                Some(many) => {
                    let forms = message.msgstr_plural().cloned().unwrap_or_default();
                    if forms.len() != 2 || message.msgid_plural().ok() != Some(many.as_str()) {
                        problems.push(format!("{part}: {english:?} goes by a number, with {many:?}"));
                    }
                    let forms: Vec<&str> = message
                        .msgstr_plural()
                        .map_or_else(|_| Vec::new(), |forms| forms.iter().map(String::as_str).collect());
                    [english, many].into_iter().zip(forms).collect()
                }
            };
            for (from, to) in texts {
                if to.is_empty() || message.is_fuzzy() {
                    problems.push(format!("{part}: not translated: {from:?}"));
                } else if names(from) != names(to) && !(many.is_some() && names(to).len() <= 1) {
                    problems.push(format!("{part}: other names in braces: {from:?} {to:?}"));
                } else if tags(from) != tags(to) {
                    problems.push(format!("{part}: other markup: {from:?} {to:?}"));
                }
            }
        }
    }
    for (english, (_, file)) in &said {
        if !translated.contains(english) {
            problems.push(format!("{file}: no German for {english:?}"));
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn texts_are_found_as_rust_reads_them() {
    assert_eq!(
        literal(" \"a \\\"b\\\" {c}\", more"),
        Some(("a \"b\" {c}".to_owned(), " more"))
    );
    assert_eq!(
        literal("\"one \\\n    line\")"),
        Some(("one line".to_owned(), ")"))
    );
    assert_eq!(literal("variable)"), None);
}
