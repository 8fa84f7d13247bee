//! Text broken into lines.

use crate::font::{Fonts, Style};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// The lines of a text that is set no wider than `width`, broken where UAX 14 allows it; a word that is wider than that by itself
/// is broken anywhere. A text without letters has one empty line.
pub fn broken(fonts: &Fonts, text: &str, style: Style, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let piece = &text[start..end];
        start = end;
        let longer = format!("{line}{}", piece.trim_end_matches(['\n', '\r']));
        if !line.is_empty() && fonts.width(longer.trim_end(), style) > width {
            lines.push(std::mem::take(&mut line));
            line = piece.trim_end_matches(['\n', '\r']).to_owned();
        } else {
            line = longer;
        }
        while fonts.width(line.trim_end(), style) > width && line.chars().count() > 1 {
            let rest = line.split_off(fitting(fonts, &line, style, width));
            lines.push(std::mem::replace(&mut line, rest));
        }
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.push(line);
    lines
        .into_iter()
        .map(|line| fonts.settable(line.trim_end(), style))
        .collect()
}

/// Where the part of a word ends that fits: after one letter at least.
fn fitting(fonts: &Fonts, word: &str, style: Style, width: f32) -> usize {
    let ends = word.char_indices().skip(1).map(|(end, _)| end);
    let mut fits = word.chars().next().map_or(0, char::len_utf8);
    for end in ends {
        if fonts.width(&word[..end], style) > width {
            break;
        }
        fits = end;
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_between_words_and_where_the_text_says_so() {
        let fonts = Fonts::new();
        let width = fonts.width("Drink much", Style::TEXT) + 0.1;
        let set = |text| broken(&fonts, text, Style::TEXT, width);
        assert_eq!(set("Drink much water."), ["Drink much", "water."]);
        assert_eq!(set("a\nb\r\nc"), ["a", "b", "c"]);
        assert_eq!(set(""), [""]);
        assert_eq!(set("非").len(), 1);
        assert_eq!(set("非"), ["\u{fffd}"]);
    }

    proptest! {
        /// Nothing is lost, and nothing is wider than it may be.
        #[test]
        fn no_letter_is_lost(text in "[a-zäß ,.–-]{0,200}", width in 20.0..300f32) {
            let fonts = Fonts::new();
            let lines = broken(&fonts, &text, Style::TEXT, width);
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in &lines {
                prop_assert!(fonts.width(line, Style::TEXT) <= width || line.chars().count() == 1, "{}", line);
            }
        }
    }
}
