//! Clinics: what each is called, when it is open, and the documents it works by. None of it is about a person, so it
//! stands unsealed; all of it is only added, and the log holds the hash of every version.

mod documents;
mod found;
mod settings;

pub use documents::{Document, DocumentKind};
pub(crate) use documents::{
    DocumentRow, hash as document_hash, named as document_name, read as read_document, select_documents,
};
pub use settings::ClinicSettings;
pub(crate) use settings::{
    SettingsRow, hash as settings_hash, latest as latest_settings, read as read_settings, select_settings,
};
