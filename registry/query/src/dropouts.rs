//! Who was seen after one session and not after the next.

use crate::engine::Engine;
use crate::error::QueryError;
use crate::medians::{Key, key};
use crate::row::Row;
use relief_registry::{DropoutSums, GroupSums, Spread};
use std::collections::BTreeMap;

const DROPOUTS: &str = include_str!("../sql/dropouts.sql");

/// Sums over the patients who were seen after the session before each.
pub(crate) async fn dropouts(engine: &Engine) -> Result<BTreeMap<Key, DropoutSums>, QueryError> {
    let mut found: BTreeMap<Key, DropoutSums> = BTreeMap::new();
    for row in engine.rows(DROPOUTS).await? {
        let sums = found.entry(key(&row)?).or_default();
        match row.text("then_they")? {
            "stayed" => sums.stayed = group(&row)?,
            "dropped" => sums.dropped = group(&row)?,
            _ => sums.going_on = row.count("patients")?,
        }
    }
    Ok(found)
}

fn group(row: &Row) -> Result<GroupSums, QueryError> {
    Ok(GroupSums {
        patients: row.count("patients")?,
        before: spread(row, "before")?,
        change: spread(row, "change")?,
    })
}

/// The three columns that begin with a name. Of nobody there is no mean, and of one patient no deviation.
fn spread(row: &Row, name: &str) -> Result<Spread, QueryError> {
    let number = |what: &str| row.number(&format!("{name}_{what}"));
    Ok(Spread {
        n: row.count(&format!("{name}_n"))?,
        mean: number("mean")?.unwrap_or_default(),
        sd: number("sd")?.unwrap_or_default(),
    })
}
