//! Photos, and comparing them as the server does.

use super::chart::Chart;
use super::{Now, Teller, line};
use crate::error::DemoError;
use crate::story::Shot;
use jiff::civil::Date;
use relief_course::ConsentTo;
use relief_protocol::Zone;
use relief_server::CompareRequest;
use relief_store::{JobState, Measurement, PhotoTaken, PhotoView, RecordId, Times};

/// The zone that all photos and scans show.
pub(super) const ZONE: Zone = Zone::CheekLeft;

impl Teller<'_> {
    pub(super) async fn photograph(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        shot: Shot,
    ) -> Result<(), DemoError> {
        self.agreed(now, chart)?;
        let taken = PhotoTaken {
            view: PhotoView::CloseUp(ZONE),
            taken_at: Some(self.now()),
            media: line("image/jpeg")?,
        };
        let bytes = self.album.photo(now.patient.skin, shot)?;
        let repository = self.team.assistant.repository(self.app);
        let within = Some(chart.record()?);
        let photo = repository
            .add_photo(chart.patient, within, taken, bytes, &line("entered")?)
            .await?;
        chart.photos.push((photo, self.date()));
        Ok(())
    }

    /// Checks that photos and scans may be kept now.
    pub(super) fn agreed(&self, now: Now<'_>, chart: &mut Chart) -> Result<(), DemoError> {
        let consents = &chart.course()?.consents;
        match consents.permits(ConsentTo::PhotosInRecord, self.now()) {
            true => Ok(()),
            false => Err(now.refused("has not agreed to photos in the record")),
        }
    }

    /// Asks for a comparison, runs the server's worker, and takes what came out.
    pub(super) async fn compare(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        photos: [u32; 2],
    ) -> Result<(), DemoError> {
        let [(before, first), (after, second)] =
            [photo(now, chart, photos[0])?, photo(now, chart, photos[1])?];
        let repository = self.team.assistant.repository(self.app);
        let job = repository
            .ask(
                chart.patient,
                &CompareRequest {
                    before,
                    after,
                    repeat: false,
                },
            )
            .await?;
        relief_server::measure_waiting(self.app).await?;
        let JobState::Done(record) = repository.job(chart.patient, job).await? else {
            return Err(now.refused("two photos could not be measured"));
        };
        let measurements = repository.all::<Measurement>(chart.patient).await?;
        let measured = measurements
            .into_iter()
            .find(|measured| measured.record == record);
        let measured = measured.ok_or_else(|| now.refused("what was measured is gone"))?;
        let result = serde_json::from_value(measured.value.result).map_err(DemoError::fixed)?;
        let change = relief_server::measured_change(&result, [first, second], Some(ZONE));
        chart.measured = Some(change.map_err(|problem| now.refused(problem))?);
        Ok(())
    }

    /// The clinician asks the rater, who has not answered yet.
    pub(super) async fn ask_rater(
        &self,
        now: Now<'_>,
        chart: &Chart,
        photos: [u32; 2],
    ) -> Result<(), DemoError> {
        let [(before, _), (after, _)] = [photo(now, chart, photos[0])?, photo(now, chart, photos[1])?];
        let repository = self.team.clinician.repository(self.app);
        repository
            .assign_rating(
                chart.patient,
                after,
                Some(before),
                &[self.team.rater.id().clone()],
                Times::Once,
            )
            .await?;
        Ok(())
    }
}

/// A photo by its number, and its day.
fn photo(now: Now<'_>, chart: &Chart, number: u32) -> Result<(RecordId, Date), DemoError> {
    let photo = usize::try_from(number)
        .ok()
        .and_then(|number| chart.photos.get(number));
    photo
        .copied()
        .ok_or_else(|| now.refused(format!("there is no photo {number}")))
}
