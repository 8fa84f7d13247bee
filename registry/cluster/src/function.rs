//! Measuring as a function in a query.

use crate::measured::Measured;
use crate::pair::{PairInFolder, measure_pair};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array, StringArray, StructArray};
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use relief_compare::Pitch;
use std::path::Path;
use std::sync::Arc;

const NAME: &str = "measure";

/// `measure(folder, before, after, scale_mm_per_px, pitch_mm, pitch_after_mm)`: compares two files of a folder, as
/// [`measure_pair`] does, where the query runs.
///
/// The names are texts, the lengths numbers or null. It answers with a structure of the contract's JSON in `result`, its
/// `verdict` and whether the pair was `comparable`, or, where a pair could not be read or computed, of one line in `error`; the other
/// fields are null then. Null names, and lengths that are none, are errors of the query.
///
/// ```
/// use datafusion::arrow::array::AsArray;
/// use relief_cluster::session;
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// let here = session(None).await?;
/// let query = "SELECT measure('/scans', 'may.npy', 'august.npy', NULL, 0.05, NULL)['error']";
/// let rows = here.sql(query).await?.collect().await?;
/// let error = rows[0].column(0).as_string::<i32>().value(0);
/// assert_eq!(error, "may.npy: there is no such file; check the path");
/// let query = "SELECT measure('/scans', 'may.npy', 'august.npy', NULL, -0.05, NULL)";
/// assert!(here.sql(query).await?.collect().await.is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn measure_function() -> ScalarUDF {
    ScalarUDF::new_from_impl(Measure {
        signature: signature(),
    })
}

/// Its files may have changed since, so that no plan may compute it beforehand.
fn signature() -> Signature {
    let text = || DataType::Utf8;
    let number = || DataType::Float64;
    Signature::exact(
        vec![text(), text(), text(), number(), number(), number()],
        Volatility::Volatile,
    )
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Measure {
    signature: Signature,
}

impl ScalarUDFImpl for Measure {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(Measured::fields()))
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = arguments.number_rows;
        let columns = arguments.args.into_iter().map(|column| column.into_array(rows));
        let columns = columns.collect::<Result<Vec<_>>>()?;
        let [folder, before, after, scale, pitch, pitch_after] = columns.as_slice() else {
            return Err(wrong("takes six arguments"));
        };
        let [folder, before, after] = [texts(folder)?, texts(before)?, texts(after)?];
        let [scale, pitch, pitch_after] = [numbers(scale)?, numbers(pitch)?, numbers(pitch_after)?];
        let measured = (0..rows).map(|row| {
            Ok(measure_pair(PairInFolder {
                folder: Path::new(folder.value(row)),
                before: before.value(row),
                after: after.value(row),
                scale: length(scale, row)?,
                pitches: [length(pitch, row)?, length(pitch_after, row)?],
            }))
        });
        let measured = measured.collect::<Result<Vec<_>>>()?;
        let columns = Measured::columns(&measured);
        let answer = StructArray::try_new(Measured::fields(), columns, None)?;
        Ok(ColumnarValue::Array(Arc::new(answer)))
    }
}

fn texts(column: &ArrayRef) -> Result<&StringArray> {
    let texts = column.as_string_opt::<i32>();
    texts
        .filter(|texts| texts.null_count() == 0)
        .ok_or_else(|| wrong("takes names as texts, none of them null"))
}

fn numbers(column: &ArrayRef) -> Result<&Float64Array> {
    let numbers = column.as_primitive_opt::<Float64Type>();
    numbers.ok_or_else(|| wrong("takes lengths as numbers"))
}

fn length(column: &Float64Array, row: usize) -> Result<Option<Pitch>> {
    if column.is_null(row) {
        return Ok(None);
    }
    let length = Pitch::from_mm_per_px(column.value(row));
    length
        .map(Some)
        .ok_or_else(|| wrong("takes lengths above nought"))
}

fn wrong(what: &str) -> DataFusionError {
    DataFusionError::Execution(format!("{NAME} {what}"))
}
