//! The protocols that come with Relief. A practice copies one, changes it and gives it a version of its own.

/// Professional microneedling of atrophic acne scars on the face.
pub const MICRONEEDLING_ACNE_SCARS: &str = include_str!("../protocols/microneedling-acne-scars.toml");

/// The shipped protocols by name, each as its file's text.
pub const ALL: [(&str, &str); 1] = [("microneedling-acne-scars", MICRONEEDLING_ACNE_SCARS)];

/// The text of the shipped protocol of that name.
pub fn text(name: &str) -> Option<&'static str> {
    ALL.iter()
        .find(|(shipped, _)| *shipped == name)
        .map(|(_, text)| *text)
}
