//! The tables of a backup, each with its columns, in an order in which they can be filled.

use super::hex_bytes::HexBytes;
use crate::database::{Transaction, Value};
use crate::error::Error;

const DUMPING: &str = "reading a table for the backup";
const FILLING: &str = "filling a table from the backup";

macro_rules! tables {
    ($($table:ident ($first:ident: $first_type:ty $(, $column:ident: $type:ty = $place:literal)*) $where:literal by $order:literal;)*) => {
        /// Every table's name.
        pub(super) const NAMES: &[&str] = &[$(stringify!($table)),*];

        /// Gives every row of a table as a line of JSON to a visitor.
        pub(super) async fn dump(
            table: &str,
            transaction: &mut Transaction,
            mut visit: impl FnMut(Vec<u8>) -> Result<(), Error> + Send,
        ) -> Result<(), Error> {
            match table {
                $(stringify!($table) => {
                    let select = concat!(
                        "SELECT ", stringify!($first) $(, ", ", stringify!($column))*,
                        " FROM ", stringify!($table), " ", $where, " ORDER BY ", $order,
                    );
                    transaction.each(DUMPING, select, |row: ($first_type, $($type),*)| {
                        visit(serde_json::to_vec(&row).map_err(unwritten)?)
                    }).await
                })*
                _ => Ok(()),
            }
        }

        /// Adds a row from a line of JSON.
        pub(super) async fn fill(table: &str, transaction: &mut Transaction, line: &[u8]) -> Result<(), Error> {
            match table {
                $(stringify!($table) => {
                    let insert = concat!(
                        "INSERT INTO ", stringify!($table), " (", stringify!($first) $(, ", ", stringify!($column))*,
                        ") VALUES ($1" $(, ", ", $place)*, ")",
                    );
                    let row: ($first_type, $($type),*) = serde_json::from_slice(line).map_err(unread(table))?;
                    let ($first, $($column),*) = row;
                    let row = vec![Value::from($first), $(Value::from($column)),*];
                    transaction.execute(FILLING, insert, row).await.map(|_| ())
                })*
                _ => Ok(()),
            }
        }
    };
}

type Text = String;
type MaybeText = Option<String>;
type MaybeInt = Option<i64>;
type MaybeBytes = Option<HexBytes>;

tables! {
    identity (single: i64, store: Text = "$2", master_mark: HexBytes = "$3") "" by "single";
    patients (id: Text, clinic: Text = "$2", created_at: i64 = "$3") "" by "id";
    patient_keys (patient: Text, wrapped: MaybeBytes = "$2", mark: HexBytes = "$3", destroyed_at: MaybeInt = "$4")
        "" by "patient";
    records (
        id: Text, version: i64 = "$2", patient: Text = "$3", kind: Text = "$4", within: MaybeText = "$5",
        written_at: i64 = "$6", written_by: Text = "$7", sealed: HexBytes = "$8"
    ) "" by "id, version";
    blobs (address: Text, patient: Text = "$2", bytes: i64 = "$3", state: Text = "$4", since: i64 = "$5")
        "WHERE state = 'stored'" by "address";
    audit (
        seq: i64, at: i64 = "$2", person: Text = "$3", clinic: Text = "$4", action: Text = "$5", outcome: Text = "$6",
        patient: MaybeText = "$7", record: MaybeText = "$8", version: MaybeInt = "$9", digest: MaybeBytes = "$10",
        link: HexBytes = "$11"
    ) "" by "seq";
    audit_tip (single: i64, seq: i64 = "$2", link: HexBytes = "$3") "" by "single";
    search (clinic: Text, token: i64 = "$2", patient: Text = "$3") "" by "clinic, token, patient";
    jobs (
        id: Text, once: Text = "$2", clinic: Text = "$3", patient: Text = "$4", asked_by: Text = "$5",
        asked_at: i64 = "$6", request: HexBytes = "$7", state: Text = "$8", attempts: i64 = "$9", due_at: i64 = "$10",
        lease: MaybeText = "$11", result: MaybeText = "$12", problem: MaybeText = "$13"
    ) "" by "id";
    repeats (job: Text, clinic: Text = "$2", patient: Text = "$3") "" by "job";
    accounts (id: Text, login: Text = "$2", version: i64 = "$3", sealed: HexBytes = "$4") "" by "id";
    account_clinics (clinic: Text, account: Text = "$2", own: MaybeText = "$3") "" by "clinic, account";
    clinics (id: Text, version: i64 = "$2", settings: Text = "$3", written_at: i64 = "$4", written_by: Text = "$5")
        "" by "id, version";
    documents (
        clinic: Text, kind: Text = "$2", name: Text = "$3", version: i64 = "$4", hash: Text = "$5", body: Text = "$6",
        written_at: i64 = "$7", written_by: Text = "$8"
    ) "" by "clinic, kind, name, version";
    ratings (
        id: Text, clinic: Text = "$2", rater: Text = "$3", patient: Text = "$4", photo: Text = "$5",
        against: MaybeText = "$6", tag: Text = "$7", graded: MaybeText = "$8"
    ) "" by "id";
}

fn unwritten(source: serde_json::Error) -> Error {
    Error::Json {
        what: "a row of the backup",
        source,
    }
}

fn unread(table: &str) -> impl FnOnce(serde_json::Error) -> Error {
    move |error| Error::Backup {
        place: format!("table {table}"),
        problem: format!("a row cannot be read: {error}"),
    }
}
