//! What happened to a patient, newest first.

use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::guard::Visitor;
use crate::language::{course_texts, say, say_with};
use crate::measured::{self, Measured};
use crate::pages::outcome::Point;
use crate::subject::{Subject, zone_name};
use crate::words;
use jiff::civil::Date;
use relief_course::{ConsentEvent, Level, Plan, PlanChange, Visit, triage};

/// Something that happened.
pub struct Event {
    /// The day at the clinic.
    pub on: Date,
    /// In words.
    pub what: String,
    /// More words.
    pub more: String,
    /// Where it can be seen.
    pub path: String,
    /// How it is marked: `""`, `"good"`, `"bad"` or `"stop"`.
    pub mark: &'static str,
}

impl Event {
    /// The day as people read it.
    pub fn day(&self) -> String {
        crate::language::day(self.on)
    }
}

/// What happened, newest first.
pub fn of(visitor: &Visitor, chart: &Chart) -> Result<Vec<Event>, Failure> {
    let zone = visitor.clinic.calendar.zone();
    let photos = chart.photos.iter().map(|photo| {
        event(
            chart,
            measured::day(zone, photo),
            say("Photo"),
            String::new(),
            "/photos",
        )
    });
    // Of one day, what was measured stands above what it was measured on.
    let mut events = comparisons(visitor, chart);
    events.extend(photos);
    events.extend(chart.scans.iter().map(|scan| {
        let on = zone.date(scan.taken_or_kept_at());
        let page = format!("/scans/{}", scan.record);
        event(chart, on, say("Scan"), zone_name(scan.value.zone), &page)
    }));
    if let Some(current) = &chart.current {
        events.push(event(
            chart,
            current.course.plan.starts_on(),
            say("Course begun"),
            String::new(),
            "/plan",
        ));
        events.extend(candidacy(chart, current));
        events.extend(current.course.consents.events().iter().map(|given| {
            let to = (course_texts().consent_to)(given.to());
            let what = match given {
                ConsentEvent::Given { .. } => say("Consent given"),
                ConsentEvent::Revoked { .. } => say("Consent revoked"),
            };
            event(chart, zone.date(given.at()), what, to.to_owned(), "/consent")
        }));
        events.extend(plan(chart, &current.course.plan));
        events.extend(days(chart, current));
        events.extend(outcomes(chart, current));
    }
    merge(&mut events);
    Ok(events)
}

fn event(chart: &Chart, on: Date, what: impl Into<String>, more: String, page: &str) -> Event {
    Event {
        on,
        what: what.into(),
        more,
        path: chart.path(page),
        mark: "",
    }
}

/// What comparisons of photos and of scans measured, each on the day of the later capture.
fn comparisons(visitor: &Visitor, chart: &Chart) -> Vec<Event> {
    let zone = visitor.clinic.calendar.zone();
    let all = Measured::all(chart);
    let told = all.iter().map(|measured| {
        let point = Point::of(chart, zone, measured);
        let what = match measured.subject {
            Subject::Photos(_) => say("Photos compared"),
            Subject::Scans(_) => say("Scans compared"),
        };
        let mut more = format!("{} · {}", measured.subject.name(), point.word);
        if !point.change.is_empty() {
            more.push_str(&format!(" · {} {}", point.metric, point.change));
        }
        Event {
            on: point.days[1],
            what: what.to_owned(),
            more,
            path: point.path,
            mark: point.mark,
        }
    });
    told.collect()
}

fn candidacy(chart: &Chart, current: &Current) -> Vec<Event> {
    let asked = current.course.assessments.iter();
    asked
        .map(|assessment| {
            let decided = (course_texts().decision)(assessment.decision);
            event(
                chart,
                assessment.questionnaire.asked_on,
                say("Candidacy asked"),
                decided,
                "/candidacy",
            )
        })
        .collect()
}

fn plan(chart: &Chart, plan: &Plan) -> Vec<Event> {
    let kept = plan.events().iter().filter_map(|change| match &change.what {
        PlanChange::Kept { visit, on } => Some((*on, *visit)),
        _ => None,
    });
    kept.map(|(on, visit)| event(chart, on, words::visit(visit), String::new(), &visit_page(visit)))
        .collect()
}

/// Where it is seen what was done at a visit.
fn visit_page(visit: Visit) -> String {
    match visit {
        Visit::Session(number) => format!("/sessions/{number}"),
        Visit::Judgement(_) | Visit::FollowUp(_) => "/outcome".to_owned(),
    }
}

/// The days of the diaries that are not as expected.
fn days(chart: &Chart, current: &Current) -> Vec<Event> {
    let mut events = Vec::new();
    for diary in &current.course.diaries {
        let mut before = None;
        for entry in diary.entries() {
            let found = triage(&current.protocol, diary.day(entry.on), entry, before);
            before = Some(entry);
            if found.level == Level::Expected {
                continue;
            }
            let reasons: Vec<String> = found
                .fired
                .iter()
                .map(|fired| (course_texts().fired)(fired))
                .collect();
            let words = (course_texts().level)(found.level).word;
            let mark = if found.level == Level::ContactNow {
                "bad"
            } else {
                "stop"
            };
            events.push(Event {
                mark,
                ..event(
                    chart,
                    entry.on,
                    say_with("Diary: {word}", &[("word", &words)]),
                    reasons.join(" "),
                    "/diary",
                )
            });
        }
    }
    events
}

fn outcomes(chart: &Chart, current: &Current) -> Vec<Event> {
    let judged = current.course.outcomes.iter();
    judged
        .map(|outcome| {
            let (word, mark) = words::verdict(outcome.verdict());
            Event {
                mark,
                ..event(
                    chart,
                    outcome.judged_on,
                    say("Outcome judged"),
                    word.to_owned(),
                    "/outcome",
                )
            }
        })
        .collect()
}

/// Newest first; what is the same on the same day is said once, with how often.
fn merge(events: &mut Vec<Event>) {
    events.sort_by_key(|event| std::cmp::Reverse(event.on));
    let mut merged: Vec<(Event, usize)> = Vec::new();
    for event in events.drain(..) {
        let same = |(other, _): &&mut (Event, usize)| {
            other.on == event.on && other.what == event.what && other.more == event.more
        };
        match merged.iter_mut().rev().find(same) {
            Some((_, count)) => *count += 1,
            None => merged.push((event, 1)),
        }
    }
    events.extend(merged.into_iter().map(|(mut event, count)| {
        if count > 1 {
            event.what = format!("{} ({count})", event.what);
        }
        event
    }));
}
