//! The query that measures some pairs: each pair is a partition of its own, which any worker can take.

use super::parse::Pair;
use crate::error::ClusterError;
use crate::function::measure_function;
use crate::measured::Measured;
use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder, Union};
use datafusion::prelude::{SessionContext, col, lit};
use datafusion::scalar::ScalarValue;
use relief_grid::Pitch;
use std::path::Path;
use std::sync::Arc;

const PLACE: &str = "place";
const MEASURED: &str = "measured";
/// DataFusion's names for the columns of a row: its place, and the function's arguments behind the folder.
const FIRST: &str = "column1";
const ARGUMENTS: [&str; 5] = ["column2", "column3", "column4", "column5", "column6"];

/// What came out of each pair, in their order.
pub(super) async fn measured(
    context: &SessionContext,
    folder: &Path,
    pairs: &[&Pair],
) -> Result<Vec<Measured>, ClusterError> {
    let plan = plan(folder, pairs)?;
    let batches = context.execute_logical_plan(plan).await?.collect().await?;
    let mut found: Vec<Option<Measured>> = vec![None; pairs.len()];
    for batch in &batches {
        for (place, measured) in rows(batch)? {
            let place = usize::try_from(place).ok().and_then(|place| found.get_mut(place));
            // Each pair once: a worker whose work was given to another must not count twice.
            match place {
                Some(place) if place.is_none() => *place = Some(measured),
                _ => return Err(not_these()),
            }
        }
    }
    found.into_iter().collect::<Option<_>>().ok_or_else(not_these)
}

fn plan(folder: &Path, pairs: &[&Pair]) -> Result<LogicalPlan, ClusterError> {
    let places = 0_i64..;
    let rows = places
        .zip(pairs)
        .map(|(place, pair)| row(place, pair).map(Arc::new));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    // DataFusion's union takes two or more.
    let table = match <[_; 1]>::try_from(rows) {
        Ok([row]) => Arc::unwrap_or_clone(row),
        Err(rows) => LogicalPlan::Union(Union::try_new(rows)?),
    };
    let folder = lit(folder.to_string_lossy().into_owned());
    let arguments = std::iter::once(folder).chain(ARGUMENTS.map(col)).collect();
    let measured = measure_function().call(arguments).alias(MEASURED);
    let plan = LogicalPlanBuilder::from(table).project(vec![col(FIRST).alias(PLACE), measured])?;
    Ok(plan.build()?)
}

/// A table of one pair: its place, and the function's arguments behind the folder.
fn row(place: i64, pair: &Pair) -> Result<LogicalPlan, DataFusionError> {
    let length = |length: Option<Pitch>| lit(ScalarValue::Float64(length.map(Pitch::mm_per_px)));
    let cells = vec![
        lit(place),
        lit(pair.before.as_str()),
        lit(pair.after.as_str()),
        length(pair.scale),
        length(pair.pitches[0]),
        length(pair.pitches[1]),
    ];
    LogicalPlanBuilder::values(vec![cells])?.build()
}

/// The pairs' places, and what came out of them.
fn rows(batch: &RecordBatch) -> Result<impl Iterator<Item = (i64, Measured)>, ClusterError> {
    let place = batch
        .column_by_name(PLACE)
        .and_then(|column| column.as_primitive_opt::<Int64Type>());
    let measured = batch.column_by_name(MEASURED).and_then(ArrayRef::as_struct_opt);
    let (Some(place), Some(measured)) = (place, measured) else {
        return Err(not_these());
    };
    let rows = Measured::rows(measured.columns())?;
    Ok(place.values().to_vec().into_iter().zip(rows))
}

fn not_these() -> ClusterError {
    DataFusionError::Execution("other pairs came back than were sent".to_owned()).into()
}
