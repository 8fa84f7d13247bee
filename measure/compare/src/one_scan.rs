//! One scan through the contract.

use crate::contract::{
    Finding, InputInfo, Kind, MEASURE_SCHEMA, MeasureResult, MeasuredScar, Quantity, ScarGeometry, Setting,
};
use crate::heights::{self, Found};
use crate::light_set::LightSetFound;
use crate::profile::ProfileResult;
use crate::scan::{algorithm, map_settings, surface_error};
use crate::surface::scar_type;
use crate::{CompareError, CompareOptions, Input, Measurement, Stage, scan_pictures};
use relief_estimate::Estimate;
use relief_surface::parameters::texture;
use relief_surface::scars::{Scar, ScarSettings, find_scars_in_relief};
use std::collections::BTreeMap;

/// Measures one scan that was told from a photo.
pub fn measure(
    input: Input<'_>,
    options: &CompareOptions,
    progress: &mut dyn FnMut(Stage),
) -> Result<Measurement, CompareError> {
    progress(Stage::Read);
    let hash = blake3::hash(input.bytes);
    let found = heights::read(input, options.pitch, &options.roi, options)?;
    let (reasons, checks) = found.findings("");
    let info = found.info(input, hash);
    let heights = match found {
        Found::Heights(heights) => heights,
        Found::Refused(set) => return Ok(refused(&set, info, (reasons, checks))),
    };
    let map = &heights.map;
    progress(Stage::Maps);
    let line = options.profile_mm;
    let profile = line
        .map(|line_mm| ProfileResult::of(input.name, map, line_mm))
        .transpose()?;
    let scar_settings = ScarSettings::default();
    let texture_settings = options.texture.unwrap_or_default();
    let (found, measured) = rayon::join(
        || find_scars_in_relief(map, &scar_settings),
        || texture(map, &texture_settings),
    );
    let (found, relief) = found.map_err(|source| surface_error(input.name, source))?;
    let measured = measured.map_err(|source| surface_error(input.name, source))?;
    let mut settings = map_settings("", map);
    settings.extend(heights.face.settings(""));
    settings.extend(heights.set.iter().flat_map(|set| set.settings("")));
    settings.extend([
        (
            "least_depth_mm".to_owned(),
            Setting::Number(scar_settings.least_depth_mm),
        ),
        (
            "least_width_mm".to_owned(),
            Setting::Number(scar_settings.least_width_mm),
        ),
        (
            "most_width_mm".to_owned(),
            Setting::Number(scar_settings.most_width_mm),
        ),
    ]);
    let applied = measured.applied.iter();
    settings.extend(applied.map(|(name, value)| ((*name).to_owned(), Setting::Number(*value))));
    let values = measured.parameters.iter().map(|parameter| {
        let quantity = Quantity {
            value: parameter.value,
            unit: parameter.unit.to_owned(),
            ci95: None,
        };
        (parameter.name.to_owned(), quantity)
    });
    let mut parameters: BTreeMap<String, Quantity> = values.collect();
    let off_together = heights.set.as_ref().map_or(0.0, LightSetFound::off_together);
    parameters.extend(totals(&found, off_together));
    parameters.extend(profile.iter().flat_map(ProfileResult::parameters));
    settings.extend(profile.iter().flat_map(ProfileResult::settings));
    let own_warnings = heights.set.iter().flat_map(|set| set.warnings.clone());
    let result = MeasureResult {
        schema: MEASURE_SCHEMA.to_owned(),
        kind: Kind::Surface,
        reasons,
        checks,
        warnings: own_warnings
            .chain(heights.face.warning())
            .chain(heights.face.stretch())
            .collect(),
        parameters,
        scars: (1..)
            .zip(&found)
            .map(|(id, scar)| contract_scar(id, scar))
            .collect(),
        settings,
        algorithm: algorithm(),
        inputs: vec![info],
    };
    let picture = options.pictures.then(|| {
        progress(Stage::Pictures);
        let mut picture = scan_pictures::draw_one(map, &relief, &found)?;
        if let Some(set) = &heights.set {
            picture.skin = set.pictures()?;
        }
        Ok(picture)
    });
    Ok(Measurement {
        result,
        picture: picture.transpose()?,
        zones: heights.face.zones(),
        heights: Some(heights.map),
    })
}

/// A light set that carries too little to find heights.
fn refused(
    set: &LightSetFound,
    info: InputInfo,
    (reasons, checks): (Vec<Finding>, Vec<Finding>),
) -> Measurement {
    let result = MeasureResult {
        schema: MEASURE_SCHEMA.to_owned(),
        kind: Kind::Surface,
        reasons,
        checks,
        warnings: set.warnings.clone(),
        parameters: BTreeMap::new(),
        scars: Vec::new(),
        settings: set.settings(""),
        algorithm: algorithm(),
        inputs: vec![info],
    };
    Measurement {
        result,
        picture: None,
        zones: Vec::new(),
        heights: None,
    }
}

/// Volume and area of all scars, and their mean depth where there are any. Errors of different scars are independent, but for the share by which all depths may be off together.
fn totals(scars: &[Scar], off_together: f64) -> Vec<(String, Quantity)> {
    let total = |name: &str, unit: &str, of: fn(&Scar) -> Estimate, factor: f64, off: f64| {
        let sum = Estimate::sum(scars.iter().map(of))
            .and_then(|sum| sum.times(factor))
            .ok()?;
        let sum = sum.widened(off * sum.value.abs());
        let quantity = Quantity {
            value: sum.value,
            unit: unit.to_owned(),
            ci95: Some(sum.ci95),
        };
        Some((name.to_owned(), quantity))
    };
    if scars.is_empty() {
        return Vec::new();
    }
    let all = [
        total("scar_volume", "mm3", |scar| scar.volume_mm3, 1.0, off_together),
        total("scar_area", "mm2", |scar| scar.area_mm2, 1.0, 0.0),
        total(
            "scar_depth",
            "mm",
            |scar| scar.depth_mm,
            1.0 / scars.len() as f64,
            off_together,
        ),
    ];
    all.into_iter().flatten().collect()
}

fn contract_scar(id: u32, scar: &Scar) -> MeasuredScar {
    MeasuredScar {
        id,
        scar_type: Some(scar_type(scar.scar_type)),
        confidence: scar.confidence,
        centre_mm: Some(scar.centre_mm),
        centre_px: None,
        geometry: ScarGeometry {
            depth_mm: Some(scar.depth_mm.value),
            width_mm: Some(scar.width_mm.value),
            length_mm: Some(scar.length_mm.value),
            area_mm2: Some(scar.area_mm2.value),
            volume_mm3: Some(scar.volume_mm3.value),
            wall_slope_deg: Some(scar.wall_slope_deg.value),
            ..ScarGeometry::default()
        },
    }
}
