//! What has heights: a scan, or a light set in which they are found.

use crate::contract::{Finding, InputInfo};
use crate::findings::findings;
use crate::light_set::{self, LightSetFound, is_light_set};
use crate::reading::zoneless;
use crate::scan::Face;
use crate::{CompareError, CompareOptions, Input, scan};
use relief_grid::{HeightMap, Pitch, Polygon};

/// An input's heights.
pub struct Heights {
    /// The heights that count.
    pub map: HeightMap,
    /// The light set that they come from.
    pub set: Option<LightSetFound>,
    /// The face that a mesh shows.
    pub face: Face,
}

/// Heights, or a light set that was refused.
pub enum Found {
    Heights(Box<Heights>),
    Refused(Box<LightSetFound>),
}

/// Reads an input that [`scan::is_scan`] told from a photo. Of `regions` at least one must be met: in cells of a scan, or in pixels of a light set's
/// pictures.
pub fn read(
    input: Input<'_>,
    pitch: Option<Pitch>,
    regions: &[Polygon],
    options: &CompareOptions,
) -> Result<Found, CompareError> {
    if !is_light_set(input) {
        let scan::ReadScan { map, face } = scan::read(input, pitch, options)?;
        let map = scan::within(map, input.name, regions)?;
        return Ok(Found::Heights(Box::new(Heights { map, set: None, face })));
    }
    zoneless(input, options)?;
    let set = light_set::read(input, regions, options)?;
    Ok(match &set.reconstruction.relief {
        Some(relief) => Found::Heights(Box::new(Heights {
            map: relief.height.clone(),
            set: Some(set),
            face: Face::None,
        })),
        None => Found::Refused(Box::new(set)),
    })
}

impl Found {
    /// What the contract says of the input.
    pub fn info(&self, input: Input<'_>, hash: blake3::Hash) -> InputInfo {
        match self {
            Self::Heights(heights) => scan::info(input, hash, &heights.map),
            Self::Refused(set) => set.info(input, hash),
        }
    }

    /// Checks of a light set that failed, and those that passed; a scan has none. `whose` begins their sentences where two sets must be told apart.
    pub fn findings(&self, whose: &str) -> (Vec<Finding>, Vec<Finding>) {
        let set = match self {
            Self::Heights(heights) => heights.set.as_ref(),
            Self::Refused(set) => Some(&**set),
        };
        let (mut failed, passed) = findings(set.into_iter().flat_map(LightSetFound::checked));
        for finding in &mut failed {
            finding.message = format!("{whose}{}", finding.message);
        }
        (failed, passed)
    }
}
