//! Blocks set one below the other, on as many pages as they need.

use crate::font::{Fonts, Style};
use crate::lines::broken;
use crate::{ACROSS, Block, DOWN, Picture, Sheet, SheetError, Table};
use krilla::image::Image;

/// A sheet that is set: what stands where, and what it is.
pub struct Set {
    pub pages: Vec<Vec<Placed>>,
    /// The parts in reading order.
    pub parts: Vec<Part>,
}

/// Something on a page.
pub struct Placed {
    pub x: f32,
    /// From the top of the page; of text it is the baseline.
    pub y: f32,
    pub what: Mark,
    /// The leaf that it belongs to; `None` for what only adorns.
    pub leaf: Option<usize>,
}

/// What is drawn.
pub enum Mark {
    Text(String, Style),
    /// A line to the right, of a width.
    Rule(f32),
    /// A picture of a width and height.
    Picture(Image, [f32; 2]),
    /// A bar of a scale, of a width, with its length in words.
    Scale(f32, String),
}

/// A heading, and where it stands for who goes from one to the next.
pub struct Heading {
    pub level: u16,
    pub words: String,
    pub leaf: usize,
    /// The page, from 0.
    pub page: usize,
    /// The top of its first line.
    pub y: f32,
}

/// A part of the sheet, with the leaves that it is made of.
pub enum Part {
    Heading(Heading),
    Paragraph(usize),
    /// Each row's cells; the first row is the head.
    Table(Vec<Vec<usize>>),
    Figure {
        alt: String,
        picture: usize,
        caption: usize,
    },
}

/// Between one block and the next.
const GAP: f32 = 8.0;
/// Above a heading.
const BEFORE_HEADING: f32 = 12.0;
/// Around the text of a table's cell.
const CELL: f32 = 4.0;
/// Between pictures that stand side by side.
const BETWEEN_PICTURES: f32 = 10.0;
/// No picture is higher, so that two rows fit on a page.
const HIGHEST_PICTURE: f32 = 300.0;
/// Room above the line that is signed on.
const TO_SIGN: f32 = 40.0;
/// The line that is signed on.
const SIGNATURE: f32 = 260.0;

/// Sets a sheet.
pub fn set(sheet: &Sheet, fonts: &Fonts) -> Result<Set, SheetError> {
    let mut flow = Flow {
        fonts,
        set: Set {
            pages: vec![Vec::new()],
            parts: Vec::new(),
        },
        y: DOWN.start,
        leaves: 0,
        pictures: 0,
    };
    flow.heading(1, &sheet.title, Style::TITLE);
    for block in &sheet.blocks {
        flow.block(block)?;
    }
    Ok(flow.set)
}

struct Flow<'a> {
    fonts: &'a Fonts,
    set: Set,
    y: f32,
    leaves: usize,
    pictures: usize,
}

