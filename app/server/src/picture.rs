//! Photos before they are kept, and small copies of them for pages.

mod problem;

pub use problem::unreadable;

use crate::language::{say, say_with};
use bytes::Bytes;
use image::ExtendedColorType;
use image::ImageEncoder;
use image::codecs::jpeg::JpegEncoder;
use relief_photo::colour::srgb;
use relief_photo::{Photo, ReadError, ReadLimits, read_photo};
use tokio::sync::Semaphore;

/// Formats that are kept, as the reader names them, with their media types.
const FORMATS: [(&str, &str); 5] = [
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("tiff", "image/tiff"),
    ("webp", "image/webp"),
    ("heic", "image/heic"),
];
/// Phones reach 108 megapixels, medium formats 102. The size stands in a file's header and is looked at before anything
/// of that size is allocated.
const LIMITS: ReadLimits = ReadLimits {
    max_pixels: 110_000_000,
    max_bytes: 128 << 20,
};
/// So many photos are decoded at once: each may take gigabytes.
static DECODING: Semaphore = Semaphore::const_new(2);
/// The longer edge of a small copy.
const SMALL_EDGE: usize = 640;
/// The longer edge of a copy to look at closely.
const LARGE_EDGE: usize = 2560;
const SMALL_QUALITY: u8 = 82;

/// Looks whether a file is a photo that can be measured; answers with its media type, or with what is wrong and what to
/// do.
pub async fn check(bytes: Bytes) -> Result<&'static str, String> {
    look(bytes, |_| ()).await.map(|(media, ())| media)
}

/// Looks at a photo that can be measured; answers with its media type and what was seen, or with what is wrong and what to
/// do.
pub async fn look<T: Send + 'static>(
    bytes: Bytes,
    at: impl FnOnce(&Photo) -> T + Send + 'static,
) -> Result<(&'static str, T), String> {
    let seen = aside(move || read(&bytes).map(|photo| (at(&photo), photo.info.format))).await;
    let seen = seen.ok_or_else(|| say("the file is damaged; copy it from the camera again"))?;
    let (seen, format) = seen.map_err(|error| unreadable(&error))?;
    let known = FORMATS.iter().find(|(name, _)| *name == format);
    known.map(|(_, media)| (*media, seen)).ok_or_else(|| {
        say_with(
            "{format} files are not kept; save the photo as JPEG",
            &[("format", &format)],
        )
    })
}

/// Whether browsers are given files of this media type as pictures.
pub fn is_picture(media: &str) -> bool {
    FORMATS.iter().any(|(_, known)| *known == media)
}

/// A small copy as JPEG, upright and in sRGB, with nothing of the file but its picture. `None` for what is no picture.
pub async fn small(bytes: Bytes) -> Option<Vec<u8>> {
    copy(bytes, SMALL_EDGE).await
}

/// How large the small copy of a picture is, in pixels.
pub fn small_size([width, height]: [usize; 2]) -> [usize; 2] {
    let factor = factor(width, height, SMALL_EDGE);
    [width / factor, height / factor]
}

/// The same, large enough to grade skin by: it tells no more of camera, day and place than the small one.
pub async fn large(bytes: Bytes) -> Option<Vec<u8>> {
    copy(bytes, LARGE_EDGE).await
}

/// Reads a photo within the limits.
pub fn read(bytes: &[u8]) -> Result<Photo, ReadError> {
    read_photo(bytes, &LIMITS)
}

async fn copy(bytes: Bytes, longest: usize) -> Option<Vec<u8>> {
    let drawn = aside(move || read(&bytes).map(|photo| draw(&photo, longest))).await;
    drawn.and_then(Result::<_, ReadError>::ok).flatten()
}

/// Works on a thread of its own when its turn has come. `None` when it panicked, as on a file made to break a decoder.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let turn = DECODING.acquire().await.ok()?;
    // The work goes on when nobody waits for it any more, so it takes its turn along.
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    done.await.ok()
}

/// Whole blocks of so many pixels a side are averaged; a picture with one very short side keeps at least a row of it.
fn factor(width: usize, height: usize, longest: usize) -> usize {
    let longer = width.max(height);
    longer.div_ceil(longest).min(width.min(height)).max(1)
}

fn draw(photo: &Photo, longest: usize) -> Option<Vec<u8>> {
    let small = photo.shrunk(factor(photo.width, photo.height, longest));
    let code = |linear: f32| (255.0 * srgb::encode(f64::from(linear.clamp(0.0, 1.0)))).round() as u8;
    let rgb: Vec<u8> = small.data().iter().flat_map(|pixel| pixel.map(code)).collect();
    let mut jpeg = Vec::new();
    let size = [small.width(), small.height()].map(u32::try_from);
    let [Ok(width), Ok(height)] = size else {
        return None;
    };
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, SMALL_QUALITY);
    encoder
        .write_image(&rgb, width, height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Result<Bytes, image::ImageError> {
        let mut bytes = Vec::new();
        let rgb = vec![200; (width * height * 3) as usize];
        image::codecs::png::PngEncoder::new(&mut bytes).write_image(
            &rgb,
            width,
            height,
            ExtendedColorType::Rgb8,
        )?;
        Ok(bytes.into())
    }

    #[tokio::test]
    async fn what_is_no_photo_or_too_large_is_told_apart() -> Result<(), image::ImageError> {
        assert_eq!(check(png(30, 20)?).await.as_deref(), Ok("image/png"));
        assert!(check(Bytes::from_static(b"dear diary")).await.is_err());
        // A header that announces 60 000 × 60 000 pixels, with its checksum.
        let mut bomb = png(30, 20)?.to_vec();
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let refused = check(bomb.into()).await;
        assert!(refused.is_err(), "{refused:?}");
        Ok(())
    }

    #[tokio::test]
    async fn a_small_copy_is_small() -> Result<(), image::ImageError> {
        let small = small(png(1500, 700)?).await.unwrap_or_default();
        let read = image::load_from_memory(&small)?;
        assert_eq!((read.width(), read.height()), (500, 233));
        Ok(())
    }
}
