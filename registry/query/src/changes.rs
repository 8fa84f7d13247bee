//! How far metrics changed, and how many patients improved.

use crate::engine::Engine;
use crate::error::QueryError;
use crate::ranks::{Values, median, quoted, wanted};
use crate::row::Row;
use relief_registry::{
    At, ChangeAnswer, Known, Location, MetricAnswers, NotKnown, SMALLEST_CELL, Scale, VerdictCounts,
};
use std::collections::BTreeMap;

const JUDGED: &str = include_str!("../sql/judged.sql");
const ASKED: &str = include_str!("../sql/asked.sql");
const CHANGES: &str = include_str!("../sql/changes.sql");
const RANKS: &str = include_str!("../sql/change_ranks.sql");

/// A metric and a session; session 0 stands for each patient's last one.
type Key = (String, usize);

/// Every metric, after each session and after the last.
pub(crate) async fn metrics(engine: &Engine) -> Result<Vec<MetricAnswers>, QueryError> {
    engine.keep("judged", JUDGED).await?;
    engine.keep("asked", ASKED).await?;
    let rows = engine.rows(CHANGES).await?;
    let ranks = ranks(engine, &rows).await?;
    let mut answers: BTreeMap<Key, (String, Known<ChangeAnswer>)> = BTreeMap::new();
    for row in &rows {
        let answer = answer(row, &ranks)?;
        answers.insert(key(row)?, (row.text("unit")?.to_owned(), answer));
    }
    let last_session = answers.keys().map(|(_, session)| *session).max().unwrap_or(0);
    let nobody = || Err(NotKnown::Nobody);
    let of = |metric: &str, session| {
        let found = answers.get(&(metric.to_owned(), session));
        found.map_or_else(nobody, |(_, answer)| answer.clone())
    };
    let each = answers.iter().filter(|((_, session), _)| *session == 0);
    let metrics = each.map(|((metric, _), (unit, last))| MetricAnswers {
        metric: metric.clone(),
        unit: unit.clone(),
        last: last.clone(),
        sessions: (1..=last_session).map(|session| of(metric, session)).collect(),
    });
    Ok(metrics.collect())
}

fn key(row: &Row) -> Result<Key, QueryError> {
    Ok((row.text("metric")?.to_owned(), row.count("session")?))
}

/// The values at the ranks that medians need.
async fn ranks(engine: &Engine, rows: &[Row]) -> Result<BTreeMap<Key, Values>, QueryError> {
    let mut values: Vec<String> = Vec::new();
    for row in rows {
        let (metric, session) = key(row)?;
        let lines = wanted(row.count("n")?);
        values.extend(
            lines
                .iter()
                .map(|rank| format!("({}, {session}, {rank})", quoted(&metric))),
        );
    }
    let mut found: BTreeMap<Key, Values> = BTreeMap::new();
    if values.is_empty() {
        return Ok(found);
    }
    let wanted = format!(
        "SELECT * FROM (VALUES {}) AS w(metric, session, rank)",
        values.join(", ")
    );
    engine.keep("wanted", &wanted).await?;
    for row in engine.rows(RANKS).await? {
        let of = found.entry(key(&row)?).or_default();
        of.insert(row.count("rank")?, row.sum("value")?);
    }
    Ok(found)
}

fn answer(row: &Row, ranks: &BTreeMap<Key, Values>) -> Result<Known<ChangeAnswer>, QueryError> {
    let counts = VerdictCounts {
        improved: row.count("improved")?,
        worse: row.count("worse")?,
        no_detectable_change: row.count("no_detectable_change")?,
        not_comparable: row.count("not_comparable")?,
    };
    let key = key(row)?;
    let session = u8::try_from(key.1).map_err(|_| row.wrong("session"))?;
    let change = location(row, ranks.get(&key))?;
    Ok(counts.not_comparable().map(|not_comparable| ChangeAnswer {
        metric: key.0,
        unit: row.text("unit").unwrap_or_default().to_owned(),
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

fn location(row: &Row, ranks: Option<&Values>) -> Result<Known<Location>, QueryError> {
    let n = row.count("n")?;
    if n < SMALLEST_CELL {
        return Ok(Err(if n == 0 {
            NotKnown::Nobody
        } else {
            NotKnown::FewPatients
        }));
    }
    let (mean, sd) = (row.sum("mean")?, row.sum("sd")?);
    let nothing = Values::new();
    let median = median(n, ranks.unwrap_or(&nothing));
    Ok(Location::of_moments(n, mean, sd, median))
}
