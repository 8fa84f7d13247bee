//! Browsers that are signed in. They are no part of the record: they are neither in backups nor, one by one, in the
//! log.

use super::Kiosk;
use crate::canon::Canon;
use crate::database::{Transaction, values};
use crate::error::Error;
use crate::ids::ClinicId;
use crate::keys::MasterKey;
use crate::store::Store;
use jiff::Timestamp;
use relief_course::PersonId;

const DOING: &str = "signing in or out";

/// A browser that is signed in. Whoever signs people in keeps the secret that the browser shows, and the store its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// As whom.
    pub account: PersonId,
    /// In which clinic.
    pub clinic: ClinicId,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// The second factor was given.
    pub second_factor: bool,
    /// The browser is in a patient's hands.
    pub kiosk: Option<Kiosk>,
}

/// A sign-in as the table holds it: account, clinic, opened, expires, second factor, kiosk, tag.
type Row = (String, String, i64, i64, i64, Option<String>, String);

impl Store {
    /// Opens a sign-in, and removes those that expired.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn open_sign_in(&self, token_hash: [u8; 32], sign_in: SignIn) -> Result<(), Error> {
        let mut transaction = self.parts.ledger.database.write().await?;
        let expire = "DELETE FROM sign_ins WHERE expires_at <= $1";
        let now = self.parts.outside.now();
        transaction.execute(DOING, expire, values![now]).await?;
        let token = hex::encode(token_hash);
        let (account, clinic, opened_at, expires_at, second_factor, kiosk, tag) =
            sign_in.row(&self.parts.master, &token)?;
        let insert = "INSERT INTO sign_ins \
             (token, account, clinic, opened_at, expires_at, second_factor, kiosk, tag) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let row = values![
            token,
            account,
            clinic,
            opened_at,
            expires_at,
            second_factor,
            kiosk,
            tag
        ];
        transaction.execute(DOING, insert, row).await?;
        transaction.commit(DOING).await
    }

    /// The sign-in of a browser; `None` when there is none, or it expired.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it was written by others than Relief.
    pub async fn sign_in(&self, token_hash: &[u8; 32]) -> Result<Option<SignIn>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        self.sign_in_seen(&mut transaction, token_hash).await
    }

    /// [`Self::sign_in`], as a transaction sees it.
    pub(super) async fn sign_in_seen(
        &self,
        transaction: &mut Transaction,
        token_hash: &[u8; 32],
    ) -> Result<Option<SignIn>, Error> {
        let token = hex::encode(token_hash);
        let select = "SELECT account, clinic, opened_at, expires_at, second_factor, kiosk, tag FROM sign_ins \
             WHERE token = $1 AND expires_at > $2";
        let wanted = values![&token, self.parts.outside.now()];
        let row: Option<Row> = transaction.optional(DOING, select, wanted).await?;
        row.map(|row| SignIn::read(&self.parts.master, &token, row))
            .transpose()
    }

    /// Lets a sign-in last until another instant, with or without a second factor; one that is gone stays gone.
    ///
    /// # Errors
    /// [`Error::Damaged`] when it was written by others than Relief.
    pub async fn touch_sign_in(
        &self,
        token_hash: &[u8; 32],
        expires_at: Timestamp,
        second_factor: bool,
    ) -> Result<(), Error> {
        let Some(sign_in) = self.sign_in(token_hash).await? else {
            return Ok(());
        };
        let touched = SignIn {
            expires_at,
            second_factor,
            ..sign_in.clone()
        };
        // Whoever changed it at the same instant has prolonged it as well, or closed it.
        self.change_sign_in(token_hash, sign_in, touched).await.map(drop)
    }

    /// Puts a sign-in in the place of the one that was seen; `false`, and nothing happened, when that one was changed or
    /// closed in the meantime. Account and clinic stay what they are.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn change_sign_in(
        &self,
        token_hash: &[u8; 32],
        seen: SignIn,
        changed: SignIn,
    ) -> Result<bool, Error> {
        let token = hex::encode(token_hash);
        let (.., seen_tag) = seen.row(&self.parts.master, &token)?;
        let changed = SignIn {
            account: seen.account,
            clinic: seen.clinic,
            ..changed
        };
        let (_, _, _, expires_at, second_factor, kiosk, tag) = changed.row(&self.parts.master, &token)?;
        let mut transaction = self.parts.ledger.database.write().await?;
        let change = "UPDATE sign_ins SET expires_at = $3, second_factor = $4, kiosk = $5, tag = $6 \
             WHERE token = $1 AND tag = $2";
        let row = values![token, seen_tag, expires_at, second_factor, kiosk, tag];
        let changed = transaction.execute(DOING, change, row).await?;
        transaction.commit(DOING).await?;
        Ok(changed == 1)
    }

    /// Closes the sign-in of a browser, if there is one.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn close_sign_in(&self, token_hash: &[u8; 32]) -> Result<(), Error> {
        let mut transaction = self.parts.ledger.database.write().await?;
        let close = "DELETE FROM sign_ins WHERE token = $1";
        let token = hex::encode(token_hash);
        transaction.execute(DOING, close, values![token]).await?;
        transaction.commit(DOING).await
    }

    /// Closes every sign-in of a person.
    ///
    /// # Errors
    /// Whatever the database refuses.
    pub async fn close_sign_ins_of(&self, account: &PersonId) -> Result<(), Error> {
        let mut transaction = self.parts.ledger.database.write().await?;
        let close = "DELETE FROM sign_ins WHERE account = $1";
        transaction.execute(DOING, close, values![account]).await?;
        transaction.commit(DOING).await
    }
}

