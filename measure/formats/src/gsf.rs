//! GSF: Gwyddion Simple Field 1.0.
//!
//! Lines of text with shape, size and units, zero bytes up to a multiple of four, then 32 bit floats row by row from the
//! top. NaN was not measured. The format wants units without a prefix (m); those with one (µm) are understood. A file
//! without `XReal` and `YReal` has, by the format, a size of 1 m × 1 m: nobody measured that, so its pitch must be given.

use crate::bytes::Bytes;
use crate::fields::Fields;
use crate::map::{file_pitch, given_pitch, height_map, to_mm};
use crate::samples::{Order, Sample};
use crate::text::text;
use crate::{Error, Format, LengthUnit, Options};
use relief_grid::{HeightMap, Pitch, ScaleSource};

const FORMAT: Format = Format::Gsf;
const MAGIC: &str = "Gwyddion Simple Field ";
/// Longest header read; titles are short.
const LONGEST_HEADER: usize = 1 << 16;
/// The data begin at a multiple of this.
const ALIGNMENT: usize = 4;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let length = bytes
        .iter()
        .take(LONGEST_HEADER)
        .position(|&byte| byte == 0)
        .ok_or_else(|| Error::damaged(FORMAT, "no zero byte ends the header"))?;
    let header = text(&bytes[..length]);
    if !header.starts_with(MAGIC) {
        return Err(Error::damaged(
            FORMAT,
            "it does not begin with Gwyddion Simple Field",
        ));
    }
    let header = Fields::of_lines(FORMAT, header.lines());
    let (width, height) = options
        .limits
        .cells(FORMAT, header.parse("XRes")?, header.parse("YRes")?)?;
    let (pitch, scale) = match (header.value("XReal"), header.value("YReal")) {
        (Some(_), Some(_)) => {
            let mm = unit_of(&header, "XYUnits")?.unwrap_or(LengthUnit::Metre).mm();
            let pitch_x = file_pitch(FORMAT, "x", header.parse::<f64>("XReal")? * mm / width as f64)?;
            let pitch_y = file_pitch(FORMAT, "y", header.parse::<f64>("YReal")? * mm / height as f64)?;
            ((pitch_x, pitch_y), ScaleSource::File)
        }
        _ => {
            let pitch: Pitch = given_pitch(FORMAT, options)?;
            ((pitch, pitch), ScaleSource::Given)
        }
    };
    let unit = unit_of(&header, "ZUnits")?.unwrap_or(options.unit);
    let mut file = Bytes::new(FORMAT, &bytes[length..]);
    file.take((ALIGNMENT - length % ALIGNMENT) as u64, "padding")?;
    let size = (width * height) as u64 * Sample::F32.size();
    let mut heights = Sample::F32.decode(file.take(size, "heights")?, Order::Little);
    to_mm(&mut heights, unit.mm(), |_| false);
    height_map(FORMAT, (width, height), heights, pitch, scale)
}

/// The unit of length under `key`; `None` when there is none.
fn unit_of(header: &Fields, key: &str) -> Result<Option<LengthUnit>, Error> {
    let symbol = header.value(key).filter(|symbol| !symbol.is_empty());
    symbol.map(str::parse).transpose().map_err(|_| {
        let what = format!("{key} = {}", symbol.unwrap_or_default());
        Error::unsupported(FORMAT, what, "export heights and lengths in metres")
    })
}

/// Heights as 32 bit floats in metres; NaN where not measured.
pub(crate) fn write(map: &HeightMap) -> Vec<u8> {
    let metre = LengthUnit::Metre.mm();
    let real = |pitch: Pitch, count: usize| pitch.mm_per_px() * count as f64 / metre;
    let header = format!(
        "{MAGIC}1.0\nXRes = {}\nYRes = {}\nXReal = {:e}\nYReal = {:e}\nXYUnits = m\nZUnits = m\n",
        map.width(),
        map.height(),
        real(map.pitch_x(), map.width()),
        real(map.pitch_y(), map.height()),
    );
    let mut file = header.into_bytes();
    // One to four zero bytes.
    file.resize((file.len() + 1).next_multiple_of(ALIGNMENT), 0);
    file.reserve(4 * map.width() * map.height());
    for height_mm in crate::write::heights_or_nan(map) {
        file.extend_from_slice(&((height_mm / metre) as f32).to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_same, with_holes};

    #[test]
    fn what_is_written_is_read() {
        for width in 5..9 {
            let map = with_holes(width, 6);
            // 24 bits of heights below 0.1 mm.
            assert_same(
                &read(&write(&map), &Options::default()).unwrap(),
                &map,
                0.1 / 16_777_216.0,
            );
        }
    }

    #[test]
    fn units_with_a_prefix_are_converted_and_others_refused() {
        let file = |units: &str, real: &str| {
            let header = format!("{MAGIC}1.0\nXRes = 2\nYRes = 1\n{real}{units}");
            let mut file = header.into_bytes();
            file.resize((file.len() + 1).next_multiple_of(4), 0);
            file.extend_from_slice(&1.5_f32.to_le_bytes());
            file.extend_from_slice(&f32::NAN.to_le_bytes());
            file
        };
        let sized = "XReal = 20\nYReal = 10\n";
        let options = Options::default();
        let map = read(&file("XYUnits = \u{b5}m\nZUnits = um\n", sized), &options).unwrap();
        assert_eq!(map.pitch_x(), Pitch::from_mm_per_px(0.01).unwrap());
        assert_eq!((map.height_mm(0, 0), map.height_mm(1, 0)), (Some(1.5e-3), None));
        let voltage = read(&file("ZUnits = V\n", sized), &options).unwrap_err();
        assert!(voltage.to_string().contains("ZUnits = V"), "{voltage}");
        assert_eq!(
            read(&file("", ""), &options),
            Err(Error::NoPitch { format: FORMAT })
        );
    }

    #[test]
    fn hostile_headers_are_refused() {
        let told = |header: &str| {
            let bytes = format!("{MAGIC}1.0\n{header}\0\0\0\0");
            read(bytes.as_bytes(), &Options::default()).unwrap_err()
        };
        assert!(matches!(
            told("XRes = 99999999\nYRes = 99999999\n"),
            Error::TooMany { .. }
        ));
        let sized = "XReal = 1e-3\nYReal = 1e-3\n";
        assert!(matches!(
            told(&format!("XRes = 9000\nYRes = 9000\n{sized}")),
            Error::Truncated { .. }
        ));
        assert!(matches!(
            told(&format!("XRes = -3\nYRes = 2\n{sized}")),
            Error::Damaged { .. }
        ));
        assert!(matches!(
            told("XRes = 1\nYRes = 1\nXReal = 0\nYReal = nan\n"),
            Error::Damaged { .. }
        ));
        assert!(read(MAGIC.as_bytes(), &Options::default()).is_err());
    }
}
