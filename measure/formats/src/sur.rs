//! SUR and PRO: Digital Surf's files, which MountainsMap and the software of many instruments write.
//!
//! A header of 512 bytes, a comment, a private zone, then integers of 16 or 32 bits, plain or as zlib streams. A height is
//! the integer times the step, in the step's unit; of the offset of the z axis, which readers of others add or not,
//! nothing is taken: a level is no height on a surface. A point that was not measured is two below the smallest value.
//!
//! The flags for a replica, for inverted and for levelled data tell what was done to the data that are in the file.
//! Nothing is done to them again.

use crate::bytes::Bytes;
use crate::map::{file_pitch, height_map, to_mm};
use crate::samples::{Order, Sample};
use crate::text::fixed;
use crate::{Error, Format, LengthUnit, Options};
use flate2::read::ZlibDecoder;
use relief_grid::{HeightMap, ScaleSource};
use std::io::Read;

const FORMAT: Format = Format::Sur;
/// A point that was not measured lies this far below the smallest value.
const BELOW_SMALLEST: f64 = 2.0;
/// Kinds of content whose first object is a surface: plain, with intensity, with colours, with both.
const SURFACES: [i16; 4] = [2, 11, 13, 16];
/// A profile; some programs call a surface of several lines so.
const PROFILE: i16 = 1;
/// Most zlib streams in a file. Writers make one; the format allows for more.
const MOST_STREAMS: u32 = 1024;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<HeightMap, Error> {
    let mut file = Bytes::new(FORMAT, bytes);
    let header = Header::read(&mut file)?;
    let lines = header.shape.1;
    if !(SURFACES.contains(&header.kind) || header.kind == PROFILE && lines > 1) || header.objects > 1 {
        return Err(Error::unsupported(
            FORMAT,
            format!("content of kind {}, {} objects", header.kind, header.objects),
            "export one surface",
        ));
    }
    let side = |count: i32| u64::try_from(count).unwrap_or(0);
    let (width, height) = options
        .limits
        .cells(FORMAT, side(header.shape.0), side(header.shape.1))?;
    let sample = match header.bits {
        16 => Sample::I16,
        32 => Sample::I32,
        bits => {
            return Err(Error::unsupported(
                FORMAT,
                format!("heights of {bits} bits"),
                "export it as X3P",
            ));
        }
    };
    file.take(header.zones, "comment")?;
    let size = (width * height) as u64 * sample.size();
    let mut heights = if header.compressed {
        sample.decode(&inflate(&mut file, size)?, Order::Little)
    } else {
        sample.decode(file.take(size, "heights")?, Order::Little)
    };
    let marker = f64::from(header.smallest) - BELOW_SMALLEST;
    let step_mm = header.step_mm(2)?;
    to_mm(&mut heights, step_mm, |value| header.has_holes && value == marker);
    let pitch_x = file_pitch(FORMAT, "x", header.step_mm(0)?)?;
    let pitch_y = file_pitch(FORMAT, "y", header.step_mm(1)?)?;
    height_map(
        FORMAT,
        (width, height),
        heights,
        (pitch_x, pitch_y),
        ScaleSource::File,
    )
}

/// What the header says that matters here.
struct Header {
    compressed: bool,
    objects: i16,
    kind: i16,
    has_holes: bool,
    bits: i16,
    smallest: i32,
    /// Points of a line, and lines.
    shape: (i32, i32),
    /// The steps along x, y and z, and their units.
    steps: [f32; 3],
    units: [String; 3],
    /// Bytes of the comment and of the private zone.
    zones: u64,
}

