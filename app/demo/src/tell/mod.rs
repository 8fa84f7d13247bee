//! Telling all stories to an empty store, in the order of time.

mod chart;
mod course;
mod diary;
mod measure;
mod outcome;
mod plan;
mod scan;
mod session;

use crate::album::Album;
use crate::clock::StoryClock;
use crate::error::DemoError;
use crate::progress::Progress;
use crate::story::{self, Event, Patient, Step, Story};
use crate::team::{self, PRACTICE, Team, URGENT};
use chart::Chart;
use jiff::Timestamp;
use jiff::civil::{Date, Time, time};
use jiff::tz::TimeZone;
use relief_course::{Calendar, ClinicZone, ConsentTo, Line, Opening, Role, WeeklyHours};
use relief_protocol::Protocol;
use relief_server::App;
use relief_store::{ClinicSettings, Document, DocumentKind, PatientDetails};
use std::collections::BTreeMap;

/// Where the practice is.
const ZONE: &str = "Europe/Amsterdam";
/// Open every day, so that there is something to see today on whichever day a demo is started.
const OPEN: Opening = Opening {
    from: time(8, 0, 0, 0),
    to: time(20, 0, 0, 0),
};
/// The practice was made so many days ago, before its first patient came.
const FOUNDED: i32 = -450;
/// Random bytes of a password that nobody is told.
const SECRET_BYTES: usize = 24;

/// Fills an empty store with the practice, its people and everything that happened up to `now`. The app's clock must be
/// `clock`, which stands at each event while it is told, and runs afterwards.
///
/// # Errors
/// [`DemoError`] when the store refuses, or the rules refuse what a story wants.
pub async fn fill(
    app: &App,
    clock: &StoryClock,
    now: Timestamp,
    album: &Album,
    pass_phrase: &str,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<(), DemoError> {
    let told = tell_all(app, clock, now, album, pass_phrase, tell).await;
    clock.run();
    told
}

async fn tell_all(
    app: &App,
    clock: &StoryClock,
    now: Timestamp,
    album: &Album,
    pass_phrase: &str,
    tell: &(dyn Fn(Progress) + Sync),
) -> Result<(), DemoError> {
    let stories = story::all();
    let mut teller = Teller::found(app, clock, now, album, pass_phrase).await?;
    let mut events: Vec<(usize, &Event)> = stories
        .iter()
        .enumerate()
        .flat_map(|(who, story)| story.events.iter().map(move |event| (who, event)))
        .collect();
    // The sort is stable, so that what one patient does at the same minute keeps its order.
    events.sort_by_key(|(_, event)| (event.day, event.at));
    let mut charts: Vec<Option<Chart>> = stories.iter().map(|_| None).collect();
    for (done, (who, event)) in events.iter().enumerate() {
        teller.turn_to(event)?;
        teller.step(&stories[*who], &mut charts[*who], event).await?;
        tell(Progress::Events(done + 1, events.len()));
    }
    Ok(())
}

/// Tells one event after the other.
struct Teller<'a> {
    app: &'a App,
    clock: &'a StoryClock,
    album: &'a Album,
    calendar: Calendar,
    today: Date,
    team: Team,
    protocol: Protocol,
    consents: Vec<Document>,
    pass_phrase: &'a str,
    /// The hash of a password that nobody knows, for patients who cannot sign in here.
    nobodys: String,
}

/// One event of one patient.
#[derive(Clone, Copy)]
struct Now<'a> {
    patient: &'a Patient,
    day: i32,
}

impl Now<'_> {
    /// The rules refuse it.
    fn refused(&self, what: impl ToString) -> DemoError {
        DemoError::Story {
            who: self.patient.name,
            day: self.day,
            what: what.to_string(),
        }
    }
}

impl<'a> Teller<'a> {
    async fn found(
        app: &'a App,
        clock: &'a StoryClock,
        now: Timestamp,
        album: &'a Album,
        pass_phrase: &'a str,
    ) -> Result<Self, DemoError> {
        let calendar = calendar()?;
        let today = calendar.zone().date(now);
        clock.stand_at(instant(&calendar, today, FOUNDED, time(9, 0, 0, 0))?);
        let settings = ClinicSettings {
            name: line(PRACTICE)?,
            calendar: calendar.clone(),
            urgent: Some(line(URGENT)?),
        };
        let team = Team::found(app, &settings, pass_phrase).await?;
        let repository = team.owner.repository(app);
        let protocols = repository.documents(DocumentKind::Protocol).await?;
        let protocol = protocols
            .last()
            .ok_or_else(|| DemoError::fixed("there is no protocol"))?;
        let protocol = Protocol::parse(&protocol.text).map_err(DemoError::fixed)?;
        let consents = repository.documents(DocumentKind::Consent).await?;
        let mut secret = [0; SECRET_BYTES];
        app.outside().entropy.fill(&mut secret);
        let nobodys = team::hash(app, &hex::encode(secret)).await?;
        Ok(Self {
            app,
            clock,
            album,
            calendar,
            today,
            team,
            protocol,
            consents,
            pass_phrase,
            nobodys,
        })
    }

    /// Turns the clock to an event.
    fn turn_to(&mut self, event: &Event) -> Result<(), DemoError> {
        self.clock
            .stand_at(instant(&self.calendar, self.today, event.day, event.at)?);
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.app.outside().clock.now()
    }

