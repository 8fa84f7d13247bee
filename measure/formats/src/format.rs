//! Which format a file has.

use crate::error::one_line;
use crate::text::text;
use crate::{Error, obj, stl, xyz};

/// A scan format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Alicona AL3D.
    Al3d,
    /// glTF 2.0 as text or binary (GLB).
    Gltf,
    /// Gwyddion Simple Field.
    Gsf,
    /// NumPy array.
    Npy,
    /// Wavefront OBJ.
    Obj,
    /// Sensofar PLU.
    Plu,
    /// Polygon file format.
    Ply,
    /// PNG of 16 bits.
    Png,
    /// Surface data file of ISO 25178-71, ASCII or binary.
    Sdf,
    /// Stereolithography, ASCII or binary.
    Stl,
    /// Digital Surf SUR and PRO.
    Sur,
    /// TIFF of 16 or 32 bits.
    Tiff,
    /// XML surface file of ISO 25178-72 and ISO 5436-2.
    X3p,
    /// Points as text.
    Xyz,
}

/// What a file of a format begins with.
const SIGNATURES: [(&[u8], Format); 15] = [
    (b"AliconaImaging\0", Format::Al3d),
    (b"glTF", Format::Gltf),
    (b"Gwyddion Simple Field ", Format::Gsf),
    (b"\x93NUMPY", Format::Npy),
    (b"ply\n", Format::Ply),
    (b"ply\r", Format::Ply),
    (b"\x89PNG\r\n\x1a\n", Format::Png),
    (b"DIGITAL SURF", Format::Sur),
    (b"DSCOMPRESSED", Format::Sur),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    // BigTIFF.
    (b"II+\0", Format::Tiff),
    (b"MM\0+", Format::Tiff),
    (b"PK\x03\x04", Format::X3p),
    (b"PK\x05\x06", Format::X3p),
];

/// Bytes of the beginning that are looked at where there is no signature.
const BEGINNING: usize = 4096;

impl Format {
    /// The formats for people.
    pub(crate) const NAMES: &str =
        "PLY, OBJ, STL, glTF, X3P, SDF, SUR, AL3D, PLU, GSF, NPY, TIFF, 16 bit PNG or XYZ";

    /// The format of a file.
    ///
    /// The first bytes decide where a format has a signature. OBJ, STL, glTF as text, PLU and XYZ have none or a weak
    /// one: there the ending of the name decides, and without one that is known, what the beginning looks like.
    ///
    /// ```
    /// use relief_formats::Format;
    /// assert_eq!(Format::of(b"\x93NUMPY\x01\0", Some("dat")), Ok(Format::Npy));
    /// assert_eq!(Format::of(b"v 0 0 0\nv 1 0 0\n", None), Ok(Format::Obj));
    /// assert!(Format::of(b"dear diary", None).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Empty`], or [`Error::UnknownFormat`] with what the bytes look like.
    pub fn of(bytes: &[u8], extension: Option<&str>) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        let signed = SIGNATURES
            .iter()
            .find(|(signature, _)| bytes.starts_with(signature))
            .map(|&(_, format)| format);
        let named = || extension.and_then(Self::of_extension);
        signed
            .or_else(|| is_sdf(bytes).then_some(Self::Sdf))
            .or_else(named)
            .or_else(|| Self::of_look(bytes))
            .ok_or_else(|| Error::UnknownFormat { found: look(bytes) })
    }

    /// The format of a name's ending, for those that the ending decides.
    fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "gltf" => Some(Self::Gltf),
            "obj" => Some(Self::Obj),
            "plu" | "apx" => Some(Self::Plu),
            "stl" => Some(Self::Stl),
            "csv" | "xyz" => Some(Self::Xyz),
            _ => None,
        }
    }

    /// The format that the beginning looks like.
    fn of_look(bytes: &[u8]) -> Option<Self> {
        if stl::looks_like(bytes) {
            return Some(Self::Stl);
        }
        let beginning = text(&bytes[..bytes.len().min(BEGINNING)]);
        if beginning.trim_start().starts_with('{') && beginning.contains("\"asset\"") {
            Some(Self::Gltf)
        } else if obj::looks_like(&beginning) {
            Some(Self::Obj)
        } else if xyz::looks_like(&beginning) {
            Some(Self::Xyz)
        } else {
            None
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Al3d => "AL3D",
            Self::Gltf => "glTF",
            Self::Gsf => "GSF",
            Self::Npy => "NPY",
            Self::Obj => "OBJ",
            Self::Plu => "PLU",
            Self::Ply => "PLY",
            Self::Png => "PNG",
            Self::Sdf => "SDF",
            Self::Stl => "STL",
            Self::Sur => "SUR",
            Self::Tiff => "TIFF",
            Self::X3p => "X3P",
            Self::Xyz => "XYZ",
        })
    }
}

/// ASCII or binary, of the standard or of its forerunner EUNA 15178.
fn is_sdf(bytes: &[u8]) -> bool {
    let without_space = bytes.trim_ascii_start();
    [&b"aISO-"[..], b"bISO-", b"aBCR-", b"bBCR-"]
        .iter()
        .any(|signature| without_space.starts_with(signature))
}

/// What unknown bytes look like, for people.
fn look(bytes: &[u8]) -> String {
    let beginning = &bytes[..bytes.len().min(16)];
    if beginning
        .iter()
        .all(|&byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
    {
        format!("it begins with {:?}", one_line(&text(beginning)))
    } else {
        let hex: Vec<String> = beginning
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("it begins with the bytes {}", hex.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_goes_before_a_name_and_a_name_before_a_look() {
        assert_eq!(Format::of(b"glTF\x02\0\0\0", Some("stl")), Ok(Format::Gltf));
        assert_eq!(Format::of(b"aISO-1.0\r\n", Some("xyz")), Ok(Format::Sdf));
        assert_eq!(Format::of(b"v 0 0 0\n", Some("CSV")), Ok(Format::Xyz));
        assert_eq!(Format::of(b"# scan\nv 0 0 0\n", Some("txt")), Ok(Format::Obj));
        assert_eq!(Format::of(b"x;y;z\n0;0;1,5\n", None), Ok(Format::Xyz));
        assert_eq!(
            Format::of(b"solid skin\nfacet normal 0 0 1\n", None),
            Ok(Format::Stl)
        );
        assert_eq!(
            Format::of(br#"{"asset":{"version":"2.0"}}"#, None),
            Ok(Format::Gltf)
        );
    }

    #[test]
    fn what_is_no_scan_is_told_by_its_beginning() {
        let told = Format::of(b"\xff\xd8\xff\xe0", Some("jpg"))
            .unwrap_err()
            .to_string();
        assert!(told.contains("ff d8 ff e0"), "{told}");
        assert_eq!(Format::of(b"", Some("ply")), Err(Error::Empty));
    }
}
