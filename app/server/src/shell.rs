//! What stands around every page: name, ways to go, and a line that says what was just done.

use crate::assets;
use crate::chart::Chart;
use crate::guard::Visitor;
use crate::language::{day, say, say_many, say_with, text};
use jiff::civil::Date;
use relief_course::{Action, Reach, permits};

/// What stands around a page.
pub struct Shell {
    /// The page's title.
    pub title: String,
    /// Who is signed in.
    pub person: String,
    /// Where.
    pub clinic: String,
    /// There are other clinics to go to.
    pub several_clinics: bool,
    /// The ways to go.
    pub ways: Vec<Way>,
    /// That alarming days of diaries wait for a look.
    pub alarm: Option<Alarm>,
    /// What was just done.
    pub done: Option<&'static str>,
    /// The address of the page's style.
    pub style: &'static str,
    /// The address of the page's script.
    pub script: &'static str,
    /// The address of the icon.
    pub icon: &'static str,
}

/// That alarming days of diaries wait for a look, as every page but the one with the list says it. It names nobody: a patient may
/// sit in front of it.
pub struct Alarm {
    /// In words.
    pub words: String,
    /// One of them is of an earlier day.
    pub late: bool,
}

impl Alarm {
    fn of(visitor: &Visitor, here: &str) -> Option<Self> {
        let (count, first) = visitor.open_alarms.filter(|_| here != TODAY)?;
        let late = first < visitor.today();
        let mut words = say_many(
            "An alarming day of a diary waits for a clinician.",
            "{n} alarming days of diaries wait for a clinician.",
            count as usize,
        );
        if late {
            words.push(' ');
            words.push_str(&say_with("The first is of {day}.", &[("day", &day(first))]));
        }
        Some(Self { words, late })
    }
}

/// A way to go.
pub struct Way {
    /// Where to.
    pub path: &'static str,
    /// In words.
    pub label: &'static str,
    /// The page is there.
    pub here: bool,
}

/// The page of what waits.
const TODAY: &str = "/today";

/// The ways of the menu, and what one must be allowed to do for each.
const WAYS: [(&str, &str, Action); 7] = [
    (TODAY, text("Today"), Action::SearchPatients),
    ("/patients", text("Patients"), Action::SearchPatients),
    ("/calendar", text("Calendar"), Action::SearchPatients),
    ("/ratings", text("Grade pictures"), Action::GradeBlinded),
    ("/clinic", text("Practice"), Action::ManageClinic),
    ("/accounts", text("Accounts"), Action::ManageAccounts),
    ("/audit", text("Audit"), Action::ViewAudit),
];

impl Shell {
    /// The shell of a page below `here`, such as `/patients`.
    pub fn new(visitor: &Visitor, here: &str, title: impl Into<String>) -> Self {
        let ways = WAYS.iter().filter(|(_, _, action)| {
            visitor.may(*action) || permits(&visitor.person.roles, *action, Reach::Assigned)
        });
        let ways = ways.map(|(path, label, _)| Way {
            path,
            label: say(label),
            here: here.starts_with(path),
        });
        Self {
            title: title.into(),
            person: visitor.name.to_string(),
            clinic: visitor.clinic.name.to_string(),
            several_clinics: visitor.clinics > 1,
            ways: ways.collect(),
            alarm: Alarm::of(visitor, here),
            done: None,
            style: assets::STYLE.path(),
            script: assets::SCRIPT.path(),
            icon: assets::ICON.path(),
        }
    }

    /// With a line that says what was just done, as the address names it.
    #[must_use]
    pub fn done(mut self, done: &Done) -> Self {
        self.done = done.words();
        self
    }
}

/// What was just done, in the address after a form was sent: a code, so that no address holds words about anybody.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

impl Done {
    fn words(&self) -> Option<&'static str> {
        crate::words::DONE
            .iter()
            .find(|(code, _)| *code == self.done)
            .map(|(_, words)| say(words))
    }
}

/// The head of every page about a patient.
pub struct PatientHead {
    /// The address of the patient's pages.
    pub path: String,
    /// The name.
    pub name: String,
    /// Day of birth and age.
    pub born: String,
    /// The practice's number.
    pub reference: String,
    /// The patient's pages.
    pub tabs: Vec<Tab>,
}

/// A page about a patient.
pub struct Tab {
    /// Its address.
    pub path: String,
    /// In words.
    pub label: &'static str,
    /// It is the page shown.
    pub here: bool,
}

const TABS: [(&str, &str, Action); 11] = [
    ("", text("Overview"), Action::ViewPatient),
    ("/candidacy", text("Candidacy"), Action::ViewCandidacy),
    ("/consent", text("Consent"), Action::ViewConsent),
    ("/plan", text("Plan"), Action::ViewPlan),
    ("/session", text("Session"), Action::ViewSession),
    ("/diary", text("Diary"), Action::ViewDiary),
    ("/photos", text("Photos"), Action::ViewPhotos),
    ("/scans", text("Scans"), Action::ViewPhotos),
    ("/grading", text("Grades"), Action::ViewGrades),
    ("/context", text("Other care"), Action::ViewOutcome),
    ("/outcome", text("Outcome"), Action::ViewOutcome),
];

impl PatientHead {
    /// The head for a page, such as `/plan`.
    pub fn new(visitor: &Visitor, chart: &Chart, page: &str) -> Self {
        let details = &chart.details.value;
        let begun = chart.current.is_some();
        let tabs = TABS
            .iter()
            .filter(|(path, _, action)| (path.is_empty() || begun) && chart.permits(visitor, *action));
        let tab = |(path, label, _): &(&str, &'static str, Action)| Tab {
            path: chart.path(path),
            label: say(label),
            here: *path == page,
        };
        Self {
            path: chart.path(""),
            name: details.name.to_string(),
            born: say_with(
                "born {day}, {years} years",
                &[
                    ("day", &day(details.born)),
                    ("years", &age(details.born, visitor.today())),
                ],
            ),
            reference: details
                .reference
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            tabs: tabs.map(tab).collect(),
        }
    }
}

/// Whole years from a day of birth to another day.
pub fn age(born: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!had_birthday)
}

/// Answers with a page.
pub fn page(
    template: &impl askama::Template,
) -> Result<axum::response::Html<String>, crate::failure::Failure> {
    Ok(axum::response::Html(template.render()?))
}

/// Goes to another page after something was done.
pub fn go(path: &str, done: &str) -> axum::response::Redirect {
    let separator = if path.contains('?') { '&' } else { '?' };
    axum::response::Redirect::to(&format!("{path}{separator}done={done}"))
}
