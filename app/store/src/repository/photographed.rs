//! Whose photos a practice has.

use super::Repository;
use crate::audit::Note;
use crate::database::values;
use crate::error::Error;
use crate::ids::PatientId;
use relief_course::Action;

impl Repository {
    /// The patients of this person's clinic who have photos, those with the latest photo first; at most `most`.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn photographed(&self, most: usize) -> Result<Vec<PatientId>, Error> {
        let listed = async {
            self.allowed_in_clinic(Action::SearchPatients)?;
            let mut transaction = self.parts.ledger.database.read().await?;
            let select = "SELECT p.id FROM patients AS p \
                 JOIN patient_keys AS k ON k.patient = p.id AND k.wrapped IS NOT NULL \
                 JOIN records AS r ON r.patient = p.id AND r.kind = 'photo' \
                 WHERE p.clinic = $1 GROUP BY p.id ORDER BY MAX(r.written_at) DESC, p.id LIMIT $2";
            let wanted = values![self.person.clinic, most as i64];
            let rows: Vec<(String,)> = transaction
                .all("listing patients with photos", select, wanted)
                .await?;
            let damaged = |id: &str| Error::damaged("patient", id, "its id is no id");
            rows.iter()
                .map(|(id,)| id.parse().map_err(|_| damaged(id)))
                .collect()
        };
        let listed = listed.await;
        self.read_logged(Action::SearchPatients, Note::default(), listed)
            .await
    }
}
