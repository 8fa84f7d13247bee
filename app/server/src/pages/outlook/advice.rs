//! Whether what was measured speaks for one more session, and where the patient stands among the others.

use crate::cohort::{label, texts};
use crate::language::say;
use relief_estimate::Direction;
use relief_registry::{Cohort, GoingOn, NotKnown, Pseudonym, Scale, advise, sentence, standing};

/// Of every end point less is better.
const BETTER: Direction = Direction::LowerIsBetter;

/// What one end point says about going on.
pub(super) struct Advised {
    pub metric: String,
    pub word: &'static str,
    pub mark: &'static str,
    /// Why, as the patient reads it.
    pub reason: String,
    /// Where the last comparable change lies among those of others.
    pub standing: String,
}

impl Advised {
    /// For a patient who had so many of the planned sessions; `everybody` has the patient's own rows in it.
    pub(super) fn of(
        everybody: &Cohort<'_>,
        metric: &str,
        patient: Pseudonym,
        [done, planned]: [u8; 2],
    ) -> Self {
        let course = everybody.course(metric, patient, done);
        let advice = advise(&everybody.without(patient), metric, BETTER, &course, planned);
        let standing = standing(everybody, metric, Scale::Relative, BETTER, patient);
        let (word, mark) = word(advice.going_on);
        Self {
            metric: label(metric),
            word,
            mark,
            reason: sentence::of_advice(&advice, texts()),
            standing: match standing {
                Err(NotKnown::Nobody) => {
                    say("Nothing that was measured last can be compared, so that there is nothing to place.")
                        .to_owned()
                }
                known => sentence::of_standing(&known, texts()),
            },
        }
    }
}

fn word(going_on: GoingOn) -> (&'static str, &'static str) {
    match going_on {
        GoingOn::GoOn => (say("Speaks for one more session"), "good"),
        GoingOn::Doubtful => (say("Speaks neither for nor against"), ""),
        GoingOn::Stop => (say("Speaks against one more session"), "stop"),
    }
}
