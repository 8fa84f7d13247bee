//! Single scars by type.

use crate::engine::Engine;
use crate::error::QueryError;
use crate::row::Row;
use relief_registry::{Known, ScarAnswer, ScarSums, scars_of};

const SCARS: &str = include_str!("../sql/scars.sql");

/// The mixed model of scars within patients.
pub(crate) async fn scars(engine: &Engine) -> Result<Known<ScarAnswer>, QueryError> {
    let rows = engine.rows(SCARS).await?;
    let sums: Vec<ScarSums> = rows.iter().map(sums).collect::<Result<_, _>>()?;
    Ok(scars_of(&sums))
}

fn sums(row: &Row) -> Result<ScarSums, QueryError> {
    let [p11, p12, p13, p22, p23, p33] = ["p11", "p12", "p13", "p22", "p23", "p33"].map(|name| row.sum(name));
    Ok(ScarSums {
        scars: [row.count("n1")?, row.count("n2")?, row.count("n3")?],
        patients: row.count("patients")?,
        sums: [row.sum("s1")?, row.sum("s2")?, row.sum("s3")?],
        squares: [row.sum("q1")?, row.sum("q2")?, row.sum("q3")?],
        products: [p11?, p12?, p13?, p22?, p23?, p33?],
    })
}
