//! Pairs that stand in folders: as `relief phantom` writes them, or rendered by somebody else.

use crate::{
    case::{Facts, Outline, Pair, Source, facts, json_name, kind_name, parse_kind},
    error::Problem,
};
use relief_phantom::{PairKind, TRUTH_SCHEMA, Truth};
use serde_json::Value;
use std::fs;
use std::path::Path;

const TRUTH: &str = "truth.json";

/// What other people's names for what is wrong contain, and the kind it is.
const WORDS: &[(&str, PairKind)] = &[
    ("other_side", PairKind::LightOtherSide),
    ("light_moved", PairKind::LightMoved),
    ("ring", PairKind::RingLight),
    ("flash", PairKind::FrontalFlash),
    ("hard", PairKind::HardLight),
    ("focus", PairKind::Defocus),
    ("under", PairKind::ExposureUnder),
    ("over_exp", PairKind::ExposureOver),
    ("overexp", PairKind::ExposureOver),
    ("cast", PairKind::ColourCast),
    ("tan", PairKind::Tan),
    ("makeup", PairKind::Makeup),
    ("make_up", PairKind::Makeup),
    ("shin", PairKind::Shine),
    ("patient", PairKind::DifferentPatient),
    ("mirror", PairKind::Mirrored),
    ("retouch", PairKind::Retouched),
    ("beauty", PairKind::Retouched),
    ("pose", PairKind::Pose),
    ("scale", PairKind::Scale),
    ("overlap", PairKind::Overlap),
    ("nois", PairKind::Noise),
    ("smile", PairKind::Expression),
    ("expression", PairKind::Expression),
];

/// All pairs below a folder by name, of those kinds when there are any.
pub fn pairs(dir: &Path, kinds: &[PairKind]) -> Result<Vec<Pair>, Problem> {
    let mut found = Vec::new();
    walk(dir, dir, &mut found)?;
    found.sort_by(|a, b| a.key.cmp(&b.key));
    if !kinds.is_empty() {
        let names: Vec<String> = kinds.iter().map(|&kind| kind_name(kind)).collect();
        let mut kept = Vec::new();
        for pair in found {
            if let Source::Folder(path) = &pair.source
                && names.contains(&truth(path)?.kind)
            {
                kept.push(pair);
            }
        }
        found = kept;
    }
    if found.is_empty() {
        return Err(Problem::unfit(dir, "holds no pair with truth.json"));
    }
    Ok(found)
}

fn walk(root: &Path, at: &Path, found: &mut Vec<Pair>) -> Result<(), Problem> {
    for entry in fs::read_dir(at).map_err(Problem::file(at))? {
        let path = entry.map_err(Problem::file(at))?.path();
        if path.is_dir() {
            walk(root, &path, found)?;
        } else if path.file_name().is_some_and(|name| name == TRUTH) {
            let key = at.strip_prefix(root).unwrap_or(at);
            found.push(Pair {
                key: key.to_string_lossy().into_owned(),
                source: Source::Folder(at.to_owned()),
            });
        }
    }
    Ok(())
}

/// The photos and the truth of a folder.
pub fn load(path: &Path) -> Result<([Vec<u8>; 2], Facts), Problem> {
    let photo = |name: &str| {
        let path = path.join(name);
        fs::read(&path).map_err(Problem::file(&path))
    };
    Ok(([photo("before.jpg")?, photo("after.jpg")?], truth(path)?))
}

fn truth(path: &Path) -> Result<Facts, Problem> {
    let path = path.join(TRUTH);
    let bytes = fs::read(&path).map_err(Problem::file(&path))?;
    let wrong = |error: serde_json::Error| Problem::unfit(&path, error.to_string());
    let value: Value = serde_json::from_slice(&bytes).map_err(wrong)?;
    if value["schema"] == TRUTH_SCHEMA {
        return Ok(facts(&serde_json::from_value::<Truth>(value).map_err(wrong)?));
    }
    foreign(&value).ok_or_else(|| Problem::unfit(&path, "does not say which verdict is expected"))
}

