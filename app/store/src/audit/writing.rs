//! The one way to write: a transaction that ends in entries of the log.

use super::chain::Head;
use super::{Anchors, AuditProblem, Draft};
use crate::database::{Database, Transaction, values};
use crate::error::Error;
use crate::keys::{Key, MasterKey};

const DOING: &str = "writing the audit log";

/// The database with the log that everything in it ends in.
pub(crate) struct Ledger {
    pub(crate) database: Database,
    pub(crate) anchors: Anchors,
    key: Key,
}

/// An open transaction that holds the log's end. Others wait for it; that puts all writes of all processes in the one
/// order in which the log tells them.
pub(crate) struct Writing<'a> {
    ledger: &'a Ledger,
    tip: Head,
    /// The statements of what is written and logged.
    pub(crate) transaction: Transaction,
}

impl Ledger {
    pub(crate) fn new(database: Database, anchors: Anchors, master: &MasterKey) -> Self {
        Self {
            database,
            anchors,
            key: master.chaining(),
        }
    }

    /// The key of the chain.
    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// Begins to write.
    ///
    /// # Errors
    /// [`AuditProblem::Cut`] when the log is shorter or another than this process left it.
    pub(crate) async fn write(&self) -> Result<Writing<'_>, Error> {
        let mut transaction = self.database.write().await?;
        // On PostgreSQL this waits for whoever holds the row; on SQLite beginning already did.
        let lock = "UPDATE audit_tip SET seq = seq WHERE single = 1 RETURNING seq, link";
        let (seq, link) = transaction.one(DOING, lock, values![]).await?;
        let tip = Head { seq, link };
        let known = self.anchors.reached();
        if link_at(&mut transaction, &tip, known.seq).await?.as_ref() != Some(&known.link) {
            return Err(AuditProblem::Cut {
                anchor: "of this process".to_owned(),
                seq: known.seq,
            }
            .into());
        }
        Ok(Writing {
            ledger: self,
            tip,
            transaction,
        })
    }
}

/// The link of an entry, if there is one.
async fn link_at(transaction: &mut Transaction, tip: &Head, seq: i64) -> Result<Option<Vec<u8>>, Error> {
    if seq == 0 {
        return Ok(Some(super::genesis().link));
    }
    if seq == tip.seq {
        return Ok(Some(tip.link.clone()));
    }
    let select = "SELECT link FROM audit WHERE seq = $1";
    let row: Option<(Vec<u8>,)> = transaction.optional(DOING, select, values![seq]).await?;
    Ok(row.map(|(link,)| link))
}

impl Writing<'_> {
    /// Adds an entry.
    pub(crate) async fn log(&mut self, draft: Draft) -> Result<(), Error> {
        let mut row = draft.row(self.tip.seq + 1, Vec::new());
        row.10 = self.tip.next(self.ledger.key(), &row);
        self.tip = Head::of(&row);
        let insert = "INSERT INTO audit \
            (seq, at, person, clinic, action, outcome, patient, record, version, digest, link) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let (seq, at, person, clinic, action, outcome, patient, record, version, digest, link) = row;
        let row = values![
            seq, at, person, clinic, action, outcome, patient, record, version, digest, link
        ];
        self.transaction.execute(DOING, insert, row).await?;
        Ok(())
    }

    /// Makes it so, and answers with the log's end once an anchor says so too.
    pub(crate) async fn commit(mut self) -> Result<Head, Error> {
        let raise = "UPDATE audit_tip SET seq = $1, link = $2 WHERE single = 1";
        let tip = values![self.tip.seq, self.tip.link.as_slice()];
        self.transaction.execute(DOING, raise, tip).await?;
        self.transaction.commit(DOING).await?;
        self.ledger.anchors.raise(self.tip.clone()).await?;
        Ok(self.tip)
    }
}
