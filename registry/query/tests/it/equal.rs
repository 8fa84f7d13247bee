//! The same rows, once in memory and once as Parquet through the engine.

use crate::practice;
use relief_query::Registry;
use relief_registry::{Answers, Columns, Compared, NotKnown, Pseudonym, Rows};
use relief_table::{Format, write};
use serde_json::Value;
use std::fs;

/// The engine sums in another order, which the tenth digit does not notice.
const CLOSE: f64 = 1e-9;

/// What both say of some rows.
async fn both(rows: &Rows, threads: usize) -> [Answers; 2] {
    let folder = tempfile::tempdir().unwrap();
    for file in write(rows, Format::Parquet).unwrap() {
        fs::write(folder.path().join(file.name), file.bytes).unwrap();
    }
    let registry = Registry::open(folder.path().to_str().unwrap(), threads)
        .await
        .unwrap();
    let engine = registry.answers().await.unwrap();
    let memory = Answers::of(&Columns::new(rows.clone()).unwrap().cohort());
    [memory, engine]
}

#[track_caller]
fn same(path: &str, memory: &Value, engine: &Value) {
    match (memory, engine) {
        (Value::Object(memory), Value::Object(engine)) => {
            let keys = |object: &serde_json::Map<String, Value>| object.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(memory), keys(engine), "{path}");
            for (key, value) in memory {
                same(&format!("{path}.{key}"), value, &engine[key]);
            }
        }
        (Value::Array(memory), Value::Array(engine)) => {
            assert_eq!(memory.len(), engine.len(), "{path}");
            for (place, (memory, engine)) in memory.iter().zip(engine).enumerate() {
                same(&format!("{path}[{place}]"), memory, engine);
            }
        }
        (Value::Number(memory), Value::Number(engine)) if memory.is_f64() => {
            let (memory, engine) = (memory.as_f64().unwrap(), engine.as_f64().unwrap());
            assert!((memory - engine).abs() <= CLOSE, "{path}: {memory} and {engine}");
        }
        _ => assert_eq!(memory, engine, "{path}"),
    }
}

async fn hold(rows: &Rows, threads: usize) -> Answers {
    let [memory, engine] = both(rows, threads).await;
    let json = |answers: &Answers| serde_json::to_value(answers).unwrap();
    same("answers", &json(&memory), &json(&engine));
    engine
}

#[tokio::test]
async fn generated_rows_have_the_same_answers() {
    for (patients, seed) in [(400, 1), (37, 2), (9, 3), (6, 4), (5, 5)] {
        let answers = hold(&practice::rows(patients, seed).unwrap(), 2).await;
        assert_eq!(answers.metrics.len(), 2);
        assert!(answers.metrics[0].last.is_ok(), "{patients} patients may be told");
    }
}

#[tokio::test]
async fn what_goes_with_changes_and_who_left_is_answered_alike() {
    let mut rows = practice::rows(400, 1).unwrap();
    // One place for one reason and another for two: the patient is counted once for each.
    let reasons = |codes: &[&str]| Compared::Refused {
        reasons: codes.iter().map(|code| (*code).to_owned()).collect(),
    };
    for (place, row) in rows.comparisons.iter_mut().enumerate() {
        match place % 20 {
            0 => row.compared = reasons(&["pose", "blur"]),
            1 => row.compared = reasons(&["blur"]),
            _ => (),
        }
    }
    let answers = hold(&rows, 2).await;
    let metric = &answers.metrics[0];
    let told = &metric.last.as_ref().unwrap().reasons;
    assert!(told.iter().any(|(code, _)| code == "pose"), "{told:?}");
    let dropped = metric.sessions[1].dropped_out.clone().unwrap().unwrap();
    assert!(dropped.dropped.count > 0 && dropped.going_on > 0, "{dropped:?}");
    assert!(
        dropped.before.is_ok() && dropped.change_so_far.is_ok(),
        "{dropped:?}"
    );
    let missing = metric.missing_visits.as_ref().unwrap();
    assert!(missing.sessions.iter().all(|session| session.model_based.is_ok()));
    assert!(metric.dose_response.needle.is_ok() && metric.dose_response.interval.is_ok());
    assert!(metric.setting.is_ok() && metric.number_needed.is_ok());
}

#[tokio::test]
async fn what_few_patients_have_is_withheld_alike() {
    for patients in [0, 1, 4] {
        let answers = hold(&practice::rows(patients, 6).unwrap(), 2).await;
        let why = if patients == 0 {
            NotKnown::Nobody
        } else {
            NotKnown::FewPatients
        };
        assert_eq!(answers.scars, Err(why));
        assert!(
            answers
                .metrics
                .iter()
                .all(|metric| metric.last == Err(NotKnown::FewPatients))
        );
    }
}

#[tokio::test]
async fn a_type_that_few_patients_have_is_left_out_alike() {
    let mut rows = practice::rows(40, 7).unwrap();
    // Ice picks of four patients only.
    let kind = relief_protocol::ScarType::IcePick;
    rows.scars
        .retain(|row| row.scar_type != kind || row.patient < Pseudonym(4));
    let answers = hold(&rows, 2).await;
    assert_eq!(answers.scars.unwrap().types.len(), 2);
}

#[tokio::test]
async fn a_metric_that_nobody_could_compare_is_answered_alike() {
    let mut rows = practice::rows(20, 8).unwrap();
    for row in &mut rows.comparisons {
        if row.metric == "scar_shading_contrast" {
            row.compared = Compared::Refused {
                reasons: vec!["blur".to_owned()],
            };
        } else {
            row.metric = "it's another".to_owned();
        }
    }
    let answers = hold(&rows, 2).await;
    let refused = answers.metrics[1].last.clone().unwrap();
    assert_eq!((refused.patients, refused.not_comparable.count), (20, 20));
}

#[tokio::test]
async fn any_number_of_threads_gives_the_same_answers() {
    let rows = practice::rows(60, 9).unwrap();
    for threads in [1, 3] {
        hold(&rows, threads).await;
    }
}
