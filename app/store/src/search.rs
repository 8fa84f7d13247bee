//! Finding patients by words, in a table that tells no name.
//!
//! Every beginning of every word of a name is hashed under a key that follows from the master key, so a search is a
//! look-up of hashes. Who has the database without the master key sees which patients share beginnings of words, and
//! no word. The rows go when the patient is deleted; but who has an old backup *and* the master key could still try
//! names against it.

use crate::canon::Canon;
use crate::database::{Transaction, Value, values};
use crate::error::Error;
use crate::ids::ClinicId;
use crate::keys::MasterKey;
use crate::record::{PatientDetails, RecordRow};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Beginnings of words are hashed up to this many characters, whole words beyond.
const LONGEST_BEGINNING: usize = 12;
/// Words of a query that count; few names have more.
const MOST_WORDS: usize = 4;

/// A wrapped key and a [`RecordRow`] in one.
type FoundRow = (
    Vec<u8>,
    String,
    i64,
    String,
    String,
    Option<String>,
    i64,
    String,
    Vec<u8>,
);

/// A query for rows as [`FoundRow`] has them, of a patient's key `k` and details `r`; what follows is given.
macro_rules! select_found {
    ($rest:literal) => {
        concat!(
            "SELECT k.wrapped, r.id, r.version, r.patient, r.kind, r.within, r.written_at, r.written_by, r.sealed ",
            $rest
        )
    };
}

/// The hashes under which a patient is found.
pub(crate) fn tokens(master: &MasterKey, clinic: ClinicId, details: &PatientDetails) -> BTreeSet<i64> {
    let reference = details.reference.as_ref().map(|reference| reference.as_str());
    let words = words(details.name.as_str()).chain(words(reference.unwrap_or_default()));
    let mut tokens: BTreeSet<i64> = words
        .flat_map(|word| beginnings(&word))
        .map(|beginning| token(master, clinic, &beginning))
        .collect();
    tokens.insert(token(master, clinic, &details.born.to_string()));
    tokens
}

/// The hashes that a query asks for, one for each word.
pub(crate) fn query_tokens(master: &MasterKey, clinic: ClinicId, query: &str) -> Vec<i64> {
    words(query)
        .take(MOST_WORDS)
        .map(|word| token(master, clinic, &clipped(&word)))
        .collect()
}

/// The latest details, with the wrapped key that opens them, of the clinic's patients that have every one of these
/// hashes, at most so many. One statement: a look for each patient would take longer than all else.
pub(crate) async fn find(
    transaction: &mut Transaction,
    clinic: ClinicId,
    tokens: &[i64],
    most: usize,
) -> Result<Vec<(Vec<u8>, RecordRow)>, Error> {
    let Some(first) = tokens.first() else {
        return Ok(Vec::new());
    };
    // Missing words repeat the first, so that there is one statement for one to four words.
    let word = |at: usize| *tokens.get(at).unwrap_or(first);
    let select = select_found!(
        "FROM search AS s \
         JOIN patients AS p ON p.id = s.patient AND p.clinic = s.clinic \
         JOIN patient_keys AS k ON k.patient = s.patient AND k.wrapped IS NOT NULL \
         JOIN records AS r ON r.id = s.patient \
         AND r.version = (SELECT MAX(version) FROM records WHERE id = s.patient) \
         WHERE s.clinic = $1 AND s.token = $2 \
         AND EXISTS (SELECT 1 FROM search WHERE clinic = $1 AND token = $3 AND patient = s.patient) \
         AND EXISTS (SELECT 1 FROM search WHERE clinic = $1 AND token = $4 AND patient = s.patient) \
         AND EXISTS (SELECT 1 FROM search WHERE clinic = $1 AND token = $5 AND patient = s.patient) \
         ORDER BY s.patient LIMIT $6"
    );
    let mut wanted = values![clinic];
    wanted.extend((0..MOST_WORDS).map(|at| Value::from(word(at))));
    wanted.push(Value::from(most as i64));
    let rows = transaction.all("searching patients", select, wanted).await?;
    Ok(rows.into_iter().map(apart).collect())
}

/// As [`find`], but the patients that were added last, the latest first.
pub(crate) async fn latest(
    transaction: &mut Transaction,
    clinic: ClinicId,
    most: usize,
) -> Result<Vec<(Vec<u8>, RecordRow)>, Error> {
    let select = select_found!(
        "FROM patients AS p \
         JOIN patient_keys AS k ON k.patient = p.id AND k.wrapped IS NOT NULL \
         JOIN records AS r ON r.id = p.id AND r.version = (SELECT MAX(version) FROM records WHERE id = p.id) \
         WHERE p.clinic = $1 ORDER BY p.created_at DESC, p.id DESC LIMIT $2"
    );
    let wanted = values![clinic, most as i64];
    let rows = transaction.all("listing patients", select, wanted).await?;
    Ok(rows.into_iter().map(apart).collect())
}

fn apart((wrapped, id, version, patient, kind, within, at, by, sealed): FoundRow) -> (Vec<u8>, RecordRow) {
    (wrapped, (id, version, patient, kind, within, at, by, sealed))
}

fn token(master: &MasterKey, clinic: ClinicId, word: &str) -> i64 {
    let fields = Canon::default().text(&clinic.to_string()).text(word);
    let hash = blake3::keyed_hash(&master.searching(), &fields.done());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_le_bytes(first)
}

/// The words of a text, in lower case; what is neither letter nor digit divides them, but days keep their dashes.
fn words(text: &str) -> impl Iterator<Item = String> {
    let divides = |c: char| !(c.is_alphanumeric() || c == '-');
    // Decomposed, so that the marks of Latin, Greek and Cyrillic letters can be left out; those of other scripts stay.
    let is_accent = |c: &char| matches!(c, '\u{300}'..='\u{36F}');
    let words: String = text.to_lowercase().nfd().filter(|c| !is_accent(c)).collect();
    let words: Vec<String> = words
        .split(divides)
        .flat_map(|word| match word.parse::<jiff::civil::Date>() {
            Ok(_) => vec![word],
            Err(_) => word.split('-').collect(),
        })
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

fn beginnings(word: &str) -> Vec<String> {
    let longest = word.chars().count().min(LONGEST_BEGINNING);
    (1..=longest)
        .map(|count| word.chars().take(count).collect())
        .collect()
}

/// A word of a query, cut where the hashed beginnings end.
fn clipped(word: &str) -> String {
    match word.parse::<jiff::civil::Date>() {
        Ok(_) => word.to_owned(),
        Err(_) => word.chars().take(LONGEST_BEGINNING).collect(),
    }
}
