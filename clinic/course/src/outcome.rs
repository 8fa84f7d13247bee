//! What came of it: measured changes first, and beside them grades, diary, satisfaction and instruments.

use crate::context::{Confounder, Setting};
use crate::diary::Diary;
use crate::grading::{GradeChange, Grading, Satisfaction};
use crate::instrument::{InstrumentChange, InstrumentValue, NotTheSame};
use crate::triage::Level;
use crate::words::Line;
use jiff::civil::Date;
use relief_estimate::{Change, Verdict};
use relief_protocol::{Hash, Protocol, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One measured quantity with its change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricChange {
    /// The metric's name.
    pub metric: Line,
    /// Its unit; `1` for a plain ratio.
    pub unit: Line,
    /// The change with its intervals, MDC95 and verdict.
    pub change: Change,
}

/// Two pictures or scans of a zone, compared. The verdict is the comparison's own; nothing here can change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct MeasuredChange {
    before: Date,
    after: Date,
    zone: Option<Zone>,
    result: Hash,
    verdict: Verdict,
    changes: Vec<MetricChange>,
    reasons: Vec<Line>,
}

/// A comparison as read, before its check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    before: Date,
    after: Date,
    zone: Option<Zone>,
    result: Hash,
    verdict: Verdict,
    changes: Vec<MetricChange>,
    reasons: Vec<Line>,
}

/// Why a comparison cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuredError {
    /// After lies before before.
    AfterBeforeBefore,
    /// What is not comparable has changes, or no reason.
    NotComparable,
    /// What is comparable has no change, or reasons against it.
    Comparable,
}

impl MeasuredChange {
    /// A comparison that was made: at least one change.
    pub fn compared(
        days: [Date; 2],
        zone: Option<Zone>,
        result: Hash,
        verdict: Verdict,
        changes: Vec<MetricChange>,
    ) -> Result<Self, MeasuredError> {
        Unchecked {
            before: days[0],
            after: days[1],
            zone,
            result,
            verdict,
            changes,
            reasons: Vec::new(),
        }
        .try_into()
    }

    /// A comparison that was refused: at least one reason, and no number.
    pub fn refused(
        days: [Date; 2],
        zone: Option<Zone>,
        result: Hash,
        reasons: Vec<Line>,
    ) -> Result<Self, MeasuredError> {
        let verdict = Verdict::NotComparable;
        Unchecked {
            before: days[0],
            after: days[1],
            zone,
            result,
            verdict,
            changes: Vec::new(),
            reasons,
        }
        .try_into()
    }

    /// The days of the two pictures.
    pub fn days(&self) -> [Date; 2] {
        [self.before, self.after]
    }

    /// The zone; `None` for the whole face.
    pub fn zone(&self) -> Option<Zone> {
        self.zone
    }

    /// The hash of the whole result, in which every number can be traced.
    pub fn result(&self) -> &Hash {
        &self.result
    }

    /// The comparison's verdict.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The changes; empty when not comparable.
    pub fn changes(&self) -> &[MetricChange] {
        &self.changes
    }

    /// Why it was refused; empty when comparable.
    pub fn reasons(&self) -> &[Line] {
        &self.reasons
    }
}

impl TryFrom<Unchecked> for MeasuredChange {
    type Error = MeasuredError;

    fn try_from(read: Unchecked) -> Result<Self, MeasuredError> {
        let Unchecked {
            before,
            after,
            zone,
            result,
            verdict,
            changes,
            reasons,
        } = read;
        if after < before {
            return Err(MeasuredError::AfterBeforeBefore);
        }
        if verdict == Verdict::NotComparable && (!changes.is_empty() || reasons.is_empty()) {
            return Err(MeasuredError::NotComparable);
        }
        if verdict != Verdict::NotComparable && (changes.is_empty() || !reasons.is_empty()) {
            return Err(MeasuredError::Comparable);
        }
        Ok(Self {
            before,
            after,
            zone,
            result,
            verdict,
            changes,
            reasons,
        })
    }
}

/// What the diaries say over the whole course.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DiarySummary {
    /// Days with an entry.
    pub days: usize,
    /// Of these, days to be watched.
    pub watched: usize,
    /// Of these, days on which the clinic had to be contacted.
    pub contacted: usize,
}

impl DiarySummary {
    /// The summary of diaries under a protocol.
    pub fn of(protocol: &Protocol, diaries: &[Diary]) -> Self {
        let levels: Vec<Level> = diaries
            .iter()
            .flat_map(|diary| diary.triages(protocol))
            .map(|(_, triage)| triage.level)
            .collect();
        let count = |level: Level| levels.iter().filter(|found| **found == level).count();
        Self {
            days: levels.len(),
            watched: count(Level::Watch),
            contacted: count(Level::ContactNow),
        }
    }
}

/// Two instrument values of one place, compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentPair {
    /// Before.
    pub before: InstrumentValue,
    /// After.
    pub after: InstrumentValue,
}

impl InstrumentPair {
    /// What they say; see [`InstrumentValue::change`].
    pub fn change(&self) -> Result<InstrumentChange, NotTheSame> {
        InstrumentValue::change(&self.before, &self.after)
    }
}

/// What came of a course, at one judgement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The day it was judged.
    pub judged_on: Date,
    /// Sessions so far.
    pub sessions: u8,
    /// The settings in which the skin was needled between the pictures.
    pub settings: BTreeSet<Setting>,
    /// Measured changes.
    pub measured: Vec<MeasuredChange>,
    /// Grades before.
    pub grades_before: Vec<Grading>,
    /// Grades after.
    pub grades_after: Vec<Grading>,
    /// The patient's satisfaction.
    pub satisfaction: Option<Satisfaction>,
    /// What the diaries say.
    pub diary: DiarySummary,
    /// Values from instruments.
    pub instruments: Vec<InstrumentPair>,
    /// What else can explain a change.
    pub confounders: Vec<Confounder>,
}

impl Outcome {
    /// The measured verdict over all comparisons, and from nothing else: a zone that got worse is never outweighed, and
    /// neither grades nor satisfaction make an improvement. Not comparable when no comparison could be made.
    pub fn verdict(&self) -> Verdict {
        let any = |verdict: Verdict| self.measured.iter().any(|measured| measured.verdict == verdict);
        [Verdict::Worse, Verdict::Improved, Verdict::NoDetectableChange]
            .into_iter()
            .find(|verdict| any(*verdict))
            .unwrap_or(Verdict::NotComparable)
    }

    /// The change on each scale that was graded before and after: the last grade before against the last one after,
    /// blinded ones before others.
    pub fn grade_changes(&self) -> Vec<GradeChange> {
        let scales: BTreeSet<_> = self
            .grades_before
            .iter()
            .map(|grading| grading.grade.scale())
            .collect();
        let last = |gradings: &[Grading], scale| {
            let on_scale = gradings.iter().filter(|grading| grading.grade.scale() == scale);
            on_scale
                .max_by_key(|grading| (grading.blinded, grading.of, grading.by.at))
                .map(|grading| grading.grade)
        };
        let change = |scale| {
            let before = last(&self.grades_before, scale)?;
            GradeChange::between(&before, &last(&self.grades_after, scale)?)
        };
        scales.into_iter().filter_map(change).collect()
    }
}
