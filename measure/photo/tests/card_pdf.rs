//! The card's PDF as poppler draws it: its size, and the colours of its patches.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking, in its helpers too"
)]

use relief_photo::card::layout::{PATCH_COUNT, patch_centre_mm};
use relief_photo::card::{CardSearch, find_card, print::card_pdf};
use relief_photo::colour::{checker::CLASSIC, srgb};
use relief_photo::{Photo, ReadLimits, Samples, read_photo};
use std::io::Write;
use std::process::{Command, Stdio};

/// Resolution of the picture; a tag's cell then has 14.8 pixels.
const DPI: f64 = 300.0;

/// The page as poppler draws it.
fn drawn_by_poppler(pdf: &[u8]) -> Photo {
    let mut poppler = Command::new("pdftoppm")
        .args(["-r", "300", "-png", "-singlefile", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftoppm of Debian's poppler-utils");
    poppler.stdin.take().unwrap().write_all(pdf).unwrap();
    let png = poppler.wait_with_output().unwrap().stdout;
    read_photo(&png, &ReadLimits::default()).unwrap()
}

/// As through a lens: the mean of each pixel's 3 × 3 neighbours. The finder does not take knife edges for a photo.
fn softened(photo: &Photo) -> Photo {
    let Samples::U8(sharp) = &photo.samples else {
        panic!("8 bit");
    };
    let stride = 3 * photo.width;
    let mut soft = sharp.clone();
    for y in 1..photo.height - 1 {
        let inner = y * stride + 3..(y + 1) * stride - 3;
        for (i, soft) in inner.clone().zip(&mut soft[inner]) {
            let around = [i - stride, i, i + stride].map(|row| [row - 3, row, row + 3].map(|at| sharp[at]));
            let sum: f64 = around
                .as_flattened()
                .iter()
                .map(|&v| srgb::decode(f64::from(v) / 255.0))
                .sum();
            *soft = (255.0 * srgb::encode(sum / 9.0)).round() as u8;
        }
    }
    Photo {
        samples: Samples::U8(soft),
        ..photo.clone()
    }
}

#[test]
#[ignore = "needs pdftoppm of Debian's poppler-utils"]
fn poppler_draws_a_card_of_true_size_in_the_published_colours() {
    let photo = drawn_by_poppler(&card_pdf());
    assert_eq!((photo.width, photo.height), (2481, 3508), "A4 at 300 dpi");
    let CardSearch::Found(view) = find_card(&softened(&photo)) else {
        panic!("no card on the page");
    };
    assert_eq!((view.tags_found, view.mirrored), (4, false));
    // Poppler draws edges on whole pixels: half a pixel of 885 across the card.
    let error = view.mm_per_px * DPI / 25.4 - 1.0;
    assert!(error.abs() < 6e-4, "scale is off by {error:e}");
    for (i, patch) in CLASSIC.iter().enumerate().take(PATCH_COUNT) {
        let at = view.mm_to_px.apply(patch_centre_mm(i));
        let linear = photo.linear(at.x.round() as usize, at.y.round() as usize);
        for (got, want) in linear.iter().zip(patch.srgb) {
            let code = 255.0 * srgb::encode(f64::from(*got));
            // One code value for the ICC profile's curve.
            assert!(
                (code - f64::from(want)).abs() <= 1.01,
                "{} {linear:?}",
                patch.name
            );
        }
    }
}
