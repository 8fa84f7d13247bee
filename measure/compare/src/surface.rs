//! Scans through the contract: two height maps in, the comparison of `relief.compare/1` out.

use crate::contract::{
    COMPARE_SCHEMA, Change, CompareResult, Finding, InputInfo, Kind, ReasonCode, Registration, Scar,
    ScarGeometry, ScarType, Setting,
};
use crate::findings::{Checked, findings};
use crate::heights::{self, Found};
use crate::light_set::{self, LightSetFound};
use crate::scan::{algorithm, map_settings, surface_error};
use crate::{CompareError, CompareOptions, Comparison, Input, Stage, scan_pictures};
use relief_estimate::{RepeatabilityFile, Verdict};
use relief_grid::{HeightMap, Pitch};
use relief_surface::change::{
    Check, CheckCode, CompareSettings, Geometry, ScarChange, SurfaceComparison, compare as compare_maps,
};
use relief_surface::scars;
use std::collections::BTreeMap;

/// Compares two scans that were told from photos; each has its own pitch where its format carries none.
pub fn compare(
    [(before, first_hash), (after, second_hash)]: [(Input<'_>, blake3::Hash); 2],
    pitches: [Option<Pitch>; 2],
    options: &CompareOptions,
    progress: &mut dyn FnMut(Stage),
) -> Result<Comparison, CompareError> {
    let (first, second) = rayon::join(
        || heights::read(before, pitches[0], &options.roi, options),
        || heights::read(after, pitches[1], &[], options),
    );
    let read = [first?, second?];
    let inputs = vec![read[0].info(before, first_hash), read[1].info(after, second_hash)];
    let (mut reasons, mut checks) = read[0].findings("before: ");
    let (failed, passed) = read[1].findings("after: ");
    reasons.extend(failed);
    checks.extend(passed);
    let [first, second] = match read {
        [Found::Heights(first), Found::Heights(second)] => [*first, *second],
        _ => return Ok(refused(inputs, reasons, checks)),
    };
    let face_settings =
        [(&first.face, "before_"), (&second.face, "after_")].map(|(face, prefix)| face.settings(prefix));
    let face_warning = first.face.warning().or_else(|| second.face.warning());
    let sets = [first.set, second.set];
    let maps = [first.map, second.map];
    progress(Stage::Register);
    let by_lamps = sets.iter().any(Option::is_some);
    let mut settings = settings(options.repeatability.as_ref(), by_lamps);
    settings.off_together = sets
        .each_ref()
        .map(|set| set.as_ref().map_or(0.0, LightSetFound::off_together));
    let compared = compare_maps(&maps[0], &maps[1], &settings)
        .map_err(|source| surface_error(&format!("{} and {}", before.name, after.name), source))?;
    let (failed, passed) = findings(compared.checks.iter().map(checked));
    reasons.extend(failed);
    checks.extend(passed);
    let mut parameters = parameters(&compared, &maps, &settings, options, by_lamps);
    for (set, prefix) in sets.iter().zip(["before_", "after_"]) {
        parameters.extend(set.iter().flat_map(|set| set.settings(prefix)));
    }
    parameters.extend(face_settings.into_iter().flatten());
    let own_warnings = sets.iter().flatten().flat_map(|set| set.warnings.clone());
    let own_warnings = own_warnings.chain(face_warning);
    let pitch_mm = maps[0].pitch_x().mm_per_px();
    let result = CompareResult {
        schema: COMPARE_SCHEMA.to_owned(),
        kind: Kind::Surface,
        comparable: compared.comparable(),
        reasons,
        checks,
        warnings: own_warnings.chain(compared.warnings.clone()).collect(),
        registration: compared.registration.map(|found| Registration {
            overlap: found.overlap,
            residual_px: found.place_error_mm / pitch_mm,
        }),
        verdict: compared.verdict,
        changes: compared.changes.iter().map(Change::of).collect(),
        scars: (1..)
            .zip(&compared.scars)
            .map(|(id, scar)| contract_scar(id, scar))
            .collect(),
        parameters,
        algorithm: algorithm(),
        inputs,
    };
    let pictures = options.pictures.then(|| {
        progress(Stage::Pictures);
        let mut pictures = scan_pictures::draw(&compared, [&maps[0], &maps[1]])?;
        if let ([Some(first), Some(second)], Some(found)) = (&sets, &compared.registration)
            && pictures.aligned
        {
            let second = first.pictures_of_second(second, found.motion)?;
            pictures.skins = first.pictures()?.into_iter().chain(second).collect();
        }
        Ok(pictures)
    });
    Ok(Comparison {
        result,
        pictures: pictures.transpose()?,
    })
}

/// Two light sets of which one carries too little to find heights.
fn refused(inputs: Vec<InputInfo>, reasons: Vec<Finding>, checks: Vec<Finding>) -> Comparison {
    let result = CompareResult {
        schema: COMPARE_SCHEMA.to_owned(),
        kind: Kind::Surface,
        comparable: false,
        reasons,
        checks,
        warnings: Vec::new(),
        registration: None,
        verdict: Verdict::NotComparable,
        changes: Vec::new(),
        scars: Vec::new(),
        parameters: BTreeMap::new(),
        algorithm: algorithm(),
        inputs,
    };
    Comparison {
        result,
        pictures: None,
    }
}

/// The default limits of scans or of light sets, and the practice's own where its file lists a metric.
fn settings(own: Option<&RepeatabilityFile>, by_lamps: bool) -> CompareSettings {
    let mut settings = CompareSettings::default();
    if by_lamps {
        settings.mdc95 = light_set::limits();
    }
    for metric in own.into_iter().flat_map(RepeatabilityFile::metrics) {
        let limit = match metric.metric.as_str() {
            "scar_volume" => &mut settings.mdc95.scar_volume,
            "scar_depth" => &mut settings.mdc95.scar_depth,
            "scar_area" => &mut settings.mdc95.scar_area,
            _ => continue,
        };
        *limit = metric.limit();
    }
    settings
}

fn checked(check: &Check) -> Checked<'_> {
    Checked {
        code: match check.code {
            CheckCode::Registration => ReasonCode::Registration,
            CheckCode::Overlap => ReasonCode::Overlap,
            CheckCode::DifferentSkin => ReasonCode::DifferentSkin,
            CheckCode::Mirrored => ReasonCode::Mirrored,
            CheckCode::Scale => ReasonCode::Scale,
            CheckCode::Noise => ReasonCode::Noise,
        },
        quantity: check.quantity,
        measured: check.measured,
        limit: check.limit,
        unit: check.unit,
        message: &check.message,
        passed: check.passed,
    }
}

pub fn scar_type(found: scars::ScarType) -> ScarType {
    match found {
        scars::ScarType::IcePick => ScarType::IcePick,
        scars::ScarType::Boxcar => ScarType::Boxcar,
        scars::ScarType::Rolling => ScarType::Rolling,
    }
}

fn contract_scar(id: u32, scar: &ScarChange) -> Scar {
    Scar {
        id,
        scar_type: Some(scar_type(scar.scar_type)),
        confidence: scar.confidence,
        centre_mm: Some(scar.centre_mm),
        centre_px: None,
        before: Some(geometry(&scar.before)),
        after: Some(geometry(&scar.after)),
        matched: scar.found.iter().all(|found| *found > 0),
        verdict: scar.verdict,
    }
}

fn geometry(measured: &Geometry) -> ScarGeometry {
    ScarGeometry {
        depth_mm: Some(measured.depth_mm.value),
        width_mm: measured.shape.map(|shape| shape.width_mm),
        length_mm: measured.shape.map(|shape| shape.length_mm),
        area_mm2: Some(measured.area_mm2),
        volume_mm3: Some(measured.volume_mm3.value),
        wall_slope_deg: measured.shape.map(|shape| shape.wall_slope_deg),
        ..ScarGeometry::default()
    }
}

fn parameters(
    compared: &SurfaceComparison,
    maps: &[HeightMap; 2],
    settings: &CompareSettings,
    options: &CompareOptions,
    by_lamps: bool,
) -> BTreeMap<String, Setting> {
    let limits = match &options.repeatability {
        Some(own) => own.capture_method().to_owned(),
        None if by_lamps => "default: repeated light sets of synthetic skin".to_owned(),
        None => "default: repeated scans of synthetic skin".to_owned(),
    };
    let mut parameters = BTreeMap::from([
        ("repeatability".to_owned(), Setting::Text(limits)),
        (
            "least_depth_mm".to_owned(),
            Setting::Number(settings.scars.least_depth_mm),
        ),
        (
            "least_width_mm".to_owned(),
            Setting::Number(settings.scars.least_width_mm),
        ),
        (
            "most_width_mm".to_owned(),
            Setting::Number(settings.scars.most_width_mm),
        ),
    ]);
    parameters.extend(map_settings("before_", &maps[0]));
    parameters.extend(map_settings("after_", &maps[1]));
    if let Some(found) = &compared.registration {
        let numbers = [
            (
                "registration_rotation_deg",
                found.motion.rotation_rad.to_degrees(),
            ),
            ("registration_shift_x_mm", found.motion.shift_mm[0]),
            ("registration_shift_y_mm", found.motion.shift_mm[1]),
            ("registration_place_error_mm", found.place_error_mm),
            ("registration_residual_mm", found.residual_mm),
            ("registration_skin_correlation", found.skin_correlation),
            ("registration_scar_correlation", found.scar_correlation),
        ];
        parameters.extend(numbers.map(|(name, value)| (name.to_owned(), Setting::Number(value))));
    }
    parameters
}
