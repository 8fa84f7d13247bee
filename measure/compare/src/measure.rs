//! One input through the contract: bytes in, the measurement of `relief.measure/1` out.

use crate::contract::{Kind, MEASURE_SCHEMA, MeasureResult, MeasuredScar, Quantity, Setting};
use crate::findings::findings;
use crate::one_photo::{
    ScarRaster, algorithm, checked, info, picture_settings, region_settings, scale_warning,
};
use crate::one_scan;
use crate::reading::{asked, check_regions, read, zoneless};
use crate::scan;
use crate::{CompareError, CompareOptions, Input, Measurement, Stage};
use relief_photo::single::{MetricEstimate, PhotoMeasurement, measure_photo};
use std::collections::BTreeMap;

/// Measures one photo, scan or light set. Of the options, those about a change (`repeatability`) and `pictures` do not matter.
///
/// When a check of the photo or light set fails, such as too little skin, the result has `reasons` and no `parameters`.
///
/// # Errors
/// [`CompareError`] when the file cannot be read or a region lies outside.
pub fn measure(
    input: Input<'_>,
    options: &CompareOptions,
    progress: &mut dyn FnMut(Stage),
) -> Result<Measurement, CompareError> {
    if scan::is_scan(input, options.pitch) {
        return one_scan::measure(input, options, progress);
    }
    if options.profile_mm.is_some() {
        return Err(CompareError::ProfileOfPhoto {
            name: input.name.to_owned(),
        });
    }
    if options.texture.is_some() {
        return Err(CompareError::FiltersOfPhoto {
            name: input.name.to_owned(),
        });
    }
    zoneless(input, options)?;
    progress(Stage::Read);
    let hash = blake3::hash(input.bytes);
    let photo = read(input)?;
    check_regions(input.name, [photo.width, photo.height], &options.roi)?;
    progress(Stage::Maps);
    let size = [photo.width, photo.height];
    let measured = measure_photo(photo, &asked(options));
    let info = info(input, hash, size, measured.scale);
    let (reasons, checks) = findings(measured.checks.iter().map(checked));
    let result = MeasureResult {
        schema: MEASURE_SCHEMA.to_owned(),
        kind: Kind::Photo,
        reasons,
        checks,
        warnings: measured
            .warnings
            .iter()
            .cloned()
            .chain(scale_warning("the picture", options.scale, measured.scale))
            .collect(),
        parameters: measured.metrics.iter().map(quantity).collect(),
        scars: scars(&measured, info.mm_per_px),
        settings: settings(&measured, options),
        algorithm: algorithm(),
        inputs: vec![info],
    };
    Ok(Measurement {
        result,
        picture: None,
        zones: Vec::new(),
        heights: None,
    })
}

fn quantity(metric: &MetricEstimate) -> (String, Quantity) {
    let quantity = Quantity {
        value: metric.estimate.value,
        unit: metric.unit.to_owned(),
        ci95: Some(metric.estimate.ci95),
    };
    (metric.metric.to_owned(), quantity)
}

fn scars(measured: &PhotoMeasurement, mm_per_px: Option<f64>) -> Vec<MeasuredScar> {
    let raster = ScarRaster::of(&measured.working, mm_per_px);
    let scars = (1..).zip(&measured.scars);
    let scars = scars.map(|(id, scar)| {
        let (centre_px, centre_mm) = raster.centre(scar.centre);
        MeasuredScar {
            id,
            scar_type: raster.scar_type(scar.extents_px, scar.contrast),
            confidence: scar.confidence(),
            centre_mm,
            centre_px: Some(centre_px),
            geometry: raster.geometry(scar.cells, scar.extents_px, scar.contrast),
        }
    });
    scars.collect()
}

fn settings(measured: &PhotoMeasurement, options: &CompareOptions) -> BTreeMap<String, Setting> {
    let mut settings = BTreeMap::from([("seed".to_owned(), Setting::Count(options.seed))]);
    settings.extend(picture_settings("", measured.scale, &measured.working));
    settings.extend(region_settings(options));
    settings
}
