//! The comparisons that models are fitted to.

use crate::engine::Engine;
use crate::error::QueryError;
use datafusion::arrow::array::{Array, ArrowPrimitiveType, AsArray, BooleanArray, PrimitiveArray};
use datafusion::arrow::datatypes::{Float64Type, Int64Type, UInt64Type};
use datafusion::arrow::record_batch::RecordBatch;
use relief_course::Setting;
use relief_protocol::ScarType;
use relief_registry::{ModelRow, ModelRows, Phototype, Pseudonym};

const COMPARED: &str = include_str!("../sql/compared.sql");
/// In the order of the query's numbers.
const SETTINGS: [Setting; 2] = [Setting::Professional, Setting::AtHome];

/// Those of one metric, as the query has them.
pub(crate) async fn compared(engine: &Engine, metric: &str) -> Result<Vec<RecordBatch>, QueryError> {
    engine.batches_of(COMPARED, "metric", metric).await
}

/// The rows themselves. They are held in memory together.
pub(crate) fn rows(batches: &[RecordBatch]) -> Result<ModelRows, QueryError> {
    let mut rows = Vec::with_capacity(batches.iter().map(RecordBatch::num_rows).sum());
    for batch in batches {
        let columns = Columns::of(batch)?;
        for place in 0..batch.num_rows() {
            rows.push(columns.row(place)?);
        }
    }
    Ok(ModelRows::new(rows))
}

struct Columns<'a> {
    patient: &'a PrimitiveArray<UInt64Type>,
    sessions: &'a PrimitiveArray<Int64Type>,
    change: &'a PrimitiveArray<Float64Type>,
    before: &'a PrimitiveArray<Float64Type>,
    scar_type: &'a PrimitiveArray<Int64Type>,
    phototype: &'a PrimitiveArray<Int64Type>,
    needle_mm: &'a PrimitiveArray<Float64Type>,
    interval_weeks: &'a PrimitiveArray<Float64Type>,
    setting: &'a PrimitiveArray<Int64Type>,
    other_treatment: &'a BooleanArray,
    weeks_since_session: &'a PrimitiveArray<Float64Type>,
}

impl<'a> Columns<'a> {
    fn of(batch: &'a RecordBatch) -> Result<Self, QueryError> {
        let other_treatment = batch
            .column_by_name("other_treatment")
            .and_then(|column| column.as_boolean_opt());
        Ok(Self {
            patient: numbers(batch, "patient")?,
            sessions: numbers(batch, "sessions")?,
            change: numbers(batch, "relative_change")?,
            before: numbers(batch, "before")?,
            scar_type: numbers(batch, "scar_type")?,
            phototype: numbers(batch, "phototype")?,
            needle_mm: numbers(batch, "needle_mm")?,
            interval_weeks: numbers(batch, "interval_weeks")?,
            setting: numbers(batch, "setting")?,
            other_treatment: other_treatment.ok_or_else(|| wrong("other_treatment", "of another type"))?,
            weeks_since_session: numbers(batch, "weeks_since_session")?,
        })
    }

    fn row(&self, place: usize) -> Result<ModelRow, QueryError> {
        let sessions = number(self.sessions, place).and_then(|sessions| u8::try_from(sessions).ok());
        Ok(ModelRow {
            patient: Pseudonym(number(self.patient, place).ok_or_else(|| wrong("patient", "not there"))?),
            sessions: sessions.ok_or_else(|| wrong("sessions", "out of range"))?,
            change: number(self.change, place),
            before: number(self.before, place).ok_or_else(|| wrong("before", "not there"))?,
            scar_type: chosen(&ScarType::ALL, self.scar_type, place),
            phototype: chosen(&Phototype::ALL, self.phototype, place),
            needle_mm: number(self.needle_mm, place),
            interval_weeks: number(self.interval_weeks, place),
            setting: chosen(&SETTINGS, self.setting, place),
            other_treatment: self.other_treatment.value(place),
            weeks_since_session: number(self.weeks_since_session, place),
        })
    }
}

fn numbers<'a, T: ArrowPrimitiveType>(
    batch: &'a RecordBatch,
    name: &str,
) -> Result<&'a PrimitiveArray<T>, QueryError> {
    let column = batch.column_by_name(name);
    let column = column.and_then(|column| column.as_primitive_opt());
    column.ok_or_else(|| wrong(name, "of another type"))
}

fn number<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>, place: usize) -> Option<T::Native> {
    column.is_valid(place).then(|| column.value(place))
}

/// The value of which the query gives the place.
fn chosen<T: Copy>(all: &[T], column: &PrimitiveArray<Int64Type>, place: usize) -> Option<T> {
    let chosen = usize::try_from(number(column, place)?).ok()?;
    all.get(chosen).copied()
}

fn wrong(what: &str, value: &str) -> QueryError {
    QueryError::Value {
        what: what.to_owned(),
        value: value.to_owned(),
    }
}
