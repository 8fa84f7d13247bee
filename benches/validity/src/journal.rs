//! The table on disk, one row written as soon as its pair is compared.

use crate::{error::Problem, row::Row};
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

pub struct Journal {
    path: PathBuf,
    rows: Vec<Row>,
    keys: HashSet<String>,
    writer: csv::Writer<File>,
}

impl Journal {
    /// A new table, or one to go on with. An existing table is never overwritten.
    pub fn open(path: &Path, resume: bool) -> Result<Self, Problem> {
        let exists = path.exists();
        if exists && !resume {
            return Err(Problem::unfit(
                path,
                "exists; --resume goes on with it, --out names another",
            ));
        }
        let rows = if exists { read(path)? } else { Vec::new() };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Problem::file(folder))?;
        }
        let file = OpenOptions::new().create(true).append(true).open(path);
        let mut journal = Self {
            path: path.to_owned(),
            keys: rows.iter().map(|row| row.pair.clone()).collect(),
            rows,
            writer: csv::Writer::from_writer(file.map_err(Problem::file(path))?),
        };
        if !exists {
            journal.write(&Row::header())?;
        }
        Ok(journal)
    }

    pub fn has(&self, pair: &str) -> bool {
        self.keys.contains(pair)
    }

    pub fn append(&mut self, row: Row) -> Result<(), Problem> {
        self.write(&row.fields())?;
        self.keys.insert(row.pair.clone());
        self.rows.push(row);
        Ok(())
    }

    pub fn into_rows(self) -> Vec<Row> {
        self.rows
    }

    fn write(&mut self, fields: &[String]) -> Result<(), Problem> {
        self.writer
            .write_record(fields)
            .map_err(Problem::table(&self.path))?;
        self.writer.flush().map_err(Problem::file(&self.path))
    }
}

fn read(path: &Path) -> Result<Vec<Row>, Problem> {
    let mut reader = csv::Reader::from_path(path).map_err(Problem::table(path))?;
    let header = reader.headers().map_err(Problem::table(path))?;
    if *header != Row::header() {
        return Err(Problem::unfit(
            path,
            "has other columns: another version wrote it",
        ));
    }
    reader
        .records()
        .map(|record| {
            let record = record.map_err(Problem::table(path))?;
            let wrong = || {
                Problem::unfit(
                    path,
                    format!("the row of pair {:?} is not readable", record.get(0)),
                )
            };
            Row::parse(&record).ok_or_else(wrong)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_gone_on_with_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/table.csv");
        let row = |pair: &str| Row {
            pair: pair.to_owned(),
            ..Row::default()
        };
        let mut journal = Journal::open(&path, true).unwrap();
        journal.append(row("1/0")).unwrap();
        drop(journal);
        assert!(Journal::open(&path, false).is_err());
        let mut journal = Journal::open(&path, true).unwrap();
        assert!(journal.has("1/0") && !journal.has("1/1"));
        journal.append(row("1/1")).unwrap();
        assert_eq!(read(&path).unwrap(), [row("1/0"), row("1/1")]);
        assert_eq!(journal.into_rows().len(), 2);
    }
}
