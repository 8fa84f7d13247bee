//! AL3D: Alicona's files (AL3D File Format Specification 1.0).
//!
//! Tags of 52 bytes, then at a place that a tag names the depth image: 32 bit floats in metres, its rows filled up to
//! eight bytes. A point that was not measured is NaN or the value that a tag names. A map of how well each point repeats,
//! which the maker's software can hide points by, is not looked at: what is in the depth image was measured.

use crate::bytes::Bytes;
use crate::fields::Fields;
use crate::map::{file_pitch, height_map, to_mm};
use crate::samples::{Order, Sample};
use crate::text::fixed;
use crate::{Error, Format, LengthUnit, Options};
use relief_grid::{HeightMap, ScaleSource};

const FORMAT: Format = Format::Al3d;
const MAGIC: &[u8] = b"AliconaImaging\0\r\n";
/// Most tags; files have some thirty.
const MOST_TAGS: u64 = 10_000;
/// A row of the depth image takes a multiple of this many bytes.
const ALIGNMENT: usize = 8;
/// The marker stands in the file as text of a few digits beside its 32 bit floats.
const SAME_AS_MARKER: f64 = 1e-6;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let tags = tags_of(bytes)?;
    let (width, height) = options
        .limits
        .cells(FORMAT, tags.parse("Cols")?, tags.parse("Rows")?)?;
    let metre = LengthUnit::Metre.mm();
    let pitch_x = file_pitch(FORMAT, "x", tags.parse::<f64>("PixelSizeXMeter")? * metre)?;
    let pitch_y = file_pitch(FORMAT, "y", tags.parse::<f64>("PixelSizeYMeter")? * metre)?;
    let mut file = Bytes::new(FORMAT, bytes);
    file.take(tags.parse("DepthImageOffset")?, "head before the depth image")?;
    let used = width * Sample::F32.size() as usize;
    let stride = used.next_multiple_of(ALIGNMENT);
    // The last row may lack what fills it up.
    let image = file.take((stride * (height - 1) + used) as u64, "depth image")?;
    let marker: Option<f64> = tags
        .value("InvalidPixelValue")
        .and_then(|value| value.parse().ok());
    let is_marker =
        |value: f64| marker.is_some_and(|marker| (value - marker).abs() <= SAME_AS_MARKER * marker.abs());
    let rows = image.chunks(stride).map(|row| &row[..used]);
    let mut heights: Vec<f64> = rows
        .flat_map(|row| Sample::F32.decode(row, Order::Little))
        .collect();
    to_mm(&mut heights, metre, is_marker);
    height_map(
        FORMAT,
        (width, height),
        heights,
        (pitch_x, pitch_y),
        ScaleSource::File,
    )
}

/// The tags, of which the second says how many follow.
fn tags_of(bytes: &[u8]) -> Result<Fields, Error> {
    let mut file = Bytes::new(FORMAT, bytes);
    if file.take(MAGIC.len() as u64, "signature")? != MAGIC {
        return Err(Error::damaged(FORMAT, "it does not begin with AliconaImaging"));
    }
    let mut tags = Fields::new(FORMAT);
    let mut next = |tags: &mut Fields| tag(&mut file).map(|(key, value)| tags.add(key, value));
    next(&mut tags)?;
    next(&mut tags)?;
    let count = tags.parse("TagCount")?;
    if count > MOST_TAGS {
        return Err(Error::TooMany {
            format: FORMAT,
            what: "tags",
            count,
            limit: MOST_TAGS,
        });
    }
    for _ in 0..count {
        next(&mut tags)?;
    }
    Ok(tags)
}

/// A key of 20 bytes, a value of 30, and a line's end.
fn tag(file: &mut Bytes<'_>) -> Result<(String, String), Error> {
    let key = fixed(file.take(20, "tag")?);
    let value = fixed(file.take(30, "tag")?);
    match file.take(2, "tag")? {
        b"\r\n" => Ok((key, value)),
        _ => Err(Error::damaged(
            FORMAT,
            format!("tag {key:?} does not end its line"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(tags: &[(&str, &str)], image: &[f32]) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        let count = tags.len().to_string();
        for (key, value) in [("Version", "1"), ("TagCount", count.as_str())]
            .iter()
            .chain(tags)
        {
            let mut tag = [0; 52];
            tag[..key.len()].copy_from_slice(key.as_bytes());
            tag[20..20 + value.len()].copy_from_slice(value.as_bytes());
            tag[50..].copy_from_slice(b"\r\n");
            file.extend_from_slice(&tag);
        }
        file.resize(800, 0);
        file.extend(image.iter().flat_map(|v| v.to_le_bytes()));
        file
    }

    const TAGS: [(&str, &str); 6] = [
        ("Cols", "3"),
        ("Rows", "2"),
        ("PixelSizeXMeter", "1.5e-6"),
        ("PixelSizeYMeter", "2e-6"),
        ("InvalidPixelValue", "3e15"),
        ("DepthImageOffset", "800"),
    ];

    #[test]
    fn rows_are_filled_up_and_holes_marked() {
        // The fourth float of a row fills it up.
        let image = [1e-6, 2e-6, 3e15, 99.0, f32::NAN, 5e-6, 6e-6];
        let map = read(&file(&TAGS, &image), &Options::default()).unwrap();
        assert_eq!((map.width(), map.height()), (3, 2));
        assert_eq!(
            map.valid().raster().data(),
            &[true, true, false, false, true, true]
        );
        assert!((map.height_mm(2, 1).unwrap() - 6e-3).abs() < 1e-9);
        assert!((map.pitch_y().mm_per_px() - 2e-3).abs() < 1e-15);
    }

    #[test]
    fn hostile_tags_are_refused() {
        let told = |change: (&'static str, &'static str)| {
            let tags: Vec<_> = TAGS
                .iter()
                .map(|&tag| if tag.0 == change.0 { change } else { tag })
                .collect();
            read(&file(&tags, &[0.0; 8]), &Options::default()).unwrap_err()
        };
        assert!(matches!(told(("Cols", "4000000000")), Error::TooMany { .. }));
        assert!(matches!(told(("Rows", "9000")), Error::Truncated { .. }));
        assert!(matches!(
            told(("DepthImageOffset", "18446744073709551615")),
            Error::Truncated { .. }
        ));
        assert!(matches!(told(("PixelSizeXMeter", "0")), Error::Damaged { .. }));
        let mut many = file(&TAGS, &[]);
        many[MAGIC.len() + 52 + 20..][..8].copy_from_slice(b"99999999");
        assert!(matches!(
            read(&many, &Options::default()),
            Err(Error::TooMany { .. })
        ));
    }
}
