//! Keeping what was computed, and finding whose is old.

use super::AgendaItem;
use crate::audit::Note;
use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use crate::repository::{Repository, about};
use jiff::civil::{Date, date};
use relief_course::Action;

const DOING: &str = "keeping the agenda";
/// Day 0 of the table.
const EPOCH: Date = date(1970, 1, 1);

impl Repository {
    /// Replaces a patient's agenda by one that was computed at a revision of [`crate::Latest`]. `false`, and nothing
    /// changes, when the records have moved on since. It is computed from what is in the log, so it is not logged.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a patient out of reach, [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn set_agenda(
        &self,
        patient: PatientId,
        revision: i64,
        items: &[AgendaItem],
    ) -> Result<bool, Error> {
        let tried = self.try_set_agenda(patient, revision, items).await;
        self.refusal_logged(Action::ViewPlan, about(patient), tried).await
    }

    async fn try_set_agenda(
        &self,
        patient: PatientId,
        revision: i64,
        items: &[AgendaItem],
    ) -> Result<bool, Error> {
        let mut transaction = self.parts.ledger.database.write().await?;
        // First, so that on PostgreSQL nobody adds a version or deletes the patient until this is done.
        let mark = "UPDATE patients SET agenda_at = $2 WHERE id = $1 AND revision = $2";
        let marked = transaction
            .execute(DOING, mark, values![patient, revision])
            .await?;
        self.access(&mut transaction, patient, |_| Action::ViewPlan)
            .await?;
        if marked == 0 {
            return Ok(false);
        }
        let clear = "DELETE FROM agenda WHERE patient = $1";
        transaction.execute(DOING, clear, values![patient]).await?;
        for (place, item) in items.iter().enumerate() {
            // The patient's clinic, which is not always this person's.
            let insert = "INSERT INTO agenda (patient, place, clinic, kind, day, until_day, starts_at, minutes, what) \
                 SELECT id, $2, clinic, $3, $4, $5, $6, $7, $8 FROM patients WHERE id = $1";
            let row = values![
                patient,
                place as i64,
                item.kind.name(),
                day(item.from),
                item.until.map(day),
                item.slot.map_or(0, |slot| slot.start.as_microsecond()),
                item.slot.map(|slot| i64::from(slot.minutes)),
                item.what.as_str(),
            ];
            transaction.execute(DOING, insert, row).await?;
        }
        transaction.commit(DOING).await?;
        Ok(true)
    }

    /// Patients of this person's clinic whose records have moved on since their agenda was computed, at most so many.
    /// Their ids are all it tells, so it is not logged.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn stale_agendas(&self, limit: usize) -> Result<Vec<PatientId>, Error> {
        let read = async {
            self.allowed_in_clinic(Action::ViewPlan)?;
            let mut transaction = self.parts.ledger.database.read().await?;
            let select =
                "SELECT id FROM patients WHERE clinic = $1 AND agenda_at < revision ORDER BY id LIMIT $2";
            let wanted = values![self.person.clinic, limit as i64];
            let rows: Vec<(String,)> = transaction.all(DOING, select, wanted).await?;
            rows.into_iter().map(|(id,)| patient_of(&id)).collect()
        };
        let read = read.await;
        self.refusal_logged(Action::ViewPlan, Note::default(), read).await
    }
}

/// A day as the table counts it.
pub(super) fn day(date: Date) -> i64 {
    date.duration_since(EPOCH).as_hours() / 24
}

/// A day of the table.
pub(super) fn date_of(day: i64) -> Option<Date> {
    let since = jiff::SignedDuration::from_secs(day.checked_mul(24 * 60 * 60)?);
    EPOCH.checked_add(since).ok()
}

pub(super) fn patient_of(id: &str) -> Result<PatientId, Error> {
    id.parse()
        .map_err(|_| Error::damaged("patient", id, "its id is no id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back() {
        for (date, number) in [
            (EPOCH, 0),
            (date(1969, 12, 31), -1),
            (date(2026, 3, 2), 20_514),
            (Date::MIN, -4_371_587),
            (Date::MAX, 2_932_896),
        ] {
            assert_eq!(day(date), number, "{date}");
            assert_eq!(date_of(number), Some(date));
        }
        assert_eq!(date_of(i64::MAX), None);
    }
}
