//! What is drawn of scans, as a page finds it: the pictures at addresses, the relief as letters.

use super::shown::Image;
use super::shown_skin::ShownSkin;
use base64::prelude::{BASE64_STANDARD, Engine};
use relief_compare::{Mark, Picture, ReliefGrid, ScanPicture, ScanView, ScarPlace, Section};
use serde::{Deserialize, Serialize};

/// One scan as a page finds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownScan {
    /// Its heights in colours.
    pub heights: Image,
    /// The scars, to draw over it.
    pub marks: Vec<Mark>,
    /// Millimetres per pixel.
    pub mm_per_px: f64,
    /// What else is drawn.
    pub view: ShownView,
    /// The skin of a light set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skins: Vec<ShownSkin>,
}

/// What is drawn of one scan, or of two, beyond pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownView {
    /// The skin in three dimensions.
    pub relief: ShownRelief,
    /// A cross-section of each scar.
    pub sections: Vec<Section>,
    /// The areal parameters of two scans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub texture: Option<ShownTexture>,
}

/// The relief on a grid, as a page's script reads it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownRelief {
    /// Cells per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// Distance between cells, along a row and between rows.
    pub pitch_mm: [f64; 2],
    /// For each scan its heights row by row, in Base64: 16 bits each, the lower byte first, the height in µm plus 32768, and
    /// nought where it was not measured.
    pub heights: Vec<String>,
    /// Where the scars are.
    pub scars: Vec<ScarPlace>,
}

/// The areal parameters of two scans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownTexture {
    /// Name, unit, and the values before and after.
    pub parameters: Vec<(String, String, [f64; 2])>,
    /// What was applied to the scans before, with its value.
    pub applied: Vec<(String, f64)>,
}

impl ShownScan {
    /// A scan whose picture is at the address that `place` gives, asked with its name: `heights`, and of a light set `albedo-0` and others.
    pub fn at(drawn: &ScanPicture, mut place: impl FnMut(&str, &Picture) -> String) -> Self {
        Self {
            heights: Image::at(&drawn.heights, place("heights", &drawn.heights)),
            marks: drawn.marks.clone(),
            mm_per_px: drawn.mm_per_px,
            view: ShownView::of(&drawn.view),
            skins: ShownSkin::all(drawn.skin.as_slice(), place),
        }
    }

    /// A scan whose picture travels inside the page.
    pub(super) fn inside(drawn: &ScanPicture) -> Self {
        Self::at(drawn, |_, picture| Image::inside(picture))
    }

    /// The same picture at another address.
    #[must_use]
    pub fn moved(mut self, place: impl Fn(&str) -> String) -> Self {
        let skins = self.skins.iter_mut().flat_map(ShownSkin::images);
        for image in [&mut self.heights].into_iter().chain(skins) {
            image.source = place(&image.source);
        }
        self
    }
}

impl ShownView {
    pub(super) fn of(view: &ScanView) -> Self {
        Self {
            relief: ShownRelief::of(&view.relief),
            sections: view.sections.iter().map(rounded).collect(),
            texture: view.texture.as_ref().map(|pair| ShownTexture {
                parameters: pair.parameters.clone(),
                applied: pair.applied.clone(),
            }),
        }
    }
}

/// A section to a tenth of a micrometre and of a pixel, which is more than is drawn.
fn rounded(section: &Section) -> Section {
    let tenth = |value: f64| (10.0 * value).round() / 10.0;
    let heights = section.heights_um.iter().map(|heights| {
        let heights = heights.iter().map(|height| height.map(tenth));
        heights.collect()
    });
    Section {
        heights_um: heights.collect(),
        ends_px: section.ends_px.map(|end| end.map(tenth)),
        ..section.clone()
    }
}

impl ShownRelief {
    fn of(grid: &ReliefGrid) -> Self {
        Self {
            width: grid.width,
            height: grid.height,
            pitch_mm: grid.pitch_mm,
            heights: grid.heights_um.iter().map(|heights| letters(heights)).collect(),
            scars: grid.scars.clone(),
        }
    }
}

fn letters(heights_um: &[Option<i16>]) -> String {
    let bytes: Vec<u8> = heights_um
        .iter()
        .flat_map(|height| height.map_or(0, code).to_le_bytes())
        .collect();
    BASE64_STANDARD.encode(bytes)
}

/// The lowest height of all gives way to what was not measured.
fn code(height_um: i16) -> u16 {
    ((i32::from(height_um) - i32::from(i16::MIN)) as u16).max(1)
}

#[cfg(test)]
mod tests {
    use super::letters;
    use base64::prelude::{BASE64_STANDARD, Engine};

    #[test]
    fn heights_are_little_endian_and_nought_is_not_measured() {
        let letters = letters(&[None, Some(0), Some(-500), Some(i16::MIN)]);
        let bytes = BASE64_STANDARD.decode(letters).unwrap();
        assert_eq!(bytes, [0, 0, 0x00, 0x80, 0x0c, 0x7e, 1, 0]);
    }
}
