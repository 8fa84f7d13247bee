//! Saying something in the language of the request.

use super::{catalogue, locale};
use askama::filters::{Html as AsHtml, HtmlSafe, escape};
use std::fmt::{Display, Formatter, Result as Formatted};

/// Marks a text that stands in a table and is said later, so that it is among those to translate.
pub const fn text(text: &'static str) -> &'static str {
    text
}

/// A text in the language of the request; in English where it has none there.
pub fn say(text: &'static str) -> &'static str {
    catalogue::find(locale().language, text).unwrap_or(text)
}

/// A text with values in place of names in braces, such as `{day}`. A value is never looked for names itself.
pub fn say_with(text: &'static str, values: &[(&str, &dyn Display)]) -> String {
    filled(say(text), values)
}

/// One of two texts, by a number that stands in place of `{n}`: for one thing, and for any other number of things.
pub fn say_many(one: &'static str, many: &'static str, n: usize) -> String {
    let said = catalogue::find_many(locale().language, one, many, n);
    filled(said.unwrap_or(if n == 1 { one } else { many }), &[("n", &n)])
}

/// Text that holds markup. Its values are escaped, so that they are text whatever they hold.
pub fn say_html(text: &'static str, values: &[(&str, &dyn Display)]) -> Html {
    let escaped: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, escaped(value)))
        .collect();
    let values: Vec<(&str, &dyn Display)> = escaped
        .iter()
        .map(|(name, value)| (*name, value as &dyn Display))
        .collect();
    Html(filled(say(text), &values))
}

/// Markup that pages show as it is.
pub struct Html(String);

impl Display for Html {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Formatted {
        formatter.write_str(&self.0)
    }
}

/// Only [`say_html`] makes it, of a text of the program and values that are escaped.
impl HtmlSafe for Html {}

fn escaped(value: &dyn Display) -> String {
    let text = value.to_string();
    escape(&text, AsHtml).map_or_else(|_| String::new(), |safe| safe.to_string())
}

/// Fills in what stands in braces; a name that nobody gave stays as it is.
fn filled(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, then)| {
            let value = values.iter().find(|(known, _)| *known == name)?;
            Some((value.1.to_string(), then))
        });
        match known {
            Some((value, then)) => {
                filled.push_str(&value);
                rest = then;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, Locale, SPOKEN};

    #[test]
    fn values_stand_in_place_of_their_names_and_are_read_once() {
        let values: [(&str, &dyn Display); 2] = [("name", &"{day}"), ("day", &7)];
        assert_eq!(
            filled("On {day}: {name}, {x} and {", &values),
            "On 7: {day}, {x} and {"
        );
        assert_eq!(say_many("One photo", "{n} photos", 1), "One photo");
        assert_eq!(say_many("One photo", "{n} photos", 0), "0 photos");
    }

    #[test]
    fn markup_is_that_of_the_text_alone() {
        let html = say_html("<strong>{name}</strong>", &[("name", &"<b>&\"")]);
        assert_eq!(html.to_string(), "<strong>&#60;b&#62;&#38;&#34;</strong>");
    }

    #[test]
    fn a_request_is_answered_in_its_language() {
        let german = Locale {
            language: Language::German,
            ..Locale::USUAL
        };
        assert_eq!(say("Sign in"), "Sign in");
        assert_eq!(SPOKEN.sync_scope(german, || say("Sign in")), "Anmelden");
    }
}
