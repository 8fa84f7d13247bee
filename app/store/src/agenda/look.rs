//! Looking at a clinic's agenda.

use super::keep::{date_of, day, patient_of};
use super::{AgendaItem, AgendaKind};
use crate::audit::Note;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::{ClinicId, PatientId};
use crate::keys::PatientKey;
use crate::record::{PatientDetails, RecordRow, Versioned, open};
use crate::repository::Repository;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use relief_course::{Action, Line, Slot};
use std::collections::HashMap;

const DOING: &str = "reading the agenda";
/// No appointment lasts longer than its minutes can count.
const LONGEST: SignedDuration = SignedDuration::from_mins(u16::MAX as i64);

/// An item with what its patient's name is read from: patient, place, day, last day, start, minutes, what, wrapped key, and
/// of the patient's details version, instant, person and what is sealed.
type Row = (
    String,
    i64,
    i64,
    Option<i64>,
    i64,
    Option<i64>,
    String,
    Vec<u8>,
    i64,
    i64,
    String,
    Vec<u8>,
);

impl Repository {
    /// What is to be done in this person's clinic, of these kinds, from a day to another including both, with the
    /// patients' names, but for those whose last day is before the latter: by day and beginning of the appointment, what has none first; at most so many. It is one entry
    /// of the log.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow to search patients.
    pub async fn agenda(
        &self,
        kinds: &[AgendaKind],
        from: Date,
        to: Date,
        limit: usize,
    ) -> Result<Vec<(PatientId, Line, AgendaItem)>, Error> {
        let read = self.try_agenda(kinds, from, to, limit).await;
        self.read_logged(Action::SearchPatients, Note::default(), read)
            .await
    }

    async fn try_agenda(
        &self,
        kinds: &[AgendaKind],
        from: Date,
        to: Date,
        limit: usize,
    ) -> Result<Vec<(PatientId, Line, AgendaItem)>, Error> {
        self.allowed_in_clinic(Action::SearchPatients)?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let mut found = Vec::new();
        // One kind after the other, each in the order of the index, so that no more is read than is asked for.
        for kind in AgendaKind::ALL.into_iter().filter(|kind| kinds.contains(kind)) {
            let rows = of_kind(&mut transaction, self.person.clinic, kind, [from, to], limit).await?;
            found.extend(rows.into_iter().map(|row| (kind, row)));
        }
        drop(transaction);
        found.sort_by(|(_, one), (_, other)| {
            (one.2, one.4, &one.0, one.1).cmp(&(other.2, other.4, &other.0, other.1))
        });
        found.truncate(limit);
        let mut names = HashMap::new();
        found
            .into_iter()
            .map(|(kind, row)| self.item(&mut names, kind, row))
            .collect()
    }

    fn item(
        &self,
        names: &mut HashMap<PatientId, Line>,
        kind: AgendaKind,
        row: Row,
    ) -> Result<(PatientId, Line, AgendaItem), Error> {
        let patient = patient_of(&row.0)?;
        let damaged = || Error::damaged("the agenda of patient", patient, "Relief does not write this");
        let item = AgendaItem {
            kind,
            from: date_of(row.2).ok_or_else(damaged)?,
            until: row.3.map(|day| date_of(day).ok_or_else(damaged)).transpose()?,
            slot: row
                .5
                .map(|minutes| slot(row.4, minutes).ok_or_else(damaged))
                .transpose()?,
            what: Line::try_from(row.6.as_str()).map_err(|_| damaged())?,
        };
        let name = match names.get(&patient) {
            Some(name) => name.clone(),
            None => self.name(patient, row)?,
        };
        names.insert(patient, name.clone());
        Ok((patient, name, item))
    }

    fn name(&self, patient: PatientId, row: Row) -> Result<Line, Error> {
        let (id, _, _, _, _, _, _, wrapped, version, at, by, sealed) = row;
        let key = PatientKey::unwrap(&self.parts.master, patient, &wrapped)?;
        let details: RecordRow = (
            id.clone(),
            version,
            id,
            "patient".to_owned(),
            None,
            at,
            by,
            sealed,
        );
        let details: Versioned<PatientDetails> = open(&key, details)?;
        Ok(details.value.name)
    }

    /// How many alarming days of diaries nobody has looked at in this person's clinic, and the earliest of them. It tells no
    /// names, so it is not logged.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow to search patients.
    pub async fn open_alarms(&self) -> Result<Option<(u32, Date)>, Error> {
        self.allowed_in_clinic(Action::SearchPatients)?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let select = "SELECT COUNT(*), MIN(a.day) \
             FROM agenda AS a JOIN patient_keys AS k ON k.patient = a.patient AND k.wrapped IS NOT NULL \
             WHERE a.clinic = $1 AND a.kind = 'alarm'";
        let row: (i64, Option<i64>) = transaction
            .one(DOING, select, values![self.person.clinic])
            .await?;
        let (count, first) = row;
        Ok(first
            .and_then(date_of)
            .zip(count.try_into().ok())
            .map(|(first, count)| (count, first)))
    }

    /// When this person's clinic is booked between two instants, by beginning. It tells no names, so it is not logged.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for somebody without a role in the clinic.
    pub async fn booked(&self, from: Timestamp, to: Timestamp) -> Result<Vec<Slot>, Error> {
        self.is_member(Action::ViewPlan)?;
        let mut transaction = self.parts.ledger.database.read().await?;
        let select = "SELECT starts_at, minutes FROM agenda WHERE clinic = $1 AND kind = 'booked' \
             AND starts_at > $2 AND starts_at < $3 AND minutes IS NOT NULL ORDER BY starts_at, minutes";
        let earliest = from.saturating_sub(LONGEST).unwrap_or(Timestamp::MIN);
        let wanted = values![self.person.clinic, earliest.as_microsecond(), to.as_microsecond()];
        let rows: Vec<(i64, i64)> = transaction.all(DOING, select, wanted).await?;
        let slots = rows
            .into_iter()
            .filter_map(|(start, minutes)| slot(start, minutes));
        Ok(slots.filter(|slot| slot.end() > from).collect())
    }
}

async fn of_kind(
    transaction: &mut Transaction,
    clinic: ClinicId,
    kind: AgendaKind,
    [from, to]: [Date; 2],
    limit: usize,
) -> Result<Vec<Row>, Error> {
    let select = "SELECT a.patient, a.place, a.day, a.until_day, a.starts_at, a.minutes, a.what, k.wrapped, \
             r.version, r.written_at, r.written_by, r.sealed \
         FROM agenda AS a JOIN patient_keys AS k ON k.patient = a.patient AND k.wrapped IS NOT NULL \
         JOIN records AS r ON r.id = a.patient AND r.version = (SELECT MAX(version) FROM records WHERE id = a.patient) \
         WHERE a.clinic = $1 AND a.kind = $2 AND a.day >= $3 AND a.day <= $4 \
         AND (a.until_day IS NULL OR a.until_day >= $4) \
         ORDER BY a.day, a.starts_at, a.patient, a.place LIMIT $5";
    let wanted = values![clinic, kind.name(), day(from), day(to), limit as i64];
    transaction.all(DOING, select, wanted).await
}

fn slot(start: i64, minutes: i64) -> Option<Slot> {
    Some(Slot {
        start: Timestamp::from_microsecond(start).ok()?,
        minutes: minutes.try_into().ok()?,
    })
}
