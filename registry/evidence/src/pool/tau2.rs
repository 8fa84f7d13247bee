//! The variance between studies: its estimators, and its interval by the profile of Q.

use super::Between;
use super::fit::Design;
use crate::distribution::{LOWER_95, UPPER_95, chi_square_quantile};
use crate::error::EvidenceError;

/// Scoring steps for restricted maximum likelihood; it takes about ten, and near zero some hundreds.
const MOST_STEPS: usize = 10_000;
/// A step smaller than this share of τ² plus a typical sampling variance ends the scoring.
const NO_STEP: f64 = 1e-13;
/// Each halves the bracket about a root; more than a double's digits.
const BISECTIONS: usize = 200;
/// Doublings of the bracket: from a typical sampling variance to beyond what data can hold.
const DOUBLINGS: usize = 200;

pub(super) fn between(design: &Design, method: Between) -> Result<f64, EvidenceError> {
    match method {
        Between::Common => Ok(0.0),
        Between::DerSimonianLaird => by_moments(design),
        Between::Reml => by_likelihood(design),
        Between::PauleMandel => root_of_q(design, design.df()),
    }
}

fn by_moments(design: &Design) -> Result<f64, EvidenceError> {
    let common = design.weighted(0.0)?;
    Ok(((common.q() - design.df()) / common.trace()).max(0.0))
}

/// Fisher scoring: τ² moves by (yᵀPPy − tr P)/tr PP, and not below zero. Once the score has had both signs its root lies
/// between; a step that leaves that bracket, or is not half as long as the last, as when steps go to and fro, halves the
/// bracket instead.
fn by_likelihood(design: &Design) -> Result<f64, EvidenceError> {
    let typical = typical_variance(design)?;
    let mut tau2 = by_moments(design)?;
    let (mut rising, mut falling) = (None, None);
    let mut last_step = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let weighted = design.weighted(tau2)?;
        let score = weighted.residual_moment(2) - weighted.trace();
        if score > 0.0 {
            rising = Some(tau2);
            falling = falling.filter(|above| *above > tau2);
        } else if tau2 == 0.0 {
            return Ok(0.0);
        } else {
            falling = Some(tau2);
            rising = rising.filter(|below| *below < tau2);
        }
        let wanted = (tau2 + score / weighted.trace_of_square()).max(0.0);
        let next = match (rising, falling) {
            (Some(below), Some(above)) => {
                let shrinks = (wanted - tau2).abs() <= last_step / 2.0;
                let inside = below < wanted && wanted < above;
                if shrinks && inside {
                    wanted
                } else {
                    below + (above - below) / 2.0
                }
            }
            _ => wanted,
        };
        last_step = (next - tau2).abs();
        if last_step <= NO_STEP * (tau2 + typical) {
            return Ok(next);
        }
        tau2 = next;
    }
    Err(EvidenceError::NoConvergence {
        what: "the variance between studies",
        steps: MOST_STEPS,
    })
}

/// The τ² at which the generalised Q, which falls as τ² rises, is `target`; zero where it is smaller already.
fn root_of_q(design: &Design, target: f64) -> Result<f64, EvidenceError> {
    let q = |tau2: f64| design.weighted(tau2).map(|weighted| weighted.q());
    if q(0.0)? <= target {
        return Ok(0.0);
    }
    let mut low = 0.0;
    let mut high = typical_variance(design)?;
    let mut doublings = 0;
    while q(high)? > target {
        if doublings == DOUBLINGS {
            return Err(EvidenceError::NoConvergence {
                what: "the variance between studies",
                steps: DOUBLINGS,
            });
        }
        (low, high, doublings) = (high, 2.0 * high, doublings + 1);
    }
    for _ in 0..BISECTIONS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if q(middle)? > target {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(low + (high - low) / 2.0)
}

/// The 95 % interval of τ² by the profile of Q (Viechtbauer 2007, doi:10.1002/sim.2514). None where even no variance at all is
/// too much: the studies agree better than their own errors allow.
pub(super) fn q_profile(design: &Design) -> Result<Option<[f64; 2]>, EvidenceError> {
    let df = design.df();
    let most = chi_square_quantile(LOWER_95, df);
    if design.weighted(0.0)?.q() < most {
        return Ok(None);
    }
    let least = root_of_q(design, chi_square_quantile(UPPER_95, df))?;
    Ok(Some([least, root_of_q(design, most)?]))
}

/// A sampling variance that stands for all studies' (Higgins & Thompson 2002, doi:10.1002/sim.1186, equation 9).
pub(super) fn typical_variance(design: &Design) -> Result<f64, EvidenceError> {
    Ok(design.df() / design.weighted(0.0)?.trace())
}
