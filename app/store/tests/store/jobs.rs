//! Jobs are done once, whoever dies.

use crate::on_both;
use crate::people::{clinic, clinician, details, file, frontal, line, owner, photo, staff};
use jiff::SignedDuration;
use relief_course::Role;
use relief_store::{Error, JobState, Measurement};
use serde_json::json;

const LEASE: SignedDuration = SignedDuration::from_mins(5);

on_both! {
    async fn a_job_is_asked_for_taken_and_done(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("test");
        let patient = repository.add_patient(&details("A"), &why).await.unwrap();
        let before = repository.add_photo(patient, None, frontal(), photo(1, 500), &why).await.unwrap();
        let request = json!({ "before": before, "after": before });
        let job = repository.ask(patient, &request).await.unwrap();
        assert_eq!(repository.ask(patient, &request).await.unwrap(), job, "asking twice is one job");
        assert_eq!(repository.job(patient, job).await.unwrap(), JobState::Waiting);

        let worker = store.worker(LEASE);
        let leased = worker.take().await.unwrap().unwrap();
        assert_eq!((leased.job, leased.patient, leased.attempt), (job, patient, 1));
        assert_eq!(leased.request, request);
        assert!(worker.take().await.unwrap().is_none());
        assert_eq!(repository.job(patient, job).await.unwrap(), JobState::Running);
        assert_eq!(worker.photo(&leased, before).await.unwrap().1, photo(1, 500));
        let record = worker.finish(&leased, json!({ "verdict": "improved" }), Vec::new()).await.unwrap();
        assert_eq!(repository.job(patient, job).await.unwrap(), JobState::Done(record));
        let measured = repository.history::<Measurement>(patient, record).await.unwrap();
        assert_eq!(measured[0].value.result, json!({ "verdict": "improved" }));

        let twice = worker.finish(&leased, json!({}), Vec::new()).await.unwrap_err();
        assert!(matches!(twice, Error::LeaseOver { .. }), "{twice}");
        assert_eq!(repository.ask(patient, &request).await.unwrap(), job, "what is done stays done");
        assert!(worker.take().await.unwrap().is_none());
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn repeats_of_a_clinic_are_those_that_were_asked_for_as_such(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let why = line("test");
        let worker = store.worker(LEASE);
        let mut records = Vec::new();
        for n in 0..3 {
            let patient = repository.add_patient(&details("A"), &why).await.unwrap();
            repository.ask(patient, &"no repeat").await.unwrap();
            let job = repository.ask_repeat(patient, &n).await.unwrap();
            assert_eq!(repository.ask_repeat(patient, &n).await.unwrap(), job, "asking twice is one repeat");
            stage.pass(SignedDuration::from_secs(1));
            while let Some(leased) = worker.take().await.unwrap() {
                let record = worker.finish(&leased, leased.request.clone(), Vec::new()).await.unwrap();
                if leased.job == job {
                    records.push((patient, record));
                }
            }
        }
        let listed = async |limit| {
            let repeats = repository.repeats(limit).await.unwrap();
            repeats.iter().map(|repeat| repeat.value.result.clone()).collect::<Vec<_>>()
        };
        assert_eq!(listed(9).await, [json!(2), json!(1), json!(0)]);
        assert_eq!(listed(2).await, [json!(2), json!(1)]);
        let assistant = store.repository(staff(Role::Assistant, clinic(1)));
        assert!(matches!(assistant.repeats(9).await.unwrap_err(), Error::NotAllowed { .. }));
        assert!(store.repository(staff(Role::Clinician, clinic(2))).repeats(9).await.unwrap().is_empty());
        store.repository(owner()).delete_patient(records[1].0).await.unwrap();
        assert_eq!(listed(9).await, [json!(2), json!(0)]);
        store.close().await;
    }
}

on_both! {
    async fn a_dead_workers_job_is_taken_again_and_only_one_result_counts(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let job = repository.ask(patient, &"r").await.unwrap();
        let worker = store.worker(LEASE);
        let first = worker.take().await.unwrap().unwrap();
        stage.pass(SignedDuration::from_mins(4));
        worker.extend(&first).await.unwrap();
        stage.pass(SignedDuration::from_mins(4));
        assert!(worker.take().await.unwrap().is_none(), "the lease was extended");
        stage.pass(SignedDuration::from_mins(2));
        let second = worker.take().await.unwrap().unwrap();
        assert_eq!((second.job, second.attempt), (job, 2));
        for over in [worker.extend(&first).await, worker.finish(&first, json!(1), Vec::new()).await.map(|_| ())] {
            assert!(matches!(over, Err(Error::LeaseOver { .. })), "{over:?}");
        }
        worker.finish(&second, json!(2), Vec::new()).await.unwrap();
        let measured = repository.all::<Measurement>(patient).await.unwrap();
        assert_eq!(measured.len(), 1);
        assert_eq!(measured[0].value.result, json!(2));
        store.close().await;
    }
}

on_both! {
    async fn a_job_that_fails_three_times_has_failed_until_it_is_asked_for_anew(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        let job = repository.ask(patient, &"r").await.unwrap();
        let worker = store.worker(LEASE);
        let soon = SignedDuration::from_secs(30);
        for attempt in 1..=3 {
            let leased = worker.take().await.unwrap().unwrap();
            assert_eq!(leased.attempt, attempt);
            worker.fail(&leased, &line("no skin"), Some(soon)).await.unwrap();
            assert!(worker.take().await.unwrap().is_none(), "not before it is due");
            stage.pass(soon);
        }
        assert!(worker.take().await.unwrap().is_none());
        let failed = JobState::Failed(Some("no skin".to_owned()));
        assert_eq!(repository.job(patient, job).await.unwrap(), failed);
        assert_eq!(repository.ask(patient, &"r").await.unwrap(), job);
        assert_eq!(worker.take().await.unwrap().unwrap().attempt, 1);
        // Workers that die three times fail it too.
        for _ in 0..2 {
            stage.pass(LEASE);
            assert!(worker.take().await.unwrap().is_some());
        }
        stage.pass(LEASE);
        assert!(worker.take().await.unwrap().is_none());
        assert!(matches!(repository.job(patient, job).await.unwrap(), JobState::Failed(_)));
        store.close().await;
    }
}

on_both! {
    async fn a_deleted_patients_job_ends_without_a_trace(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        repository.ask(patient, &"r").await.unwrap();
        let worker = store.worker(LEASE);
        let leased = worker.take().await.unwrap().unwrap();
        store.repository(owner()).delete_patient(patient).await.unwrap();
        let over = worker.finish(&leased, json!(1), vec![file("map", 1, 9)]).await.unwrap_err();
        assert!(matches!(over, Error::LeaseOver { .. }), "{over}");
        assert!(store.verify().await.unwrap().is_clean());
        store.close().await;
    }
}

on_both! {
    async fn many_workers_take_each_job_once(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("x")).await.unwrap();
        const JOBS: u32 = 12;
        for number in 0..JOBS {
            repository.ask(patient, &number).await.unwrap();
        }
        let workers = (0..4).map(|_| {
            let worker = store.worker(LEASE);
            tokio::spawn(async move {
                let mut taken = Vec::new();
                // On PostgreSQL two may choose the same, and one goes away empty-handed; it asks again.
                for _ in 0..3 * JOBS {
                    if let Some(leased) = worker.take().await.unwrap() {
                        worker.finish(&leased, leased.request.clone(), Vec::new()).await.unwrap();
                        taken.push(leased.request.as_u64().unwrap());
                    }
                }
                taken
            })
        });
        let mut done = Vec::new();
        for worker in workers.collect::<Vec<_>>() {
            done.extend(worker.await.unwrap());
        }
        done.sort_unstable();
        assert_eq!(done, (0..u64::from(JOBS)).collect::<Vec<_>>());
        store.close().await;
    }
}
