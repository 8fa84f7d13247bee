//! A forest in letters.

use super::forest::{Forest, Line, Mark};
use crate::answer::Answer;
use crate::texts::Texts;
use unicode_width::UnicodeWidthStr;

/// The narrowest drawing that still shows where intervals lie; in a narrower terminal lines run over.
const LEAST_DRAWING: usize = 16;
/// The widest: more letters tell no more.
const MOST_DRAWING: usize = 60;
/// Between columns.
const GAP: usize = 2;

/// An answer's forest in a terminal of `width` letters: a line for each study, the pooled effect and the range for a new study,
/// and the axis. Empty when no study can be drawn.
///
/// ```
/// use relief_evidence::{answer, draw::forest_text, texts::ENGLISH, trials};
/// let answers = answer::answers(&trials::shipped()?)?;
/// let forest = forest_text(&answers[0], &ENGLISH, 80);
/// assert!(forest.lines().any(|line| line.starts_with("Together") && line.contains('◆')));
/// # Ok::<(), relief_evidence::EvidenceError>(())
/// ```
pub fn forest_text(answer: &Answer, texts: &Texts, width: usize) -> String {
    let Some(forest) = Forest::of(answer, texts) else {
        return String::new();
    };
    let cells: Vec<[&str; 4]> = (forest.lines.iter())
        .map(|line| [&line.label, &line.people, &line.words, &line.weight].map(String::as_str))
        .collect();
    let widest = |column: usize| cells.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let [label, people, words, weight] = [0, 1, 2, 3].map(widest);
    let taken = label + people + words + weight + 4 * GAP;
    let drawing = width.saturating_sub(taken).clamp(LEAST_DRAWING, MOST_DRAWING);
    let mut out = String::new();
    for (line, cells) in forest.lines.iter().zip(&cells) {
        let parts = [
            padded(cells[0], label),
            right(cells[1], people),
            drawn(&forest, line, drawing),
            padded(cells[2], words),
            right(cells[3], weight),
        ];
        out.push_str(parts.join("  ").trim_end());
        out.push('\n');
    }
    for line in [scale(&forest, drawing, texts), forest.axis_title.clone()] {
        // A title too long for its place begins further left.
        let indent = (label + people + 2 * GAP).min(width.saturating_sub(line.width()));
        out.push_str(format!("{}{line}", " ".repeat(indent)).trim_end());
        out.push('\n');
    }
    out
}

/// A paragraph in lines of at most `width` letters, broken between words, but not between a number and its `%` or `×`; a
/// longer word has a line of its own.
pub fn paragraph(text: &str, width: usize) -> String {
    let (mut out, mut taken) = (String::new(), 0);
    for word in words(text) {
        let needed = word.width();
        if taken > 0 && taken + 1 + needed > width {
            out.push('\n');
            taken = 0;
        } else if taken > 0 {
            out.push(' ');
            taken += 1;
        }
        out.push_str(&word);
        taken += needed;
    }
    out.push('\n');
    out
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut() {
            Some(last) if word.starts_with(['%', '×']) || last.ends_with('×') => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

fn column(forest: &Forest, value: f64, width: usize) -> usize {
    (forest.axis.place(value) * (width - 1) as f64).round() as usize
}

/// A line's interval with its value.
fn drawn(forest: &Forest, line: &Line, width: usize) -> String {
    let mut letters = vec![' '; width];
    if let Some(no_effect) = forest.no_effect {
        letters[column(forest, no_effect, width)] = '│';
    }
    let [low, high] = line.ends.map(|end| column(forest, end, width));
    let [from, along, to, centre] = match line.mark {
        Mark::Study(_) => ['├', '─', '┤', '■'],
        Mark::Pooled => ['╞', '═', '╡', '◆'],
        Mark::NewStudy => ['╎', '╌', '╎', '╌'],
    };
    letters[low..=high].fill(along);
    (letters[low], letters[high]) = (from, to);
    if line.mark != Mark::NewStudy {
        letters[column(forest, line.value, width)] = centre;
    }
    letters.into_iter().collect()
}

/// The ticks' numbers, each centred under its place where there is room.
fn scale(forest: &Forest, width: usize, texts: &Texts) -> String {
    let mut letters = vec![' '; width];
    let mut free_from = 0;
    for tick in &forest.axis.ticks {
        let text: Vec<char> = forest.tick(*tick, texts).chars().collect();
        let centred = column(forest, *tick, width).saturating_sub(text.len() / 2);
        let start = centred.min(width.saturating_sub(text.len()));
        if start >= free_from && start + text.len() <= width {
            letters[start..start + text.len()].copy_from_slice(&text);
            free_from = start + text.len() + 1;
        }
    }
    letters.into_iter().collect()
}
