//! Rows as a set of files, one a table.

use crate::cell::Cell;
use crate::column::Table;
use crate::error::TableError;
use crate::keys::Keys;
use crate::record::{EffectRecord, Fields, Flaw, PatientRecord, Record, SessionRecord};
use crate::tables::{PATIENTS, SESSIONS, TABLES};
use crate::{csv, parquet};
use relief_registry::{Comparison, DiaryRow, Pseudonym, Rows, ScarRow, SessionRow};
use std::collections::{BTreeSet, HashMap};

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, UTF-8, RFC 4180 with line feeds; a first line of names; absent is empty.
    Csv,
    /// Apache Parquet, Snappy-compressed; absent is null.
    Parquet,
}

impl Format {
    /// Both, that which keeps types first.
    pub const ALL: [Self; 2] = [Self::Parquet, Self::Csv];

    /// How names of files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }

    /// The name of a table's file.
    pub fn file(self, table: &Table) -> String {
        format!("{}.{}", table.name, self.ending())
    }
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Takes a row of a file, counted from 0.
pub(crate) type Add<'a> = dyn FnMut(usize, &[Cell<'_>]) -> Result<(), TableError> + 'a;

/// Rows as one file a table, in the order of [`TABLES`]; a table without rows is a file, too. Patients stand in the order of their pseudonyms,
/// everything else in the order of the rows.
///
/// # Errors
///
/// A value that its column does not allow, or a row twice; the row's number is its place in the table.
pub fn write(rows: &Rows, format: Format) -> Result<Vec<File>, TableError> {
    let sessions: Vec<SessionRecord> = rows.sessions.iter().map(SessionRecord::from).collect();
    let effects: Vec<EffectRecord> = rows.sessions.iter().flat_map(effects).collect();
    Ok(vec![
        one(&patients(rows), format)?,
        one(&rows.comparisons, format)?,
        one(&sessions, format)?,
        one(&effects, format)?,
        one(&rows.scars, format)?,
    ])
}

/// Rows from files, each table from its Parquet file, else from its CSV file. Other files are not looked at.
///
/// # Errors
///
/// The first thing that is wrong: a table without a file, a column too few or too many, a value that cannot be, a row twice, a
/// side effect without a diary, a patient who is not among the patients. Rows read are rows of the dictionary; whether one metric has
/// one unit throughout, [`relief_registry::Columns::new`] says.
pub fn read(files: &[File]) -> Result<Rows, TableError> {
    let [patients_file, comparisons, sessions, effects, scars] = TABLES.map(|table| find(files, &table));
    let patients: Vec<PatientRecord> = rows_of(patients_file?)?;
    let known: BTreeSet<Pseudonym> = patients.iter().map(|row| row.patient).collect();
    let comparisons: Vec<Comparison> = known_only(comparisons?, &known)?;
    let session_rows: Vec<SessionRecord> = known_only(sessions?, &known)?;
    let effect_rows: Vec<EffectRecord> = known_only(effects.clone()?, &known)?;
    Ok(Rows {
        comparisons,
        sessions: joined(session_rows, effect_rows, effects?)?,
        scars: known_only::<ScarRow>(scars?, &known)?,
        going_on: patients
            .iter()
            .filter(|row| row.going_on)
            .map(|row| row.patient)
            .collect(),
    })
}

fn one<R: Record>(records: &[R], format: Format) -> Result<File, TableError> {
    let name = format.file(R::TABLE);
    let mut keys = Keys::new(R::TABLE);
    for (row, record) in records.iter().enumerate() {
        let cells = record.cells();
        checked(R::TABLE, &name, row, &cells, &mut keys)?;
    }
    let bytes = match format {
        Format::Csv => csv::write(records).map_err(|error| unreadable(&name, error))?,
        Format::Parquet => parquet::write(records).map_err(|error| unreadable(&name, error))?,
    };
    Ok(File { name, bytes })
}

fn find<'a>(files: &'a [File], table: &Table) -> Result<(Format, &'a File), TableError> {
    let of = |format: Format| {
        let file = files.iter().find(|file| file.name == format.file(table))?;
        Some((format, file))
    };
    Format::ALL
        .into_iter()
        .find_map(of)
        .ok_or(TableError::Missing { table: table.name })
}

