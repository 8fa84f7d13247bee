//! Who is in a registry.

use super::{Fields, Flaw, Record};
use crate::cell::Cell;
use crate::column::Table;
use crate::tables::PATIENTS;
use relief_registry::Pseudonym;

/// One patient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PatientRecord {
    pub(crate) patient: Pseudonym,
    pub(crate) going_on: bool,
}

impl Record for PatientRecord {
    const TABLE: &'static Table = &PATIENTS;

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![Cell::count(self.patient.0), Cell::Flag(self.going_on)]
    }

    fn read(fields: &Fields<'_>) -> Result<Self, Flaw> {
        Ok(Self {
            patient: Pseudonym(fields.count("patient")?),
            going_on: fields.flag("going_on")?,
        })
    }

    fn patient(&self) -> Pseudonym {
        self.patient
    }
}
