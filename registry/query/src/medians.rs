//! Medians of changes, found without sorting them: buckets tell where the wanted ranks lie, and only what is there is looked at.

use crate::engine::{Engine, quoted};
use crate::error::QueryError;
use crate::ranks::{Counted, median, wanted};
use crate::row::Row;
use relief_estimate::Estimate;
use relief_registry::{Known, NotKnown};
use std::collections::{BTreeMap, BTreeSet};

const BUCKETS: &str = include_str!("../sql/change_buckets.sql");
const VALUES: &str = include_str!("../sql/change_values.sql");

/// A metric and a session; session 0 stands for each patient's last one.
pub(crate) type Key = (String, usize);

pub(crate) fn key(row: &Row) -> Result<Key, QueryError> {
    Ok((row.text("metric")?.to_owned(), row.count("session")?))
}

/// The median of each metric and session.
pub(crate) struct Medians(BTreeMap<Key, Known<Estimate>>);

impl Medians {
    pub(crate) async fn of(engine: &Engine) -> Result<Self, QueryError> {
        let buckets = buckets(engine).await?;
        let values = values(engine, &buckets).await?;
        let of = |(key, buckets): (Key, Counted<i64>)| {
            let at = |rank| {
                let (bucket, within) = buckets.at(rank)?;
                let (value, _) = values.get(&(key.clone(), bucket))?.at(within)?;
                Some(value)
            };
            let median = median(buckets.len(), at);
            (key, median)
        };
        Ok(Self(buckets.into_iter().map(of).collect()))
    }

    pub(crate) fn get(&self, key: &Key) -> Known<Estimate> {
        self.0.get(key).copied().unwrap_or(Err(NotKnown::Nobody))
    }
}

/// How many values lie in each bucket.
async fn buckets(engine: &Engine) -> Result<BTreeMap<Key, Counted<i64>>, QueryError> {
    let mut found: BTreeMap<Key, Counted<i64>> = BTreeMap::new();
    for row in engine.rows(BUCKETS).await? {
        let of = found.entry(key(&row)?).or_default();
        of.add(row.whole("bucket")?, row.count("n")?);
    }
    let rising = |(key, buckets): (Key, Counted<i64>)| (key, buckets.rising(Ord::cmp));
    Ok(found.into_iter().map(rising).collect())
}

/// What is in the buckets that hold a wanted rank.
async fn values(
    engine: &Engine,
    buckets: &BTreeMap<Key, Counted<i64>>,
) -> Result<BTreeMap<(Key, i64), Counted<f64>>, QueryError> {
    let mut lines = BTreeSet::new();
    for ((metric, session), buckets) in buckets {
        let holding = wanted(buckets.len())
            .into_iter()
            .filter_map(|rank| buckets.at(rank));
        lines.extend(holding.map(|(bucket, _)| format!("({}, {session}, {bucket})", quoted(metric))));
    }
    let mut found: BTreeMap<(Key, i64), Counted<f64>> = BTreeMap::new();
    if lines.is_empty() {
        return Ok(found);
    }
    let lines: Vec<String> = lines.into_iter().collect();
    let wanted = format!(
        "SELECT * FROM (VALUES {}) AS w(metric, session, bucket)",
        lines.join(", ")
    );
    engine.keep("wanted", &wanted).await?;
    for row in engine.rows(VALUES).await? {
        let of = found.entry((key(&row)?, row.whole("bucket")?)).or_default();
        of.add(row.sum("value")?, row.count("n")?);
    }
    let rising = |(place, values): ((Key, i64), Counted<f64>)| (place, values.rising(f64::total_cmp));
    Ok(found.into_iter().map(rising).collect())
}
