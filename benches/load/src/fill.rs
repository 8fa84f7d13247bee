//! A practice of many patients, written through the store as pages do.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use rand::rngs::SysRng;
use rand::{RngExt, SeedableRng, TryRng, rngs::StdRng};
use relief_course::{
    Answer, ClinicZone, ConsentEvent, ConsentTo, Line, PersonId, Questionnaire, Role, Signature, assess,
};
use relief_protocol::{AnswerKind, Complaint, Protocol, shipped};
use relief_server::practice;
use relief_store::{
    Account, Clock, CourseStart, DocumentKind, Entropy, MasterKey, Outside, PatientDetails, Person,
    Repository, Settings, Store,
};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

/// Who signs in for the load.
pub const LOGIN: &str = "load";
/// The password of the load's account; the practice holds nobody.
pub const PASSWORD: &str = "only for measuring times";
/// The file with the ids of the patients, those who are ready first.
pub const IDS: &str = "load-ids.txt";
/// Names are made of these, so that a search finds a few dozen of a hundred thousand.
const FIRST: [&str; 20] = [
    "Zoë", "Anna", "Liang", "Fatima", "Jürgen", "Olu", "Priya", "Mateo", "Noor", "Søren", "Aiko", "Ines",
    "Pavel", "Maja", "Kofi", "Leila", "Tom", "Eva", "Raúl", "Yara",
];
const PROGRESS_EVERY: usize = 10_000;

struct System;

impl Entropy for System {
    fn fill(&self, buffer: &mut [u8]) {
        // Without the system's randomness nothing may be sealed.
        if SysRng.try_fill_bytes(buffer).is_err() {
            std::process::abort();
        }
    }
}

fn outside() -> Outside {
    let clock: Arc<dyn Clock> = Arc::new(Timestamp::now);
    Outside {
        clock,
        entropy: Arc::new(System),
    }
}

/// Fills an empty folder with a practice.
pub async fn fill(data: &Path, patients: usize, ready: usize) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(data)?;
    let mut key = [0; 32];
    System.fill(&mut key);
    let master = MasterKey::new(key);
    write_key(data, &master)?;
    let store = Store::open(&Settings::folder(data), master, outside()).await?;
    let person = found(&store).await?;
    let repository = store.repository(person.clone());
    let protocol = Protocol::parse(shipped::MICRONEEDLING_ACNE_SCARS)?;
    let mut random = StdRng::seed_from_u64(1);
    let mut ids = String::new();
    for number in 0..patients {
        let patient = one(&repository, &protocol, number, number < ready, &mut random).await?;
        ids.push_str(&patient);
        ids.push('\n');
        if number % PROGRESS_EVERY == PROGRESS_EVERY - 1 {
            println!("{} of {patients} patients", number + 1);
        }
    }
    std::fs::write(data.join(IDS), ids)?;
    store.close().await;
    Ok(())
}

fn write_key(data: &Path, master: &MasterKey) -> Result<(), Box<dyn Error>> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    std::fs::set_permissions(data, std::fs::Permissions::from_mode(0o700))?;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(data.join("master.key"))?;
    std::io::Write::write_all(&mut file, format!("{}\n", *master.to_text()).as_bytes())?;
    Ok(())
}

async fn found(store: &Store) -> Result<Person, Box<dyn Error>> {
    let clinic = practice::settings(Line::try_from("Load")?, ClinicZone::new("UTC")?)?;
    let account = Account {
        id: PersonId::try_from("load")?,
        login: Line::try_from(LOGIN)?,
        name: Line::try_from("Load")?,
        password: relief_server::hash_password(&outside(), PASSWORD.to_owned()).await?,
        totp: None,
        enabled: true,
        memberships: Vec::new(),
    };
    let id = account.id.clone();
    let clinic = store.found(&clinic, account, &practice::documents("en")?).await?;
    Ok(Person {
        id,
        clinic,
        roles: vec![Role::Owner, Role::Clinician],
        own: None,
    })
}

async fn one(
    repository: &Repository,
    protocol: &Protocol,
    number: usize,
    ready: bool,
    random: &mut StdRng,
) -> Result<String, Box<dyn Error>> {
    let why = Line::try_from("entered")?;
    let first = FIRST[number % FIRST.len()];
    let born = date(1960, 1, 1).checked_add(i64::from(random.random_range(0..15_000_u16)).days())?;
    let details = PatientDetails {
        name: Line::try_from(format!("{first} Family{}", number / 40))?,
        born,
        reference: Some(Line::try_from(format!("P-{number}"))?),
        contact: None,
    };
    let patient = repository.add_patient(&details, &why).await?;
    let today = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let start = CourseStart {
        protocol: protocol.identity().clone(),
        complaint: Complaint::AcneScars,
        starts_on: today,
    };
    let course = repository.add(patient, None, &start, &why).await?;
    if ready {
        let assessment =
            assess(protocol, questionnaire(protocol, today)).map_err(|problems| format!("{problems:?}"))?;
        repository.add(patient, Some(course), &assessment, &why).await?;
        let documents = repository.documents(DocumentKind::Consent).await?;
        let (form, _) =
            practice::current_form(&documents, ConsentTo::Treatment).ok_or("no text of consent")?;
        let signature = Signature {
            by: repository.person().id.clone(),
            name: details.name,
            at: Timestamp::now(),
        };
        let given = ConsentEvent::Given {
            to: ConsentTo::Treatment,
            form,
            signature,
        };
        repository.add(patient, Some(course), &given, &why).await?;
    }
    Ok(patient.to_string())
}

/// Answers against which nothing stands.
fn questionnaire(protocol: &Protocol, asked_on: Date) -> Questionnaire {
    let answer = |kind| match kind {
        AnswerKind::YesNo => Answer::No,
        AnswerKind::Since => Answer::Never,
        AnswerKind::Born => Answer::Born(date(1985, 1, 1)),
    };
    let answers = protocol
        .candidacy()
        .question
        .iter()
        .map(|question| (question.id.clone(), answer(question.answer)));
    Questionnaire {
        asked_on,
        answers: answers.collect(),
        overrides: std::collections::BTreeMap::new(),
    }
}
