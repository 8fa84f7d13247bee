//! Lists of pairs, and what is in the folder of their results.

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use relief_compare::{CompareOptions, Input, Pitch, compare};
use relief_formats::{Output, write};
use relief_phantom::{PairKind, PairSpec, Phototype, ScanSpec, render_pair, scan};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What the NPY scans are told.
pub const PITCH_MM: f64 = 0.15;

/// A folder with photos and scans, a list, and room for results.
pub struct Bench(TempDir);

impl Bench {
    /// Without files.
    pub fn empty() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// With two photos, large enough to be compared.
    pub fn with_photos() -> Self {
        Self::with_photos_of([1200, 900])
    }

    /// With two photos of such a size.
    pub fn with_photos_of([width, height]: [usize; 2]) -> Self {
        let bench = Self::empty();
        let spec = PairSpec {
            kind: PairKind::Unchanged,
            phototype: Phototype::III,
            seed: 5,
            width,
            height,
        };
        let photos = render_pair(&spec).unwrap();
        bench.write("before.jpg", &photos.before_jpeg);
        bench.write("after.jpg", &photos.after_jpeg);
        bench
    }

    /// With two scans, which need a pitch, as well.
    pub fn with_photos_and_scans() -> Self {
        let bench = Self::with_photos();
        for (name, visit, depth_factor) in [("before.npy", 0, 1.0), ("after.npy", 1, 0.6)] {
            let spec = ScanSpec {
                seed: 11,
                visit,
                pitch_mm: PITCH_MM,
                noise_um: 10.0,
                depth_factor,
                most_turn_deg: 0.0,
            };
            let map = scan(&spec).unwrap().map;
            bench.write(name, &write(&map, Output::Npy).unwrap());
        }
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A path as an argument.
    pub fn argument(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// A list of pairs of photos, all the same under names of their own.
    pub fn many_photos(&self, pairs: usize) {
        let mut list = "before,after\n".to_owned();
        for pair in 0..pairs {
            for side in ["before", "after"] {
                let copy = self.path(&format!("{side}{pair}.jpg"));
                fs::copy(self.path(&format!("{side}.jpg")), copy).unwrap();
            }
            list += &format!("before{pair}.jpg,after{pair}.jpg\n");
        }
        self.write("list.csv", list.as_bytes());
    }

    /// The contract's JSON of two files, straight from the measuring code.
    pub fn compared(&self, before: &str, after: &str, pitch_mm: Option<f64>) -> String {
        let bytes = [before, after].map(|name| fs::read(self.path(name)).unwrap());
        let pitch = pitch_mm.and_then(Pitch::from_mm_per_px);
        let options = CompareOptions {
            pitch,
            pitch_after: pitch,
            ..CompareOptions::default()
        };
        let input = |name, bytes| Input { name, bytes };
        let compared = compare(
            input(before, &bytes[0]),
            input(after, &bytes[1]),
            &options,
            &mut |_| (),
        );
        compared.unwrap().result.to_json()
    }

    /// The rows of the folder `out`, over all its files in their order.
    pub fn rows(&self) -> Vec<Row> {
        let entries = self.path("out").read_dir().unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().flat_map(|file| rows(file)).collect()
    }

    /// What is in their column of results.
    pub fn results(&self) -> Vec<Option<String>> {
        self.rows().into_iter().map(|row| row.result).collect()
    }
}

/// One row of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub before: String,
    pub verdict: Option<String>,
    pub result: Option<String>,
    pub error: Option<String>,
}

fn rows(path: &Path) -> Vec<Row> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let batches = reader.build().unwrap();
    batches.flat_map(|batch| rows_of(&batch.unwrap())).collect()
}

fn rows_of(batch: &RecordBatch) -> Vec<Row> {
    let text = |name: &str, row: usize| {
        let column = batch.column_by_name(name).unwrap().as_string::<i32>();
        column.is_valid(row).then(|| column.value(row).to_owned())
    };
    let row = |row| Row {
        id: text("id", row).unwrap(),
        before: text("before", row).unwrap(),
        verdict: text("verdict", row),
        result: text("result", row),
        error: text("error", row),
    };
    (0..batch.num_rows()).map(row).collect()
}
