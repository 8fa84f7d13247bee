//! A pair with its truth, wherever it comes from.

use crate::{error::Problem, folder};
use relief_phantom::{PairKind, PairSpec, PhotoTruth, ScarTruth, Truth, plan, render_pair};
use std::path::PathBuf;

/// Where a pair is to be had.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Names the pair within its table.
    pub key: String,
    pub source: Source,
}

#[derive(Debug, Clone)]
pub enum Source {
    Planned(PairSpec),
    Folder(PathBuf),
}

/// Two files and what is true about them.
#[derive(Debug, Clone)]
pub struct Case {
    pub key: String,
    pub photos: [Vec<u8>; 2],
    pub facts: Facts,
}

/// The part of the truth that the tables need.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// A [`PairKind`] as its JSON spells it, or a name of the pair's maker.
    pub kind: String,
    /// I to VI, or empty.
    pub phototype: String,
    pub comparable: bool,
    pub accepted_verdicts: Vec<String>,
    /// Empty for a pair to be refused: any reason will do.
    pub accepted_reasons: Vec<String>,
    pub depth_factor: f64,
    pub erythema_factor: f64,
    /// Outlines of the true scars in the first photo.
    pub scars: Vec<Outline>,
    /// After minus before of the key lamp.
    pub azimuth_change_deg: Option<f64>,
    pub elevation_change_deg: Option<f64>,
}

/// A true scar in the first photo: no corner of its outline lies further from its centre than the reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    pub centre_px: [f64; 2],
    pub reach_px: f64,
}

impl Outline {
    pub fn new(centre_px: [f64; 2], corners: impl Iterator<Item = [f64; 2]>) -> Self {
        let far = |[x, y]: [f64; 2]| (x - centre_px[0]).hypot(y - centre_px[1]);
        Self {
            centre_px,
            reach_px: corners.map(far).fold(0.0, f64::max),
        }
    }

    /// Whether something found at a place is this scar.
    pub fn is_at(&self, [x, y]: [f64; 2]) -> bool {
        (x - self.centre_px[0]).hypot(y - self.centre_px[1]) <= self.reach_px
    }
}

impl Pair {
    pub fn load(&self) -> Result<Case, Problem> {
        let (photos, facts) = match &self.source {
            Source::Planned(spec) => {
                let pair = render_pair(spec)?;
                ([pair.before_jpeg, pair.after_jpeg], facts(&pair.truth))
            }
            Source::Folder(path) => folder::load(path)?,
        };
        Ok(Case {
            key: self.key.clone(),
            photos,
            facts,
        })
    }
}

/// The first `pairs` pairs of the plan, of those kinds when there are any.
pub fn planned(seed: u64, pairs: usize, kinds: &[PairKind]) -> Vec<Pair> {
    // The rarest kind comes back within four times as many pairs as there are kinds.
    let far = pairs * 4 * PairKind::ALL.len();
    plan(seed, if kinds.is_empty() { pairs } else { far })
        .into_iter()
        .enumerate()
        .filter(|(_, spec)| kinds.is_empty() || kinds.contains(&spec.kind))
        .take(pairs)
        .map(|(i, spec)| Pair {
            key: format!("{seed}/{i:04}"),
            source: Source::Planned(spec),
        })
        .collect()
}

/// What the tables need of a phantom's truth.
pub fn facts(truth: &Truth) -> Facts {
    let turn = |angle: fn(&PhotoTruth) -> Option<f64>| Some(angle(&truth.after)? - angle(&truth.before)?);
    Facts {
        kind: kind_name(truth.kind),
        phototype: format!("{:?}", truth.phototype),
        comparable: truth.comparable,
        accepted_verdicts: truth.accepted_verdicts.iter().map(json_name).collect(),
        accepted_reasons: truth.accepted_reasons.iter().map(json_name).collect(),
        depth_factor: truth.depth_factor,
        erythema_factor: truth.erythema_factor,
        scars: truth.scars.iter().map(outline).collect(),
        azimuth_change_deg: turn(|photo| photo.lamps.first().map(|lamp| lamp.azimuth_deg)),
        elevation_change_deg: turn(|photo| photo.lamps.first().map(|lamp| lamp.elevation_deg)),
    }
}

fn outline(scar: &ScarTruth) -> Outline {
    let corners = scar.before_outline_px.iter().map(|p| [p.x, p.y]);
    Outline::new([scar.before_px.x, scar.before_px.y], corners)
}

/// A kind as truth.json spells it.
pub fn kind_name(kind: PairKind) -> String {
    json_name(&kind)
}

/// The other way round.
pub fn parse_kind(name: &str) -> Option<PairKind> {
    PairKind::ALL.into_iter().find(|&kind| kind_name(kind) == name)
}

/// A plain enum's name in JSON.
pub fn json_name(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_of_one_kind_has_as_many_pairs_as_asked_for() {
        for kind in PairKind::ALL {
            let pairs = planned(3, 12, &[kind]);
            assert_eq!(pairs.len(), 12, "{kind:?}");
            assert!(
                pairs
                    .iter()
                    .all(|p| matches!(&p.source, Source::Planned(spec) if spec.kind == kind))
            );
        }
    }

    #[test]
    fn every_kind_is_read_as_it_is_written() {
        assert!(
            PairKind::ALL
                .into_iter()
                .all(|kind| parse_kind(&kind_name(kind)) == Some(kind))
        );
    }
}