    /// The day it is at the clinic.
    fn date(&self) -> Date {
        self.calendar.zone().date(self.now())
    }

    fn day(&self, from_today: i32) -> Result<Date, DemoError> {
        story::day(self.today, from_today)
            .ok_or_else(|| DemoError::fixed(format!("there is no day {from_today}")))
    }

    async fn step(&self, story: &Story, chart: &mut Option<Chart>, event: &Event) -> Result<(), DemoError> {
        let now = Now {
            patient: &story.patient,
            day: event.day,
        };
        let Some(chart) = chart else {
            *chart = Some(self.add(now).await?);
            return Ok(());
        };
        match &event.step {
            Step::Added => Err(now.refused("is there already")),
            Step::Account => self.account(now, chart).await,
            Step::Begun(complaint) => self.begin(chart, *complaint).await,
            Step::Asked(answers) => self.ask(now, chart, answers).await,
            Step::Consented(to) => self.consent(now, chart, *to).await,
            Step::Booked { visit, when, minutes } => self.book(now, chart, *visit, *when, *minutes).await,
            Step::Missed(visit) => self.miss(now, chart, *visit).await,
            Step::Deferred { visit, until, reason } => self.defer(now, chart, *visit, *until, reason).await,
            Step::Session(treatment) => self.treat(now, chart, treatment).await,
            Step::Photo(shot) => self.photograph(now, chart, *shot).await,
            Step::Diary { session, told } => self.diary(now, chart, *session, told).await,
            Step::Reviewed {
                session,
                day,
                finding,
            } => self.review(now, chart, *session, *day, finding).await,
            Step::Rolled {
                needle_mm,
                device,
                note,
            } => self.roll(chart, *needle_mm, device, note).await,
            Step::Treated { kind, product, since } => self.other(now, chart, *kind, product, *since).await,
            Step::Acne { severity, lesions } => self.acne(chart, *severity, *lesions).await,
            Step::Graded(grade) => self.grade(chart, *grade).await,
            Step::Improved(gais) => self.improve(chart, *gais).await,
            Step::Satisfied(satisfaction) => self.satisfy(now, chart, *satisfaction).await,
            Step::Compared(photos) => self.compare(now, chart, *photos).await,
            Step::Scan(scanned) => self.scan(now, chart, *scanned).await,
            Step::ScansCompared(scans) => self.compare_scans(now, chart, *scans).await,
            Step::AskedRater(photos) => self.ask_rater(now, chart, *photos).await,
            Step::Judged(visit) => self.judge(now, chart, *visit).await,
            Step::Decided { go, reason } => self.decide(now, chart, *go, reason).await,
        }
    }

    async fn add(&self, now: Now<'_>) -> Result<Chart, DemoError> {
        let patient = now.patient;
        let details = PatientDetails {
            name: line(patient.name)?,
            born: patient.born,
            reference: Some(line(patient.number)?),
            contact: Some(note(patient.contact)?),
        };
        let id = self
            .team
            .assistant
            .repository(self.app)
            .add_patient(&details, &line("first visit")?)
            .await?;
        Ok(Chart::new(id))
    }

    /// The owner gives the patient an account; two of them are told the passphrase.
    async fn account(&self, now: Now<'_>, chart: &mut Chart) -> Result<(), DemoError> {
        let Patient { login, name, .. } = *now.patient;
        let password = if team::PATIENTS.contains(&login) {
            team::hash(self.app, self.pass_phrase).await?
        } else {
            self.nobodys.clone()
        };
        let account = team::account(self.app, login, name, &password)?;
        let own = Some(chart.patient);
        chart.own = Some(team::hire(self.app, &self.team.owner, account, Role::Patient, own).await?);
        Ok(())
    }

    /// The text that consent is given to.
    fn form(&self, to: ConsentTo) -> Result<relief_course::ConsentForm, DemoError> {
        let form = relief_server::practice::current_form(&self.consents, to);
        form.map(|(form, _)| form)
            .ok_or_else(|| DemoError::fixed("a text of consent is missing"))
    }
}

fn calendar() -> Result<Calendar, DemoError> {
    let zone = ClinicZone::new(ZONE).map_err(|_| DemoError::fixed("there is no such time zone"))?;
    let day = || vec![OPEN];
    let hours = WeeklyHours {
        monday: day(),
        tuesday: day(),
        wednesday: day(),
        thursday: day(),
        friday: day(),
        saturday: day(),
        sunday: day(),
    };
    Calendar::new(zone, hours, BTreeMap::new()).map_err(|_| DemoError::fixed("the hours are not in order"))
}

/// The instant of a time on a day counted from today.
fn instant(calendar: &Calendar, today: Date, day: i32, at: Time) -> Result<Timestamp, DemoError> {
    let date = story::day(today, day).ok_or_else(|| DemoError::fixed(format!("there is no day {day}")))?;
    let zone = TimeZone::get(calendar.zone().name()).map_err(DemoError::fixed)?;
    zone.to_ambiguous_timestamp(date.to_datetime(at))
        .unambiguous()
        .map_err(DemoError::fixed)
}

fn line(words: &str) -> Result<Line, DemoError> {
    Line::try_from(words).map_err(DemoError::fixed)
}

fn note(words: &str) -> Result<relief_course::Note, DemoError> {
    relief_course::Note::try_from(words).map_err(DemoError::fixed)
}
