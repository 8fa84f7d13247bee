//! How far metrics changed, and how many patients improved.

use crate::engine::Engine;
use crate::error::QueryError;
use crate::medians::{Key, Medians, key};
use crate::row::Row;
use relief_registry::{
    At, ChangeAnswer, Known, Location, MetricAnswers, NotKnown, SMALLEST_CELL, Scale, VerdictCounts,
};
use std::collections::BTreeMap;

const JUDGED: &str = include_str!("../sql/judged.sql");
const ASKED: &str = include_str!("../sql/asked.sql");
const UNITS: &str = include_str!("../sql/units.sql");
const CHANGES: &str = include_str!("../sql/changes.sql");

/// Every metric, after each session and after the last.
pub(crate) async fn metrics(engine: &Engine) -> Result<Vec<MetricAnswers>, QueryError> {
    let units = units(engine).await?;
    engine.keep("judged", JUDGED).await?;
    engine.keep("asked", ASKED).await?;
    let medians = Medians::of(engine).await?;
    let mut answers: BTreeMap<Key, Known<ChangeAnswer>> = BTreeMap::new();
    for row in engine.rows(CHANGES).await? {
        let key = key(&row)?;
        let unit = units.get(&key.0).map_or("", String::as_str);
        let answer = answer(&row, &key, unit, &medians)?;
        answers.insert(key, answer);
    }
    let last_session = answers.keys().map(|(_, session)| *session).max().unwrap_or(0);
    let of = |metric: &str, session| {
        let found = answers.get(&(metric.to_owned(), session));
        found.cloned().unwrap_or(Err(NotKnown::Nobody))
    };
    let metrics = units.into_iter().map(|(metric, unit)| MetricAnswers {
        last: of(&metric, 0),
        sessions: (1..=last_session).map(|session| of(&metric, session)).collect(),
        metric,
        unit,
    });
    Ok(metrics.collect())
}

/// Each metric's one unit.
async fn units(engine: &Engine) -> Result<BTreeMap<String, String>, QueryError> {
    let mut units: BTreeMap<String, String> = BTreeMap::new();
    for row in engine.rows(UNITS).await? {
        let (metric, unit) = (row.text("metric")?, row.text("unit")?);
        if let Some(other) = units.insert(metric.to_owned(), unit.to_owned()) {
            let metric = metric.to_owned();
            let units = format!("{other} and {unit}");
            return Err(QueryError::Units { metric, units });
        }
    }
    Ok(units)
}

fn answer(row: &Row, key: &Key, unit: &str, medians: &Medians) -> Result<Known<ChangeAnswer>, QueryError> {
    let counts = VerdictCounts {
        improved: row.count("improved")?,
        worse: row.count("worse")?,
        no_detectable_change: row.count("no_detectable_change")?,
        not_comparable: row.count("not_comparable")?,
    };
    let session = u8::try_from(key.1).map_err(|_| row.wrong("session"))?;
    let change = location(row, key, medians)?;
    Ok(counts.not_comparable().map(|not_comparable| ChangeAnswer {
        metric: key.0.clone(),
        unit: unit.to_owned(),
        scale: Scale::Relative,
        at: if session == 0 {
            At::Last
        } else {
            At::Session(session)
        },
        patients: counts.patients(),
        change,
        verdicts: counts.verdicts(),
        not_comparable,
        reasons: Vec::new(),
    }))
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
