//! A sheet that is set, written as PDF.

use crate::flow::{Mark, Part, Placed, Set};
use crate::font::{Fonts, Style};
use crate::{A4, ACROSS, MARGIN, Sheet, SheetError};
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::text::TextDirection;
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// Grey text keeps a contrast of 7 to 1 on white paper.
const GREY: u8 = 80;
/// Lines.
const LINE_GREY: u8 = 150;
const LINE_WIDTH: f32 = 0.6;
/// The bar of a scale, and the plate that it stands on.
const BAR_HEIGHT: f32 = 3.0;
const PLATE: f32 = 3.0;

/// Writes the file.
pub fn paint(sheet: &Sheet, fonts: &Fonts, set: Set) -> Result<Vec<u8>, SheetError> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let settings = SerializeSettings {
        configuration: accessible
            .finish()
            .map_err(|error| unwritten(&format!("{error:?}")))?,
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    let leaves = 1 + set
        .pages
        .iter()
        .flatten()
        .filter_map(|placed| placed.leaf)
        .max()
        .unwrap_or(0);
    let mut tagged: Vec<Vec<Identifier>> = (0..leaves).map(|_| Vec::new()).collect();
    let pages = set.pages.len();
    for (number, placed) in (1..).zip(&set.pages) {
        let settings = PageSettings::from_wh(A4[0], A4[1]).ok_or_else(|| unwritten("A4 is no page"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for one in placed {
            draw_tagged(&mut surface, fonts, one, &mut tagged);
        }
        foot(&mut surface, fonts, &sheet.footer, &format!("{number}/{pages}"));
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&set.parts));
    document.set_tag_tree(tree(&set.parts, &mut tagged));
    document.set_metadata(
        Metadata::new()
            .title(sheet.title.clone())
            .language(sheet.language.clone())
            .creator("Relief".to_owned()),
    );
    document
        .finish()
        .map_err(|error| unwritten(&format!("{error:?}")))
}

fn unwritten(problem: &str) -> SheetError {
    SheetError::Unwritten(problem.to_owned())
}

fn draw_tagged(surface: &mut Surface<'_>, fonts: &Fonts, placed: &Placed, tagged: &mut [Vec<Identifier>]) {
    let tag = match (&placed.what, placed.leaf) {
        (_, None) => ContentTag::Artifact(Artifact::new(ArtifactType::Layout, None)),
        (Mark::Text(..), Some(_)) => ContentTag::Span(SpanTag::empty()),
        _ => ContentTag::Other,
    };
    let identifier = surface.start_tagged(tag);
    draw(surface, fonts, placed);
    surface.end_tagged();
    if let Some(leaf) = placed.leaf.and_then(|leaf| tagged.get_mut(leaf)) {
        leaf.push(identifier);
    }
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, placed: &Placed) {
    let (x, y) = (placed.x, placed.y);
    match &placed.what {
        Mark::Text(line, style) => text(surface, fonts, [x, y], line, *style),
        Mark::Rule(width) => rule(surface, [x, y], *width),
        Mark::Picture(image, [width, height]) => {
            let Some(size) = Size::from_wh(*width, *height) else {
                return;
            };
            surface.push_transform(&Transform::from_translate(x, y));
            surface.draw_image(image.clone(), size);
            surface.pop();
        }
        Mark::Scale(width, words) => scale(surface, fonts, [x, y], *width, words),
    }
}

fn ink(grey: u8) -> Option<Fill> {
    Some(Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    })
}

fn text(surface: &mut Surface<'_>, fonts: &Fonts, [x, y]: [f32; 2], line: &str, style: Style) {
    surface.set_stroke(None);
    surface.set_fill(ink(if style.grey { GREY } else { 0 }));
    let start = Point::from_xy(x, y);
    surface.draw_text(
        start,
        fonts.drawn(style),
        style.size,
        line,
        false,
        TextDirection::Auto,
    );
}

fn rule(surface: &mut Surface<'_>, [x, y]: [f32; 2], width: f32) {
    let mut path = PathBuilder::new();
    path.move_to(x, y);
    path.line_to(x + width, y);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(LINE_GREY).into(),
        width: LINE_WIDTH,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
}