impl Flow<'_> {
    fn block(&mut self, block: &Block) -> Result<(), SheetError> {
        match block {
            Block::Heading(words) => {
                self.y += BEFORE_HEADING;
                // A heading does not stay behind alone.
                self.room(Style::HEADING.leading() + 3.0 * Style::TEXT.leading());
                self.heading(2, words, Style::HEADING);
            }
            Block::Text(words) => self.text(words, Style::TEXT),
            Block::Lead(words) => self.text(words, Style::LEAD),
            Block::Quiet(words) => self.text(words, Style::QUIET),
            Block::Table(table) => self.table(table),
            Block::Pictures(pictures) => self.pictures(pictures)?,
            Block::ToSign(words) => {
                self.room(TO_SIGN + Style::QUIET.leading());
                self.y += TO_SIGN;
                self.place(ACROSS.start, self.y, Mark::Rule(SIGNATURE), None);
                self.text(words, Style::QUIET);
            }
        }
        Ok(())
    }

    /// Goes on to the next page unless there is so much room; on an empty page there is what there is.
    fn room(&mut self, height: f32) {
        if self.y + height > DOWN.end && self.y > DOWN.start {
            self.set.pages.push(Vec::new());
            self.y = DOWN.start;
        }
    }

    fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    fn place(&mut self, x: f32, y: f32, what: Mark, leaf: Option<usize>) {
        if let Some(page) = self.set.pages.last_mut() {
            page.push(Placed { x, y, what, leaf });
        }
    }

    fn heading(&mut self, level: u16, words: &str, style: Style) {
        if words.trim().is_empty() {
            return;
        }
        let leaf = self.leaf();
        self.room(style.leading());
        let (page, y) = (self.set.pages.len() - 1, self.y);
        self.lines(words, style, leaf);
        self.set.parts.push(Part::Heading(Heading {
            level,
            words: self.fonts.settable(words, style),
            leaf,
            page,
            y,
        }));
        self.y += GAP / 2.0;
    }

    fn text(&mut self, words: &str, style: Style) {
        for paragraph in words.lines().filter(|line| !line.trim().is_empty()) {
            let leaf = self.leaf();
            self.lines(paragraph, style, leaf);
            self.set.parts.push(Part::Paragraph(leaf));
            self.y += GAP;
        }
    }

    fn lines(&mut self, words: &str, style: Style, leaf: usize) {
        for line in broken(self.fonts, words, style, ACROSS.end - ACROSS.start) {
            self.room(style.leading());
            self.y += style.leading();
            self.place(
                ACROSS.start,
                self.y - 0.35 * style.size,
                Mark::Text(line, style),
                Some(leaf),
            );
        }
    }

    fn table(&mut self, table: &Table) {
        let head: Vec<String> = table.columns.iter().map(|(head, _)| head.clone()).collect();
        let shares: f32 = table.columns.iter().map(|(_, share)| share).sum();
        let whole = ACROSS.end - ACROSS.start;
        let widths: Vec<f32> = table
            .columns
            .iter()
            .map(|(_, share)| whole * share / shares)
            .collect();
        let mut rows = vec![self.row(&head, &widths, Style::HEAD_OF_COLUMN)];
        for row in &table.rows {
            rows.push(self.row(row, &widths, Style::CELL));
        }
        self.set.parts.push(Part::Table(rows));
        self.y += GAP;
    }

    /// A row, which stays on one page, and a line below it.
    fn row(&mut self, cells: &[String], widths: &[f32], style: Style) -> Vec<usize> {
        let empty = String::new();
        let set: Vec<Vec<String>> = widths
            .iter()
            .enumerate()
            .map(|(place, width)| {
                broken(
                    self.fonts,
                    cells.get(place).unwrap_or(&empty),
                    style,
                    width - 2.0 * CELL,
                )
            })
            .collect();
        let most = set.iter().map(Vec::len).max().unwrap_or(0);
        let height = most as f32 * style.leading() + 2.0 * CELL;
        self.room(height);
        let mut x = ACROSS.start;
        let mut leaves = Vec::with_capacity(widths.len());
        for (lines, width) in set.into_iter().zip(widths) {
            let leaf = self.leaf();
            for (number, line) in lines.into_iter().enumerate() {
                let y = self.y + CELL + (number + 1) as f32 * style.leading() - 0.35 * style.size;
                self.place(x + CELL, y, Mark::Text(line, style), Some(leaf));
            }
            leaves.push(leaf);
            x += width;
        }
        self.y += height;
        self.place(ACROSS.start, self.y, Mark::Rule(ACROSS.end - ACROSS.start), None);
        leaves
    }

    fn pictures(&mut self, pictures: &[Picture]) -> Result<(), SheetError> {
        let images = pictures
            .iter()
            .map(|picture| self.image(picture))
            .collect::<Result<Vec<_>, _>>()?;
        let sizes: Vec<[f32; 2]> = images
            .iter()
            .map(|image| [image.size().0 as f32, image.size().1 as f32])
            .collect();
        let gaps = BETWEEN_PICTURES * pictures.len().saturating_sub(1) as f32;
        let across: f32 = sizes.iter().map(|size| size[0]).sum();
        let highest = sizes.iter().map(|size| size[1]).fold(0.0, f32::max);
        // One scale for all, or they could not be compared by eye.
        let scale = ((ACROSS.end - ACROSS.start - gaps) / across).min(HIGHEST_PICTURE / highest);
        self.room(highest * scale + 3.0 * Style::QUIET.leading());
        let (mut x, top) = (ACROSS.start, self.y);
        let mut lowest = top;
        for ((picture, image), size) in pictures.iter().zip(images).zip(sizes) {
            let drawn = size.map(|side| side * scale);
            let leaf = self.leaf();
            self.place(x, top, Mark::Picture(image, drawn), Some(leaf));
            if let Some((width, words)) = picture.mm_per_px.and_then(|pitch| bar(pitch, scale, drawn[0])) {
                self.place(
                    x + CELL,
                    top + drawn[1] - CELL,
                    Mark::Scale(width, words),
                    Some(leaf),
                );
            }
            let caption = self.leaf();
            let lines = broken(self.fonts, &picture.caption, Style::QUIET, drawn[0]);
            for (number, line) in lines.into_iter().enumerate() {
                let y = top + drawn[1] + (number + 1) as f32 * Style::QUIET.leading();
                self.place(x, y, Mark::Text(line, Style::QUIET), Some(caption));
                lowest = y.max(lowest);
            }
            self.set.parts.push(Part::Figure {
                alt: picture.alt.clone(),
                picture: leaf,
                caption,
            });
            x += drawn[0] + BETWEEN_PICTURES;
        }
        self.y = lowest + GAP;
        Ok(())
    }

    fn image(&mut self, picture: &Picture) -> Result<Image, SheetError> {
        self.pictures += 1;
        let bytes = picture.bytes.clone().into();
        let read = if picture.bytes.starts_with(b"\x89PNG") {
            Image::from_png(bytes, true)
        } else {
            Image::from_jpeg(bytes, true)
        };
        read.map_err(|problem| SheetError::Picture {
            number: self.pictures,
            problem,
        })
    }
}

