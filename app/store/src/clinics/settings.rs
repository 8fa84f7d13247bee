//! A clinic's settings, each version added.

use crate::audit::{Note, Outcome, Writing, digest};
use crate::canon::Canon;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::ClinicId;
use crate::repository::Repository;
use relief_course::{Action, Calendar, Line};
use serde::{Deserialize, Serialize};

const DOING: &str = "keeping a clinic's settings";

/// What a clinic is called, when it is open and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClinicSettings {
    /// The name.
    pub name: Line,
    /// The time zone, the weekly hours and the days on which it is closed.
    pub calendar: Calendar,
    /// How a patient reaches it when it is urgent, as a telephone number and its hours; versions from before it was asked
    /// for have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent: Option<Line>,
}

/// A version as the table holds it: clinic, version, settings as JSON, instant, person.
pub(crate) type SettingsRow = (String, i64, String, i64, String);

/// A query for versions as [`SettingsRow`] has them; what follows `FROM clinics` is given.
macro_rules! select_settings {
    ($rest:literal) => {
        concat!(
            "SELECT id, version, settings, written_at, written_by FROM clinics ",
            $rest
        )
    };
}
pub(crate) use select_settings;

impl Repository {
    /// The settings of this person's clinic and their version. They are about nobody, so the look is not logged.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for somebody without a role in the clinic, [`Error::Unknown`] when there is no such clinic.
    pub async fn clinic(&self) -> Result<(ClinicSettings, u32), Error> {
        self.is_member(Action::ViewProtocol)?;
        let mut transaction = self.parts.ledger.database.read().await?;
        latest(&mut transaction, self.person.clinic).await
    }

    /// Changes the settings of this person's clinic by a version that follows the one that was seen; answers with its
    /// number.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else changed them in between, [`Error::NotAllowed`] when the roles do not allow
    /// it, [`Error::Unknown`] when there is no such clinic.
    pub async fn change_clinic(&self, seen: u32, settings: &ClinicSettings) -> Result<u32, Error> {
        let tried = async {
            self.allowed_in_clinic(Action::ManageClinic)?;
            let mut writing = self.parts.ledger.write().await?;
            let clinic = self.person.clinic;
            let (_, found) = latest(&mut writing.transaction, clinic).await?;
            if found != seen {
                return Err(Error::stale("clinic", clinic, seen, found));
            }
            self.put_settings(&mut writing, seen + 1, settings).await?;
            writing.commit().await?;
            Ok(seen + 1)
        };
        let tried = tried.await;
        self.refusal_logged(Action::ManageClinic, Note::default(), tried)
            .await
    }

    /// Adds a version of the settings of this person's clinic, with its entry in the log.
    pub(super) async fn put_settings(
        &self,
        writing: &mut Writing<'_>,
        version: u32,
        settings: &ClinicSettings,
    ) -> Result<(), Error> {
        let json = serde_json::to_string(settings).map_err(|source| Error::Json {
            what: "a clinic's settings",
            source,
        })?;
        let row: SettingsRow = (
            self.person.clinic.to_string(),
            i64::from(version),
            json,
            self.parts.outside.now(),
            self.person.id.to_string(),
        );
        let note = Note {
            record: Some(row.0.clone()),
            version: Some(row.1),
            digest: Some(hash(&row)),
            ..Note::default()
        };
        let insert =
            "INSERT INTO clinics (id, version, settings, written_at, written_by) VALUES ($1, $2, $3, $4, $5)";
        let (id, version, settings, at, by) = row;
        let row = values![id, version, settings, at, by];
        writing.transaction.execute(DOING, insert, row).await?;
        writing
            .log(self.draft(Action::ManageClinic, Outcome::Done, note))
            .await
    }

    /// Checks that this person is anything at all in the clinic.
    pub(crate) fn is_member(&self, action: Action) -> Result<(), Error> {
        match self.person.roles.is_empty() {
            true => Err(Error::NotAllowed { action }),
            false => Ok(()),
        }
    }
}

/// The latest settings of a clinic, and their version.
pub(crate) async fn latest(
    transaction: &mut Transaction,
    clinic: ClinicId,
) -> Result<(ClinicSettings, u32), Error> {
    let select = select_settings!("WHERE id = $1 ORDER BY version DESC LIMIT 1");
    let row: Option<SettingsRow> = transaction.optional(DOING, select, values![clinic]).await?;
    read(&row.ok_or_else(|| Error::unknown("clinic", clinic))?)
}

/// The settings of a row, and their version.
///
/// # Errors
/// [`Error::Damaged`] when they are none.
pub(crate) fn read(row: &SettingsRow) -> Result<(ClinicSettings, u32), Error> {
    let (id, version, settings, _, _) = row;
    let damaged = |problem: String| Error::damaged("clinic", id, problem);
    let settings = serde_json::from_str(settings).map_err(|error| damaged(error.to_string()))?;
    let version = (*version)
        .try_into()
        .map_err(|_| damaged(format!("version {version}")))?;
    Ok((settings, version))
}

/// A row's hash, which stands in the audit log.
pub(crate) fn hash(row: &SettingsRow) -> Vec<u8> {
    let (id, version, settings, at, by) = row;
    let fields = Canon::default().text("clinic").text(id).int(*version);
    digest(fields.text(settings).int(*at).text(by))
}
