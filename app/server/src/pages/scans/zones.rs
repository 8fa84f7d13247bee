//! The scans by zone, newest first.

use super::standing::Standing;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::day;
use crate::subject::zone_name;
use jiff::civil::Date;
use relief_protocol::Zone;
use relief_store::{Scan, Versioned};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The scans of one zone.
pub(super) struct ScannedZone {
    pub name: String,
    pub scans: Vec<Row>,
}

/// A scan in the list.
pub(super) struct Row {
    pub id: String,
    pub path: String,
    pub on: Date,
    /// The day as people read it.
    pub day: String,
    pub word: &'static str,
    pub mark: &'static str,
    pub line: String,
    /// The address at which a script asks how the job stands, and what it knows.
    pub job: Option<[String; 2]>,
    /// The first scan of the zone, when this is a later one.
    pub first: Option<String>,
}

pub(super) async fn of(visitor: &Visitor, chart: &Chart) -> Result<Vec<ScannedZone>, Failure> {
    if chart.scans.is_empty() {
        return Ok(Vec::new());
    }
    let jobs = visitor.repository().jobs(chart.patient).await?;
    let at_clinic = visitor.clinic.calendar.zone();
    let on = |scan: &Versioned<Scan>| at_clinic.date(scan.taken_or_kept_at());
    let mut zones: BTreeMap<Zone, Vec<&Versioned<Scan>>> = BTreeMap::new();
    for scan in &chart.scans {
        zones.entry(scan.value.zone).or_default().push(scan);
    }
    let row = |scan: &Versioned<Scan>, first: Option<&Versioned<Scan>>| {
        let standing = Standing::of(chart, &jobs, scan.record);
        let (word, mark) = standing.word();
        let job = match standing {
            Standing::Busy { job, running } => {
                let known = if running { "running" } else { "waiting" };
                Some([chart.path(&format!("/jobs/{job}")), known.to_owned()])
            }
            _ => None,
        };
        Row {
            id: scan.record.to_string(),
            path: chart.path(&format!("/scans/{}", scan.record)),
            on: on(scan),
            day: day(on(scan)),
            word,
            mark,
            line: standing.line(),
            job,
            first: first
                .filter(|first| on(first) < on(scan))
                .map(|first| first.record.to_string()),
        }
    };
    let shown = |(zone, mut scans): (Zone, Vec<&Versioned<Scan>>)| {
        // Of several on one day the first one comes first; the list turns them round.
        scans.sort_by_key(|scan| on(scan));
        let first = scans.first().copied();
        let mut rows: Vec<Row> = scans.iter().map(|scan| row(scan, first)).collect();
        rows.sort_by_key(|row| Reverse(row.on));
        ScannedZone {
            name: zone_name(zone),
            scans: rows,
        }
    };
    Ok(zones.into_iter().map(shown).collect())
}
