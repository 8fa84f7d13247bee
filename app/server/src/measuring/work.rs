//! What a job has to do, with the files read that it needs.

use super::pictures;
use super::request::{CompareRequest, CompareScans, MeasureScan, Request};
use crate::repeatability;
use crate::scan_file::{Named, READ_AS, options};
use bytes::Bytes;
use relief_compare::{CompareError, CompareOptions, Comparison, Input, Stage};
use relief_store::{DocumentKind, Error, Leased, MeasuredFile, Worker};

/// What came out: the contract's result, and files beside it.
pub struct Done {
    pub result: serde_json::Result<serde_json::Value>,
    pub files: Vec<MeasuredFile>,
}

/// Told each stage as it starts.
pub type Tell<'a> = &'a mut dyn FnMut(Stage);

/// The measuring of a job. It is long, and wants a thread of its own.
pub type Work = Box<dyn FnOnce(Tell<'_>) -> Result<Done, CompareError> + Send>;

/// Reads what a job needs out of the store.
pub async fn prepare(worker: &Worker, leased: &Leased, request: Request) -> Result<Work, Error> {
    match request {
        Request::Photos(pair) => photos(worker, leased, pair).await,
        Request::Scan(one) => scan(worker, leased, one).await,
        Request::Scans(pair) => scans(worker, leased, pair).await,
    }
}

async fn photos(worker: &Worker, leased: &Leased, pair: CompareRequest) -> Result<Work, Error> {
    let (_, before) = worker.photo(leased, pair.before).await?;
    let (_, after) = worker.photo(leased, pair.after).await?;
    let own = repeatability::adopted(&worker.documents(leased, DocumentKind::Repeatability).await?);
    let options = CompareOptions {
        repeatability: own,
        pictures: true,
        ..CompareOptions::default()
    };
    Ok(compare(
        ["before", "after"].map(str::to_owned),
        [before, after],
        options,
    ))
}

async fn scan(worker: &Worker, leased: &Leased, one: MeasureScan) -> Result<Work, Error> {
    let (scan, bytes) = worker.scan(leased, one.scan).await?;
    let name = Named::of(&scan.value.name).as_(READ_AS);
    let options = CompareOptions {
        pictures: true,
        ..options(&scan.value.told, scan.value.zone)
    };
    Ok(Box::new(move |tell| {
        let input = Input {
            name: &name,
            bytes: &bytes,
        };
        relief_compare::measure(input, &options, tell).map(|measured| Done {
            result: serde_json::to_value(&measured.result),
            files: measured
                .picture
                .as_ref()
                .map_or_else(Vec::new, pictures::files_of_scan),
        })
    }))
}

async fn scans(worker: &Worker, leased: &Leased, pair: CompareScans) -> Result<Work, Error> {
    let (before, first) = worker.scan(leased, pair.scan_before).await?;
    let (after, second) = worker.scan(leased, pair.scan_after).await?;
    let names = [(&before, "before"), (&after, "after")];
    let names = names.map(|(scan, role)| Named::of(&scan.value.name).as_(role));
    // The page asks for no two scans that were told of different units, so that the first one's is the second one's.
    let options = CompareOptions {
        pitch_after: options(&after.value.told, after.value.zone).pitch,
        pictures: true,
        ..options(&before.value.told, before.value.zone)
    };
    Ok(compare(names, [first, second], options))
}

fn compare(names: [String; 2], files: [Bytes; 2], options: CompareOptions) -> Work {
    Box::new(move |tell| {
        let [before, after] = [0, 1].map(|place: usize| Input {
            name: &names[place],
            bytes: &files[place],
        });
        relief_compare::compare(before, after, &options, tell).map(|comparison| compared(&comparison))
    })
}

fn compared(comparison: &Comparison) -> Done {
    Done {
        result: serde_json::to_value(&comparison.result),
        files: comparison
            .pictures
            .as_ref()
            .map_or_else(Vec::new, pictures::files),
    }
}
