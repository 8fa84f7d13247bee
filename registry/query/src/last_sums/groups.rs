//! The sums of all patients at once.

use super::sums::Sums;
use super::wrong;
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, StringViewArray, UInt8Array,
};
use datafusion::arrow::datatypes::{Float64Type, UInt8Type};
use datafusion::error::Result;
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};

/// One patient a place.
#[derive(Debug, Default)]
pub(super) struct Groups(Vec<Sums>);

impl Groups {
    fn grow(&mut self, groups: usize) {
        self.0.resize(groups.max(self.0.len()), Sums::default());
    }
}

impl GroupsAccumulator for Groups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.grow(total_num_groups);
        let scars = Scars::of(values, opt_filter)?;
        for (row, group) in group_indices.iter().enumerate() {
            scars.add_to(&mut self.0[*group], row);
        }
        Ok(())
    }

    fn merge_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        total_num_groups: usize,
    ) -> Result<()> {
        self.grow(total_num_groups);
        let [sums] = values else {
            return Err(wrong("merges one column"));
        };
        for (sums, group) in Sums::all(sums)?.iter().zip(group_indices) {
            self.0[*group].merge(sums);
        }
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        Sums::array(&emit_to.take_needed(&mut self.0))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.evaluate(emit_to)?])
    }

    fn convert_to_state(
        &self,
        values: &[ArrayRef],
        opt_filter: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let scars = Scars::of(values, opt_filter)?;
        let mut alone = vec![Sums::default(); scars.sessions.len()];
        for (row, sums) in alone.iter_mut().enumerate() {
            scars.add_to(sums, row);
        }
        Ok(vec![Sums::array(&alone)?])
    }

    fn size(&self) -> usize {
        self.0.capacity() * size_of::<Sums>()
    }
}

/// The arguments of some rows.
struct Scars<'a> {
    sessions: &'a UInt8Array,
    scar_type: &'a StringViewArray,
    before_mm: &'a Float64Array,
    after_mm: &'a Float64Array,
}

impl<'a> Scars<'a> {
    fn of(values: &'a [ArrayRef], filter: Option<&BooleanArray>) -> Result<Self> {
        let [sessions, scar_type, before_mm, after_mm] = values else {
            return Err(wrong("takes four arguments"));
        };
        if filter.is_some() || values.iter().any(|column| column.null_count() > 0) {
            return Err(wrong("takes every row of a group, and no nulls"));
        }
        let other = || wrong("takes sessions, a type and two depths");
        Ok(Self {
            sessions: sessions.as_primitive_opt::<UInt8Type>().ok_or_else(other)?,
            scar_type: scar_type.as_string_view_opt().ok_or_else(other)?,
            before_mm: before_mm.as_primitive_opt::<Float64Type>().ok_or_else(other)?,
            after_mm: after_mm.as_primitive_opt::<Float64Type>().ok_or_else(other)?,
        })
    }

    fn add_to(&self, sums: &mut Sums, row: usize) {
        let kind = match self.scar_type.value(row) {
            "ice_pick" => Some(0),
            "boxcar" => Some(1),
            "rolling" => Some(2),
            _ => None,
        };
        let change = || self.after_mm.value(row) / self.before_mm.value(row) - 1.0;
        sums.add(self.sessions.value(row), kind, change);
    }
}
