//! Blinded rating: raters grade what they are given, once, and learn nothing else.

use crate::on_both;
use crate::people::{details, frontal, line, owner, photo, staff};
use crate::practice::{account, founded, key, named, person, settings};
use crate::stage::master;
use jiff::civil::date;
use relief_course::grading::{Gais, GoodmanBaronGrade, Grade, Grading, Satisfaction};
use relief_course::{Action, PersonId, Role};
use relief_protocol::{Complaint, Hash, Identity};
use relief_store::{
    Account, AuditOutcome, ClinicId, CourseStart, Error, PatientId, PhotoTaken, PhotoView, RatedPhoto,
    RatingTask, RecordId, Repository, Store, Times,
};

const MILD: Grade = Grade::GoodmanBaronQualitative(GoodmanBaronGrade::Mild);

/// A patient with a course and two photos in it, a clinician, and raters by the name of `r1` and `r2`.
struct Setting {
    clinic: ClinicId,
    clinician: Repository,
    patient: PatientId,
    course: RecordId,
    before: RecordId,
    after: RecordId,
    raters: [PersonId; 2],
}

async fn setting(store: &Store) -> Setting {
    let (clinic, owner) = founded(store).await;
    let lind = account("lind", clinic, &[Role::Clinician]);
    owner.add_account(lind.clone()).await.unwrap();
    let raters = ["r1", "r2"].map(|login| account(login, clinic, &[Role::Rater]));
    for rater in &raters {
        owner.add_account(rater.clone()).await.unwrap();
    }
    let clinician = store.repository(person(&lind));
    let why = line("new");
    let patient = clinician.add_patient(&details("A"), &why).await.unwrap();
    let start = CourseStart {
        protocol: Identity {
            name: key("needling"),
            version: 1,
            hash: Hash::of(b"depth = 1"),
        },
        complaint: Complaint::AcneScars,
        starts_on: date(2026, 2, 2),
    };
    let course = clinician.add(patient, None, &start, &why).await.unwrap();
    let oblique = PhotoTaken {
        view: PhotoView::ObliqueLeft,
        // Half past midnight at the clinic, which is in Berlin.
        taken_at: Some("2026-02-09T23:30:00Z".parse().unwrap()),
        media: line("image/png"),
    };
    let before = clinician.add_photo(patient, Some(course), frontal(), photo(1, 70_000), &why);
    let before = before.await.unwrap();
    // What belongs to a photo belongs to its course.
    let after = clinician.add_photo(patient, Some(before), oblique, photo(2, 900), &why);
    let after = after.await.unwrap();
    let raters = raters.map(|rater| rater.id);
    Setting {
        clinic,
        clinician,
        patient,
        course,
        before,
        after,
        raters,
    }
}

async fn signed_in(store: &Store, login: &str) -> Repository {
    store.repository(named(store, login).await)
}

