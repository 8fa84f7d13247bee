//! An open store.

use crate::audit::{Anchors, AuditProblem, Head, Ledger, Reads, check_anchors, genesis};
use crate::blobs::{Blobs, place};
use crate::database::{Database, values};
use crate::error::Error;
use crate::ids::ClinicId;
use crate::keys::MasterKey;
use crate::outside::Outside;
use crate::person::Person;
use crate::repository::Repository;
use crate::settings::{DatabaseAt, Settings};
use std::sync::Arc;

const DOING: &str = "opening the store";

/// An open store; clones share it.
#[derive(Clone)]
pub struct Store {
    pub(crate) parts: Arc<Parts>,
}

/// What a store is made of.
pub(crate) struct Parts {
    pub(crate) ledger: Ledger,
    pub(crate) reads: Reads,
    pub(crate) blobs: Blobs,
    pub(crate) master: MasterKey,
    pub(crate) outside: Outside,
}

impl Store {
    /// Opens a store, or makes it where there is none, and brings its schema forward.
    ///
    /// # Errors
    /// [`Error::WrongMasterKey`] for another store's key; [`Error::Audit`] when an anchor names an entry that is gone,
    /// or when there is a log and no anchor; [`Error::SchemaIsNewer`] for a database of a newer Relief; [`Error::Setting`]
    /// for doubtful settings; and whatever the database or the folders refuse.
    pub async fn open(settings: &Settings, master: MasterKey, outside: Outside) -> Result<Self, Error> {
        settings.check()?;
        make_folder(&settings.database)?;
        let database = Database::open(&settings.database).await?;
        let anchors = place(&settings.anchors)?;
        let anchors = Anchors::new(anchors, master.clone(), settings.process.clone());
        let parts = Parts {
            ledger: Ledger::new(database, anchors, &master),
            reads: Reads::default(),
            blobs: Blobs::open(&settings.blobs).await?,
            master,
            outside,
        };
        parts.identify().await?;
        parts.resume().await?;
        Ok(Self {
            parts: Arc::new(parts),
        })
    }

    /// The store as one person may see and change it.
    pub fn repository(&self, person: Person) -> Repository {
        Repository::new(self.parts.clone(), person)
    }

    /// A new clinic's id.
    pub fn new_clinic(&self) -> ClinicId {
        ClinicId::random(&*self.parts.outside.entropy)
    }

    /// Closes the database. What was acknowledged is kept with or without this.
    pub async fn close(&self) {
        self.parts.ledger.database.close().await;
    }
}

impl Parts {
    /// Makes a new store's identity, or checks that the master key is that of this one.
    async fn identify(&self) -> Result<(), Error> {
        let mut transaction = self.ledger.database.write().await?;
        let id = hex::encode(self.outside.random::<16>());
        let identity =
            "INSERT INTO identity (single, store, master_mark) VALUES (1, $1, $2) ON CONFLICT DO NOTHING";
        let mark = self.master.mark();
        transaction
            .execute(DOING, identity, values![id, mark.as_slice()])
            .await?;
        let tip = "INSERT INTO audit_tip (single, seq, link) VALUES (1, 0, $1) ON CONFLICT DO NOTHING";
        transaction.execute(DOING, tip, values![genesis().link]).await?;
        let select = "SELECT master_mark FROM identity WHERE single = 1";
        let (found,): (Vec<u8>,) = transaction.one(DOING, select, values![]).await?;
        if found != mark {
            return Err(Error::WrongMasterKey);
        }
        transaction.commit(DOING).await
    }

    /// Goes on where the log ends, if that is where the anchors say. Only then may a new anchor be written: it would
    /// hide that something was cut off.
    async fn resume(&self) -> Result<(), Error> {
        let anchors = self.ledger.anchors.all().await?;
        let mut transaction = self.ledger.database.read().await?;
        let select = "SELECT seq, link FROM audit_tip WHERE single = 1";
        let (seq, link) = transaction.one(DOING, select, values![]).await?;
        let tip = Head { seq, link };
        match check_anchors(&mut transaction, &anchors).await {
            // A store that was just made.
            Err(Error::Audit(AuditProblem::NoAnchor { seq: 0 })) => {}
            checked => checked?,
        }
        drop(transaction);
        self.ledger.anchors.raise(tip).await
    }
}

/// Makes the folder of a SQLite file, which is the store's own.
pub(crate) fn make_folder(database: &DatabaseAt) -> Result<(), Error> {
    let DatabaseAt::File(file) = database else {
        return Ok(());
    };
    let folder = file.parent().unwrap_or(file);
    std::fs::create_dir_all(folder).map_err(|source| Error::File {
        doing: "making the folder",
        place: folder.display().to_string(),
        source,
    })
}
