//! A profile of a scan through the contract.

use crate::CompareError;
use crate::contract::{Quantity, Setting};
use crate::scan::surface_error;
use relief_grid::HeightMap;
use relief_surface::profile::{Profile, ProfileSettings, Roughness};

/// What is said of a scan along a line: its parameters by the standard's names, and what they hang on.
pub struct ProfileResult {
    found: Roughness,
    applied: ProfileSettings,
}

impl ProfileResult {
    /// Along the line between two points in mm from the middle of the scan's first cell.
    pub fn of(name: &str, map: &HeightMap, [from_mm, to_mm]: [[f64; 2]; 2]) -> Result<Self, CompareError> {
        let applied = ProfileSettings::default();
        let found = Profile::along(map, from_mm, to_mm).and_then(|profile| profile.roughness(&applied));
        let found = found.map_err(|source| surface_error(name, source))?;
        Ok(Self { found, applied })
    }

    pub fn parameters(&self) -> impl Iterator<Item = (String, Quantity)> {
        self.found.named().into_iter().map(|parameter| {
            let quantity = Quantity {
                value: parameter.value,
                unit: parameter.unit.to_owned(),
                ci95: None,
            };
            (parameter.name.to_owned(), quantity)
        })
    }

    pub fn settings(&self) -> [(String, Setting); 4] {
        let sections = Setting::Count(self.found.sections as u64);
        [
            ("profile_sections".to_owned(), sections),
            number("profile_evaluated_mm", self.found.evaluated_mm),
            number("profile_s_filter_gaussian_mm", self.applied.s_nesting_mm),
            number("profile_l_filter_gaussian_mm", self.applied.l_nesting_mm),
        ]
    }
}

fn number(name: &str, value: f64) -> (String, Setting) {
    (name.to_owned(), Setting::Number(value))
}