/// The truth of another renderer: `expect.verdict`, `reason`, and `treatment_factor` as the share of the
/// depth that is gone.
fn foreign(value: &Value) -> Option<Facts> {
    let expected = value["expect"]["verdict"].as_str()?;
    let gone = value["treatment_factor"].as_f64().unwrap_or(0.0);
    let reason = value["reason"].as_str();
    let known = |word: &str| {
        WORDS
            .iter()
            .find(|(part, _)| word.contains(part))
            .map(|&(_, kind)| kind)
    };
    let percent = (100.0 * gone).round();
    let kind = match reason {
        Some(word) => known(word).map_or_else(|| word.to_owned(), kind_name),
        None if percent > 0.0 => format!("treated_{percent}"),
        None if percent < 0.0 => format!("worse_{}", -percent),
        None => kind_name(PairKind::Unchanged),
    };
    let mut accepted_verdicts = vec![expected.to_owned()];
    // The kinds between ours: what is less than 30 % may honestly go undetected.
    if expected != "not_comparable" && gone < 0.295 {
        accepted_verdicts.push("no_detectable_change".to_owned());
    }
    let reasons = parse_kind(&kind).map_or(&[][..], PairKind::accepted_reasons);
    Some(Facts {
        phototype: value["phototype"].as_str().unwrap_or_default().to_owned(),
        comparable: expected != "not_comparable",
        accepted_verdicts,
        accepted_reasons: reasons.iter().map(json_name).collect(),
        depth_factor: 1.0 - gone,
        erythema_factor: value["erythema_scale"].as_f64().unwrap_or(1.0),
        scars: value["before"]["scars_px"]
            .as_array()
            .map_or_else(Vec::new, |scars| scars.iter().filter_map(outline).collect()),
        azimuth_change_deg: turn(value, "azimuth_deg"),
        elevation_change_deg: turn(value, "elevation_deg"),
        kind,
    })
}

fn outline(scar: &Value) -> Option<Outline> {
    let point = |value: &Value| Some([value[0].as_f64()?, value[1].as_f64()?]);
    let corners = scar["outline_px"].as_array()?.iter().filter_map(point);
    Some(Outline::new(point(&scar["centre_px"])?, corners))
}

fn turn(value: &Value, angle: &str) -> Option<f64> {
    let of = |photo: &str| value[photo]["lights"][0][angle].as_f64();
    Some(of("after")? - of("before")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_foreign_refusal_is_one_of_our_kinds() {
        let facts = foreign(&json!({
            "reason": "top_then_ring", "treatment_factor": 0.0, "expect": {"verdict": "not_comparable"}
        }))
        .unwrap();
        assert_eq!(facts.kind, "ring_light");
        assert!(!facts.comparable);
        assert_eq!(facts.accepted_reasons, ["light_direction", "light_hardness"]);
    }

    #[test]
    fn a_foreign_treatment_is_named_by_its_strength() {
        let treated = |factor: f64| {
            foreign(&json!({"treatment_factor": factor, "expect": {"verdict": "improved"}})).unwrap()
        };
        assert_eq!(treated(0.3).kind, "treated_30");
        assert_eq!(treated(0.3).accepted_verdicts, ["improved"]);
        assert_eq!(
            treated(0.15).accepted_verdicts,
            ["improved", "no_detectable_change"]
        );
    }

    #[test]
    fn a_pair_of_the_phantom_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let spec = relief_phantom::PairSpec {
            width: 160,
            height: 120,
            ..relief_phantom::plan(1, 2)[1]
        };
        let pair = relief_phantom::render_pair(&spec).unwrap();
        let at = folder.path().join("a/b");
        fs::create_dir_all(&at).unwrap();
        fs::write(at.join("before.jpg"), &pair.before_jpeg).unwrap();
        fs::write(at.join("after.jpg"), &pair.after_jpeg).unwrap();
        fs::write(at.join(TRUTH), serde_json::to_vec(&pair.truth).unwrap()).unwrap();
        let found = pairs(folder.path(), &[]).unwrap();
        assert_eq!(found[0].key, "a/b");
        let case = found[0].load().unwrap();
        assert_eq!(case.facts, facts(&pair.truth));
        assert_eq!(case.photos[1], pair.after_jpeg);
        assert!(pairs(folder.path(), &[PairKind::Unchanged]).is_err());
    }
}