/// A black bar on a white plate, so that it is seen on any skin; `[x, y]` is the plate's lower left corner.
fn scale(surface: &mut Surface<'_>, fonts: &Fonts, [x, y]: [f32; 2], width: f32, words: &str) {
    let plate = width.max(fonts.width(words, Style::QUIET)) + 2.0 * PLATE;
    let height = Style::QUIET.leading() + BAR_HEIGHT + 2.0 * PLATE;
    boxed(surface, [x, y - height], [plate, height], 255);
    boxed(
        surface,
        [x + PLATE, y - PLATE - BAR_HEIGHT],
        [width, BAR_HEIGHT],
        0,
    );
    let baseline = y - PLATE - BAR_HEIGHT - 0.4 * Style::QUIET.size;
    text(surface, fonts, [x + PLATE, baseline], words, Style::QUIET);
}

fn boxed(surface: &mut Surface<'_>, [x, y]: [f32; 2], [width, height]: [f32; 2], grey: u8) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(ink(grey));
    surface.draw_path(&path);
}

/// The foot of a page: whose sheet it is, and its number.
fn foot(surface: &mut Surface<'_>, fonts: &Fonts, words: &str, number: &str) {
    let style = Style::QUIET;
    let y = A4[1] - MARGIN + style.size;
    surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Footer, None)));
    text(
        surface,
        fonts,
        [ACROSS.start, y],
        &fonts.settable(words, style),
        style,
    );
    text(
        surface,
        fonts,
        [ACROSS.end - fonts.width(number, style), y],
        number,
        style,
    );
    surface.end_tagged();
}

/// The headings, to go from one to the next.
fn outline(parts: &[Part]) -> Outline {
    let mut outline = Outline::new();
    for part in parts {
        if let Part::Heading(heading) = part {
            let place = XyzDestination::new(heading.page, Point::from_xy(ACROSS.start, heading.y));
            outline.push_child(OutlineNode::new(heading.words.clone(), place));
        }
    }
    outline
}

/// The tree that a screen reader reads.
fn tree(parts: &[Part], tagged: &mut [Vec<Identifier>]) -> TagTree {
    let mut tree = TagTree::new();
    for part in parts {
        tree.push(group(part, tagged));
    }
    tree
}

fn group(part: &Part, tagged: &mut [Vec<Identifier>]) -> TagGroup {
    match part {
        Part::Heading(heading) => {
            let level = NonZeroU16::new(heading.level).unwrap_or(NonZeroU16::MIN);
            let tag = Tag::Hn(level, Some(heading.words.clone()));
            filled(TagGroup::new(tag), heading.leaf, tagged)
        }
        Part::Paragraph(leaf) => filled(TagGroup::new(Tag::P), *leaf, tagged),
        Part::Table(rows) => {
            let mut table = TagGroup::new(Tag::Table);
            for (number, cells) in rows.iter().enumerate() {
                let mut row = TagGroup::new(Tag::TR);
                for leaf in cells {
                    let cell = if number == 0 {
                        TagGroup::new(Tag::TH(TableHeaderScope::Column))
                    } else {
                        TagGroup::new(Tag::TD)
                    };
                    row.push(filled(cell, *leaf, tagged));
                }
                table.push(row);
            }
            table
        }
        Part::Figure {
            alt,
            picture,
            caption,
        } => {
            let mut whole = TagGroup::new(Tag::Div);
            whole.push(filled(
                TagGroup::new(Tag::Figure(Some(alt.clone()))),
                *picture,
                tagged,
            ));
            whole.push(filled(TagGroup::new(Tag::P), *caption, tagged));
            whole
        }
    }
}

fn filled(mut group: TagGroup, leaf: usize, tagged: &mut [Vec<Identifier>]) -> TagGroup {
    for identifier in tagged.get_mut(leaf).map(std::mem::take).unwrap_or_default() {
        group.push(identifier);
    }
    group
}
