//! One file of results: a row for each of its pairs, in the list's order.

use super::list::Part;
use super::parse::Pair;
use crate::error::{ClusterError, why};
use crate::measured::Measured;
use datafusion::arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use relief_grid::Pitch;
use std::collections::HashMap;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Under which conditions a file was written; results of other versions are not mixed in.
const WRITTEN_BY: &str = "relief.cluster-batch/1";
/// How many columns tell which pair a row is of.
const PAIR_COLUMNS: usize = 6;

impl Part {
    /// Where its results are.
    fn path(&self, folder: &Path) -> PathBuf {
        folder.join(format!("part-{:06}.parquet", self.number))
    }

    /// What an earlier run found of each pair; nothing of pairs that failed, because their files may have come back.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Read`] when the file is damaged, or has the results of other pairs or another version.
    pub(super) fn kept(&self, folder: &Path) -> Result<Vec<Option<Measured>>, ClusterError> {
        let path = self.path(folder);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![None; self.pairs.len()]),
            Err(error) => return Err(ClusterError::read(&path, why(&error))),
        };
        let damaged = |error: String| ClusterError::read(&path, format!("is damaged ({error}); remove it"));
        let batch = read(file, self.pairs.len()).map_err(|error| damaged(error.to_string()))?;
        let other = || {
            let what = "has the results of another list or another version of relief; name another folder, or remove it";
            ClusterError::read(&path, what)
        };
        let batch = batch.ok_or_else(other)?;
        let (pairs, measured) = batch.columns().split_at(PAIR_COLUMNS);
        if pairs != pair_columns(&self.pairs) {
            return Err(other());
        }
        let rows = Measured::rows(measured)?.into_iter();
        Ok(rows
            .map(|row| Some(row).filter(|row| row.error().is_none()))
            .collect())
    }

    /// Writes what came out of its pairs; the file appears when it is complete.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Write`].
    pub(super) fn write(&self, folder: &Path, measured: &[Measured]) -> Result<(), ClusterError> {
        let path = self.path(folder);
        let columns = [pair_columns(&self.pairs), Measured::columns(measured)].concat();
        let batch = RecordBatch::try_new(schema(), columns)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".relief-").suffix(".part");
        // Results are as readable as any file of this user; `tempfile` would keep them private.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let pending = builder.tempfile_in(folder);
        let pending = pending.map_err(|error| ClusterError::write(&path, error.kind()))?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let mut writer = ArrowWriter::try_new(pending, schema(), Some(properties.build()))?;
        writer.write(&batch)?;
        let pending = writer.into_inner()?;
        pending
            .as_file()
            .sync_all()
            .map_err(|error| ClusterError::write(&path, error))?;
        pending
            .persist(&path)
            .map_err(|error| ClusterError::write(&path, error.error))?;
        Ok(())
    }
}

/// The rows of a file, if they are so many and of this version.
fn read(file: File, rows: usize) -> Result<Option<RecordBatch>, ClusterError> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?;
    if *reader.schema() != schema() {
        return Ok(None);
    }
    let mut batches = reader.with_batch_size(rows).build()?;
    let batch = batches.next().transpose()?;
    Ok(batch.filter(|batch| batch.num_rows() == rows && batches.next().is_none()))
}

fn schema() -> SchemaRef {
    let text = |name| Field::new(name, DataType::Utf8, false);
    let number = |name| Field::new(name, DataType::Float64, true);
    let pair = [
        text("id"),
        text("before"),
        text("after"),
        number("scale_mm_per_px"),
        number("pitch_mm"),
        number("pitch_after_mm"),
    ];
    let measured = Measured::fields();
    let fields: Vec<_> = pair
        .into_iter()
        .map(Arc::new)
        .chain(measured.iter().cloned())
        .collect();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Arc::new(Schema::new_with_metadata(
        fields,
        HashMap::from([(WRITTEN_BY.to_owned(), version)]),
    ))
}

fn pair_columns(pairs: &[Pair]) -> Vec<ArrayRef> {
    let text = |cell: fn(&Pair) -> &str| -> ArrayRef {
        Arc::new(pairs.iter().map(|pair| Some(cell(pair))).collect::<StringArray>())
    };
    let number = |cell: fn(&Pair) -> Option<Pitch>| -> ArrayRef {
        let lengths = pairs.iter().map(|pair| cell(pair).map(Pitch::mm_per_px));
        Arc::new(lengths.collect::<Float64Array>())
    };
    vec![
        text(|pair| &pair.id),
        text(|pair| &pair.before),
        text(|pair| &pair.after),
        number(|pair| pair.scale),
        number(|pair| pair.pitches[0]),
        number(|pair| pair.pitches[1]),
    ]
}
