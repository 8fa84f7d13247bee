//! Who works in the practice, and how to sign in.

use crate::clock::StoryClock;
use crate::error::DemoError;
use relief_course::{Line, PersonId, Role, Signature};
use relief_server::App;
use relief_store::{Account, Membership, PatientId, Person, Repository};

/// What the practice is called.
pub const PRACTICE: &str = "Practice at the Dock (demo)";
/// How the demo is reached when it is urgent; nobody has this number.
pub const URGENT: &str = "+31 20 000 0000, at any hour";

/// Somebody of the demo who can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Login {
    /// What is typed.
    pub login: &'static str,
    /// The name.
    pub name: &'static str,
    /// What the person is.
    pub role: Role,
}

const OWNER: Login = Login {
    login: "owner",
    name: "Ines Sørensen",
    role: Role::Owner,
};
const CLINICIAN: Login = Login {
    login: "clinician",
    name: "Dr. Tomás Okafor",
    role: Role::Clinician,
};
const ASSISTANT: Login = Login {
    login: "assistant",
    name: "Maja Živković",
    role: Role::Assistant,
};
const RATER: Login = Login {
    login: "rater",
    name: "Dr. 林 怡君",
    role: Role::Rater,
};
/// The logins of the patients who can sign in: one who writes a diary, and one who has a result.
pub(crate) const PATIENTS: [&str; 2] = ["patient", "lucia"];

/// Everybody who can sign in, the owner first.
pub fn logins() -> Vec<Login> {
    let patients = crate::story::all().into_iter().map(|story| story.patient);
    let signs_in = patients.filter(|patient| PATIENTS.contains(&patient.login));
    let patients = signs_in.map(|patient| Login {
        login: patient.login,
        name: patient.name,
        role: Role::Patient,
    });
    [OWNER, CLINICIAN, ASSISTANT, RATER]
        .into_iter()
        .chain(patients)
        .collect()
}

/// Gives everybody who can sign in a new passphrase.
///
/// # Errors
/// [`DemoError::Store`] when the store refuses, [`DemoError::Fixed`] when somebody is gone.
pub async fn renew(app: &App, pass_phrase: &str) -> Result<(), DemoError> {
    let password = hash(app, pass_phrase).await?;
    for login in logins() {
        let found = app.store().account_named(login.login).await?;
        let (account, seen) = found.ok_or_else(|| DemoError::fixed(format!("{} is gone", login.login)))?;
        app.store()
            .change_own_account(
                &Account {
                    password: password.clone(),
                    ..account
                },
                seen,
            )
            .await?;
    }
    Ok(())
}

pub(crate) async fn hash(app: &App, pass_phrase: &str) -> Result<String, DemoError> {
    relief_server::hash_password(app.outside(), pass_phrase.to_owned())
        .await
        .map_err(DemoError::fixed)
}

/// A person as the practice knows it.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub person: Person,
    pub name: Line,
}

impl Member {
    pub fn id(&self) -> &PersonId {
        &self.person.id
    }

    pub fn repository(&self, app: &App) -> Repository {
        app.store().repository(self.person.clone())
    }

    /// Signs now.
    pub fn signature(&self, clock: &StoryClock) -> Signature {
        Signature {
            by: self.person.id.clone(),
            name: self.name.clone(),
            at: clock.hand().now(),
        }
    }
}

/// Who works in the practice.
#[derive(Debug, Clone)]
pub(crate) struct Team {
    pub owner: Member,
    pub clinician: Member,
    pub assistant: Member,
    pub rater: Member,
}

impl Team {
    /// Makes the practice with its accounts.
    pub async fn found(
        app: &App,
        settings: &relief_store::ClinicSettings,
        pass_phrase: &str,
    ) -> Result<Self, DemoError> {
        let password = hash(app, pass_phrase).await?;
        let account = account(app, OWNER.login, OWNER.name, &password)?;
        let documents = relief_server::practice::documents("en").map_err(DemoError::fixed)?;
        let clinic = app.store().found(settings, account.clone(), &documents).await?;
        let roles = vec![Role::Owner, Role::Clinician];
        let owner = Member {
            person: Person {
                id: account.id,
                clinic,
                roles,
                own: None,
            },
            name: account.name,
        };
        let hire = async |login: Login| {
            let account = self::account(app, login.login, login.name, &password)?;
            hire(app, &owner, account, login.role, None).await
        };
        let (clinician, assistant) = (hire(CLINICIAN).await?, hire(ASSISTANT).await?);
        let rater = hire(RATER).await?;
        Ok(Self {
            owner,
            clinician,
            assistant,
            rater,
        })
    }
}

/// A new account.
pub(crate) fn account(app: &App, login: &str, name: &str, password: &str) -> Result<Account, DemoError> {
    let line = |words: &str| Line::try_from(words).map_err(DemoError::fixed);
    relief_server::new_account(app.outside(), line(login)?, line(name)?, password.to_owned())
        .map_err(DemoError::fixed)
}

/// The owner takes somebody into the clinic.
pub(crate) async fn hire(
    app: &App,
    owner: &Member,
    mut account: Account,
    role: Role,
    own: Option<PatientId>,
) -> Result<Member, DemoError> {
    let clinic = owner.person.clinic;
    account.memberships = vec![Membership {
        clinic,
        roles: vec![role],
        own,
    }];
    let name = account.name.clone();
    let id = owner.repository(app).add_account(account).await?;
    Ok(Member {
        person: Person {
            id,
            clinic,
            roles: vec![role],
            own,
        },
        name,
    })
}