on_both! {
    async fn a_rater_grades_what_is_given_once_and_it_is_in_the_record(stage) {
        let store = stage.open().await;
        let s = setting(&store).await;
        let tasks = s.clinician.assign_rating(s.patient, s.after, Some(s.before), &s.raters, Times::Once).await.unwrap();
        let alone = s.clinician.assign_rating(s.patient, s.before, None, &s.raters[..1], Times::Once).await.unwrap();
        // Asked again before they answered, they are asked once.
        let again = s.clinician.assign_rating(s.patient, s.after, Some(s.before), &s.raters, Times::Once).await.unwrap();
        assert_eq!(again, tasks);

        let rater = signed_in(&store, "r1").await;
        let compared = RatingTask {
            id: tasks[0], photo: PhotoView::ObliqueLeft, before: Some(PhotoView::Frontal), done: false,
        };
        let single = RatingTask { id: alone[0], photo: PhotoView::Frontal, before: None, done: false };
        let mut expected = vec![compared.clone(), single];
        expected.sort_by_key(|task| task.id);
        assert_eq!(rater.rating_tasks().await.unwrap(), expected);
        let seen = rater.rating_photo(tasks[0], RatedPhoto::Photo).await.unwrap();
        assert_eq!(seen, (line("image/png"), photo(2, 900)));
        let seen = rater.rating_photo(tasks[0], RatedPhoto::Before).await.unwrap();
        assert_eq!(seen, (line("image/jpeg"), photo(1, 70_000)));
        let none = rater.rating_photo(alone[0], RatedPhoto::Before).await.unwrap_err();
        assert!(matches!(none, Error::Unknown { .. }), "{none}");

        let better = Grade::Gais(Gais::try_from(2).unwrap());
        rater.rate(tasks[0], &better).await.unwrap();
        let twice = rater.rate(tasks[0], &MILD).await.unwrap_err();
        assert!(matches!(twice, Error::Stale { what: "rating", .. }), "{twice}");
        let listed = rater.rating_tasks().await.unwrap();
        assert_eq!((listed[0].id, &listed[1]), (alone[0], &RatingTask { done: true, ..compared }));

        let gradings = s.clinician.all::<Grading>(s.patient).await.unwrap();
        assert_eq!(gradings.len(), 1);
        let Grading { grade, of, picture, blinded, by } = gradings[0].value.clone();
        assert_eq!((grade, of, picture, blinded), (better, date(2026, 2, 10), Some(Hash::of(&photo(2, 900))), true));
        assert_eq!((by.by, by.name), (s.raters[0].clone(), line("Name of r1")));
        assert_eq!((gradings[0].by.as_str(), gradings[0].within), ("id-of-r1", Some(s.course)));

        // A photo of unknown day was taken when it was handed in; and an improvement needs something from before.
        let improved = rater.rate(alone[0], &better).await.unwrap_err();
        assert!(matches!(improved, Error::NotAllowed { action: Action::GradeBlinded }), "{improved}");
        let satisfied = Grade::Satisfaction(Satisfaction::try_from(5).unwrap());
        let satisfied = rater.rate(alone[0], &satisfied).await.unwrap_err();
        assert!(matches!(satisfied, Error::NotAllowed { action: Action::RateSatisfaction }), "{satisfied}");
        rater.rate(alone[0], &MILD).await.unwrap();
        let gradings = s.clinician.all::<Grading>(s.patient).await.unwrap();
        assert_eq!((gradings[1].value.of, gradings[1].value.grade), (date(2026, 3, 2), MILD));
        // Whoever has answered can be asked once more, to see how one rater agrees with oneself.
        let more = s.clinician.assign_rating(s.patient, s.before, None, &s.raters[..1], Times::Once).await.unwrap();
        assert_ne!(more, alone);
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn a_rater_learns_nothing_of_the_patient_or_of_others_tasks(stage) {
        let store = stage.open().await;
        let s = setting(&store).await;
        let tasks = s.clinician.assign_rating(s.patient, s.after, None, &s.raters, Times::Once).await.unwrap();
        let rater = signed_in(&store, "r1").await;
        for error in [
            rater.latest(s.patient).await.err(),
            rater.photo(s.patient, s.after).await.err(),
            rater.all::<Grading>(s.patient).await.err(),
            rater.rating_photo(tasks[1], RatedPhoto::Photo).await.err(),
            rater.rate(tasks[1], &MILD).await.err(),
            // The photo's own id is no task.
            rater.rating_photo(s.after, RatedPhoto::Photo).await.err(),
        ] {
            assert!(matches!(error, Some(Error::Unknown { .. })), "{error:?}");
        }
        // The same rater in another clinic has other tasks.
        let mut elsewhere = rater.person().clone();
        elsewhere.clinic = "e".repeat(32).parse().unwrap();
        let elsewhere = store.repository(elsewhere);
        assert!(elsewhere.rating_tasks().await.unwrap().is_empty());
        let error = elsewhere.rate(tasks[0], &MILD).await.unwrap_err();
        assert!(matches!(error, Error::Unknown { what: "rating", .. }), "{error}");
        for role in [Role::Owner, Role::Clinician, Role::Assistant, Role::Patient] {
            let mut person = rater.person().clone();
            person.roles = vec![role];
            let repository = store.repository(person);
            for error in [
                repository.rating_tasks().await.err(),
                repository.rating_photo(tasks[0], RatedPhoto::Photo).await.err(),
                repository.rate(tasks[0], &MILD).await.err(),
            ] {
                assert!(matches!(error, Some(Error::NotAllowed { action: Action::GradeBlinded })), "{role:?} {error:?}");
            }
        }
        assert!(s.clinician.all::<Grading>(s.patient).await.unwrap().is_empty());
        store.close().await;
    }
}

on_both! {
    async fn clinicians_ask_raters_of_their_clinic_about_their_patients_photos(stage) {
        let store = stage.open().await;
        let s = setting(&store).await;
        let owner = signed_in(&store, "owner").await;
        let off = account("off", s.clinic, &[Role::Rater]);
        owner.add_account(Account { enabled: false, ..off.clone() }).await.unwrap();
        let second = store.add_clinic(owner.person(), &settings("Second"), &[]).await.unwrap();
        let abroad = account("abroad", second, &[Role::Rater]);
        let mut in_second = owner.person().clone();
        in_second.clinic = second;
        store.repository(in_second.clone()).add_account(abroad.clone()).await.unwrap();
        for rater in [&abroad.id, &off.id, &s.clinician.person().id, &PersonId::try_from("never").unwrap()] {
            let both = [s.raters[0].clone(), rater.clone()];
            let error = s.clinician.assign_rating(s.patient, s.after, None, &both, Times::Once).await.unwrap_err();
            assert!(matches!(error, Error::Unknown { what: "rater", .. }), "{error}");
        }
        let other = s.clinician.add_patient(&details("B"), &line("new")).await.unwrap();
        for (patient, photo, against) in [
            (other, s.after, None),
            (s.patient, s.course, None),
            (s.patient, s.after, Some(s.course)),
        ] {
            let error = s.clinician.assign_rating(patient, photo, against, &s.raters, Times::Once).await.unwrap_err();
            assert!(matches!(error, Error::Unknown { what: "record", .. }), "{error}");
        }
        let foreign = store.repository(in_second).assign_rating(s.patient, s.after, None, &[abroad.id], Times::Once).await.unwrap_err();
        assert!(matches!(foreign, Error::Unknown { what: "patient", .. }), "{foreign}");
        for role in [Role::Owner, Role::Assistant] {
            let error = store.repository(staff(role, s.clinic)).assign_rating(s.patient, s.after, None, &s.raters, Times::Once).await;
            assert!(matches!(error, Err(Error::NotAllowed { action: Action::JudgeOutcome })), "{role:?} {error:?}");
        }
        // Of what was refused nothing is left.
        assert!(signed_in(&store, "r1").await.rating_tasks().await.unwrap().is_empty());
        store.close().await;
    }
}

on_both! {
    async fn asking_looking_and_grading_are_in_the_log(stage) {
        let store = stage.open().await;
        let s = setting(&store).await;
        let task = s.clinician.assign_rating(s.patient, s.after, None, &s.raters[..1], Times::Once).await.unwrap()[0];
        let rater = signed_in(&store, "r1").await;
        rater.rating_tasks().await.unwrap();
        rater.rating_photo(task, RatedPhoto::Photo).await.unwrap();
        signed_in(&store, "r2").await.rate(task, &MILD).await.unwrap_err();
        rater.rate(task, &MILD).await.unwrap();
        let entries = store.repository(staff(Role::Owner, s.clinic)).audit(None, 5).await.unwrap();
        let told: Vec<_> = entries
            .iter()
            .rev()
            .map(|entry| {
                let is_task = entry.record.as_deref() == Some(&task.to_string());
                (entry.happened.person.as_str(), entry.happened.action, entry.happened.outcome, entry.patient, is_task)
            })
            .collect();
        use AuditOutcome::{Done, Refused};
        let expected = [
            ("id-of-lind", Action::JudgeOutcome, Done, Some(s.patient), true),
            ("id-of-r1", Action::GradeBlinded, Done, None, false),
            ("id-of-r1", Action::GradeBlinded, Done, Some(s.patient), true),
            ("id-of-r2", Action::GradeBlinded, Refused, None, true),
            // The grade itself is a record of the patient.
            ("id-of-r1", Action::GradeBlinded, Done, Some(s.patient), false),
        ];
        assert_eq!(told, expected);
        store.close().await;
    }
}

on_both! {
    /// Raters are shown photos by these rows alone, so nobody may write one without the master key.
    async fn a_task_that_relief_did_not_write_shows_nothing(stage) {
        let store = stage.open().await;
        let s = setting(&store).await;
        let task = s.clinician.assign_rating(s.patient, s.after, None, &s.raters[..1], Times::Once).await.unwrap()[0];
        let change = format!("UPDATE ratings SET photo = '{}'", s.before);
        assert_eq!(stage.tamper(&[&change]).await, 1);
        let rater = signed_in(&store, "r1").await;
        let error = rater.rating_photo(task, RatedPhoto::Photo).await.unwrap_err();
        assert!(matches!(error, Error::Damaged { what: "rating", .. }), "{error}");
        let report = store.verify().await.unwrap();
        assert_eq!(report.problems.len(), 1, "{:#?}", report.problems);
        store.close().await;
    }
}

on_both! {
    async fn tasks_are_backed_up_and_go_with_their_patient(stage) {
        let store = stage.open().await;
        let s = setting(&store).await;
        let tasks = s.clinician.assign_rating(s.patient, s.after, Some(s.before), &s.raters, Times::Once).await.unwrap();
        let rater = signed_in(&store, "r1").await;
        rater.rate(tasks[0], &MILD).await.unwrap();
        let backup = stage.folder().join("backup");
        store.backup(&backup, &owner().id).await.unwrap();
        let place = stage.another().await;
        let copy = Store::restore(&backup, &place.settings(), master(), place.outside()).await.unwrap();
        for login in ["r1", "r2"] {
            let restored = signed_in(&copy, login).await.rating_tasks().await.unwrap();
            assert_eq!(restored.len(), 1);
            assert_eq!(restored, signed_in(&store, login).await.rating_tasks().await.unwrap());
        }
        signed_in(&copy, "r2").await.rate(tasks[1], &MILD).await.unwrap();
        assert!(copy.verify().await.unwrap().is_clean());
        copy.close().await;

        signed_in(&store, "owner").await.delete_patient(s.patient).await.unwrap();
        let rater = signed_in(&store, "r2").await;
        assert!(rater.rating_tasks().await.unwrap().is_empty());
        for error in [rater.rating_photo(tasks[1], RatedPhoto::Photo).await.err(), rater.rate(tasks[1], &MILD).await.err()] {
            assert!(matches!(error, Some(Error::Unknown { what: "rating", .. })), "{error:?}");
        }
        let report = store.verify().await.unwrap();
        assert!(report.is_clean(), "{:#?}", report.problems);
        store.close().await;
    }
}
