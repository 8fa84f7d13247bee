//! Who may send frames of what. Asking the record for each frame would fill the log with looks that nobody took.

use super::frames::preview;
use crate::app::App;
use crate::chart::Chart;
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::measured::day;
use jiff::{SignedDuration, Timestamp};
use relief_course::{Action, PersonId};
use relief_photo::comparison::Earlier;
use relief_store::{PatientId, Photo, PhotoView, Versioned};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// After so long the record is asked again whether somebody may: as long as it takes to photograph a face with care.
const HOLDS_FOR: SignedDuration = SignedDuration::from_mins(10);

/// Leave to send frames of one view of one patient.
pub struct Pass {
    /// The earlier picture of the view, small.
    pub baseline: Option<Earlier>,
    until: Timestamp,
}

type Key = (PersonId, PatientId, PhotoView);

/// The passes that hold.
#[derive(Default)]
pub struct Passes(Mutex<HashMap<Key, Arc<Pass>>>);

impl Passes {
    /// The visitor's pass for a view of a patient. Without one that still holds the patient's chart is read, which is logged as
    /// every look is.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a patient out of reach, [`Failure::Forbidden`] when the visitor may not add photos.
    pub async fn of(
        app: &App,
        visitor: &Visitor,
        patient: PatientId,
        view: PhotoView,
    ) -> Result<Arc<Pass>, Failure> {
        let passes = &app.captures().passes;
        let key = (visitor.person.id.clone(), patient, view);
        if let Some(pass) = passes.held(&key, visitor.now()) {
            return Ok(pass);
        }
        let chart = Chart::load(app, visitor, patient).await?;
        if !chart.permits(visitor, Action::AddPhotos) {
            return Err(Failure::Forbidden);
        }
        let mut baseline = None;
        if let Some(photo) = baseline_of(visitor, &chart, view) {
            let (_, bytes) = visitor.repository().photo(patient, photo.record).await?;
            baseline = preview(bytes).await;
        }
        let until = visitor.now().saturating_add(HOLDS_FOR).unwrap_or(Timestamp::MAX);
        let pass = Arc::new(Pass { baseline, until });
        let mut all = passes.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(key, pass.clone());
        Ok(pass)
    }

    fn held(&self, key: &Key, now: Timestamp) -> Option<Arc<Pass>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, pass| pass.until > now);
        all.get(key).cloned()
    }
}

/// The picture that today's of a view is held against: the first there is, of a day before today.
pub fn baseline_of<'a>(visitor: &Visitor, chart: &'a Chart, view: PhotoView) -> Option<&'a Versioned<Photo>> {
    let zone = visitor.clinic.calendar.zone();
    let earlier = |photo: &&Versioned<Photo>| photo.value.view == view && day(zone, photo) < visitor.today();
    let earlier = chart.photos.iter().filter(earlier);
    earlier.min_by_key(|photo| day(zone, photo))
}
