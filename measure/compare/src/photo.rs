//! Photos through the contract: bytes in, the comparison of `relief.compare/1` out.

use crate::contract::{
    Algorithm, COMPARE_SCHEMA, Change, CompareResult, Finding, InputInfo, Kind, ReasonCode, Registration,
    Scar, ScarGeometry, Setting,
};
use crate::{CompareError, CompareOptions, Comparison, Input, Stage, capture, pictures};
use relief_grid::ScaleSource;
use relief_photo::comparison::{
    MetricChange, PhotoComparison, PhotoOptions, PhotoScale, PhotoStage, ScarChange, compare_photos,
};
use relief_photo::gate::Check;
use relief_photo::{Photo, ReadLimits, read_photo};
use std::collections::BTreeMap;

/// Compares two photos.
///
/// # Errors
/// [`CompareError`] when a file cannot be read, both are the same file, or a region lies outside. A refusal by
/// the gate is not an error.
pub fn compare(
    before: Input<'_>,
    after: Input<'_>,
    options: &CompareOptions,
    progress: &mut dyn FnMut(Stage),
) -> Result<Comparison, CompareError> {
    progress(Stage::Read);
    let (first_hash, second_hash) = rayon::join(|| blake3::hash(before.bytes), || blake3::hash(after.bytes));
    if first_hash == second_hash {
        return Err(CompareError::SameBytes {
            before: before.name.to_owned(),
            after: after.name.to_owned(),
        });
    }
    let (first, second) = rayon::join(|| read(before), || read(after));
    let photos = [first?, second?];
    check_regions(before.name, &photos[0], options)?;
    let asked = PhotoOptions {
        scale: options.scale,
        regions: options.roi.clone(),
        seed: options.seed,
    };
    let capture = capture::capture(options.repeatability.as_ref());
    let compared = compare_photos(&photos[0], &photos[1], &asked, &capture, |stage| {
        progress(named(stage))
    });
    let inputs = [(before, first_hash, &photos[0]), (after, second_hash, &photos[1])];
    let infos = inputs
        .iter()
        .zip(compared.scales)
        .map(|(&(input, hash, photo), scale)| info(input, hash, photo, scale));
    let result = result(infos.collect(), &compared, options, &capture.method);
    drop(photos);
    let pictures = options.pictures.then(|| {
        progress(Stage::Pictures);
        pictures::draw(&compared)
    });
    Ok(Comparison {
        result,
        pictures: pictures.transpose()?,
    })
}

fn read(input: Input<'_>) -> Result<Photo, CompareError> {
    read_photo(input.bytes, &ReadLimits::default()).map_err(|source| CompareError::Read {
        name: input.name.to_owned(),
        source,
    })
}

