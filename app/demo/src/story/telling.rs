//! Telling a story in the steps that a practice takes.

use super::{AnswerToday, Event, Patient, Scanned, Shot, Step, Story, Told, Treatment, When};
use jiff::civil::Time;
use relief_course::grading::{Gais, GoodmanBaronGrade, Satisfaction};
use relief_course::{ConsentTo, Visit};
use relief_phantom::Capture;
use relief_protocol::Complaint;

/// Minutes that a session, a judgement or a follow-up is booked for.
pub(crate) const SESSION_MINUTES: u16 = 90;
pub(crate) const JUDGEMENT_MINUTES: u16 = 45;
/// From coming in to signing.
const SESSION_TAKES: i8 = 80;

/// A story that is being told.
pub(crate) struct Telling {
    story: Story,
    photos: u32,
    scans: u32,
}

impl Telling {
    pub fn of(patient: Patient) -> Self {
        Self {
            story: Story {
                patient,
                events: Vec::new(),
            },
            photos: 0,
            scans: 0,
        }
    }

    /// So many minutes after the full hour; the minutes may go beyond it.
    pub fn at(mut self, day: i32, hour: i8, minute: i8, step: Step) -> Self {
        // Nobody works around midnight.
        let at = Time::new(hour + minute / 60, minute % 60, 0, 0).unwrap_or(Time::midnight());
        self.story.events.push(Event { day, at, step });
        self
    }

    /// The first visit: entered, asked, and the course begun.
    pub fn comes(
        self,
        day: i32,
        hour: i8,
        complaint: Complaint,
        answers: Vec<(&'static str, AnswerToday)>,
    ) -> Self {
        self.at(day, hour, 0, Step::Added)
            .at(day, hour, 4, Step::Begun(complaint))
            .at(day, hour, 18, Step::Asked(answers))
    }

    /// Both consents and an account, and the first session is booked.
    pub fn agrees(self, day: i32, hour: i8, first: When) -> Self {
        self.at(day, hour, 30, Step::Consented(ConsentTo::Treatment))
            .at(day, hour, 32, Step::Consented(ConsentTo::PhotosInRecord))
            .at(day, hour, 36, Step::Account)
            .books(day, hour, 40, Visit::Session(1), first)
    }

    pub fn books(self, day: i32, hour: i8, minute: i8, visit: Visit, when: When) -> Self {
        let minutes = if matches!(visit, Visit::Session(_)) {
            SESSION_MINUTES
        } else {
            JUDGEMENT_MINUTES
        };
        self.at(day, hour, minute, Step::Booked { visit, when, minutes })
    }

    /// Asked anew where the last answers are too old, then treated.
    pub fn session(self, day: i32, hour: i8, treatment: Treatment) -> Self {
        let asked = if treatment.number > 1 {
            self.at(day, hour, 2, Step::Asked(Vec::new()))
        } else {
            self
        };
        asked.at(day, hour, SESSION_TAKES, Step::Session(treatment))
    }

    /// A careful photo of scars of this depth.
    pub fn photo(self, day: i32, hour: i8, minute: i8, depth: f64) -> Self {
        self.shot(day, hour, minute, depth, Capture::Careful)
    }

    pub fn shot(mut self, day: i32, hour: i8, minute: i8, depth: f64, capture: Capture) -> Self {
        let shot = Shot {
            number: self.photos,
            depth,
            capture,
        };
        self.photos += 1;
        self.at(day, hour, minute, Step::Photo(shot))
    }

    /// A scan of scars of this depth; from the second one on it is compared with the first.
    pub fn scan(mut self, day: i32, hour: i8, minute: i8, depth: f64) -> Self {
        let number = self.scans;
        self.scans += 1;
        let telling = self.at(day, hour, minute, Step::Scan(Scanned { number, depth }));
        match number {
            0 => telling,
            _ => telling.at(day, hour, minute + 1, Step::ScansCompared([0, number])),
        }
    }

    /// The first days of a diary, each told in the evening; days that have not passed yet are left out.
    pub fn diary(self, session: u8, treated_on: i32, days: &[Told]) -> Self {
        let days = (treated_on..0).zip(days);
        days.fold(self, |telling, (day, told)| {
            // Nobody writes at the same minute every evening.
            let minute = (day.rem_euclid(7) * 8) as i8;
            telling.at(day, 19, minute, Step::Diary { session, told: *told })
        })
    }

    /// A judgement: a photo is taken and compared with the first, the face graded, the patient asked.
    pub fn judgement(self, day: i32, hour: i8, visit: Visit, seen: Seen) -> Self {
        let (depth, photo) = (seen.depth, self.photos);
        self.photo(day, hour, 3, depth)
            .at(day, hour, 6, Step::Compared([0, photo]))
            .at(day, hour, 15, Step::Graded(seen.grade))
            .at(day, hour, 18, Step::Improved(seen.gais))
            .at(day, hour, 24, Step::Satisfied(seen.satisfaction))
            .at(day, hour, 35, Step::Judged(visit))
    }

    /// The story, in the order of time.
    pub fn end(mut self) -> Story {
        self.story.events.sort_by_key(|event| (event.day, event.at));
        self.story
    }
}

/// What people see at a judgement. What is measured is left to the photos.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    pub depth: f64,
    pub grade: GoodmanBaronGrade,
    pub gais: Gais,
    pub satisfaction: Satisfaction,
}
