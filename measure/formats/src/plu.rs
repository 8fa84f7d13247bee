//! PLU and APX: Sensofar's files.
//!
//! A date and a comment, the calibration, the settings, then for each layer its own number of rows and columns, its
//! heights as 32 bit floats in µm, and their range. The first layer is read. A point that was not measured is 1 000 001.
//!
//! One reader of others (surfalize 0.19) takes the two counts before the heights for the first two of them; all its
//! heights then lie two columns from their place and the map seems to reach down to 0 µm. SurfaceTopography and Gwyddion read
//! the counts, as here; that they repeat the counts of the calibration shows it.

use crate::bytes::Bytes;
use crate::map::{file_pitch, height_map, to_mm};
use crate::samples::{Order, Sample};
use crate::{Error, Format, LengthUnit, Options};
use relief_grid::{HeightMap, ScaleSource};

const FORMAT: Format = Format::Plu;
/// A date as text, the same as a number, and a comment.
const HEAD: u64 = 128 + 4 + 256;
/// The settings between the kind of measurement and the number of layers.
const SETTINGS: u64 = 4 * 4 + 40 + 1;
/// Between the number of layers and the first layer: version, hardware, images, decimation.
const BEFORE_LAYER: u64 = 10;
/// The kind of measurement that is a map.
const TOPOGRAPHY: u32 = 3;
/// A point that was not measured.
const NOT_MEASURED: f64 = 1_000_001.0;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let mut file = Bytes::new(FORMAT, bytes);
    file.take(HEAD, "header")?;
    let what = "calibration";
    file.take(4 + 4 + 4 + 4, what)?; // Rows, columns, rows of a tall scan, multiple of y.
    let um = LengthUnit::Micrometre.mm();
    let pitch_x = f64::from(file.f32(what)?) * um;
    let pitch_y = f64::from(file.f32(what)?) * um;
    file.take(4 * 4, what)?; // Offsets, pitch of a tall scan.
    let what = "settings";
    let kind = file.u32(what)?;
    if kind != TOPOGRAPHY {
        return Err(Error::unsupported(
            FORMAT,
            format!("a measurement of kind {kind}"),
            "export a topography",
        ));
    }
    file.take(SETTINGS, what)?;
    if file.u8(what)? == 0 {
        return Err(Error::Nothing {
            format: FORMAT,
            what: "layers",
        });
    }
    file.take(BEFORE_LAYER, what)?;
    let (rows, columns) = (file.u32("layer")?, file.u32("layer")?);
    let (width, height) = options
        .limits
        .cells(FORMAT, u64::from(columns), u64::from(rows))?;
    let pitch = (
        file_pitch(FORMAT, "x", pitch_x)?,
        file_pitch(FORMAT, "y", pitch_y)?,
    );
    let size = (width * height) as u64 * Sample::F32.size();
    let mut heights = Sample::F32.decode(file.take(size, "heights")?, Order::Little);
    to_mm(&mut heights, um, |value| value == NOT_MEASURED);
    height_map(FORMAT, (width, height), heights, pitch, ScaleSource::File)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rows: u32, columns: u32, heights: &[f32]) -> Vec<u8> {
        let mut file = vec![0; 500];
        file[404..408].copy_from_slice(&1.5_f32.to_le_bytes());
        file[408..412].copy_from_slice(&2.0_f32.to_le_bytes());
        file[428..432].copy_from_slice(&TOPOGRAPHY.to_le_bytes());
        file[489] = 1;
        file.extend_from_slice(&rows.to_le_bytes());
        file.extend_from_slice(&columns.to_le_bytes());
        file.extend(heights.iter().flat_map(|v| v.to_le_bytes()));
        file
    }

    #[test]
    fn the_layer_begins_with_its_counts() {
        let map = read(
            &file(2, 3, &[1.0, 2.0, 3.0, 4.0, 1_000_001.0, 6.0]),
            &Options::default(),
        )
        .unwrap();
        assert_eq!((map.width(), map.height()), (3, 2));
        assert_eq!((map.height_mm(2, 0), map.height_mm(1, 1)), (Some(3e-3), None));
        assert!((map.pitch_x().mm_per_px() - 1.5e-3).abs() < 1e-15);
        assert!((map.pitch_y().mm_per_px() - 2e-3).abs() < 1e-15);
    }

    #[test]
    fn what_is_no_map_or_hostile_is_refused() {
        let told = |bytes: &[u8]| read(bytes, &Options::default()).unwrap_err();
        assert!(matches!(
            told(&file(u32::MAX, u32::MAX, &[])),
            Error::TooMany { .. }
        ));
        assert!(matches!(told(&file(9000, 9000, &[0.0])), Error::Truncated { .. }));
        let mut profile = file(1, 3, &[0.0; 3]);
        profile[428] = 1;
        assert!(matches!(told(&profile), Error::Unsupported { .. }));
        let mut empty = file(1, 3, &[0.0; 3]);
        empty[489] = 0;
        assert!(matches!(told(&empty), Error::Nothing { .. }));
        let mut no_pitch = file(1, 3, &[0.0; 3]);
        no_pitch[404..408].fill(0);
        assert!(matches!(told(&no_pitch), Error::Damaged { .. }));
    }
}
