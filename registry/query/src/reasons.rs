//! Why comparisons were refused.

use crate::engine::{Engine, quoted};
use crate::error::QueryError;
use crate::medians::{Key, key};
use relief_registry::reasons_of;
use std::collections::BTreeMap;

const REFUSALS: &str = include_str!("../sql/refusals.sql");
const REFUSED: &str = include_str!("../sql/refused.sql");
const REASONS: &str = include_str!("../sql/reasons.sql");
/// Between two codes of a cell, as `relief-table` writes them.
const BETWEEN_CODES: char = ';';

/// The reasons' codes with how many patients each kept from being compared at a place, where enough of them are.
pub(crate) async fn reasons(engine: &Engine) -> Result<BTreeMap<Key, Vec<(String, usize)>>, QueryError> {
    let mut lines = Vec::new();
    for row in engine.rows(REFUSALS).await? {
        let cell = row.text("reasons")?;
        let codes = cell.split(BETWEEN_CODES);
        lines.extend(codes.map(|code| format!("({}, {})", quoted(cell), quoted(code))));
    }
    let mut found: BTreeMap<Key, Vec<(String, usize)>> = BTreeMap::new();
    if lines.is_empty() {
        return Ok(found);
    }
    let codes = format!("SELECT * FROM (VALUES {}) AS c(reasons, code)", lines.join(", "));
    engine.keep("codes", &codes).await?;
    engine.keep("refused", REFUSED).await?;
    for row in engine.rows(REASONS).await? {
        let of = found.entry(key(&row)?).or_default();
        of.push((row.text("code")?.to_owned(), row.count("patients")?));
    }
    let told = found.into_iter().map(|(key, counts)| (key, reasons_of(counts)));
    Ok(told.collect())
}
