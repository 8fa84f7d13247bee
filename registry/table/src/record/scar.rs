//! Single scars.

use super::{Fields, Flaw, Record};
use crate::cell::Cell;
use crate::codes::Coded;
use crate::column::Table;
use crate::tables::SCARS;
use relief_registry::{Pseudonym, ScarRow};

impl Record for ScarRow {
    const TABLE: &'static Table = &SCARS;

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::count(self.patient.0),
            Cell::count(self.scar),
            Cell::text(Some(self.scar_type.code())),
            Cell::count(self.sessions),
            Cell::Number(self.before_mm),
            Cell::Number(self.after_mm),
        ]
    }

    fn read(fields: &Fields<'_>) -> Result<Self, Flaw> {
        let mm = |name| fields.must(name, fields.number(name), "a depth");
        Ok(Self {
            patient: Pseudonym(fields.count("patient")?),
            scar: fields.count("scar")?,
            scar_type: fields.must("scar_type", fields.code("scar_type"), "a type")?,
            sessions: fields.count("sessions")?,
            before_mm: mm("depth_before_mm")?,
            after_mm: mm("depth_after_mm")?,
        })
    }

    fn patient(&self) -> Pseudonym {
        self.patient
    }
}