impl Header {
    fn read(file: &mut Bytes<'_>) -> Result<Self, Error> {
        let what = "header";
        let compressed = match file.take(12, what)? {
            b"DIGITAL SURF" => false,
            b"DSCOMPRESSED" => true,
            _ => return Err(Error::damaged(FORMAT, "it does not begin with DIGITAL SURF")),
        };
        let system = file.i16(what)?;
        if system != 0 {
            return Err(Error::unsupported(
                FORMAT,
                "numbers as on a Macintosh",
                "export it on a PC",
            ));
        }
        let objects = file.i16(what)?;
        file.take(2, what)?; // Version.
        let kind = file.i16(what)?;
        file.take(30 + 30 + 6, what)?; // Names of object and operator, material, acquisition, range.
        let has_holes = file.i16(what)? == 1;
        file.take(2 + 4 + 4, what)?; // Absolute axis, resolution of the gauge.
        let bits = file.i16(what)?;
        let smallest = file.i32(what)?;
        file.take(4, what)?; // Largest value.
        let shape = (file.i32(what)?, file.i32(what)?);
        file.take(4, what)?; // Number of points.
        let steps = [file.f32(what)?, file.f32(what)?, file.f32(what)?];
        file.take(3 * 16, what)?; // Names of the axes.
        let mut unit = || file.take(16, what).map(fixed);
        let units = [unit()?, unit()?, unit()?];
        // Units for display and their ratios, flags, date, duration, size of compressed data.
        file.take(3 * 16 + 3 * 4 + 6 + 12 + 14 + 4 + 4 + 6, what)?;
        let zones = u64::from(file.u16(what)?) + u64::from(file.u16(what)?);
        file.take(128 + 3 * 4 + 2 * 4 + 2 * 13, what)?; // Client's zone, offsets, time axis.
        Ok(Self {
            compressed,
            objects,
            kind,
            has_holes,
            bits,
            smallest,
            shape,
            steps,
            units,
            zones,
        })
    }

    /// The step along an axis in mm.
    fn step_mm(&self, axis: usize) -> Result<f64, Error> {
        let unit: LengthUnit = self.units[axis].parse().map_err(|_| {
            let what = format!("an axis in {:?}", self.units[axis]);
            Error::unsupported(FORMAT, what, "export heights in a unit of length")
        })?;
        let step = f64::from(self.steps[axis]) * unit.mm();
        if step.is_finite() {
            Ok(step)
        } else {
            Err(Error::damaged(FORMAT, format!("a step of {step} mm")))
        }
    }
}

