//! What is kept of one pair.

use super::list::PairKey;
use super::parse::Pair;
use relief_compare::contract::{CompareResult, Verdict};
use serde::{Deserialize, Serialize};

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Which pair of the list.
    pub key: PairKey,
    /// What came out.
    pub outcome: Outcome,
}

/// What came out of one pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was compared.
    Compared(Box<Compared>),
    /// It could not be read or computed: which file, what is wrong, what to do, in one line.
    Failed(String),
}

/// A result, its single scars only counted and its parameters left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The rest of the result.
    pub result: CompareResult,
    /// How many scars there are.
    pub scars: u32,
    /// How many of them improved.
    pub scars_improved: u32,
    /// How many of them got worse.
    pub scars_worse: u32,
}

impl Row {
    /// A compared pair.
    pub fn compared(pair: &Pair, mut result: CompareResult) -> Self {
        let scars = std::mem::take(&mut result.scars);
        let count = |verdict| {
            scars
                .iter()
                .filter(|scar| scar.verdict == verdict)
                .map(|_| 1)
                .sum()
        };
        let (scars_improved, scars_worse) = (count(Verdict::Improved), count(Verdict::Worse));
        result.parameters.clear();
        let scars = scars.iter().map(|_| 1).sum();
        let compared = Compared {
            result,
            scars,
            scars_improved,
            scars_worse,
        };
        Self {
            key: pair.key(),
            outcome: Outcome::Compared(Box::new(compared)),
        }
    }

    /// A pair that failed.
    pub fn failed(pair: &Pair, error: String) -> Self {
        Self {
            key: pair.key(),
            outcome: Outcome::Failed(error),
        }
    }
}