impl SignIn {
    fn row(&self, master: &MasterKey, token: &str) -> Result<Row, Error> {
        let kiosk = self.kiosk.as_ref().map(Kiosk::to_text).transpose()?;
        let mut row = (
            self.account.to_string(),
            self.clinic.to_string(),
            self.opened_at.as_microsecond(),
            self.expires_at.as_microsecond(),
            i64::from(self.second_factor),
            kiosk,
            String::new(),
        );
        row.6 = tag(master, token, &row);
        Ok(row)
    }

    fn read(master: &MasterKey, token: &str, row: Row) -> Result<Self, Error> {
        // The token is half a secret, so it is not told.
        let damaged = |problem: &str| Error::damaged("sign-in", "of a browser", problem);
        if tag(master, token, &row) != row.6 {
            return Err(damaged("it was written under another master key, or changed"));
        }
        let (account, clinic, opened_at, expires_at, second_factor, kiosk, _) = row;
        let instant = |at| Timestamp::from_microsecond(at).map_err(|_| damaged("an instant is none"));
        Ok(Self {
            account: PersonId::try_from(account).map_err(|_| damaged("its account's id is no id"))?,
            clinic: clinic.parse().map_err(|_| damaged("its clinic's id is no id"))?,
            opened_at: instant(opened_at)?,
            expires_at: instant(expires_at)?,
            second_factor: second_factor != 0,
            kiosk: kiosk.as_deref().map(Kiosk::from_text).transpose()?,
        })
    }
}

/// What nobody can write without the master key. A row that is put in would otherwise open every door without
/// breaking a seal.
fn tag(master: &MasterKey, token: &str, row: &Row) -> String {
    let (account, clinic, opened_at, expires_at, second_factor, kiosk, _) = row;
    let fields = Canon::default()
        .text("sign-in")
        .text(token)
        .text(account)
        .text(clinic)
        .int(*opened_at)
        .int(*expires_at)
        .int(*second_factor);
    // A row of a version that knew no kiosk keeps its tag; one that is in a patient's hands opens nothing there.
    let fields = match kiosk {
        Some(kiosk) => fields.text(kiosk),
        None => fields,
    };
    master.tag(&fields.done())
}
