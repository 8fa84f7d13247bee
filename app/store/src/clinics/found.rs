//! The first clinic, and more of them.

use super::DocumentKind;
use super::settings::{ClinicSettings, SettingsRow, read, select_settings};
use crate::accounts::{Account, Membership, account_of, is_founded};
use crate::audit::Writing;
use crate::database::values;
use crate::error::Error;
use crate::ids::ClinicId;
use crate::person::Person;
use crate::repository::Repository;
use crate::store::Store;
use relief_course::{Action, Line, Role};
use relief_protocol::Key;

impl Store {
    /// Whether there is a clinic with an account.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn is_founded(&self) -> Result<bool, Error> {
        is_founded(&mut self.parts.ledger.database.read().await?).await
    }

    /// Makes the first clinic with its documents and its owner, who also treats. The owner's memberships are set here.
    ///
    /// # Errors
    /// [`Error::AlreadyFounded`] when there is an account.
    pub async fn found(
        &self,
        settings: &ClinicSettings,
        mut owner: Account,
        documents: &[(DocumentKind, Key, String)],
    ) -> Result<ClinicId, Error> {
        let clinic = self.new_clinic();
        owner.memberships = vec![Membership {
            clinic,
            roles: vec![Role::Owner, Role::Clinician],
            own: None,
        }];
        let repository = self.in_name_of(&owner.id, Some(clinic));
        let mut writing = self.parts.ledger.write().await?;
        if is_founded(&mut writing.transaction).await? {
            return Err(Error::AlreadyFounded);
        }
        repository.begin_clinic(&mut writing, settings, documents).await?;
        repository
            .put_account(&mut writing, Action::ManageAccounts, &owner, None)
            .await?;
        writing.commit().await?;
        Ok(clinic)
    }

    /// Makes another clinic with its documents; the person is in it with the same roles as staff.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for somebody who does not manage a clinic, [`Error::Unknown`] when the person has no account.
    pub async fn add_clinic(
        &self,
        by: &Person,
        settings: &ClinicSettings,
        documents: &[(DocumentKind, Key, String)],
    ) -> Result<ClinicId, Error> {
        let tried = self.try_add_clinic(by, settings, documents).await;
        let note = Default::default();
        self.repository(by.clone())
            .refusal_logged(Action::ManageClinic, note, tried)
            .await
    }

    async fn try_add_clinic(
        &self,
        by: &Person,
        settings: &ClinicSettings,
        documents: &[(DocumentKind, Key, String)],
    ) -> Result<ClinicId, Error> {
        self.repository(by.clone())
            .allowed_in_clinic(Action::ManageClinic)?;
        let clinic = self.new_clinic();
        let mut writing = self.parts.ledger.write().await?;
        let found = account_of(&mut writing.transaction, &self.parts.master, &by.id).await?;
        let (mut account, version) = found.ok_or_else(|| Error::unknown("account", &by.id))?;
        let is_staff = |role: &Role| matches!(role, Role::Owner | Role::Clinician | Role::Assistant);
        account.memberships.push(Membership {
            clinic,
            roles: by.roles.iter().copied().filter(is_staff).collect(),
            own: None,
        });
        let repository = self.in_name_of(&by.id, Some(clinic));
        repository.begin_clinic(&mut writing, settings, documents).await?;
        repository
            .put_account(&mut writing, Action::ManageAccounts, &account, Some(version))
            .await?;
        writing.commit().await?;
        Ok(clinic)
    }

    /// Every clinic of the installation with its name, by name. They are about nobody, so the look is not logged.
    ///
    /// # Errors
    /// [`Error::Damaged`] for settings that Relief did not write.
    pub async fn clinics(&self) -> Result<Vec<(ClinicId, Line)>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let select =
            select_settings!("AS c WHERE version = (SELECT MAX(version) FROM clinics WHERE id = c.id)");
        let rows: Vec<SettingsRow> = transaction.all("listing clinics", select, values![]).await?;
        let named = |row: &SettingsRow| {
            let clinic = row.0.parse();
            let clinic = clinic.map_err(|_| Error::damaged("clinic", &row.0, "its id is no id"))?;
            Ok((clinic, read(row)?.0.name))
        };
        let mut clinics = rows.iter().map(named).collect::<Result<Vec<_>, Error>>()?;
        clinics.sort_by(|(one_id, one), (other_id, other)| (one, one_id).cmp(&(other, other_id)));
        Ok(clinics)
    }
}

impl Repository {
    /// The first settings and documents of this person's clinic.
    async fn begin_clinic(
        &self,
        writing: &mut Writing<'_>,
        settings: &ClinicSettings,
        documents: &[(DocumentKind, Key, String)],
    ) -> Result<(), Error> {
        self.put_settings(writing, 1, settings).await?;
        for (kind, name, text) in documents {
            self.put_document(writing, *kind, name, text).await?;
        }
        Ok(())
    }
}
