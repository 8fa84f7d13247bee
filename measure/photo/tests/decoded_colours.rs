//! Files with traps in them against what Pillow and LittleCMS read: `tests/data/make.py`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use relief_photo::{Photo, ReadError, ReadLimits, Samples, read_photo};
use std::path::Path;

fn read(name: &str) -> Result<Photo, ReadError> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    read_photo(&std::fs::read(path).unwrap(), &ReadLimits::default())
}

/// The sRGB code values at a pixel, in 8 bit units.
fn codes(photo: &Photo, x: usize, y: usize) -> [f64; 3] {
    let at = 3 * (y * photo.width + x);
    std::array::from_fn(|c| match &photo.samples {
        Samples::U8(s) => f64::from(s[at + c]),
        Samples::U16(s) => f64::from(s[at + c]) / 257.0,
    })
}

#[test]
fn every_patch_of_every_file_has_the_colour_that_little_cms_reads() {
    let expected = include_str!("data/expected.csv");
    let mut wrong = Vec::new();
    for line in expected.lines().skip(1) {
        let (name, numbers) = line.split_once(',').unwrap();
        let n: Vec<usize> = numbers.split(',').map(|v| v.parse().unwrap()).collect();
        let photo = read(name).unwrap();
        assert_eq!((photo.width, photo.height), (n[0], n[1]), "{name}");
        let got = codes(&photo, n[2], n[3]);
        let off = (0..3)
            .map(|c| (got[c] - n[4 + c] as f64).abs())
            .fold(0.0, f64::max);
        // One code value: LittleCMS answers in 8 bits, JPEG decoders round on their own.
        if off > n[7] as f64 {
            wrong.push(format!("{line}: {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn wide_profiles_give_16_bits_and_srgb_keeps_its_8() {
    for name in [
        "p3.jpg",
        "p3.tif",
        "p3.webp",
        "p3.heic",
        "adobe_by_exif.jpg",
        "linear_gamma.png",
    ] {
        assert!(matches!(read(name).unwrap().samples, Samples::U16(_)), "{name}");
    }
    for name in [
        "srgb_tagged.jpg",
        "srgb_chunk.png",
        "orientation_6.jpg",
        "grey.jpg",
    ] {
        assert!(matches!(read(name).unwrap().samples, Samples::U8(_)), "{name}");
    }
}

#[test]
fn rounding_of_a_wide_profile_stays_below_0_3_code_values() {
    // Display P3 to sRGB by the published chromaticities in double precision.
    const P3_TO_SRGB: [[f64; 3]; 3] = [
        [1.224_94, -0.224_94, 0.0],
        [-0.042_06, 1.042_06, 0.0],
        [-0.019_64, -0.078_64, 1.098_27],
    ];
    use relief_photo::colour::srgb::{decode, encode};
    let patches = [
        [92, 62, 50],
        [141, 98, 78],
        [194, 150, 130],
        [232, 199, 180],
        [201, 110, 100],
        [30, 22, 20],
    ];
    let photo = read("p3_16bit.png").unwrap();
    for (i, patch) in patches.iter().enumerate() {
        // The last patch of the second row is near black.
        let (x, y) = if i == 5 {
            (56, 24)
        } else {
            (8 + 16 * (i % 4), 8 + 16 * (i / 4))
        };
        let linear = patch.map(|code| decode(f64::from(code) / 255.0));
        let got = codes(&photo, x, y);
        for (c, row) in P3_TO_SRGB.iter().enumerate() {
            let wanted = 255.0 * encode((0..3).map(|k| row[k] * linear[k]).sum());
            assert!((got[c] - wanted).abs() < 0.3, "{patch:?} {got:?} {c}: {wanted}");
        }
    }
}

#[test]
fn facts_come_from_exif_and_profiles() {
    let info = read("adobe_by_exif.jpg").unwrap().info;
    assert_eq!(info.camera.as_deref(), Some("Relief One"));
    assert_eq!((info.flash_fired, info.reoriented), (Some(true), false));
    let info = read("p3.heic").unwrap().info;
    assert_eq!(
        (info.format.as_str(), info.icc_profile.as_deref()),
        ("heic", Some("Display P3"))
    );
    assert!(read("orientation_8.jpg").unwrap().info.reoriented);
    assert!(!read("orientation_99.jpg").unwrap().info.reoriented);
}

#[test]
fn what_cannot_be_measured_is_refused_with_its_reason() {
    let error = |name| read(name).unwrap_err();
    assert_eq!(
        error("animated.webp"),
        ReadError::Animated {
            format: "webp",
            frames: 2
        }
    );
    assert_eq!(
        error("animated.png"),
        ReadError::Animated {
            format: "png",
            frames: 2
        }
    );
    assert_eq!(error("two_pictures.tif"), ReadError::SeveralPages);
    for name in [
        "cmyk.jpg",
        "broken_profile.jpg",
        "hdr_code_points.png",
        "no_colours.png",
    ] {
        assert!(
            matches!(error(name), ReadError::UntrustedColour { .. }),
            "{name}: {}",
            error(name)
        );
    }
    assert!(matches!(
        error("float.tif"),
        ReadError::UnsupportedSamples { format: "tiff", .. }
    ));
    for name in ["float.tif", "cmyk.jpg", "animated.png", "no_colours.png"] {
        assert!(!error(name).to_string().contains('\n'), "{name}");
    }
}

#[test]
fn cut_anywhere_no_file_reads_as_another_picture() {
    let mut names: Vec<&str> = include_str!("data/expected.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    names.dedup();
    for name in names {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data")
            .join(name);
        let bytes = std::fs::read(path).unwrap();
        let whole = read(name).unwrap();
        for length in 0..bytes.len() {
            // What is missing may be no picture: tables that TIFF writers put last.
            if let Ok(cut) = read_photo(&bytes[..length], &ReadLimits::default()) {
                assert_eq!(
                    cut.samples,
                    whole.samples,
                    "{name} cut to {length} of {} bytes",
                    bytes.len()
                );
            }
        }
    }
}