fn rows_of<R: Record>((format, file): (Format, &File)) -> Result<Vec<R>, TableError> {
    let mut keys = Keys::new(R::TABLE);
    let mut records = Vec::new();
    let mut add = |row: usize, cells: &[Cell<'_>]| {
        let fields = checked(R::TABLE, &file.name, row, cells, &mut keys)?;
        records.push(R::read(&fields).map_err(|flaw| wrong(&file.name, row, flaw))?);
        Ok(())
    };
    match format {
        Format::Csv => csv::read(file, R::TABLE, &mut add)?,
        Format::Parquet => parquet::read(file, R::TABLE, &mut add)?,
    }
    Ok(records)
}

/// The rows of a file, all of whose patients are known.
fn known_only<R: Record>(file: (Format, &File), known: &BTreeSet<Pseudonym>) -> Result<Vec<R>, TableError> {
    let rows: Vec<R> = rows_of(file)?;
    let stranger = rows.iter().position(|row| !known.contains(&row.patient()));
    match stranger {
        None => Ok(rows),
        Some(row) => Err(TableError::NoPatient {
            file: file.1.name.clone(),
            row: row + 1,
            patient: rows[row].patient().0,
            patients: PATIENTS.name.to_owned(),
        }),
    }
}

/// Checks a row, counted from 0, by itself and beside those before it.
fn checked<'a>(
    table: &'static Table,
    file: &str,
    row: usize,
    cells: &'a [Cell<'a>],
    keys: &mut Keys,
) -> Result<Fields<'a>, TableError> {
    let fields = Fields::new(table, cells).map_err(|flaw| wrong(file, row, flaw))?;
    match keys.seen(&fields, row) {
        None => Ok(fields),
        Some(earlier) => Err(TableError::Twice {
            file: file.to_owned(),
            row: row + 1,
            key: table.key.join(", "),
            earlier: earlier + 1,
        }),
    }
}

fn wrong(file: &str, row: usize, flaw: Flaw) -> TableError {
    TableError::Value {
        file: file.to_owned(),
        row: row + 1,
        column: flaw.column,
        value: flaw.value,
        must: flaw.must,
    }
}

pub(crate) fn unreadable(file: &str, why: impl ToString) -> TableError {
    TableError::Unreadable {
        file: file.to_owned(),
        // One line, whatever a reader says.
        why: why.to_string().replace(['\n', '\r'], " "),
    }
}

/// Everybody who has a row.
fn patients(rows: &Rows) -> Vec<PatientRecord> {
    let comparisons = rows.comparisons.iter().map(|row| row.patient);
    let sessions = rows.sessions.iter().map(|row| row.patient);
    let scars = rows.scars.iter().map(|row| row.patient);
    let all: BTreeSet<Pseudonym> = comparisons
        .chain(sessions)
        .chain(scars)
        .chain(rows.going_on.iter().copied())
        .collect();
    all.into_iter()
        .map(|patient| PatientRecord {
            patient,
            going_on: rows.going_on.contains(&patient),
        })
        .collect()
}

fn effects(row: &SessionRow) -> impl Iterator<Item = EffectRecord> {
    let diary = row.diary.iter().flat_map(|diary| &diary.effects);
    diary.map(|effect| EffectRecord {
        patient: row.patient,
        session: row.session,
        effect: *effect,
    })
}

/// Sessions with their effects.
fn joined(
    sessions: Vec<SessionRecord>,
    effects: Vec<EffectRecord>,
    (format, file): (Format, &File),
) -> Result<Vec<SessionRow>, TableError> {
    let mut places = HashMap::new();
    let mut rows = Vec::new();
    for (place, session) in sessions.into_iter().enumerate() {
        places.insert((session.patient, session.session), place);
        rows.push(SessionRow {
            patient: session.patient,
            session: session.session,
            needle: session.needle,
            setting: session.setting,
            diary: session.triage.map(|triage| DiaryRow {
                effects: Vec::new(),
                triage,
            }),
        });
    }
    for (row, effect) in effects.into_iter().enumerate() {
        let place = places.get(&(effect.patient, effect.session));
        let diary = place.and_then(|place| rows[*place].diary.as_mut());
        let Some(diary) = diary else {
            return Err(TableError::NoDiary {
                file: file.name.clone(),
                row: row + 1,
                sessions: format.file(&SESSIONS),
                patient: effect.patient.0,
                session: effect.session,
            });
        };
        diary.effects.push(effect.effect);
    }
    Ok(rows)
}
