//! What happened after sessions.

use crate::engine::Engine;
use crate::error::QueryError;
use crate::ranks::{Counted, median};
use crate::row::Row;
use relief_protocol::Sign;
use relief_registry::{
    Duration, Happened, Known, NotKnown, SMALLEST_CELL, SideEffectSums, SideEffects, SignSums,
    side_effects_of,
};
use std::collections::BTreeMap;

const DIARIES: &str = include_str!("../sql/diaries.sql");
const SESSIONS: &str = include_str!("../sql/sessions.sql");
const EFFECTS: &str = include_str!("../sql/effects.sql");
const SIGNS: &str = include_str!("../sql/signs.sql");
const DAYS: &str = include_str!("../sql/sign_days.sql");

/// Side effects per session.
pub(crate) async fn side_effects(engine: &Engine) -> Result<Known<SideEffects>, QueryError> {
    engine.keep("diaries", DIARIES).await?;
    engine.keep("effects", EFFECTS).await?;
    let signs = engine.rows(SIGNS).await?;
    let days = days(engine).await?;
    let mut found: BTreeMap<String, SignSums> = BTreeMap::new();
    for row in &signs {
        let name = row.text("sign")?;
        let sign = Sign::ALL.into_iter().find(|sign| sign.name() == name);
        let sign = sign.ok_or_else(|| row.wrong("sign"))?;
        found.insert(name.to_owned(), sums(row, sign, days.get(name))?);
    }
    let of = |sign: Sign| found.get(sign.name()).copied().unwrap_or_else(|| never(sign));
    let sessions = engine.rows(SESSIONS).await?;
    let Some(row) = sessions.first() else {
        return Ok(Err(NotKnown::Nobody));
    };
    Ok(side_effects_of(&SideEffectSums {
        patients: row.count("patients")?,
        sessions: row.count("sessions")?,
        squares: row.count("squares")?,
        without_diary: row.count("without_diary")?,
        watched: happened(row, "watched")?,
        contacted: happened(row, "contacted")?,
        signs: Sign::ALL.map(of).to_vec(),
    }))
}

/// A sign that nobody had.
fn never(sign: Sign) -> SignSums {
    SignSums {
        sign,
        any: Happened::default(),
        severe: Happened::default(),
        duration: Err(NotKnown::Nobody),
    }
}

/// The three columns that begin with a name.
fn happened(row: &Row, name: &str) -> Result<Happened, QueryError> {
    Ok(Happened {
        sessions: row.count(name)?,
        squares: row.count(&format!("{name}_squares"))?,
        products: row.count(&format!("{name}_products"))?,
    })
}

fn sums(row: &Row, sign: Sign, days: Option<&Counted<f64>>) -> Result<SignSums, QueryError> {
    Ok(SignSums {
        sign,
        any: happened(row, "there")?,
        severe: happened(row, "severe")?,
        duration: duration(row, days)?,
    })
}

fn duration(row: &Row, days: Option<&Counted<f64>>) -> Result<Known<Duration>, QueryError> {
    let patients = row.count("patients")?;
    if patients < SMALLEST_CELL {
        return Ok(Err(NotKnown::FewPatients));
    }
    let not_gone = row.count("not_gone")?;
    let at = |rank| days.and_then(|days| days.at(rank)).map(|(days, _)| days);
    Ok(median(patients, at).map(|median_days| Duration {
        patients,
        median_days,
        not_gone,
    }))
}

/// The mean days of each patient with a sign.
async fn days(engine: &Engine) -> Result<BTreeMap<String, Counted<f64>>, QueryError> {
    let mut found: BTreeMap<String, Counted<f64>> = BTreeMap::new();
    for row in engine.rows(DAYS).await? {
        let of = found.entry(row.text("sign")?.to_owned()).or_default();
        of.add(row.sum("value")?, row.count("n")?);
    }
    let rising = |(sign, days): (String, Counted<f64>)| (sign, days.rising(f64::total_cmp));
    Ok(found.into_iter().map(rising).collect())
}
