//! A patient's chart: every record that the visitor may see, read in one go, and the course of treatment built of them.

pub(crate) mod build;
mod current;
mod mistakes;

pub use current::Current;

use crate::app::App;
use crate::failure::Failure;
use crate::guard::{Visitor, is_staff};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use relief_course::{Action, Line, Reach, permits};
use relief_store::{
    Addition, Erasure, Logging, Measurement, PatientDetails, PatientId, Person, Photo, RecordId, Scan,
    Versioned, ViewSkipped,
};
use std::sync::Arc;

/// A patient's chart as the visitor may see it.
#[derive(Clone)]
pub struct Chart(Arc<Content>);

/// What a chart is made of.
pub struct Content {
    /// The patient.
    pub patient: PatientId,
    /// The patient's details.
    pub details: Versioned<PatientDetails>,
    /// Counts what was written about this patient.
    pub revision: i64,
    /// The last time that the patient asked to be deleted.
    pub erasure: Option<Versioned<Erasure>>,
    /// The latest course, if one was begun.
    pub current: Option<Current>,
    /// Every photo, oldest first.
    pub photos: Vec<Versioned<Photo>>,
    /// Every scan, oldest first.
    pub scans: Vec<Versioned<Scan>>,
    /// Every view that was left out on a day, oldest first.
    pub skipped: Vec<Versioned<ViewSkipped>>,
    /// Every measurement, oldest first.
    pub measurements: Vec<Versioned<Measurement>>,
    /// How the patient stands to the visitor.
    reach: Reach,
}

impl std::ops::Deref for Chart {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.0
    }
}

impl Chart {
    /// Reads a patient's chart.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when the patient is out of the visitor's reach.
    pub async fn load(app: &App, visitor: &Visitor, patient: PatientId) -> Result<Self, Failure> {
        let (chart, logging) = Self::load_while_logging(app, visitor, patient).await?;
        logging.await?;
        Ok(chart)
    }

    /// As [`Self::load`], before the look is in the log. Nobody may be shown anything of it until the second ended well.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub async fn load_while_logging(
        app: &App,
        visitor: &Visitor,
        patient: PatientId,
    ) -> Result<(Self, Logging), Failure> {
        Self::read_while_logging(app, &visitor.person, patient).await
    }

    /// As [`Self::load_while_logging`], for somebody who is known by other means than a browser that is signed in.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub async fn read_while_logging(
        app: &App,
        person: &Person,
        patient: PatientId,
    ) -> Result<(Self, Logging), Failure> {
        let repository = app.store().repository(person.clone());
        let (latest, logging) = repository.latest_while_logging(patient).await?;
        let mut details = build::all::<PatientDetails>(&latest.records)?;
        let details = details.pop().ok_or(Failure::NotFound)?;
        let current = Current::build(app, &repository, &latest.records).await?;
        let own = person.own == Some(patient);
        let chart = Self(Arc::new(Content {
            patient,
            details,
            revision: latest.revision,
            erasure: build::all(&latest.records)?.pop(),
            current,
            photos: build::all(&latest.records)?,
            scans: build::all(&latest.records)?,
            skipped: build::all(&latest.records)?,
            measurements: build::all(&latest.records)?,
            reach: if own && !is_staff(person) {
                Reach::Own
            } else {
                Reach::Clinic
            },
        }));
        Ok((chart, logging))
    }

    /// Whether the visitor may do this to this patient.
    pub fn permits(&self, visitor: &Visitor, action: Action) -> bool {
        let own = visitor.person.own == Some(self.patient);
        permits(&visitor.person.roles, action, self.reach)
            || (own && permits(&visitor.person.roles, action, Reach::Own))
    }

    /// The course, for pages that need one.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when none was begun.
    pub fn current(&self) -> Result<&Current, Failure> {
        self.current.as_ref().ok_or(Failure::NotFound)
    }

    /// A photo of this patient.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when there is none of that id.
    pub fn photo(&self, record: RecordId) -> Result<&Versioned<Photo>, Failure> {
        self.photos
            .iter()
            .find(|photo| photo.record == record)
            .ok_or(Failure::NotFound)
    }

    /// A scan of this patient.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when there is none of that id.
    pub fn scan(&self, record: RecordId) -> Result<&Versioned<Scan>, Failure> {
        self.scans
            .iter()
            .find(|scan| scan.record == record)
            .ok_or(Failure::NotFound)
    }

    /// Keeps records, all or none, if nothing was written about the patient since this chart was read: what the rules said
    /// of the chart still holds.
    ///
    /// # Errors
    /// [`Failure::Stale`] when something was.
    pub async fn keep(&self, visitor: &Visitor, additions: &[Addition], why: &Line) -> Result<(), Failure> {
        let repository = visitor.repository();
        repository
            .add_together(self.patient, self.revision, additions, why)
            .await?;
        Ok(())
    }

    /// The address of a page about this patient.
    pub fn path(&self, page: &str) -> String {
        format!("/patients/{}{page}", self.patient)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Chart {
    type Rejection = Failure;

    /// The chart that the guard read.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::NotFound)
    }
}
