//! How far metrics changed, and how many patients improved, after each session and after each patient's last one.

use crate::engine::Engine;
use crate::error::QueryError;
use crate::medians::{Key, Medians, key};
use crate::row::Row;
use relief_registry::{Known, Location, NotKnown, SMALLEST_CELL, VerdictCounts};
use std::collections::BTreeMap;

const CHANGES: &str = include_str!("../sql/changes.sql");

/// What came out after one session of one metric.
pub(crate) struct Changed {
    pub(crate) counts: VerdictCounts,
    pub(crate) change: Known<Location>,
}

/// Of whatever is asked about.
pub(crate) async fn changes(engine: &Engine) -> Result<BTreeMap<Key, Changed>, QueryError> {
    let medians = Medians::of(engine).await?;
    let rows = engine.rows(CHANGES).await?;
    let changed = rows.iter().map(|row| {
        let key = key(row)?;
        let counts = counts(row)?;
        let change = location(row, &key, &medians)?;
        Ok((key, Changed { counts, change }))
    });
    changed.collect()
}

fn counts(row: &Row) -> Result<VerdictCounts, QueryError> {
    Ok(VerdictCounts {
        improved: row.count("improved")?,
        worse: row.count("worse")?,
        no_detectable_change: row.count("no_detectable_change")?,
        not_comparable: row.count("not_comparable")?,
    })
}

fn location(row: &Row, key: &Key, medians: &Medians) -> Result<Known<Location>, QueryError> {
    let n = row.count("n")?;
    if n < SMALLEST_CELL {
        return Ok(Err(if n == 0 {
            NotKnown::Nobody
        } else {
            NotKnown::FewPatients
        }));
    }
    let (mean, sd) = (row.sum("mean")?, row.sum("sd")?);
    Ok(Location::of_moments(n, mean, sd, medians.get(key)))
}
