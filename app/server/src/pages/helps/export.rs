//! The practice's rows for researchers: tables as Parquet and CSV, their dictionary, and a script to begin with, in one archive.

use crate::app::App;
use crate::cohort::Numbers;
use crate::failure::Failure;
use crate::guard::Visitor;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use relief_registry::{Pseudonym, Rows};
use relief_store::Entropy;
use relief_table::{ANALYSIS, Format, dictionary_csv, dictionary_md, write};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// More patients are not exported at once: the rows are held in memory. The request is refused, so that nobody takes a part for the whole.
const MOST_PATIENTS: usize = 10_000;
/// Pseudonyms are below this, which every program's numbers hold exactly; two of ten thousand patients draw the same by a chance of
/// 1 in 10⁸, and then one draws again.
const PSEUDONYMS: u64 = 1 << 53;

/// `GET /helps/export`
pub async fn download(State(app): State<App>, visitor: Visitor) -> Result<Response, Failure> {
    let numbers = Numbers::of_practice(&app, &visitor, MOST_PATIENTS + 1).await?;
    if numbers.patients > MOST_PATIENTS {
        return Err(Failure::TooLarge);
    }
    let all = renumbered(numbers.rows, &*app.outside().entropy);
    let packed = tokio::task::spawn_blocking(move || archive(all)).await;
    let bytes = packed.map_err(|error| Failure::Internal(error.to_string()))??;
    visitor
        .repository()
        .rows_exported(blake3::hash(&bytes).as_bytes())
        .await?;
    let file = format!("attachment; filename=\"relief-rows-{}.zip\"", visitor.today());
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, file),
    ];
    Ok((headers, bytes).into_response())
}

/// A number that no other patient of this export has, and that nothing keeps.
fn draw(entropy: &dyn Entropy, drawn: &mut BTreeSet<Pseudonym>) -> Pseudonym {
    loop {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        let pseudonym = Pseudonym(u64::from_le_bytes(bytes) % PSEUDONYMS);
        if drawn.insert(pseudonym) {
            return pseudonym;
        }
    }
}

/// Rows under drawn numbers and in their order: that of the records would tell who came last.
fn renumbered(mut rows: Rows, entropy: &dyn Entropy) -> Rows {
    let (mut drawn, mut known) = (BTreeSet::new(), BTreeMap::new());
    let mut anew = |patient: &mut Pseudonym| {
        *patient = *known.entry(*patient).or_insert_with(|| draw(entropy, &mut drawn));
    };
    rows.comparisons.iter_mut().for_each(|row| anew(&mut row.patient));
    rows.sessions.iter_mut().for_each(|row| anew(&mut row.patient));
    rows.scars.iter_mut().for_each(|row| anew(&mut row.patient));
    rows.going_on = rows
        .going_on
        .into_iter()
        .map(|mut patient| {
            anew(&mut patient);
            patient
        })
        .collect();
    rows.comparisons.sort_by_key(|row| row.patient);
    rows.sessions.sort_by_key(|row| row.patient);
    rows.scars.sort_by_key(|row| row.patient);
    number_operators(&mut rows);
    rows
}

/// Puts numbers of this export alone in the place of accounts.
fn number_operators(rows: &mut Rows) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let told = rows.comparisons.iter_mut();
    for operator in told.filter_map(|row| row.covariates.operator.as_mut()) {
        let next = known.len() + 1;
        *operator = known.entry(operator.clone()).or_insert(next).to_string();
    }
}

fn archive(rows: Rows) -> Result<Vec<u8>, Failure> {
    let failed =
        |error: &dyn ToString| Failure::Internal(format!("rows for researchers: {}", error.to_string()));
    let mut files = vec![
        ("dictionary.csv".to_owned(), dictionary_csv().into_bytes()),
        ("dictionary.md".to_owned(), dictionary_md().into_bytes()),
        ("analysis.py".to_owned(), ANALYSIS.as_bytes().to_vec()),
    ];
    for format in Format::ALL {
        let tables = write(&rows, format).map_err(|error| failed(&error))?;
        files.extend(tables.into_iter().map(|file| (file.name, file.bytes)));
    }
    pack(&files).map_err(|error| failed(&error))
}

fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    // The archive's own clock would be the server's zone; the file's name says the day.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    zip.finish().map(Cursor::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_course::Setting;
    use relief_registry::{Compared, Comparison, Covariates, SessionRow};
    use relief_table::{File, read};
    use std::io::Read;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// Gives each number twice.
    struct Twice(AtomicU64);

    impl Entropy for Twice {
        fn fill(&self, buffer: &mut [u8]) {
            let number = u64::MAX - self.0.fetch_add(1, Ordering::Relaxed) / 2;
            buffer.copy_from_slice(&number.to_le_bytes());
        }
    }

    #[test]
    fn no_two_patients_have_one_pseudonym() {
        let (chance, mut drawn) = (Twice(AtomicU64::new(0)), BTreeSet::new());
        let found: Vec<u64> = (0..3).map(|_| draw(&chance, &mut drawn).0).collect();
        assert_eq!(found, [1, 2, 3].map(|below| PSEUDONYMS - below));
    }

    fn session(patient: u64, session: u8) -> SessionRow {
        SessionRow {
            patient: Pseudonym(patient),
            session,
            needle: None,
            setting: Some(Setting::Professional),
            diary: None,
        }
    }

    #[test]
    fn who_treated_has_a_number_of_this_export_and_not_the_account() {
        let treated = |patient, operator: &str| Comparison {
            patient: Pseudonym(patient),
            place: "cheek_left".to_owned(),
            metric: "contrast".to_owned(),
            unit: "L*".to_owned(),
            sessions: 1,
            compared: Compared::Refused { reasons: Vec::new() },
            covariates: Covariates {
                operator: Some(operator.to_owned()),
                ..Covariates::default()
            },
        };
        let rows = Rows {
            comparisons: vec![
                treated(0, "id-clara"),
                treated(1, "id-owner"),
                treated(2, "id-clara"),
            ],
            ..Rows::default()
        };
        let renumbered = renumbered(rows, &Twice(AtomicU64::new(0)));
        let numbers = renumbered
            .comparisons
            .iter()
            .map(|row| row.covariates.operator.as_deref());
        // In the order of drawn numbers, which fall here, so that the last patient comes first.
        assert_eq!(numbers.collect::<Vec<_>>(), [Some("1"), Some("2"), Some("1")]);
    }

    #[test]
    fn the_archive_holds_the_rows_in_both_formats_in_the_order_of_pseudonyms() {
        let rows = Rows {
            sessions: vec![session(0, 1), session(0, 2), session(1, 1)],
            going_on: [Pseudonym(1)].into(),
            ..Rows::default()
        };
        let [first, second] = [PSEUDONYMS - 1, PSEUDONYMS - 2];
        let bytes = archive(renumbered(rows, &Twice(AtomicU64::new(0)))).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut files = Vec::new();
        for place in 0..zip.len() {
            let mut member = zip.by_index(place).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            files.push(File {
                name: member.name().unwrap().to_string(),
                bytes,
            });
        }
        for ending in Format::ALL.map(Format::ending) {
            let of_format = files.iter().filter(|file| file.name.ends_with(ending));
            let read = read(&of_format.cloned().collect::<Vec<_>>()).unwrap();
            assert_eq!(
                read.sessions,
                [session(second, 1), session(first, 1), session(first, 2)]
            );
            assert_eq!(read.going_on, [Pseudonym(second)].into());
        }
        assert!(
            files
                .iter()
                .any(|file| file.name == "analysis.py" && !file.bytes.is_empty())
        );
    }
}
