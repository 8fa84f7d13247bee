//! What studies say of each type of scar. None tells how patients scatter, so that nothing of it can be weighed.

use crate::trials::{Row, ScarType, Treatment};

/// What one study found in scars of one type after microneedling alone.
#[derive(Debug, Clone, PartialEq)]
pub struct ScarTypeFinding {
    /// The type.
    pub scar_type: ScarType,
    /// The row.
    pub row: Row,
}

/// The findings, type by type.
pub fn by_scar_type(rows: &[Row]) -> Vec<ScarTypeFinding> {
    let of = |scar_type: &ScarType| {
        let (scar_type, needling) = (*scar_type, Treatment::Needling);
        let found = rows.iter().filter(move |row| {
            let told = row.outcome.percent_change.is_some() || row.outcome.change_mean.is_some();
            row.outcome.scar_type == Some(scar_type) && row.arm.treatment == needling && told
        });
        found.map(move |row| ScarTypeFinding {
            scar_type,
            row: row.clone(),
        })
    };
    ScarType::ALL.iter().flat_map(of).collect()
}