/// The data of `size` bytes behind a directory of zlib streams.
fn inflate(file: &mut Bytes<'_>, size: u64) -> Result<Vec<u8>, Error> {
    let streams = file.u32("directory")?;
    if streams > MOST_STREAMS {
        return Err(Error::TooMany {
            format: FORMAT,
            what: "zlib streams",
            count: u64::from(streams),
            limit: u64::from(MOST_STREAMS),
        });
    }
    let packed: Result<Vec<u32>, Error> = (0..streams)
        .map(|_| file.u32("directory").and_then(|_| file.u32("directory")))
        .collect();
    let mut data = Vec::new();
    for packed in packed? {
        let stream = file.take(u64::from(packed), "zlib stream")?;
        // One byte more than there may be shows a stream that is too long without unpacking all of it.
        let most = (size + 1).saturating_sub(data.len() as u64);
        ZlibDecoder::new(stream)
            .take(most)
            .read_to_end(&mut data)
            .map_err(|error| Error::damaged(FORMAT, error))?;
    }
    if data.len() as u64 == size {
        Ok(data)
    } else {
        Err(Error::damaged(
            FORMAT,
            format!("{size} bytes of heights, {} or more unpacked", data.len()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A surface of 3 × 2 points in steps of 2 µm, 3 µm and 10 nm, the last not measured.
    fn file(signature: &[u8; 12], kind: i16, data: &[u8]) -> Vec<u8> {
        let mut file = vec![0; 512];
        file[..12].copy_from_slice(signature);
        file[14..16].copy_from_slice(&1_i16.to_le_bytes());
        file[18..20].copy_from_slice(&kind.to_le_bytes());
        file[86..88].copy_from_slice(&1_i16.to_le_bytes());
        file[98..100].copy_from_slice(&16_i16.to_le_bytes());
        file[100..104].copy_from_slice(&(-7_i32).to_le_bytes());
        file[108..112].copy_from_slice(&3_i32.to_le_bytes());
        file[112..116].copy_from_slice(&2_i32.to_le_bytes());
        for (axis, (step, unit)) in [(2.0_f32, &b"\xb5m"[..]), (3e-3, b"mm"), (10.0, b"nm")]
            .into_iter()
            .enumerate()
        {
            file[120 + 4 * axis..124 + 4 * axis].copy_from_slice(&step.to_le_bytes());
            let at = 180 + 16 * axis;
            file[at..at + unit.len()].copy_from_slice(unit);
        }
        // A comment of two bytes.
        file[334..336].copy_from_slice(&2_i16.to_le_bytes());
        file.extend_from_slice(b"hi");
        file.extend_from_slice(data);
        file
    }

    fn heights() -> Vec<u8> {
        [1_i16, 2, 3, -4, -7, -9]
            .iter()
            .flat_map(|v| v.to_le_bytes())
            .collect()
    }

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(data).unwrap();
        let stream = encoder.finish().unwrap();
        let mut packed = 1_u32.to_le_bytes().to_vec();
        packed.extend_from_slice(&(data.len() as u32).to_le_bytes());
        packed.extend_from_slice(&(stream.len() as u32).to_le_bytes());
        packed.extend_from_slice(&stream);
        packed
    }

    #[test]
    fn plain_and_packed_surfaces_read_alike() {
        let plain = read(&file(b"DIGITAL SURF", 2, &heights()), &Options::default()).unwrap();
        assert_eq!((plain.width(), plain.height()), (3, 2));
        assert!((plain.pitch_x().mm_per_px() - 2e-3).abs() < 1e-12);
        assert!((plain.pitch_y().mm_per_px() - 3e-3).abs() < 1e-9);
        assert!((plain.height_mm(0, 1).unwrap() + 4e-5).abs() < 1e-18);
        assert_eq!(plain.height_mm(2, 1), None);
        let packed = read(
            &file(b"DSCOMPRESSED", 11, &packed(&heights())),
            &Options::default(),
        )
        .unwrap();
        assert_eq!(packed.valid(), plain.valid());
        assert_eq!(packed.height_mm(1, 1), plain.height_mm(1, 1));
    }

    #[test]
    fn what_is_no_surface_is_told() {
        let told = |bytes: &[u8]| read(bytes, &Options::default()).unwrap_err();
        assert!(matches!(
            told(&file(b"DIGITAL SURF", 19, &heights())),
            Error::Unsupported { .. }
        ));
        let mut volts = file(b"DIGITAL SURF", 2, &heights());
        volts[212..214].copy_from_slice(b"V\0");
        assert!(told(&volts).to_string().contains("an axis in \"V\""));
        assert!(matches!(
            told(&file(b"DIGITAL SURF", 2, &heights()[..9])),
            Error::Truncated { .. }
        ));
    }

    #[test]
    fn hostile_sizes_and_bombs_are_refused() {
        let told = |bytes: &[u8]| read(bytes, &Options::default()).unwrap_err();
        let mut huge = file(b"DIGITAL SURF", 2, &heights());
        huge[108..112].copy_from_slice(&i32::MAX.to_le_bytes());
        assert!(matches!(told(&huge), Error::TooMany { .. }));
        huge[108..112].copy_from_slice(&(-3_i32).to_le_bytes());
        assert!(matches!(told(&huge), Error::Nothing { .. }));
        let bomb = file(b"DSCOMPRESSED", 2, &packed(&[0; 1 << 20]));
        assert!(
            told(&bomb)
                .to_string()
                .contains("12 bytes of heights, 13 or more unpacked")
        );
        let streams = file(b"DSCOMPRESSED", 2, &[255; 4]);
        assert!(matches!(told(&streams), Error::TooMany { .. }));
    }
}
