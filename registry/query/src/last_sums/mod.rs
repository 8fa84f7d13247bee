//! Sums over the scars of each patient's last session, as a function in a query.

mod groups;
mod sums;

use datafusion::arrow::datatypes::DataType;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::function::AccumulatorArgs;
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, GroupsAccumulator, Signature, Volatility,
};
use groups::Groups;
use sums::Sums;

const NAME: &str = "last_sums";

/// `last_sums(sessions, scar_type, depth_before_mm, depth_after_mm)`, grouped by patient: of the rows with the most sessions how many scars of
/// each type there are, and the sums and sums of squares of their relative changes of depth. It answers with a structure of `sessions`, `n1` to
/// `n3`, `s1` to `s3` and `q1` to `q3` (1 ice pick, 2 boxcar, 3 rolling).
///
/// One look at each row takes the place of two, of which the second is joined to what the first found: of ten million scars that is half the time. It
/// has no meaning without GROUP BY, and a null is an error of the query. Whoever plans queries of this crate elsewhere, as a cluster does, must know it.
pub fn last_sums_function() -> AggregateUDF {
    AggregateUDF::new_from_impl(LastSums {
        signature: Signature::exact(
            vec![
                DataType::UInt8,
                DataType::Utf8View,
                DataType::Float64,
                DataType::Float64,
            ],
            Volatility::Immutable,
        ),
    })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct LastSums {
    signature: Signature,
}

impl AggregateUDFImpl for LastSums {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Struct(Sums::fields()))
    }

    fn accumulator(&self, _arguments: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Err(wrong("is asked with GROUP BY patient"))
    }

    fn groups_accumulator_supported(&self, _arguments: AccumulatorArgs<'_>) -> bool {
        true
    }

    fn create_groups_accumulator(
        &self,
        _arguments: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(Groups::default()))
    }
}

fn wrong(what: &str) -> DataFusionError {
    DataFusionError::Execution(format!("{NAME} {what}"))
}
