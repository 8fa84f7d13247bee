//! The protocols that come with Relief. A practice copies one, changes it and gives it a version of its own.

/// Professional microneedling of atrophic acne scars on the face.
pub const MICRONEEDLING_ACNE_SCARS: &str = include_str!("../protocols/microneedling-acne-scars.toml");

/// [`MICRONEEDLING_ACNE_SCARS`] in German: the same rules, numbers and sources in other words.
pub const MICRONEEDLING_ACNE_SCARS_GERMAN: &str =
    include_str!("../protocols/microneedling-acne-scars.de.toml");

/// The shipped protocols by name, each as its file's text.
pub const ALL: [(&str, &str); 1] = [("microneedling-acne-scars", MICRONEEDLING_ACNE_SCARS)];

/// [`ALL`] in German, under the same names.
pub const GERMAN: [(&str, &str); 1] = [("microneedling-acne-scars", MICRONEEDLING_ACNE_SCARS_GERMAN)];

/// The shipped protocols in the language of that tag (BCP 47, without a region), by name; in English where they are not
/// written in it.
///
/// ```
/// use relief_protocol::{Protocol, shipped};
/// for (tag, title) in [("en", "acne scars"), ("de", "Aknenarben")] {
///     let [(_, text)] = shipped::in_language(tag);
///     assert!(Protocol::parse(text).unwrap().title().as_str().contains(title));
/// }
/// ```
pub fn in_language(tag: &str) -> [(&'static str, &'static str); 1] {
    match tag {
        "de" => GERMAN,
        _ => ALL,
    }
}

/// The text of the shipped protocol of that name.
pub fn text(name: &str) -> Option<&'static str> {
    ALL.iter()
        .find(|(shipped, _)| *shipped == name)
        .map(|(_, text)| *text)
}