fn check_regions(name: &str, photo: &Photo, options: &CompareOptions) -> Result<(), CompareError> {
    let (width, height) = (photo.width as f64, photo.height as f64);
    for (i, region) in options.roi.iter().enumerate() {
        let bound = |f: fn(&relief_grid::Point) -> f64, fold: fn(f64, f64) -> f64, start: f64| {
            region.corners.iter().map(f).fold(start, fold)
        };
        let (left, right) = (
            bound(|p| p.x, f64::min, f64::INFINITY),
            bound(|p| p.x, f64::max, f64::NEG_INFINITY),
        );
        let (top, bottom) = (
            bound(|p| p.y, f64::min, f64::INFINITY),
            bound(|p| p.y, f64::max, f64::NEG_INFINITY),
        );
        let covers = right.min(width) - left.max(0.0) >= 1.0 && bottom.min(height) - top.max(0.0) >= 1.0;
        if !covers {
            return Err(CompareError::EmptyRegion {
                name: name.to_owned(),
                region: i + 1,
                width: photo.width,
                height: photo.height,
            });
        }
    }
    Ok(())
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

fn info(input: Input<'_>, hash: blake3::Hash, photo: &Photo, scale: PhotoScale) -> InputInfo {
    InputInfo {
        path: input.name.to_owned(),
        blake3: hash.to_hex().to_string(),
        width: photo.width,
        height: photo.height,
        mm_per_px: scale
            .pitch
            .filter(|_| scale.source != ScaleSource::None)
            .map(|p| p.mm_per_px()),
        scale_source: scale.source,
    }
}

fn result(
    inputs: Vec<InputInfo>,
    compared: &PhotoComparison,
    options: &CompareOptions,
    method: &str,
) -> CompareResult {
    let (checks, reasons): (Vec<&Check>, Vec<&Check>) = compared.checks.iter().partition(|c| c.passed);
    let findings = |checks: Vec<&Check>| checks.into_iter().map(finding).collect();
    CompareResult {
        schema: COMPARE_SCHEMA.to_owned(),
        kind: Kind::Photo,
        comparable: compared.comparable(),
        reasons: findings(reasons),
        checks: findings(checks),
        warnings: compared.warnings.clone(),
        registration: compared.registration.as_ref().map(|r| Registration {
            overlap: r.overlap,
            residual_px: r.residual_px,
        }),
        verdict: compared.verdict,
        changes: compared.changes.iter().map(change).collect(),
        scars: scars(compared, &inputs),
        parameters: settings(compared, options, method),
        algorithm: Algorithm {
            name: "relief-photo".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        inputs,
    }
}

fn finding(check: &Check) -> Finding {
    #[expect(
        clippy::expect_used,
        reason = "a test holds that every code of the gate is one of the contract"
    )]
    let code = *ReasonCode::ALL
        .iter()
        .find(|c| c.as_str() == check.code.name())
        .expect("a code of the contract");
    Finding {
        code,
        measured: check.measured,
        limit: check.limit,
        unit: check.unit.to_owned(),
        message: check.message.clone(),
    }
}

fn change(metric: &MetricChange) -> Change {
    let relief_estimate::Change {
        before,
        after,
        difference,
        relative,
        mdc95,
        verdict,
    } = metric.change;
    Change {
        metric: metric.metric.to_owned(),
        unit: metric.unit.to_owned(),
        before,
        after,
        difference,
        relative,
        mdc95,
        verdict,
    }
}

fn scars(compared: &PhotoComparison, inputs: &[InputInfo]) -> Vec<Scar> {
    (1..)
        .zip(&compared.scars)
        .map(|(id, scar)| contract_scar(id, scar, compared, inputs[0].mm_per_px))
        .collect()
}

fn contract_scar(id: u32, scar: &ScarChange, compared: &PhotoComparison, mm_per_px: Option<f64>) -> Scar {
    let working = &compared.workings[0];
    // Scars are measured at half working resolution.
    let factor = 2.0 * working.factor as f64;
    let centre = relief_grid::pyramid::to_base(1, scar.centre);
    let px = [working.to_photo_px(centre.x), working.to_photo_px(centre.y)];
    let area_px = scar.cells.len() as f64 * factor * factor;
    let geometry = |contrast: f64| ScarGeometry {
        width_mm: mm_per_px.map(|mm| mm * factor * scar.extents_px[0]),
        length_mm: mm_per_px.map(|mm| mm * factor * scar.extents_px[1]),
        area_mm2: mm_per_px.map(|mm| area_px * mm * mm),
        area_px: mm_per_px.is_none().then_some(area_px),
        shading_contrast: Some(contrast),
        ..ScarGeometry::default()
    };
    Scar {
        id,
        scar_type: None,
        confidence: scar.confidence(),
        centre_mm: mm_per_px.map(|mm| px.map(|v| v * mm)),
        centre_px: Some(px),
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
    for (scale, name) in compared.scales.iter().zip(["before", "after"]) {
        if let Some(sd) = scale.relative_sd {
            settings.insert(format!("{name}_scale_relative_sd"), Setting::Number(sd));
        }
    }
    for (working, name) in compared.workings.iter().zip(["before", "after"]) {
        settings.insert(
            format!("{name}_working_mm_per_px"),
            Setting::Number(working.filter_pitch().mm_per_px()),
        );
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
    for (i, region) in options.roi.iter().enumerate() {
        let corners = region.corners.iter().flat_map(|p| [p.x, p.y]).collect();
        settings.insert(format!("region_{}", i + 1), Setting::Numbers(corners));
    }
    settings
}
