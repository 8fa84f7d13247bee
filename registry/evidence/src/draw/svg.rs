//! Forests as SVG: drawn in the page's colour, readable in light, dark and print.

use super::DrawError;
use super::forest::{Forest, Line, Mark};
use crate::answer::Answer;
use crate::texts::Texts;
use askama::Template;

/// The drawing's width, in units of the view box; letters are 13 units high.
const WIDTH: f64 = 760.0;
/// Where the axis begins and ends.
const AXIS: [f64; 2] = [210.0, 540.0];
/// The height of a line.
const LINE: f64 = 24.0;
/// Above the first line: room for the title.
const HEAD: f64 = 34.0;
/// Below the last: room for ticks and the axis' title.
const FOOT: f64 = 48.0;
/// The side of the square of a study that has all the weight, and of one that has hardly any.
const SQUARE: [f64; 2] = [12.0, 4.0];

/// Above the first line of a drawing whose title stands in the page.
const HEAD_WITHOUT_TITLE: f64 = 4.0;
/// Half the height of a diamond.
const DIAMOND: f64 = 7.0;
/// From a line's middle down to where its letters stand.
const BASELINE: f64 = 4.5;
/// From the last line to the axis.
const ABOVE_AXIS: f64 = 4.0;
/// The share of the largest square that a study takes when nothing is weighed.
const UNWEIGHED: f64 = 0.5;

/// Colours and strokes of every drawing. On its own a drawing follows the reader's scheme; in a page it takes the page's colour.
pub(super) const STYLE: &str = include_str!("../../assets/drawing.css");

/// A line's shapes.
pub(super) struct Shape<'a> {
    line: &'a Line,
    /// The line's middle.
    y: f64,
    /// Where the letters stand.
    baseline: f64,
    low: f64,
    high: f64,
    /// A square's corner and side; the side is zero for what is no study.
    corner: [f64; 2],
    side: f64,
    /// A diamond's points; empty for what is not pooled.
    diamond: String,
}

/// A forest with places.
#[derive(Template)]
#[template(path = "forest.svg")]
pub(super) struct Drawing<'a> {
    forest: &'a Forest,
    shapes: Vec<Shape<'a>>,
    ticks: Vec<(f64, String)>,
    no_effect: Option<f64>,
    /// Where the axis lies.
    floor: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    axis: [f64; 2],
    /// Where it begins.
    top: f64,
    /// Whether its title stands above it.
    heading: bool,
}

impl<'a> Drawing<'a> {
    /// A forest drawn from `top` downwards, with its title when it has no heading of its own around it.
    pub(super) fn of(forest: &'a Forest, texts: &Texts, top: f64, heading: bool) -> Self {
        let x = |value: f64| rounded(AXIS[0] + forest.axis.place(value) * (AXIS[1] - AXIS[0]));
        let head = if heading { HEAD } else { HEAD_WITHOUT_TITLE };
        let shapes = forest.lines.iter().enumerate().map(|(at, line)| {
            let y = head + (at as f64 + 0.5) * LINE;
            let (low, centre, high) = (x(line.ends[0]), x(line.value), x(line.ends[1]));
            let side = match line.mark {
                Mark::Study(weight) => {
                    rounded(SQUARE[1] + (SQUARE[0] - SQUARE[1]) * weight.unwrap_or(UNWEIGHED))
                }
                Mark::Pooled | Mark::NewStudy => 0.0,
            };
            let diamond = match line.mark {
                Mark::Pooled => format!(
                    "{low},{y} {centre},{} {high},{y} {centre},{}",
                    y - DIAMOND,
                    y + DIAMOND
                ),
                Mark::Study(_) | Mark::NewStudy => String::new(),
            };
            Shape {
                line,
                y,
                baseline: y + BASELINE,
                low,
                high,
                corner: [rounded(centre - side / 2.0), rounded(y - side / 2.0)],
                side,
                diamond,
            }
        });
        let floor = head + forest.lines.len() as f64 * LINE + ABOVE_AXIS;
        let ticks = forest.axis.ticks.iter();
        Self {
            forest,
            shapes: shapes.collect(),
            ticks: ticks.map(|tick| (x(*tick), forest.tick(*tick, texts))).collect(),
            no_effect: forest.no_effect.map(x),
            floor,
            width: WIDTH,
            height: floor + FOOT,
            axis: AXIS,
            top,
            heading,
        }
    }
}

/// Hundredths of a unit are finer than any screen.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[derive(Template)]
#[template(path = "forests.svg")]
struct Stack<'a> {
    title: &'static str,
    style: &'static str,
    language: &'static str,
    width: f64,
    height: f64,
    drawings: Vec<Drawing<'a>>,
}

/// All forests of which a study can be drawn, one below the other, as one self-contained SVG.
///
/// # Errors
///
/// [`DrawError::Template`] when the drawing cannot be written.
pub fn forests_svg(answers: &[Answer], texts: &Texts) -> Result<String, DrawError> {
    let forests: Vec<Forest> = answers
        .iter()
        .filter_map(|answer| Forest::of(answer, texts))
        .collect();
    let mut top = 0.0;
    let mut drawings = Vec::new();
    for forest in &forests {
        let drawing = Drawing::of(forest, texts, top, true);
        top += drawing.height;
        drawings.push(drawing);
    }
    Ok(Stack {
        title: texts.page.title,
        style: STYLE,
        language: texts.language,
        width: WIDTH,
        height: top,
        drawings,
    }
    .render()?)
}