/// The longest bar that takes a third of a picture at most: its width, and its length in words.
fn bar(mm_per_px: f64, scale: f32, width: f32) -> Option<(f32, String)> {
    const LENGTHS_MM: [f64; 7] = [100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0];
    let points_per_mm = f64::from(scale) / mm_per_px;
    let fits = |mm: &f64| mm * points_per_mm <= f64::from(width) / 3.0;
    let mm = LENGTHS_MM.into_iter().find(fits)?;
    Some(((mm * points_per_mm) as f32, format!("{mm:.0} mm")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_the_length_that_it_says() {
        // 0.1 mm per pixel drawn at half a point per pixel: 5 points per mm.
        let (width, words) = bar(0.1, 0.5, 400.0).unwrap();
        assert_eq!((width, words.as_str()), (100.0, "20 mm"));
        assert_eq!(bar(100.0, 0.5, 400.0).map(|bar| bar.1), Some("100 mm".to_owned()));
        assert_eq!(bar(1e-6, 0.5, 400.0), None);
    }

    #[test]
    fn text_goes_on_on_the_next_page_and_headings_with_it() {
        let fonts = Fonts::new();
        let line = Block::Text("A line.".to_owned());
        let mut blocks = vec![line.clone(); 30];
        blocks.push(Block::Heading("Not alone".to_owned()));
        blocks.push(line);
        let sheet = Sheet {
            title: "T".to_owned(),
            language: "en".to_owned(),
            footer: String::new(),
            blocks,
        };
        let set = set(&sheet, &fonts).unwrap();
        assert_eq!(set.pages.len(), 2);
        let lowest = |page: &[Placed]| page.iter().map(|placed| placed.y).fold(0.0, f32::max);
        assert!(set.pages.iter().all(|page| lowest(page) <= DOWN.end));
        let on_second = |words: &str| {
            set.pages[1]
                .iter()
                .any(|placed| matches!(&placed.what, Mark::Text(line, _) if line == words))
        };
        assert!(on_second("Not alone") && on_second("A line."));
    }
}
