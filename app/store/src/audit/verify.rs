//! Walking the whole log.

use super::chain::Head;
use super::entry::{Entry, EntryRow};
use super::{AuditProblem, Ledger, genesis};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{ClinicId, PatientId};

const DOING: &str = "reading the audit log";

/// Checks that every anchor names an entry that is there, read before the transaction began.
///
/// # Errors
/// The first anchor that does not, and that there is none while there are entries.
pub(crate) async fn check_anchors(
    transaction: &mut Transaction,
    anchors: &[(String, Head)],
) -> Result<(), Error> {
    for (name, head) in anchors.iter().filter(|(_, head)| head.seq > 0) {
        let select = "SELECT link FROM audit WHERE seq = $1";
        let found: Option<(Vec<u8>,)> = transaction.optional(DOING, select, values![head.seq]).await?;
        if found.is_none_or(|(link,)| link != head.link) {
            let (anchor, seq) = (name.clone(), head.seq);
            return Err(AuditProblem::Cut { anchor, seq }.into());
        }
    }
    let (seq,): (i64,) = transaction
        .one(DOING, "SELECT seq FROM audit_tip WHERE single = 1", values![])
        .await?;
    if anchors.is_empty() {
        return Err(AuditProblem::NoAnchor { seq }.into());
    }
    Ok(())
}

/// Walks the log from its first entry to its end, and gives every entry to a visitor.
///
/// # Errors
/// The first place where it does not follow.
pub(crate) async fn check_chain(
    ledger: &Ledger,
    transaction: &mut Transaction,
    mut visit: impl FnMut(&Entry, Option<&[u8]>) + Send,
) -> Result<Head, Error> {
    let mut head = genesis();
    let select = "SELECT seq, at, person, clinic, action, outcome, patient, record, version, digest, link \
         FROM audit ORDER BY seq";
    transaction
        .each(DOING, select, |mut row: EntryRow| {
            head.check(ledger.key(), &row)?;
            head = Head::of(&row);
            let digest = row.9.take();
            visit(&Entry::read(row)?, digest.as_deref());
            Ok(())
        })
        .await?;
    let select = "SELECT seq, link FROM audit_tip WHERE single = 1";
    let (noted, link): (i64, Vec<u8>) = transaction.one(DOING, select, values![]).await?;
    if noted != head.seq || link != head.link {
        return Err(AuditProblem::Tip {
            found: head.seq,
            noted,
        }
        .into());
    }
    Ok(head)
}

/// Entries of a clinic, or of those about one patient, before a number, latest first.
pub(crate) async fn page_of_clinic(
    transaction: &mut Transaction,
    clinic: ClinicId,
    patient: Option<PatientId>,
    before: i64,
    limit: usize,
) -> Result<Vec<Entry>, Error> {
    macro_rules! entries {
        ($which:literal) => {
            concat!(
                "SELECT seq, at, person, clinic, action, outcome, patient, record, version, digest, link FROM audit \
                 WHERE clinic = $1 AND seq < $2 ",
                $which,
                " ORDER BY seq DESC LIMIT $3"
            )
        };
    }
    let limit = limit as i64;
    let rows: Vec<EntryRow> = match patient {
        None => {
            transaction
                .all(DOING, entries!(""), values![clinic, before, limit])
                .await?
        }
        Some(patient) => {
            let select = entries!("AND patient = $4");
            transaction
                .all(DOING, select, values![clinic, before, limit, patient])
                .await?
        }
    };
    rows.into_iter().map(|row| Ok(Entry::read(row)?)).collect()
}
