//! Accounts: each opens, is as the log says, and is in the clinics that it says itself.

use super::{Logged, Report};
use crate::accounts::{Account, AccountRow, hash, open};
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::store::Store;
use std::collections::BTreeSet;

const DOING: &str = "checking accounts";

/// A clinic, an account in it, and as which patient.
type MemberRow = (String, String, Option<String>);

impl Store {
    pub(super) async fn verify_accounts(
        &self,
        transaction: &mut Transaction,
        logged: &mut Logged,
        report: &mut Report,
    ) -> Result<(), Error> {
        let select = "SELECT clinic, account, own FROM account_clinics";
        let rows: Vec<MemberRow> = transaction.all(DOING, select, values![]).await?;
        let found: BTreeSet<MemberRow> = rows.into_iter().collect();
        let mut expected = BTreeSet::new();
        let select = "SELECT id, login, version, sealed FROM accounts ORDER BY id";
        let rows: Vec<AccountRow> = transaction.all(DOING, select, values![]).await?;
        for row in rows {
            match logged.things.get(&(row.0.clone(), row.2)) {
                None => report.wrong("account", &row.0, "the log does not know of it"),
                Some(digest) if *digest != hash(&row) => {
                    report.wrong("account", &row.0, "it is not what the log says was written");
                }
                Some(_) => {}
            }
            logged.settle(&row.0, row.2);
            match open(&self.parts.master, &row) {
                Ok((account, _)) => {
                    report.accounts += 1;
                    expected.extend(memberships(&account));
                }
                Err(error) => report.wrong("account", &row.0, error),
            }
        }
        for (clinic, account, _) in found.symmetric_difference(&expected) {
            let problem = format!("what it is in clinic {clinic} is not what it says itself");
            report.wrong("account", account, problem);
        }
        Ok(())
    }
}

fn memberships(account: &Account) -> impl Iterator<Item = MemberRow> {
    let member = |membership: &crate::accounts::Membership| {
        (
            membership.clinic.to_string(),
            account.id.to_string(),
            membership.own.map(|own| own.to_string()),
        )
    };
    account.memberships.iter().map(member)
}
