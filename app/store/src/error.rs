//! What can go wrong. Each error names the thing, its value and the limit; none holds a patient's data.

use crate::audit::AuditProblem;
use relief_course::Action;
use thiserror::Error;

/// Why the store did not do it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such thing for this person. A thing of another clinic, of another patient, or deleted, is told no
    /// otherwise from one that never was.
    #[error("there is no {what} {id}")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// The id asked for.
        id: String,
    },
    /// The thing is within reach, but the person's roles do not allow this.
    #[error("not allowed: {action:?}")]
    NotAllowed {
        /// What was tried.
        action: Action,
    },
    /// Somebody else wrote a version in between. Read it, and decide anew.
    #[error("{what} {id} is at version {found} by now, not at {expected}")]
    Stale {
        /// What kind of thing.
        what: &'static str,
        /// Which.
        id: String,
        /// The version that was to be followed.
        expected: u32,
        /// The latest version.
        found: u32,
    },
    /// There is an account already, so nobody can make the first one.
    #[error("there is a clinic with accounts already; sign in, or ask its owner for an account")]
    AlreadyFounded,
    /// Another account, perhaps of another clinic, has this login or id.
    #[error("this login is taken; choose another one")]
    LoginTaken,
    /// A clinic would be left without anybody who can manage it.
    #[error("this is the last enabled owner of the clinic; make somebody else an owner first")]
    LastOwner,
    /// Something is larger than allowed.
    #[error("{what} has {found} {unit}; at most {most}")]
    TooLarge {
        /// What.
        what: &'static str,
        /// Its size.
        found: u64,
        /// The limit.
        most: u64,
        /// What is counted.
        unit: &'static str,
    },
    /// A setting that would lead to something doubtful.
    #[error("{setting} is {value:?}: {problem}")]
    Setting {
        /// Which setting.
        setting: &'static str,
        /// Its value, without any password.
        value: String,
        /// What is wrong with it, and what to do.
        problem: String,
    },
    /// The store was made with another master key.
    #[error("this is not the master key that the store was made with")]
    WrongMasterKey,
    /// The database was made by a newer version of Relief.
    #[error("the database is at schema {found}; this version of Relief knows up to {known}")]
    SchemaIsNewer {
        /// The database's schema.
        found: i64,
        /// The newest known here.
        known: i64,
    },
    /// The audit log is not what it was.
    #[error("the audit log: {0}")]
    Audit(#[from] AuditProblem),
    /// What was stored cannot be read: it was changed, cut, moved, or sealed under another key.
    #[error("{what} {id} is damaged: {problem}")]
    Damaged {
        /// What kind of thing.
        what: &'static str,
        /// Which.
        id: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Something was written about the patient since it was seen. Look again.
    #[error("patient {patient} was written about meanwhile")]
    MovedOn {
        /// The patient.
        patient: String,
    },
    /// The worker no longer holds the job: its lease ran out, or the patient was deleted. What it measured is not kept.
    #[error("the lease of job {job} is over")]
    LeaseOver {
        /// The job.
        job: String,
    },
    /// The very bytes are being removed at this moment; try again.
    #[error("blob {address} is being removed; try again")]
    Leaving {
        /// The blob.
        address: String,
    },
    /// A backup that cannot be used, or a place that a backup cannot be written to.
    #[error("backup {place}: {problem}")]
    Backup {
        /// The folder or file.
        place: String,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// The database refused or could not be reached.
    #[error("the database, while {doing}: {source}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        source: sqlx::Error,
    },
    /// A migration of the database failed; nothing of it stays.
    #[error("the database's migration: {0}")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The place of the blobs or anchors refused or could not be reached.
    #[error("the blobs, while {doing} {place}: {source}")]
    Blobs {
        /// What was being done.
        doing: &'static str,
        /// With which.
        place: String,
        /// Why it failed.
        source: object_store::Error,
    },
    /// A file or folder of this machine could not be used.
    #[error("{place}, while {doing}: {source}")]
    File {
        /// What was being done.
        doing: &'static str,
        /// Which file or folder.
        place: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A value could not be written as JSON. This is a mistake in Relief.
    #[error("cannot write {what} as JSON: {source}")]
    Json {
        /// What.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
}

impl Error {
    /// An id that leads nowhere for this person.
    pub(crate) fn unknown(what: &'static str, id: impl ToString) -> Self {
        let id = id.to_string();
        Self::Unknown { what, id }
    }

    /// Something that moved on since this person saw it.
    pub(crate) fn stale(what: &'static str, id: impl ToString, expected: u32, found: u32) -> Self {
        let id = id.to_string();
        Self::Stale {
            what,
            id,
            expected,
            found,
        }
    }

    /// Something stored that cannot be read.
    pub(crate) fn damaged(what: &'static str, id: impl ToString, problem: impl ToString) -> Self {
        Self::Damaged {
            what,
            id: id.to_string(),
            problem: problem.to_string(),
        }
    }
}
