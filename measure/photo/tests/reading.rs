//! Reading files made by other people's encoders, whole, cut and hostile.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use relief_photo::{ReadError, ReadLimits, Samples, read_photo};
use std::io::Cursor;

fn picture() -> RgbImage {
    RgbImage::from_fn(37, 23, |x, y| {
        Rgb([(x * 6) as u8, (y * 11) as u8, (200 - x - y) as u8])
    })
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn jpeg(quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder
        .encode(picture().as_raw(), 37, 23, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

fn read(bytes: &[u8]) -> Result<relief_photo::Photo, ReadError> {
    read_photo(bytes, &ReadLimits::default())
}

#[test]
fn lossless_formats_give_back_every_code_value_in_8_and_16_bits() {
    let eight = DynamicImage::ImageRgb8(picture());
    let sixteen = DynamicImage::ImageRgb16(eight.to_rgb16());
    for format in [ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP] {
        let photo = read(&encoded(&eight, format)).unwrap();
        assert_eq!((photo.width, photo.height), (37, 23), "{format:?}");
        assert_eq!(photo.samples, Samples::U8(picture().into_raw()), "{format:?}");
    }
    for format in [ImageFormat::Png, ImageFormat::Tiff] {
        let photo = read(&encoded(&sixteen, format)).unwrap();
        assert_eq!(
            photo.samples,
            Samples::U16(sixteen.to_rgb16().into_raw()),
            "{format:?}"
        );
    }
}

#[test]
fn grey_becomes_three_equal_channels() {
    let grey = DynamicImage::ImageLuma8(DynamicImage::ImageRgb8(picture()).to_luma8());
    let wanted: Vec<u8> = grey.as_bytes().iter().flat_map(|v| [*v; 3]).collect();
    for format in [ImageFormat::Png, ImageFormat::Tiff] {
        assert_eq!(
            read(&encoded(&grey, format)).unwrap().samples,
            Samples::U8(wanted.clone())
        );
    }
}

#[test]
fn opaque_alpha_is_dropped_and_one_transparent_pixel_refused() {
    let mut rgba = DynamicImage::ImageRgb8(picture()).to_rgba8();
    for format in [ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP] {
        let photo = read(&encoded(&DynamicImage::ImageRgba8(rgba.clone()), format)).unwrap();
        assert_eq!(photo.samples, Samples::U8(picture().into_raw()));
    }
    rgba.get_pixel_mut(3, 4).0[3] = 254;
    for format in [ImageFormat::Png, ImageFormat::Tiff, ImageFormat::WebP] {
        let error = read(&encoded(&DynamicImage::ImageRgba8(rgba.clone()), format)).unwrap_err();
        assert_eq!(error, ReadError::Transparent { pixels: 1 });
    }
}

#[test]
fn every_truncation_of_every_format_is_an_error() {
    let eight = DynamicImage::ImageRgb8(picture());
    let files = [
        jpeg(90),
        encoded(&eight, ImageFormat::Png),
        encoded(&eight, ImageFormat::Tiff),
        encoded(&eight, ImageFormat::WebP),
    ];
    for file in &files {
        for length in 0..file.len() {
            assert!(
                read(&file[..length]).is_err(),
                "{length} of {} bytes read as a photo",
                file.len()
            );
        }
    }
}

#[test]
fn a_header_beyond_the_limit_is_refused_before_decoding() {
    let mut png = encoded(&DynamicImage::ImageRgb8(picture()), ImageFormat::Png);
    png[16..20].copy_from_slice(&200_000u32.to_be_bytes());
    png[20..24].copy_from_slice(&150_000u32.to_be_bytes());
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    let error = read(&png).unwrap_err();
    assert_eq!(
        error,
        ReadError::TooManyPixels {
            width: 200_000,
            height: 150_000,
            pixels: 30_000_000_000,
            limit: 200_000_000
        }
    );
    let small = ReadLimits {
        max_pixels: 850,
        ..ReadLimits::default()
    };
    assert!(matches!(
        read_photo(&jpeg(90), &small),
        Err(ReadError::TooManyPixels { pixels: 851, .. })
    ));
    let few = ReadLimits {
        max_bytes: 10,
        ..ReadLimits::default()
    };
    assert!(matches!(
        read_photo(&jpeg(90), &few),
        Err(ReadError::TooManyBytes { limit: 10, .. })
    ));
}

/// The checksum of PNG chunks, bit by bit (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
        })
    })
}

#[test]
fn what_is_no_photo_is_named() {
    assert_eq!(read(b"").unwrap_err(), ReadError::Empty);
    let message = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert!(message(b"Patient: none\n").contains("it is a text file"));
    assert!(message("Überweisung".as_bytes()).contains("it is a text file"));
    assert!(message(&[0, 1, 2, 3, 4]).contains("begins with the bytes 00 01 02 03"));
    assert!(message(b"GIF89a...").starts_with("GIF files are not read"));
    assert!(message(b"\0\0\0\x18ftypavif\0\0\0\0").starts_with("AVIF files are not read"));
}

#[test]
fn jpeg_reads_within_its_own_loss() {
    let photo = read(&jpeg(100)).unwrap();
    let Samples::U8(samples) = &photo.samples else {
        panic!("8 bit")
    };
    let worst = samples
        .iter()
        .zip(picture().as_raw())
        .map(|(a, b)| a.abs_diff(*b))
        .max()
        .unwrap();
    assert!(worst <= 3, "{worst}");
    assert_eq!(photo.info.format, "jpeg");
}
