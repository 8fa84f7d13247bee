//! The agenda of a clinic, and whose is old.

use crate::on_both;
use crate::people::{clinic, clinician, details, diary, line, owner, patient as own, staff};
use crate::stage::master;
use jiff::civil::{Date, date};
use relief_course::{Action, Reach, Role, Slot, permits};
use relief_store::{AgendaItem, AgendaKind, Error, PatientId, Repository, Store};

fn item(kind: AgendaKind, day: i8, slot: Option<Slot>, what: &str) -> AgendaItem {
    AgendaItem {
        kind,
        from: date(2026, 3, day),
        until: None,
        slot,
        what: line(what),
    }
}

fn slot(start: &str, minutes: u16) -> Slot {
    Slot {
        start: format!("2026-03-{start}:00Z").parse().unwrap(),
        minutes,
    }
}

async fn new(repository: &Repository, name: &str) -> (PatientId, i64) {
    let patient = repository
        .add_patient(&details(name), &line("new"))
        .await
        .unwrap();
    (patient, repository.latest(patient).await.unwrap().revision)
}

/// The whole agenda as name, day and code.
async fn listed(
    repository: &Repository,
    kinds: &[AgendaKind],
    days: [Date; 2],
    limit: usize,
) -> Vec<(String, String)> {
    let found = repository.agenda(kinds, days[0], days[1], limit).await.unwrap();
    let told = |(_, name, item): (PatientId, relief_course::Line, AgendaItem)| {
        (name.to_string(), item.what.to_string())
    };
    found.into_iter().map(told).collect()
}

const MARCH: [Date; 2] = [date(2026, 3, 1), date(2026, 3, 31)];

on_both! {
    async fn a_day_is_listed_by_appointment(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let (a, a_at) = new(&repository, "A").await;
        let (b, b_at) = new(&repository, "B").await;
        use AgendaKind::{Alarm, Booked, Diary, Due, Move};
        let late = slot("04T14:00", 30);
        let early = slot("04T08:30", 60);
        let of_a = [item(Booked, 4, Some(late), "a-late"), item(Due, 4, None, "a-due"), item(Alarm, 2, None, "a-alarm"),
            item(Diary, 9, None, "a-diary")];
        let of_b = [item(Booked, 4, Some(early), "b-early"), item(Move, 3, None, "b-move")];
        assert!(repository.set_agenda(a, a_at, &of_a).await.unwrap());
        assert!(repository.set_agenda(b, b_at, &of_b).await.unwrap());

        assert_eq!(repository.open_alarms().await.unwrap(), Some((1, date(2026, 3, 2))));
        let pairs = |expected: &[(&str, &str)]| -> Vec<(String, String)> {
            expected.iter().map(|(name, what)| ((*name).to_owned(), (*what).to_owned())).collect()
        };
        let all = [("A", "a-alarm"), ("B", "b-move"), ("A", "a-due"), ("B", "b-early"), ("A", "a-late"), ("A", "a-diary")];
        assert_eq!(listed(&repository, &AgendaKind::ALL, MARCH, 10).await, pairs(&all));
        assert_eq!(listed(&repository, &AgendaKind::ALL, MARCH, 4).await, pairs(&all[..4]));
        let fourth = [date(2026, 3, 4); 2];
        assert_eq!(listed(&repository, &[Booked, Due], fourth, 10).await, pairs(&all[2..5]));
        assert_eq!(listed(&repository, &[Alarm, Move], [date(2026, 3, 3), date(2026, 3, 3)], 10).await, pairs(&all[1..2]));
        assert!(listed(&repository, &[], MARCH, 10).await.is_empty());
        let found = repository.agenda(&[Booked], fourth[0], fourth[1], 1).await.unwrap();
        assert_eq!(found, [(b, line("B"), of_b[0].clone())]);

        // A later name is the one that is shown, and another agenda takes the place of the first.
        repository.correct_patient(b, 1, &details("Bb"), &line("married")).await.unwrap();
        assert!(repository.set_agenda(a, a_at, &[]).await.unwrap());
        assert_eq!(repository.open_alarms().await.unwrap(), None);
        assert_eq!(listed(&repository, &AgendaKind::ALL, MARCH, 10).await, pairs(&[("Bb", "b-move"), ("Bb", "b-early")]));

        // What ends on a day is listed for the last time on that day.
        let ends = AgendaItem { until: Some(date(2026, 3, 6)), ..item(Diary, 5, None, "a-ends") };
        assert!(repository.set_agenda(a, a_at, std::slice::from_ref(&ends)).await.unwrap());
        let to = |day| [MARCH[0], date(2026, 3, day)];
        assert!(listed(&repository, &[Diary], to(4), 10).await.is_empty());
        assert_eq!(repository.agenda(&[Diary], MARCH[0], date(2026, 3, 6), 10).await.unwrap(), [(a, line("A"), ends)]);
        assert!(listed(&repository, &[Diary], to(7), 10).await.is_empty());
        store.close().await;
    }
}

