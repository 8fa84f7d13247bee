//! The fonts, and how wide words are in them.

use krilla::text::Font;
use rustybuzz::{Face, UnicodeBuffer};

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub size: f32,
    pub bold: bool,
    pub grey: bool,
}

impl Style {
    pub const TITLE: Self = Self::bold(18.0);
    pub const HEADING: Self = Self::bold(13.0);
    pub const LEAD: Self = Self::plain(12.5);
    pub const TEXT: Self = Self::plain(10.0);
    pub const HEAD_OF_COLUMN: Self = Self::bold(9.0);
    pub const CELL: Self = Self::plain(9.0);
    pub const QUIET: Self = Self {
        grey: true,
        ..Self::plain(8.5)
    };

    const fn plain(size: f32) -> Self {
        Self {
            size,
            bold: false,
            grey: false,
        }
    }

    const fn bold(size: f32) -> Self {
        Self {
            bold: true,
            ..Self::plain(size)
        }
    }

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        1.35 * self.size
    }
}

/// What stands for a letter that the font does not have.
const LACKING: char = '\u{fffd}';

/// A font for drawing, and the same for measuring.
struct Pair {
    drawn: Font,
    face: Face<'static>,
}

impl Pair {
    #[expect(
        clippy::expect_used,
        reason = "the font is part of the program, and every test sets text in it"
    )]
    fn new(bytes: &'static [u8]) -> Self {
        Self {
            drawn: Font::new(bytes.into(), 0).expect("a font"),
            face: Face::from_slice(bytes, 0).expect("a font"),
        }
    }
}

/// The fonts of a sheet.
pub struct Fonts {
    plain: Pair,
    bold: Pair,
}

impl Fonts {
    pub fn new() -> Self {
        Self {
            plain: Pair::new(dejavu::sans::regular()),
            bold: Pair::new(dejavu::sans::bold()),
        }
    }

    fn pair(&self, style: Style) -> &Pair {
        if style.bold { &self.bold } else { &self.plain }
    }

    /// The font to draw with.
    pub fn drawn(&self, style: Style) -> Font {
        self.pair(style).drawn.clone()
    }

    /// How wide a text is on one line.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        let face = &self.pair(style).face;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let units: i32 = shaped.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        units as f32 / face.units_per_em() as f32 * style.size
    }

    /// The text as it can be set: letters that the font lacks are replaced, and what is no letter at all is left out.
    pub fn settable(&self, text: &str, style: Style) -> String {
        let face = &self.pair(style).face;
        let set = |letter: char| match letter {
            '\t' => Some(' '),
            letter if letter.is_control() => None,
            letter if face.glyph_index(letter).is_some() => Some(letter),
            _ => Some(LACKING),
        };
        text.chars().filter_map(set).collect()
    }
}
