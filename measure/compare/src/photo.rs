//! Photos through the contract: bytes in, the comparison of `relief.compare/1` out.

use crate::contract::{COMPARE_SCHEMA, Change, CompareResult, InputInfo, Kind, Registration, Scar, Setting};
use crate::findings::findings;
use crate::one_photo::{
    ScarRaster, algorithm, checked, info, picture_settings, region_settings, scale_warning,
};
use crate::reading::{asked, check_regions, read};
use crate::{CompareError, CompareOptions, Comparison, Input, Stage, capture, pictures};
use relief_photo::comparison::{PhotoComparison, PhotoStage, ScarChange, compare_photos};
use std::collections::BTreeMap;

/// Compares two photos that were told from scans.
pub fn compare(
    [(before, first_hash), (after, second_hash)]: [(Input<'_>, blake3::Hash); 2],
    options: &CompareOptions,
    progress: &mut dyn FnMut(Stage),
) -> Result<Comparison, CompareError> {
    let (first, second) = rayon::join(|| read(before), || read(after));
    let (first, second) = (first?, second?);
    check_regions(before.name, [first.width, first.height], &options.roi)?;
    let sizes = [&first, &second].map(|photo| [photo.width, photo.height]);
    let asked = asked(options);
    let capture = capture::capture(options.repeatability.as_ref());
    let compared = compare_photos(first, second, &asked, &capture, |stage| progress(named(stage)));
    let inputs = [(before, first_hash, sizes[0]), (after, second_hash, sizes[1])];
    let infos = inputs
        .iter()
        .zip(compared.scales)
        .map(|(&(input, hash, size), scale)| info(input, hash, size, scale));
    let result = result(infos.collect(), &compared, options, &capture.method);
    let pictures = options.pictures.then(|| {
        progress(Stage::Pictures);
        pictures::draw(&compared)
    });
    Ok(Comparison {
        result,
        pictures: pictures.transpose()?,
    })
}

fn named(stage: PhotoStage) -> Stage {
    match stage {
        PhotoStage::Card => Stage::Card,
        PhotoStage::Skin => Stage::Skin,
        PhotoStage::Register => Stage::Register,
        PhotoStage::Gate => Stage::Gate,
        PhotoStage::Change => Stage::Change,
    }
}

fn result(
    inputs: Vec<InputInfo>,
    compared: &PhotoComparison,
    options: &CompareOptions,
    method: &str,
) -> CompareResult {
    let (reasons, checks) = findings(compared.checks.iter().map(checked));
    CompareResult {
        schema: COMPARE_SCHEMA.to_owned(),
        kind: Kind::Photo,
        comparable: compared.comparable(),
        reasons,
        checks,
        warnings: warnings(compared, options),
        registration: compared.registration.as_ref().map(|r| Registration {
            overlap: r.overlap,
            residual_px: r.residual_px,
        }),
        verdict: compared.verdict,
        changes: compared.changes.iter().map(Change::of).collect(),
        scars: scars(compared, inputs[0].mm_per_px),
        parameters: settings(compared, options, method),
        algorithm: algorithm(),
        inputs,
    }
}

fn warnings(compared: &PhotoComparison, options: &CompareOptions) -> Vec<String> {
    let pictures = ["the first picture", "the second picture"]
        .into_iter()
        .zip(compared.scales);
    let scales = pictures.filter_map(|(which, used)| scale_warning(which, options.scale, used));
    compared.warnings.iter().cloned().chain(scales).collect()
}

fn scars(compared: &PhotoComparison, mm_per_px: Option<f64>) -> Vec<Scar> {
    let raster = ScarRaster::of(&compared.workings[0], mm_per_px);
    let scars = (1..).zip(&compared.scars);
    scars.map(|(id, scar)| contract_scar(id, scar, &raster)).collect()
}

fn contract_scar(id: u32, scar: &ScarChange, raster: &ScarRaster<'_>) -> Scar {
    let (centre_px, centre_mm) = raster.centre(scar.centre);
    let geometry = |contrast: f64| raster.geometry(scar.cells.len(), scar.extents_px, contrast);
    Scar {
        id,
        scar_type: raster.scar_type(scar.extents_px, scar.contrast[0].max(scar.contrast[1])),
        confidence: scar.confidence(),
        centre_mm,
        centre_px: Some(centre_px),
        before: Some(geometry(scar.contrast[0])),
        after: Some(geometry(scar.contrast[1])),
        matched: true,
        verdict: scar.verdict,
    }
}

fn settings(compared: &PhotoComparison, options: &CompareOptions, method: &str) -> BTreeMap<String, Setting> {
    let mut settings = BTreeMap::from([
        ("seed".to_owned(), Setting::Count(options.seed)),
        ("repeatability".to_owned(), Setting::Text(method.to_owned())),
    ]);
    for (i, prefix) in ["before_", "after_"].into_iter().enumerate() {
        settings.extend(picture_settings(
            prefix,
            compared.scales[i],
            &compared.workings[i],
        ));
    }
    if let Some(r) = &compared.registration {
        let numbers = [
            ("registration_residual_p95_px", r.residual_p95_px),
            ("registration_rotation_deg", r.rotation_deg),
            ("registration_scale", r.scale),
            ("registration_view_change_deg", r.view_change_deg),
            ("registration_texture_correlation", r.texture_ncc),
        ];
        settings.extend(numbers.map(|(name, value)| (name.to_owned(), Setting::Number(value))));
        settings.insert(
            "registration_features".to_owned(),
            Setting::Count(r.n_inliers as u64),
        );
    }
    settings.extend(region_settings(options));
    settings
}
