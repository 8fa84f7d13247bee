//! How the measuring of a scan stands.

use crate::chart::Chart;
use crate::language::{report_texts, say, say_many};
use crate::measuring::Request;
use crate::scan_file::READ_AS;
use relief_compare::contract::MeasureResult;
use relief_store::{AskedJob, JobId, JobState, Measurement, RecordId, Versioned};

/// How the measuring of a scan stands.
pub(super) enum Standing<'a> {
    /// Nobody asked for it, as after a crash between two steps.
    NotAsked,
    /// A job waits or runs.
    Busy { job: JobId, running: bool },
    /// It could not be measured; why, if anybody knows.
    Refused(String),
    /// It was measured.
    Measured(&'a Versioned<Measurement>, Box<MeasureResult>),
}

impl<'a> Standing<'a> {
    pub fn of(chart: &'a Chart, jobs: &[AskedJob], scan: RecordId) -> Self {
        let is_asked = |request: &serde_json::Value| matches!(Request::read(request), Some(Request::Scan(asked)) if asked.scan == scan);
        let measurements = chart.measurements.iter().rev();
        let mut of_scan = measurements.filter(|kept| is_asked(&kept.value.request));
        let read = of_scan.find_map(|kept| {
            let result = serde_json::from_value(kept.value.result.clone()).ok()?;
            Some(Self::Measured(kept, Box::new(result)))
        });
        read.unwrap_or_else(|| {
            let job = jobs.iter().rev().find(|job| is_asked(&job.request));
            job.map_or(Self::NotAsked, Self::of_job)
        })
    }

    fn of_job(job: &AskedJob) -> Self {
        match &job.state {
            JobState::Waiting => Self::Busy {
                job: job.job,
                running: false,
            },
            // Done, and not in this chart, which was read an instant before.
            JobState::Running | JobState::Done(_) => Self::Busy {
                job: job.job,
                running: true,
            },
            JobState::Failed(problem) => Self::Refused(problem.as_deref().map_or_else(
                || say("Nobody knows why.").to_owned(),
                |problem| nameless(problem).to_owned(),
            )),
        }
    }

    /// In a word, and how it is marked.
    pub fn word(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotAsked => (say("Not measured"), "stop"),
            Self::Busy { running: false, .. } => (say("Waiting"), ""),
            Self::Busy { running: true, .. } => (say("Measuring"), ""),
            Self::Refused(_) => (say("Refused"), "stop"),
            Self::Measured(..) => (say("Measured"), "good"),
        }
    }

    /// What came out, in one line.
    pub fn line(&self) -> String {
        match self {
            Self::NotAsked | Self::Busy { .. } => String::new(),
            Self::Refused(why) => why.clone(),
            Self::Measured(_, result) => found(result),
        }
    }
}

/// A problem without the name that the file had for the reader.
fn nameless(problem: &str) -> &str {
    let named = problem.split_once(": ");
    let said = named.filter(|(name, _)| *name == READ_AS || name.starts_with(&format!("{READ_AS}.")));
    said.map_or(problem, |(_, said)| said)
}

/// How many scars a scan shows, and how large they are together.
pub(super) fn found(result: &MeasureResult) -> String {
    let count = result.scars.len();
    if count == 0 {
        return say("No scars were found.").to_owned();
    }
    let scars = say_many("One scar", "{n} scars", count);
    match result.parameters.get("scar_volume") {
        None => scars,
        Some(volume) => {
            let texts = report_texts();
            format!(
                "{scars}, {}",
                texts.with_unit(&texts.number(volume.value), &volume.unit)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_readers_name_is_taken_off_a_problem() {
        for (problem, said) in [
            ("scan.npy: no skin", "no skin"),
            ("scan: no skin", "no skin"),
            ("it broke: nobody knows", "it broke: nobody knows"),
        ] {
            assert_eq!(nameless(problem), said);
        }
    }
}
