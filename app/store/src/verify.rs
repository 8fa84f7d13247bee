//! Checking everything that a store holds, while others go on using it.

mod accounts;
mod blobs;
mod clinics;
mod keys;
mod ratings;
mod records;

use crate::audit::{AuditProblem, Head, check_anchors, check_chain, genesis};
use crate::database::Transaction;
use crate::error::Error;
use crate::ids::PatientId;
use crate::keys::PatientKey;
use crate::store::Store;
use relief_course::Action;
use std::collections::{HashMap, HashSet};

/// Something that is not as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// With the audit log.
    Audit(AuditProblem),
    /// With something else.
    Thing {
        /// What kind of thing.
        what: &'static str,
        /// Which.
        id: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// What was checked and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The audit log's end, to be noted elsewhere by whoever wants more than anchors.
    pub head: Head,
    /// Patients whose key is there.
    pub patients: usize,
    /// Patients whose key is destroyed, each with the entry that says so and nothing left that opens.
    pub deleted: usize,
    /// Versions of records.
    pub versions: usize,
    /// Accounts.
    pub accounts: usize,
    /// Blobs.
    pub blobs: usize,
    /// Uploads under way or interrupted, and blobs on their way out; a sweep removes them.
    pub unfinished: usize,
    /// What is wrong; empty when all is well.
    pub problems: Vec<Problem>,
}

/// What the log says should be there.
#[derive(Default)]
struct Logged {
    /// The hash of each version by record and version.
    versions: HashMap<(String, i64), Vec<u8>>,
    /// The mark of each destroyed key.
    deleted: HashMap<PatientId, Vec<u8>>,
    /// The hash of each version of what belongs to no patient: accounts, clinics and documents.
    things: HashMap<(String, i64), Vec<u8>>,
    /// Accounts that were removed with their patient.
    removed: HashSet<String>,
}

impl Logged {
    /// Takes out the versions of an account up to one that is there, which replaced those before it.
    fn settle(&mut self, account: &str, version: i64) {
        self.things
            .retain(|(name, logged), _| name != account || *logged > version);
    }

    /// Whatever is left of what the log knows is missing.
    fn missing(self, report: &mut Report) {
        for (name, version) in self.things.into_keys() {
            if !self.removed.contains(&name) {
                let id = format!("{name} version {version}");
                report.wrong("account, clinic or document", id, "it is missing");
            }
        }
    }
}

/// What is found on the way and needed further on.
#[derive(Default)]
struct Seen {
    keys: HashMap<PatientId, PatientKey>,
    /// The blobs of readable photos, scans and measurements.
    wanted: HashSet<String>,
}

impl Store {
    /// Checks the audit log against its anchors and itself, every record, key, account, clinic and document against the
    /// log, every blob against its address and key, and looks for what nobody knows of. It sees one instant; others may
    /// go on writing.
    ///
    /// # Errors
    /// Only when it cannot look: the database or the folders refuse. What it finds wrong is in the report.
    pub async fn verify(&self) -> Result<Report, Error> {
        let mut report = Report::new();
        // Anchors and files first: whatever they name is in the database by the time that it is read.
        let anchors = report.audited(self.parts.ledger.anchors.all().await)?;
        let files = self.parts.blobs.addresses().await?;
        let mut transaction = self.parts.ledger.database.read().await?;
        if let Some(anchors) = anchors {
            report.audited(check_anchors(&mut transaction, &anchors).await)?;
        }
        let mut logged = self.logged(&mut transaction, &mut report).await?;
        let mut seen = Seen::default();
        self.verify_keys(&mut transaction, &logged, &mut seen, &mut report)
            .await?;
        self.verify_records(&mut transaction, &mut logged, &mut seen, &mut report)
            .await?;
        self.verify_accounts(&mut transaction, &mut logged, &mut report)
            .await?;
        self.verify_clinics(&mut transaction, &mut logged, &mut report)
            .await?;
        self.verify_ratings(&mut transaction, &mut report).await?;
        logged.missing(&mut report);
        self.verify_blobs(transaction, seen, files, &mut report).await?;
        Ok(report)
    }

    async fn logged(&self, transaction: &mut Transaction, report: &mut Report) -> Result<Logged, Error> {
        let mut logged = Logged::default();
        let walked = check_chain(&self.parts.ledger, transaction, |entry, digest| {
            let Some(digest) = digest.map(<[u8]>::to_vec) else {
                return;
            };
            let deleting = entry.happened.action == Action::DeletePatient;
            match (&entry.record, entry.version, entry.patient) {
                (Some(record), Some(version), Some(_)) => {
                    logged.versions.insert((record.clone(), version), digest);
                }
                (Some(thing), Some(version), None) => {
                    logged.things.insert((thing.clone(), version), digest);
                }
                (Some(account), None, Some(_)) if deleting => {
                    logged.removed.insert(account.clone());
                }
                (None, None, Some(patient)) if deleting => {
                    logged.deleted.insert(patient, digest);
                }
                _ => {}
            }
        });
        if let Some(head) = report.audited(walked.await)? {
            report.head = head;
        }
        Ok(logged)
    }
}

impl Report {
    fn new() -> Self {
        Self {
            head: genesis(),
            patients: 0,
            deleted: 0,
            versions: 0,
            accounts: 0,
            blobs: 0,
            unfinished: 0,
            problems: Vec::new(),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// Notes a problem of the log; other errors end the check.
    fn audited<T>(&mut self, checked: Result<T, Error>) -> Result<Option<T>, Error> {
        match checked {
            Ok(checked) => Ok(Some(checked)),
            Err(Error::Audit(problem)) => {
                self.problems.push(Problem::Audit(problem));
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    fn wrong(&mut self, what: &'static str, id: impl ToString, problem: impl ToString) {
        self.problems.push(Problem::Thing {
            what,
            id: id.to_string(),
            problem: problem.to_string(),
        });
    }
}
