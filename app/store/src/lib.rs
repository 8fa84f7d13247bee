//! The store: what a practice keeps, and who may see it.
//!
#![doc = include_str!("../README.md")]

mod accounts;
mod agenda;
mod audit;
mod backup;
mod blobs;
mod canon;
mod clinics;
mod database;
mod error;
mod ids;
mod jobs;
mod keys;
mod links;
mod outside;
mod person;
mod ratings;
mod record;
mod repository;
mod search;
mod settings;
mod store;
mod sweep;
mod verify;

pub use accounts::{Account, Kiosk, Membership, Reset, SignIn, SignedIn};
pub use agenda::{AgendaItem, AgendaKind};
pub use audit::{AuditProblem, Entry, Happened, Head, Outcome as AuditOutcome};
pub use backup::{Manifest, TableFile};
pub use clinics::{ClinicSettings, Document, DocumentKind};
pub use error::Error;
pub use ids::{ClinicId, JobId, NoId, PatientId, RecordId};
pub use jobs::{AskedJob, JobState, KeptFile, Leased, MeasuredFile, Measurement, Worker};
pub use keys::{MasterKey, NoMasterKey};
pub use outside::{Clock, Entropy, Outside};
pub use person::Person;
pub use ratings::{BlindedGrade, RatedPhoto, RatingTask, Times};
pub use record::{
    CourseStart, Entered, Erasure, ErasureEnd, Export, Kind, PatientDetails, Photo, PhotoTaken, PhotoView,
    Record, Scan, ScanTaken, ScanTold, Versioned, ViewSkipped,
};
pub use repository::{Addition, CohortFor, CohortMember, Deletion, Found, Latest, Logging, Repository};
pub use settings::{Address, BlobsAt, Bucket, DatabaseAt, Settings};
pub use store::Store;
pub use verify::{Problem, Report};
