//! What happened after sessions.

use crate::engine::Engine;
use crate::error::QueryError;
use crate::ranks::{Values, median, quoted, wanted};
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
const RANKS: &str = include_str!("../sql/sign_ranks.sql");

/// Side effects per session.
pub(crate) async fn side_effects(engine: &Engine) -> Result<Known<SideEffects>, QueryError> {
    engine.keep("diaries", DIARIES).await?;
    engine.keep("effects", EFFECTS).await?;
    let signs = engine.rows(SIGNS).await?;
    let ranks = ranks(engine, &signs).await?;
    let mut found: BTreeMap<String, SignSums> = BTreeMap::new();
    for row in &signs {
        let name = row.text("sign")?;
        let sign = Sign::ALL.into_iter().find(|sign| sign.name() == name);
        let sign = sign.ok_or_else(|| row.wrong("sign"))?;
        found.insert(name.to_owned(), sums(row, sign, ranks.get(name))?);
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

fn sums(row: &Row, sign: Sign, ranks: Option<&Values>) -> Result<SignSums, QueryError> {
    Ok(SignSums {
        sign,
        any: happened(row, "there")?,
        severe: happened(row, "severe")?,
        duration: duration(row, ranks)?,
    })
}

fn duration(row: &Row, ranks: Option<&Values>) -> Result<Known<Duration>, QueryError> {
    let patients = row.count("patients")?;
    if patients < SMALLEST_CELL {
        return Ok(Err(NotKnown::FewPatients));
    }
    let not_gone = row.count("not_gone")?;
    let nothing = Values::new();
    Ok(
        median(patients, ranks.unwrap_or(&nothing)).map(|median_days| Duration {
            patients,
            median_days,
            not_gone,
        }),
    )
}

async fn ranks(engine: &Engine, signs: &[Row]) -> Result<BTreeMap<String, Values>, QueryError> {
    let mut values: Vec<String> = Vec::new();
    for row in signs {
        let sign = quoted(row.text("sign")?);
        let lines = wanted(row.count("patients")?);
        values.extend(lines.iter().map(|rank| format!("({sign}, {rank})")));
    }
    let mut found: BTreeMap<String, Values> = BTreeMap::new();
    if values.is_empty() {
        return Ok(found);
    }
    let wanted = format!("SELECT * FROM (VALUES {}) AS w(sign, rank)", values.join(", "));
    engine.keep("wanted", &wanted).await?;
    for row in engine.rows(RANKS).await? {
        let of = found.entry(row.text("sign")?.to_owned()).or_default();
        of.insert(row.count("rank")?, row.sum("value")?);
    }
    Ok(found)
}
