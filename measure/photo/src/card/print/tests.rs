//! The sheet is held to the design, and rendered, to the finder.

use super::super::layout::tag_corners_mm;
use super::super::{CardSearch, find_card};
use super::sheet::{SHEET_HEIGHT_MM, SHEET_WIDTH_MM};
use super::{card_pdf, card_svg};
use crate::colour::{checker, srgb};
use crate::{Photo, PhotoInfo, Samples};

/// Resolution of the pictures; a tag's cell then has 14.8 pixels.
const DPI: f64 = 300.0;
const PX_PER_MM: f64 = DPI / 25.4;

/// A path of upright rectangles, as an SVG reader sees it: colour, and x, y, width, height.
fn paths(svg: &str) -> Vec<(String, Vec<[f64; 4]>)> {
    let path = |line: &str| {
        let colour = line.split('"').nth(1)?;
        let rects = line.split('"').nth(3)?.split_terminator('z').map(|r| {
            let numbers: Vec<f64> = r
                .split(['M', ' ', 'h', 'v'])
                .filter_map(|v| v.parse().ok())
                .collect();
            [numbers[0], numbers[1], numbers[2], numbers[3]]
        });
        Some((colour.to_owned(), rects.collect()))
    };
    let lines = svg.lines().filter(|l| l.starts_with("<path"));
    lines.map(|l| path(l).unwrap()).collect()
}

/// The sheet's shapes on white paper: pixels whose centre lies in an odd number of a path's rectangles.
fn rendered(svg: &str) -> Photo {
    let (width, height) = (
        (SHEET_WIDTH_MM * PX_PER_MM) as usize,
        (SHEET_HEIGHT_MM * PX_PER_MM) as usize,
    );
    let mut samples = vec![255u8; 3 * width * height];
    for (colour, rects) in paths(svg) {
        let code = |i: usize| u8::from_str_radix(&colour[i..i + 2], 16).unwrap();
        let rgb = [code(1), code(3), code(5)];
        let [x0, y0, x1, y1] = rects.iter().fold([f64::MAX, f64::MAX, 0.0, 0.0], |b, r| {
            [
                b[0].min(r[0]),
                b[1].min(r[1]),
                b[2].max(r[0] + r[2]),
                b[3].max(r[1] + r[3]),
            ]
        });
        for y in (y0 * PX_PER_MM) as usize..=(y1 * PX_PER_MM) as usize {
            for x in (x0 * PX_PER_MM) as usize..=(x1 * PX_PER_MM) as usize {
                let (mx, my) = ((x as f64 + 0.5) / PX_PER_MM, (y as f64 + 0.5) / PX_PER_MM);
                let within = |r: &&[f64; 4]| mx >= r[0] && mx < r[0] + r[2] && my >= r[1] && my < r[1] + r[3];
                if rects.iter().filter(within).count() % 2 == 1 {
                    samples[3 * (y * width + x)..][..3].copy_from_slice(&rgb);
                }
            }
        }
    }
    Photo {
        width,
        height,
        samples: Samples::U8(samples),
        info: PhotoInfo::default(),
    }
}

/// As a lens shows it, in linear light: a picture without any blur is no photo, and the finder measures blur.
fn softened(photo: &Photo) -> Photo {
    let Photo { width, height, .. } = *photo;
    let mut samples = vec![0u8; 3 * width * height];
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let mut sum = [0.0f32; 3];
            for (dx, dy) in (0..9).map(|i| (i % 3, i / 3)) {
                // The binomial 1 2 1, across and down.
                let weight = ((1 + dx % 2) * (1 + dy % 2)) as f32 / 16.0;
                let near = photo.linear(x + dx - 1, y + dy - 1);
                sum = std::array::from_fn(|c| sum[c] + weight * near[c]);
            }
            for (to, light) in samples[3 * (y * width + x)..].iter_mut().zip(sum) {
                *to = (255.0 * srgb::encode(f64::from(light))).round() as u8;
            }
        }
    }
    Photo {
        samples: Samples::U8(samples),
        ..photo.clone()
    }
}

/// The card that is found in a picture of the sheet must have its true size.
fn found_at_true_size(photo: &Photo) {
    // Renderers move edges to whole pixels: half a pixel over the 70 mm between the tags.
    let relative = 0.5 / (69.6 * PX_PER_MM);
    let CardSearch::Found(view) = find_card(&softened(photo)) else {
        panic!("no card on the sheet");
    };
    assert_eq!((view.tags_found, view.mirrored), (4, false));
    let error = view.mm_per_px * PX_PER_MM - 1.0;
    assert!(error.abs() < relative, "scale is off by {error:e}");
}

#[test]
fn the_svg_is_a4_in_millimetres_and_the_finder_reads_its_card() {
    let svg = card_svg();
    assert!(svg.contains(r#"width="210mm" height="297mm" viewBox="0 0 210 297""#));
    found_at_true_size(&rendered(&svg));
}

#[test]
fn tags_and_patches_stand_on_the_sheet_as_on_the_card() {
    let paths = paths(&card_svg());
    let tags: Vec<[f64; 4]> = paths[..4].iter().map(|p| p.1[0]).collect();
    for (id, tag) in tags.iter().enumerate() {
        let (corner, first) = (tag_corners_mm(id)[0], tag_corners_mm(0)[0]);
        let off = (tag[0] - tags[0][0] - corner.x + first.x).hypot(tag[1] - tags[0][1] - corner.y + first.y);
        // A tenth of a micrometre is printed.
        assert!(off < 2e-4 && tag[2..] == [10.0, 10.0], "{id} {tag:?}");
    }
    for (i, (patch, (colour, rects))) in checker::CLASSIC.iter().zip(&paths[4..28]).enumerate() {
        let [r, g, b] = patch.srgb;
        assert_eq!(
            (colour, rects[0][2]),
            (&format!("#{r:02x}{g:02x}{b:02x}"), 7.0),
            "{i}"
        );
    }
}

#[test]
fn the_card_itself_bears_no_ink_but_tags_and_patches() {
    let paths = paths(&card_svg());
    let tag = paths[0].1[0];
    let (left, top) = (tag[0] - 3.0, tag[1] - 3.0);
    for rect in paths[28..].iter().flat_map(|p| &p.1) {
        let apart = rect[0] > left + 85.6
            || rect[0] + rect[2] < left
            || rect[1] > top + 53.98
            || rect[1] + rect[3] < top;
        assert!(apart, "{rect:?}");
    }
}

#[test]
fn all_fits_on_a4_and_on_letter() {
    // US Letter is 279.4 mm high; 6 mm is what printers leave blank.
    for rect in paths(&card_svg()).iter().flat_map(|p| &p.1) {
        assert!(rect[0] > 6.0 && rect[0] + rect[2] < 204.0 && rect[1] > 6.0 && rect[1] + rect[3] < 273.0);
    }
}

#[test]
fn the_pdf_asks_not_to_be_scaled_and_is_the_same_each_time() {
    let pdf = card_pdf();
    assert_eq!(pdf, card_pdf());
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("/PrintScaling /None"));
    assert!(text.contains("/MediaBox [0 0 595.2756 841.8898]"), "A4 in points");
}
