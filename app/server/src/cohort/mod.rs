//! A practice's patients as rows without names: what pages of numbers are made of.
//!
//! Rows are made of records that the reader may not see one by one, so nothing here shows any: pages get rows, and tell of groups.

mod known;
mod rows;

pub use known::Known;

use crate::app::App;
use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{Language, locale, report_texts};
use crate::measured::Measured;
use known::{KnownPatient, OfClinic};
use relief_protocol::Complaint;
use relief_registry::texts::{ENGLISH, GERMAN, Texts};
use relief_registry::{Pseudonym, Rows};
use relief_report::metric_label;
use relief_store::{CohortFor, CohortMember};
use rows::OfPatient;
use std::sync::Arc;

/// More patients are not looked through for a page: the first time each is read from the record.
pub const MOST_PATIENTS: usize = 500;

/// The rows of many patients.
pub struct Numbers {
    pub rows: Rows,
    /// Of how many patients something was measured and looked at.
    pub patients: usize,
}

impl Numbers {
    /// Everybody of whom something was measured here, at most so many, the latest first. The look is logged once.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who may not see the practice's results.
    pub async fn of_practice(app: &App, visitor: &Visitor, most: usize) -> Result<Self, Failure> {
        Self::read(app, visitor, CohortFor::Practice, most).await
    }

    /// A patient's own rows with those of [`MOST_PATIENTS`] others at most, and under which number the patient is. The look is logged
    /// once, as one at this patient's outcome.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a patient out of reach.
    pub async fn around(app: &App, visitor: &Visitor, chart: &Chart) -> Result<(Self, Pseudonym), Failure> {
        let mut cohort = Self::read(app, visitor, CohortFor::Patient(chart.patient), MOST_PATIENTS).await?;
        let own = Pseudonym(cohort.patients as u64);
        if let Some(current) = &chart.current {
            let zone = visitor.clinic.calendar.zone();
            let rows = OfPatient::new(zone, current, &Measured::all(chart));
            rows.add(&mut cohort.rows, own, visitor.today());
            cohort.patients += 1;
        }
        Ok((cohort, own))
    }

    async fn read(app: &App, visitor: &Visitor, of: CohortFor, most: usize) -> Result<Self, Failure> {
        let known = app.cohorts().of(visitor);
        let revisions = known
            .iter()
            .map(|(patient, known)| (*patient, known.revision))
            .collect();
        let repository = visitor.repository();
        let members = repository.cohort(of, most, &revisions).await?;
        let mut cohort = Self {
            rows: Rows::default(),
            patients: members.len(),
        };
        let mut now = OfClinic::new();
        for (number, member) in (0..).zip(&members) {
            let patient = match (&member.records, known.get(&member.patient)) {
                (None, Some(known)) => known.clone(),
                _ => learn(app, visitor, member).await?,
            };
            if let Some(rows) = &patient.rows {
                rows.add(&mut cohort.rows, Pseudonym(number), visitor.today());
            }
            now.insert(member.patient, patient);
        }
        app.cohorts().keep(visitor, now);
        Ok(cohort)
    }
}

/// What somebody's records say.
async fn learn(app: &App, visitor: &Visitor, member: &CohortMember) -> Result<KnownPatient, Failure> {
    let records = member.records.as_deref().unwrap_or_default();
    let zone = visitor.clinic.calendar.zone();
    let rows = match Current::build(app, &visitor.repository(), records).await? {
        // Whoever came for something else is no answer about scars.
        Some(current) if current.course.complaint == Complaint::AcneScars => {
            let measured = Measured::of_records(records)?;
            Some(Arc::new(OfPatient::new(zone, &current, &measured)))
        }
        _ => None,
    };
    Ok(KnownPatient {
        revision: member.revision,
        rows,
    })
}

/// The registry's words in the language of the request.
pub fn texts() -> &'static Texts {
    match locale().language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}

/// An end point's name.
pub fn label(metric: &str) -> String {
    metric_label(report_texts(), metric)
}
