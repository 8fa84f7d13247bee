//! Measurements of a chart as they can be read: what was compared, and what came out.

use crate::chart::Chart;
use crate::chart::build::all;
use crate::failure::Failure;
use crate::language::course_texts;
use crate::measuring::Request;
use crate::subject::Subject;
use jiff::Timestamp;
use jiff::civil::Date;
use relief_compare::contract::{self, CompareResult};
use relief_course::{ClinicZone, Line, MeasuredChange, MetricChange};
use relief_estimate::{Change, Verdict};
use relief_protocol::{Hash, Zone};
use relief_store::{Export, Measurement, Photo, RecordId, Scan, Versioned};

/// A comparison with what it is of.
pub struct Measured {
    /// It compares two captures of unchanged skin, and tells nothing of the course.
    pub repeat: bool,
    /// Its record.
    pub record: RecordId,
    /// What both captures show.
    pub subject: Subject,
    /// When they were taken.
    taken: [Timestamp; 2],
    /// What came out.
    pub result: CompareResult,
}

/// The day on which a photo was taken, at the clinic; the day it was handed in when nobody said.
pub fn day(zone: &ClinicZone, photo: &Versioned<Photo>) -> Date {
    zone.date(photo.taken_or_kept_at())
}

impl Measured {
    /// A measurement; `None` when it compares no two photos or scans of this chart, as that of one scan does.
    pub fn of(chart: &Chart, kept: &Versioned<Measurement>) -> Option<Self> {
        Self::read(kept, &chart.photos, &chart.scans)
    }

    fn read(
        kept: &Versioned<Measurement>,
        photos: &[Versioned<Photo>],
        scans: &[Versioned<Scan>],
    ) -> Option<Self> {
        let photo = |record| photos.iter().find(|photo| photo.record == record);
        let scan = |record| scans.iter().find(|scan| scan.record == record);
        let (subject, taken, repeat) = match Request::read(&kept.value.request)? {
            Request::Photos(pair) => {
                let [before, after] = [photo(pair.before)?, photo(pair.after)?];
                let taken = [before, after].map(Versioned::<Photo>::taken_or_kept_at);
                (Subject::Photos(before.value.view), taken, pair.repeat)
            }
            Request::Scans(pair) => {
                let [before, after] = [scan(pair.scan_before)?, scan(pair.scan_after)?];
                let taken = [before, after].map(Versioned::<Scan>::taken_or_kept_at);
                (Subject::Scans(before.value.zone), taken, false)
            }
            Request::Scan(_) => return None,
        };
        Some(Self {
            repeat,
            record: kept.record,
            subject,
            taken,
            result: serde_json::from_value(kept.value.result.clone()).ok()?,
        })
    }

    /// Every measurement of a change, oldest first.
    pub fn all(chart: &Chart) -> Vec<Self> {
        Self::changes(&chart.measurements, &chart.photos, &chart.scans)
    }

    /// The same of records without a chart.
    pub fn of_records(records: &[Export]) -> Result<Vec<Self>, Failure> {
        let (photos, scans) = (all::<Photo>(records)?, all::<Scan>(records)?);
        Ok(Self::changes(&all::<Measurement>(records)?, &photos, &scans))
    }

    fn changes(
        measurements: &[Versioned<Measurement>],
        photos: &[Versioned<Photo>],
        scans: &[Versioned<Scan>],
    ) -> Vec<Self> {
        let read = measurements
            .iter()
            .filter_map(|kept| Self::read(kept, photos, scans));
        read.filter(|measured| !measured.repeat).collect()
    }

    /// The days of its captures.
    pub fn days(&self, zone: &ClinicZone) -> [Date; 2] {
        self.taken.map(|at| zone.date(at))
    }

    /// The verdict in words, and how it is marked.
    pub fn verdict(&self) -> (&'static str, &'static str) {
        crate::words::verdict(self.result.verdict)
    }

    /// The page of the measurement.
    pub fn path(&self, chart: &Chart) -> String {
        chart.path(&format!("/measurements/{}", self.record))
    }
}

/// A comparison as an outcome keeps it, with the days of its photos and the zone that they show.
///
/// # Errors
/// In words, what keeps it from being one, such as photos in the wrong order.
pub fn measured_change(
    result: &CompareResult,
    days: [Date; 2],
    of: Option<Zone>,
) -> Result<MeasuredChange, String> {
    // The hash of the very JSON that the command line writes for the same pair.
    let hash = Hash::of(result.to_json().as_bytes());
    let change = if result.comparable && result.verdict != Verdict::NotComparable {
        let changes = result.changes.iter().map(metric).collect::<Result<_, _>>()?;
        MeasuredChange::compared(days, of, hash, result.verdict, changes)
    } else {
        MeasuredChange::refused(days, of, hash, reasons(result)?)
    };
    change.map_err(|error| (course_texts().measured_error)(&error))
}

fn metric(change: &contract::Change) -> Result<MetricChange, String> {
    Ok(MetricChange {
        metric: line(&change.metric)?,
        unit: line(&change.unit)?,
        change: Change {
            before: change.before,
            after: change.after,
            difference: change.difference,
            relative: change.relative,
            mdc95: change.mdc95,
            detectable: change.detectable,
            // Without a good direction there is nothing to judge; `detectable` says that it changed.
            verdict: change.verdict.unwrap_or(Verdict::NoDetectableChange),
        },
    })
}

fn reasons(result: &CompareResult) -> Result<Vec<Line>, String> {
    result
        .reasons
        .iter()
        .map(|reason| line(&reason.message))
        .collect()
}

fn line(words: &str) -> Result<Line, String> {
    let short: String = words
        .chars()
        .filter(|c| !c.is_control())
        .take(Line::LONGEST)
        .collect();
    Line::try_from(short).map_err(|error| error.to_string())
}
