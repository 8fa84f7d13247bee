//! What a new practice starts with: usual hours, the shipped protocol, and texts of consent to make one's own.

use crate::failure::Failure;
use crate::form::code;
use jiff::civil::{Time, time};
use relief_course::{Calendar, ClinicZone, ConsentForm, ConsentTo, Line, Opening, WeeklyHours};
use relief_protocol::{Hash, Key, shipped};
use relief_store::{ClinicSettings, Document, DocumentKind};
use std::collections::BTreeMap;

const OPENS: Time = time(9, 0, 0, 0);
const CLOSES: Time = time(17, 0, 0, 0);

/// A practice that is open from nine to five, Monday to Friday.
///
/// # Errors
/// None in practice: the hours are in order.
pub fn settings(name: Line, zone: ClinicZone) -> Result<ClinicSettings, Failure> {
    let day = || {
        vec![Opening {
            from: OPENS,
            to: CLOSES,
        }]
    };
    let hours = WeeklyHours {
        monday: day(),
        tuesday: day(),
        wednesday: day(),
        thursday: day(),
        friday: day(),
        ..WeeklyHours::default()
    };
    let calendar = Calendar::new(zone, hours, BTreeMap::new())
        .map_err(|error| Failure::Internal(format!("{error:?}")))?;
    Ok(ClinicSettings {
        name,
        calendar,
        urgent: None,
    })
}

/// The documents of a new practice, in the language of that tag; in English where they are not written in it.
///
/// # Errors
/// None in practice: the names are keys.
pub fn documents(tag: &str) -> Result<Vec<(DocumentKind, Key, String)>, Failure> {
    let consent_text = if tag == "de" {
        german_consent
    } else {
        english_consent
    };
    let protocols =
        shipped::in_language(tag).map(|(name, text)| (DocumentKind::Protocol, name.to_owned(), text));
    let consents = ConsentTo::ALL.map(|to| (DocumentKind::Consent, code(&to), consent_text(to)));
    let all = protocols.into_iter().chain(consents);
    all.map(|(kind, name, text)| {
        let key = Key::try_from(name).map_err(|error| Failure::Internal(error.to_string()))?;
        Ok((kind, key, text.to_owned()))
    })
    .collect()
}

fn english_consent(to: ConsentTo) -> &'static str {
    match to {
        ConsentTo::Treatment => include_str!("../texts/consent_treatment.txt"),
        ConsentTo::PhotosInRecord => include_str!("../texts/consent_photos_in_record.txt"),
        ConsentTo::PhotosInTeaching => include_str!("../texts/consent_photos_in_teaching.txt"),
        ConsentTo::PhotosInPublication => include_str!("../texts/consent_photos_in_publication.txt"),
    }
}

fn german_consent(to: ConsentTo) -> &'static str {
    match to {
        ConsentTo::Treatment => include_str!("../texts/de/consent_treatment.txt"),
        ConsentTo::PhotosInRecord => include_str!("../texts/de/consent_photos_in_record.txt"),
        ConsentTo::PhotosInTeaching => include_str!("../texts/de/consent_photos_in_teaching.txt"),
        ConsentTo::PhotosInPublication => include_str!("../texts/de/consent_photos_in_publication.txt"),
    }
}

/// The current text that consent is given to: the last version of the clinic's document of that name.
pub fn current_form(documents: &[Document], to: ConsentTo) -> Option<(ConsentForm, &Document)> {
    let named =
        |document: &&Document| document.kind == DocumentKind::Consent && document.name.as_str() == code(&to);
    let document = documents
        .iter()
        .filter(named)
        .max_by_key(|document| document.version)?;
    let form = ConsentForm {
        name: document.name.clone(),
        version: document.version,
        hash: Hash::of(document.text.as_bytes()),
    };
    Some((form, document))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_begins_with_the_same_documents_in_every_language() {
        let english = documents("en").unwrap();
        let german = documents("de").unwrap();
        assert_eq!(english.len(), ConsentTo::ALL.len() + shipped::ALL.len());
        for (from, to) in english.iter().zip(&german) {
            assert_eq!((from.0, &from.1), (to.0, &to.1));
            assert_ne!(from.2, to.2, "{} has a German text", from.1);
            if from.0 == DocumentKind::Consent {
                assert_eq!(from.2.lines().count(), to.2.lines().count(), "{}", from.1);
            }
        }
        assert_eq!(documents("fr").unwrap(), english);
    }
}
