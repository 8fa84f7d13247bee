//! Who may have treated a zone.

use crate::app::App;
use crate::chart::Current;
use crate::failure::Failure;
use crate::form::Choice;
use crate::guard::Visitor;
use crate::language::say;
use relief_course::{Action, PersonId, Session, SessionDraft};
use std::collections::BTreeMap;

/// People by id, with their names.
pub(super) struct People(BTreeMap<PersonId, String>);

impl People {
    /// The visitor, whoever treated this patient before, and whoever else the visitor may know to work here.
    pub async fn of(app: &App, visitor: &Visitor, current: &Current) -> Result<Self, Failure> {
        let mut people = Self(BTreeMap::from([(
            visitor.person.id.clone(),
            visitor.name.to_string(),
        )]));
        let signed = current
            .sessions
            .iter()
            .flat_map(|session| operators(&session.value));
        let drafted = current.drafts.iter().flat_map(|draft| drafted(&draft.value));
        for id in signed.chain(drafted) {
            people.look_up(app, id).await?;
        }
        if visitor.may(Action::ManageAccounts) {
            for (account, _) in visitor.repository().accounts().await? {
                let works_here = account.enabled
                    && account.memberships.iter().any(|membership| {
                        membership.clinic == visitor.person.clinic
                            && membership.roles.iter().any(|role| role_treats(*role))
                    });
                if works_here {
                    people.0.insert(account.id.clone(), account.name.to_string());
                }
            }
        }
        Ok(people)
    }

    /// The operators of one session.
    pub async fn of_session(app: &App, session: &Session) -> Result<Self, Failure> {
        let mut people = Self(BTreeMap::new());
        for id in operators(session) {
            people.look_up(app, id).await?;
        }
        Ok(people)
    }

    async fn look_up(&mut self, app: &App, id: &PersonId) -> Result<(), Failure> {
        if self.0.contains_key(id) {
            return Ok(());
        }
        let name = match app.store().account(id).await? {
            Some((account, _)) => account.name.to_string(),
            None => say("somebody whose account is gone").to_owned(),
        };
        self.0.insert(id.clone(), name);
        Ok(())
    }

    pub fn name(&self, id: &PersonId) -> &str {
        self.0.get(id).map_or("", String::as_str)
    }

    pub fn knows(&self, id: &PersonId) -> bool {
        self.0.contains_key(id)
    }

    pub fn choices(&self) -> Vec<Choice> {
        self.0
            .iter()
            .map(|(id, name)| Choice::new(id.as_str(), name.as_str()))
            .collect()
    }
}

fn role_treats(role: relief_course::Role) -> bool {
    use relief_course::Role as R;
    matches!(role, R::Clinician | R::Assistant)
}

fn operators(session: &Session) -> impl Iterator<Item = &PersonId> {
    session.zones.values().map(|zone| &zone.operator)
}

fn drafted(draft: &SessionDraft) -> impl Iterator<Item = &PersonId> {
    draft.zones.values().filter_map(|zone| zone.operator.as_ref())
}
