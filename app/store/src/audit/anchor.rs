//! Anchors: the log's end, tagged, outside the database.

use super::{AuditProblem, Head};
use crate::canon::Canon;
use crate::error::Error;
use crate::keys::MasterKey;
use futures_util::TryStreamExt;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError};
use tokio::sync::Mutex;

/// An anchor as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchor {
    seq: i64,
    link: String,
    tag: String,
}

impl Anchor {
    fn new(master: &MasterKey, head: &Head) -> Self {
        Self {
            seq: head.seq,
            link: hex::encode(&head.link),
            tag: Self::tag(master, head),
        }
    }

    fn tag(master: &MasterKey, head: &Head) -> String {
        let fields = Canon::default().text("anchor").int(head.seq).bytes(&head.link);
        master.tag(&fields.done())
    }

    fn head(&self, master: &MasterKey) -> Option<Head> {
        let head = Head {
            seq: self.seq,
            link: hex::decode(&self.link).ok()?,
        };
        (Self::tag(master, &head) == self.tag).then_some(head)
    }
}

/// The place of the anchors, and what this process wrote there last.
pub(crate) struct Anchors {
    place: Arc<dyn ObjectStore>,
    master: MasterKey,
    process: String,
    /// The latest commit of this process.
    reached: std::sync::Mutex<Head>,
    /// The latest that is written.
    written: Mutex<i64>,
}

impl Anchors {
    /// Anchors of a process that has committed nothing yet.
    pub(crate) fn new(place: Arc<dyn ObjectStore>, master: MasterKey, process: String) -> Self {
        Self {
            place,
            master,
            process,
            reached: std::sync::Mutex::new(genesis()),
            written: Mutex::new(-1),
        }
    }

    /// The latest end of the log that this process knows to be committed.
    pub(super) fn reached(&self) -> Head {
        self.reached
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Notes that the log was seen or brought to here; returns when an anchor says so. Commits that happen while one
    /// is being written share the next.
    pub(crate) async fn raise(&self, head: Head) -> Result<(), Error> {
        let seq = head.seq;
        {
            let mut reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
            if reached.seq <= seq {
                *reached = head;
            }
        }
        let mut written = self.written.lock().await;
        if *written >= seq {
            return Ok(());
        }
        let latest = self.reached();
        let path = Path::from(format!("{}.json", self.process));
        let text = serde_json::to_vec(&Anchor::new(&self.master, &latest));
        let text = text.map_err(|source| Error::Json {
            what: "an anchor",
            source,
        })?;
        let put = self.place.put(&path, text.into()).await;
        put.map_err(|source| self.failed("writing anchor", &path, source))?;
        *written = latest.seq;
        Ok(())
    }

    /// All anchors by name.
    pub(crate) async fn all(&self) -> Result<Vec<(String, Head)>, Error> {
        let here = Path::default();
        let listed = self.place.list(None).try_collect::<Vec<_>>().await;
        let listed = listed.map_err(|source| self.failed("listing anchors in", &here, source))?;
        let mut anchors = Vec::new();
        for object in listed {
            let name = object.location.to_string();
            let got = self.place.get(&object.location).await;
            let got = got.map_err(|source| self.failed("reading anchor", &object.location, source))?;
            let bytes = got.bytes().await;
            let bytes = bytes.map_err(|source| self.failed("reading anchor", &object.location, source))?;
            let anchor: Option<Anchor> = serde_json::from_slice(&bytes).ok();
            match anchor.and_then(|anchor| anchor.head(&self.master)) {
                Some(head) => anchors.push((name, head)),
                None => return Err(AuditProblem::Anchor { anchor: name }.into()),
            }
        }
        Ok(anchors)
    }

    fn failed(&self, doing: &'static str, path: &Path, source: object_store::Error) -> Error {
        Error::Blobs {
            doing,
            place: path.to_string(),
            source,
        }
    }
}

/// Where every log begins.
pub(crate) fn genesis() -> Head {
    Head {
        seq: 0,
        link: vec![0; 32],
    }
}
