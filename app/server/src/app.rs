//! What every request shares.

use crate::capture::Captures;
use crate::cohort::Known;
use crate::failure::Failure;
use crate::guard::Limiter;
use relief_compare::Stage;
use relief_protocol::{Hash, Protocol};
use relief_store::{DocumentKind, JobId, Outside, Repository, Store};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::{Notify, watch};

/// How a server is set up.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Browsers reach it by https, so that cookies are never sent otherwise.
    pub secure: bool,
    /// Staff need a second factor.
    pub require_totp: bool,
    /// Whoever knows this may make the first owner's account.
    pub setup_code: String,
}

/// The server; clones share it.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    store: Store,
    outside: Outside,
    setup: Setup,
    limiter: Limiter,
    protocols: RwLock<HashMap<Hash, Arc<Protocol>>>,
    /// Told when a job was asked for, so that nobody waits for the worker's next look.
    asked: Notify,
    /// The stage that each running job of this process is in.
    stages: RwLock<HashMap<JobId, Stage>>,
    captures: Captures,
    cohorts: Known,
    closing: watch::Sender<bool>,
}

impl App {
    /// A server over a store.
    pub fn new(store: Store, outside: Outside, setup: Setup) -> Self {
        Self(Arc::new(Parts {
            store,
            outside,
            setup,
            limiter: Limiter::default(),
            protocols: RwLock::default(),
            asked: Notify::new(),
            stages: RwLock::default(),
            captures: Captures::default(),
            cohorts: Known::default(),
            closing: watch::Sender::new(false),
        }))
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Time and chance.
    pub fn outside(&self) -> &Outside {
        &self.0.outside
    }

    /// Who may try to sign in now.
    pub fn limiter(&self) -> &Limiter {
        &self.0.limiter
    }

    /// Told when a job was asked for.
    pub fn asked(&self) -> &Notify {
        &self.0.asked
    }

    /// What is held for who takes photos.
    pub fn captures(&self) -> &Captures {
        &self.0.captures
    }

    /// The rows of numbers that were made before.
    pub fn cohorts(&self) -> &Known {
        &self.0.cohorts
    }

    /// Notes the stage that a job is in.
    pub fn tell_stage(&self, job: JobId, stage: Stage) {
        self.0
            .stages
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(job, stage);
    }

    /// A job is over.
    pub fn forget_stage(&self, job: JobId) {
        self.0
            .stages
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&job);
    }

    /// The stage that a job of this process is in.
    pub fn stage(&self, job: JobId) -> Option<Stage> {
        self.0
            .stages
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&job)
            .copied()
    }

    /// Tells everything that goes on by itself to come to an end.
    pub fn close(&self) {
        self.0.closing.send_replace(true);
    }

    /// Whether the server is coming to an end.
    pub fn is_closing(&self) -> bool {
        *self.0.closing.borrow()
    }

    /// Waits until the server is coming to an end.
    pub async fn closing(&self) {
        // The sender lives as long as the app.
        let _ = self.0.closing.subscribe().wait_for(|closing| *closing).await;
    }

    /// Whether browsers come by https.
    pub fn is_secure(&self) -> bool {
        self.0.setup.secure
    }

    /// Whether staff need a second factor.
    pub fn requires_totp(&self) -> bool {
        self.0.setup.require_totp
    }

    /// Whether this is the code for making the first account.
    pub fn knows_setup_code(&self, code: &str) -> bool {
        // Hashes are compared, so that the time taken tells nothing of the code.
        blake3::hash(code.as_bytes()) == blake3::hash(self.0.setup.setup_code.as_bytes())
    }

    /// The session cookie's name; with the prefix browsers take it only over https, from this very host.
    pub fn cookie_name(&self) -> &'static str {
        if self.is_secure() {
            "__Host-relief"
        } else {
            "relief"
        }
    }

    /// A protocol of a clinic by its hash; read once, then kept.
    pub async fn protocol(&self, repository: &Repository, hash: &Hash) -> Result<Arc<Protocol>, Failure> {
        if let Some(protocol) = self
            .0
            .protocols
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(hash)
        {
            return Ok(protocol.clone());
        }
        let documents = repository.documents(DocumentKind::Protocol).await?;
        let document = documents.into_iter().find(|document| document.hash == *hash);
        let document = document.ok_or_else(|| Failure::Internal(format!("there is no protocol {hash}")))?;
        let protocol =
            Protocol::parse(&document.text).map_err(|error| Failure::Internal(error.to_string()))?;
        let protocol = Arc::new(protocol);
        let mut kept = self.0.protocols.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert(hash.clone(), protocol.clone());
        Ok(protocol)
    }
}