on_both! {
    async fn who_may_look_is_what_permits_says(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let (patient, at) = new(&repository, "A").await;
        let booked = slot("04T08:30", 60);
        let items = [item(AgendaKind::Booked, 4, Some(booked), "session:1")];
        for role in Role::ALL {
            let repository = store.repository(staff(role, clinic(1)));
            let tried = [
                (Action::SearchPatients, repository.agenda(&AgendaKind::ALL, MARCH[0], MARCH[1], 9).await.err()),
                (Action::SearchPatients, repository.open_alarms().await.err()),
                (Action::ViewPlan, repository.stale_agendas(9).await.err()),
                (Action::ViewPlan, repository.set_agenda(patient, at, &items).await.err()),
            ];
            for (action, refused) in tried {
                let allowed = permits(&[role], action, Reach::Clinic);
                assert_eq!(refused.is_none(), allowed, "{role:?} {action:?} {refused:?}");
            }
            assert_eq!(repository.booked(booked.start, booked.end()).await.unwrap(), [booked], "{role:?}");
        }
        assert!(store.repository(own(patient, clinic(1))).set_agenda(patient, at, &items).await.unwrap());

        let elsewhere = store.repository(staff(Role::Clinician, clinic(2)));
        let foreign = elsewhere.set_agenda(patient, at, &[]).await.unwrap_err();
        assert!(matches!(foreign, Error::Unknown { what: "patient", .. }), "{foreign}");
        assert!(elsewhere.agenda(&AgendaKind::ALL, MARCH[0], MARCH[1], 9).await.unwrap().is_empty());
        assert!(elsewhere.booked(booked.start, booked.end()).await.unwrap().is_empty());
        assert_eq!(listed(&repository, &AgendaKind::ALL, MARCH, 9).await.len(), 1);
        let entries = store.repository(owner()).audit(None, 100).await.unwrap();
        let looks = entries.iter().filter(|entry| entry.happened.action == Action::SearchPatients);
        // Five roles and once more; of the five two were refused.
        assert_eq!(looks.count(), 6);
        store.close().await;
    }
}

on_both! {
    async fn an_agenda_is_old_when_its_patient_has_moved_on(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let (a, a_at) = new(&repository, "A").await;
        let (b, b_at) = new(&repository, "B").await;
        let (gone, gone_at) = new(&repository, "Gone").await;
        let mut both = [a, b];
        both.sort();
        let mut three = [a, b, gone];
        three.sort();
        assert_eq!(repository.stale_agendas(9).await.unwrap(), three);
        assert_eq!(repository.stale_agendas(2).await.unwrap(), three[..2]);
        let items = [item(AgendaKind::Due, 4, None, "session:1")];
        for (patient, at) in [(a, a_at), (b, b_at), (gone, gone_at)] {
            assert!(repository.set_agenda(patient, at, &items).await.unwrap());
        }
        assert!(repository.stale_agendas(9).await.unwrap().is_empty());

        repository.add(a, None, &diary(4, "x"), &line("new")).await.unwrap();
        assert_eq!(repository.stale_agendas(9).await.unwrap(), [a]);
        // Computed before the diary's day was written: too late.
        assert!(!repository.set_agenda(a, a_at, &[]).await.unwrap());
        assert_eq!(repository.stale_agendas(9).await.unwrap(), [a]);
        assert_eq!(listed(&repository, &AgendaKind::ALL, MARCH, 9).await.len(), 3);
        assert!(repository.set_agenda(a, a_at + 1, &[]).await.unwrap());
        assert!(repository.stale_agendas(9).await.unwrap().is_empty());

        repository.add(gone, None, &diary(4, "x"), &line("new")).await.unwrap();
        store.repository(owner()).delete_patient(gone).await.unwrap();
        assert!(repository.stale_agendas(9).await.unwrap().is_empty());
        assert_eq!(listed(&repository, &AgendaKind::ALL, MARCH, 9).await, [("B".to_owned(), "session:1".to_owned())]);
        let late = repository.set_agenda(gone, gone_at + 1, &items).await.unwrap_err();
        assert!(matches!(late, Error::Unknown { .. }), "{late}");

        // A backup holds no agenda: all are to be computed anew, but of those who are gone.
        let backup = stage.folder().join("backup");
        store.backup(&backup, &owner().id).await.unwrap();
        let place = stage.another().await;
        let settings = place.settings();
        let copy = Store::restore(&backup, &settings, master(), place.outside()).await.unwrap();
        let restored = copy.repository(clinician());
        assert_eq!(restored.stale_agendas(9).await.unwrap(), both);
        assert_eq!(restored.latest(a).await.unwrap(), repository.latest(a).await.unwrap());
        copy.close().await;
        store.close().await;
    }
}

on_both! {
    async fn what_is_booked_touches_the_time_asked_for(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let (patient, at) = new(&repository, "A").await;
        let [nine, ten, noon] = [slot("04T09:00", 60), slot("04T10:00", 60), slot("04T12:00", 30)];
        let items = [
            item(AgendaKind::Booked, 4, Some(noon), "c"),
            item(AgendaKind::Booked, 4, Some(nine), "a"),
            item(AgendaKind::Booked, 4, Some(ten), "b"),
            item(AgendaKind::Move, 4, Some(slot("04T10:30", 60)), "moving"),
            item(AgendaKind::Booked, 4, None, "some time"),
        ];
        assert!(repository.set_agenda(patient, at, &items).await.unwrap());
        let all = [nine, ten, noon];
        for (from, to, expected) in [
            ("04T09:00", "04T12:30", &all[..]),
            ("04T10:00", "04T12:00", &all[1..2]),
            ("04T10:59", "04T12:01", &all[1..]),
            ("04T11:00", "04T12:00", &[]),
            ("04T09:59", "04T10:01", &all[..2]),
        ] {
            let [from, to] = [slot(from, 0).start, slot(to, 0).start];
            assert_eq!(repository.booked(from, to).await.unwrap(), expected, "{from} to {to}");
        }
        store.close().await;
    }
}
