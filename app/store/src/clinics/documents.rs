//! The documents that a clinic works by, each version added.

use crate::audit::{Note, Outcome, Writing, digest};
use crate::canon::Canon;
use crate::database::values;
use crate::error::Error;
use crate::repository::Repository;
use jiff::Timestamp;
use relief_course::{Action, PersonId};
use relief_protocol::{Hash, Key};

const DOING: &str = "keeping a document";

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// A protocol, as a TOML file.
    Protocol,
    /// A text that patients consent to.
    Consent,
    /// How far the practice's own pictures vary, as a JSON file of `relief.repeatability/1`.
    Repeatability,
}

impl DocumentKind {
    const ALL: [Self; 3] = [Self::Protocol, Self::Consent, Self::Repeatability];

    fn name(self) -> &'static str {
        match self {
            Self::Protocol => "protocol",
            Self::Consent => "consent",
            Self::Repeatability => "repeatability",
        }
    }

    /// What somebody must be allowed to do to add one.
    fn adding(self) -> Action {
        match self {
            Self::Protocol => Action::ChangeProtocol,
            Self::Consent | Self::Repeatability => Action::ManageClinic,
        }
    }
}

/// A version of a document of a clinic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its name; its versions share it.
    pub name: Key,
    /// The version, counted from 1 by the clinic; what the text itself says of its version is another matter.
    pub version: u32,
    /// The BLAKE3 of the text.
    pub hash: Hash,
    /// The text.
    pub text: String,
    /// When it was added.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
}

/// A version as the table holds it: clinic, kind, name, version, hash, text, instant, person.
pub(crate) type DocumentRow = (String, String, String, i64, String, String, i64, String);

/// A query for versions as [`DocumentRow`] has them; what follows `FROM documents` is given.
macro_rules! select_documents {
    ($rest:literal) => {
        concat!(
            "SELECT clinic, kind, name, version, hash, body, written_at, written_by FROM documents ",
            $rest
        )
    };
}
pub(crate) use select_documents;

impl Repository {
    /// Adds a version of a document of this person's clinic. The very text of the latest version is that version, and
    /// nothing is added.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the roles do not allow it.
    pub async fn add_document(&self, kind: DocumentKind, name: &Key, text: &str) -> Result<Document, Error> {
        let tried = async {
            self.allowed_in_clinic(kind.adding())?;
            let mut writing = self.parts.ledger.write().await?;
            let document = self.put_document(&mut writing, kind, name, text).await?;
            writing.commit().await?;
            Ok(document)
        };
        let tried = tried.await;
        self.refusal_logged(kind.adding(), Note::default(), tried).await
    }

    /// Every version of the documents of a kind of this person's clinic, oldest first. They are about nobody, so the
    /// look is not logged.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] for somebody without a role in the clinic.
    pub async fn documents(&self, kind: DocumentKind) -> Result<Vec<Document>, Error> {
        self.is_member(Action::ViewProtocol)?;
        self.documents_of_clinic(kind).await
    }

    /// [`Self::documents`], for whoever may act in the clinic by other means than a role.
    pub(crate) async fn documents_of_clinic(&self, kind: DocumentKind) -> Result<Vec<Document>, Error> {
        let mut transaction = self.parts.ledger.database.read().await?;
        let select = select_documents!("WHERE clinic = $1 AND kind = $2 ORDER BY written_at, name, version");
        let wanted = values![self.person.clinic, kind.name()];
        let rows: Vec<DocumentRow> = transaction.all(DOING, select, wanted).await?;
        rows.iter().map(read).collect()
    }

    /// Adds a version, unless it is the latest already, with its entry in the log.
    pub(super) async fn put_document(
        &self,
        writing: &mut Writing<'_>,
        kind: DocumentKind,
        name: &Key,
        text: &str,
    ) -> Result<Document, Error> {
        let clinic = self.person.clinic;
        let select =
            select_documents!("WHERE clinic = $1 AND kind = $2 AND name = $3 ORDER BY version DESC LIMIT 1");
        let wanted = values![clinic, kind.name(), name.as_str()];
        let latest: Option<DocumentRow> = writing.transaction.optional(DOING, select, wanted).await?;
        if let Some(latest) = latest.as_ref().filter(|latest| latest.5 == text) {
            return read(latest);
        }
        let row: DocumentRow = (
            clinic.to_string(),
            kind.name().to_owned(),
            name.as_str().to_owned(),
            latest.map_or(1, |latest| latest.3 + 1),
            Hash::of(text.as_bytes()).as_str().to_owned(),
            text.to_owned(),
            self.parts.outside.now(),
            self.person.id.to_string(),
        );
        let document = read(&row)?;
        let note = Note {
            record: Some(named(&row)),
            version: Some(row.3),
            digest: Some(hash(&row)),
            ..Note::default()
        };
        let insert = "INSERT INTO documents (clinic, kind, name, version, hash, body, written_at, written_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let (clinic, kind_name, name, version, hash, text, at, by) = row;
        let row = values![clinic, kind_name, name, version, hash, text, at, by];
        writing.transaction.execute(DOING, insert, row).await?;
        writing
            .log(self.draft(kind.adding(), Outcome::Done, note))
            .await?;
        Ok(document)
    }
}

/// The document of a row.
///
/// # Errors
/// [`Error::Damaged`] when the text has another hash, or a column holds what Relief does not write.
pub(crate) fn read(row: &DocumentRow) -> Result<Document, Error> {
    let (_, kind, name, version, hash, text, at, by) = row;
    let damaged = |problem: &str| Error::damaged("document", named(row), problem);
    let strange = || damaged("its columns hold what Relief does not write");
    let found = Hash::of(text.as_bytes());
    if found.as_str() != hash {
        return Err(damaged("its text is not the one that its hash names"));
    }
    Ok(Document {
        kind: DocumentKind::ALL
            .into_iter()
            .find(|known| known.name() == kind)
            .ok_or_else(strange)?,
        name: Key::try_from(name.clone()).map_err(|_| strange())?,
        version: (*version).try_into().map_err(|_| strange())?,
        hash: found,
        text: text.clone(),
        at: Timestamp::from_microsecond(*at).map_err(|_| strange())?,
        by: PersonId::try_from(by.as_str()).map_err(|_| strange())?,
    })
}

/// What the log calls a document: no other clinic's is called so.
pub(crate) fn named(row: &DocumentRow) -> String {
    format!("{}/{}/{}", row.0, row.1, row.2)
}

/// A row's hash, which stands in the audit log.
pub(crate) fn hash(row: &DocumentRow) -> Vec<u8> {
    let (clinic, kind, name, version, hash, _, at, by) = row;
    let fields = Canon::default()
        .text("document")
        .text(clinic)
        .text(kind)
        .text(name);
    digest(fields.int(*version).text(hash).int(*at).text(by))
}
