//! kill -9 at random points of uploads and writes: what was acknowledged is there, and nothing else is.
//!
//! The child is this very test program, started again with only [`child`]; it writes without end and says on its
//! output what was acknowledged.

use crate::on_both;
use crate::people::{clinician, details, diary, frontal, line};
use crate::stage::{Stage, chance, master};
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use relief_course::DiaryEntry;
use relief_store::{Outside, PatientId, RecordId, Settings, Store};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// How often the child is killed.
const ROUNDS: u64 = 200;
/// The whole store is checked after so many rounds, and at the end.
const CHECKED_EVERY: u64 = 25;
/// The child is killed within this time after it opened the store, or while it opens it.
const KILLED_WITHIN: Duration = Duration::from_millis(60);

const FOLDER: &str = "RELIEF_TEST_KILLED_FOLDER";
const DATABASE: &str = "RELIEF_TEST_KILLED_DATABASE";
const BLOBS: &str = "RELIEF_TEST_KILLED_BLOBS";
const ROUND: &str = "RELIEF_TEST_KILLED_ROUND";

/// Not a test: the process that is killed. Without its environment it does nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let settings = Settings::folder(folder.as_ref());
    let settings = match std::env::var(DATABASE) {
        Ok(url) => settings.with_database(&url).unwrap(),
        Err(_) => settings,
    };
    let settings = match std::env::var(BLOBS) {
        Ok(url) => settings.with_blobs(&url, std::env::vars()).unwrap(),
        Err(_) => settings,
    };
    let round: u64 = std::env::var(ROUND).unwrap().parse().unwrap();
    let outside = Outside {
        clock: Arc::new(Timestamp::now),
        entropy: chance(1_000_000 + round),
    };
    let say = |words: String| {
        let mut output = std::io::stdout().lock();
        writeln!(output, "{words}").unwrap();
        output.flush().unwrap();
    };
    say("acknowledged: begun".to_owned());
    let store = Store::open(&settings, master(), outside).await.unwrap();
    let repository = store.repository(clinician());
    let why = line("test");
    let mut chance = ChaCha20Rng::seed_from_u64(round);
    say("acknowledged: opened".to_owned());
    let patient = repository.add_patient(&details("A"), &why).await.unwrap();
    say(format!("acknowledged: patient {patient}"));
    loop {
        let mut bytes = vec![0; chance.random_range(1..200_000)];
        chance.fill_bytes(&mut bytes);
        let hash = blake3::hash(&bytes).to_hex();
        let record = repository
            .add_photo(patient, None, frontal(), bytes.into(), &why)
            .await
            .unwrap();
        say(format!("acknowledged: photo {patient} {record} {hash}"));
        let record = repository
            .add(patient, None, &diary(4, "one"), &why)
            .await
            .unwrap();
        repository
            .correct(patient, record, 1, &diary(4, "two"), &why)
            .await
            .unwrap();
        say(format!("acknowledged: corrected {patient} {record}"));
    }
}

/// What the child said before it was killed.
fn killed_after(stage: &Stage, round: u64, chance: &mut ChaCha20Rng) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "killed::child", "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, stage.folder()).env(ROUND, round.to_string());
    if let Some(url) = stage.url() {
        command.env(DATABASE, url);
    }
    if let (Some(url), Some(storage)) = (stage.blobs_url(), stage.storage()) {
        command.env(BLOBS, url).envs(storage.environment());
    }
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    // One in eight dies while it opens the store.
    let awaited = if chance.random_ratio(1, 8) {
        "begun"
    } else {
        "opened"
    };
    let mut said = Vec::new();
    for words in output.by_ref() {
        said.extend(acknowledged(&words.unwrap()));
        if said.last().is_some_and(|words| words == awaited) {
            break;
        }
    }
    std::thread::sleep(Duration::from_micros(
        chance.random_range(0..KILLED_WITHIN.as_micros() as u64),
    ));
    // On Unix this is SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
    for words in output {
        said.extend(acknowledged(&words.unwrap()));
    }
    assert!(
        said.iter().any(|words| words == awaited),
        "the child failed before it was killed: {said:?}"
    );
    said
}

fn acknowledged(words: &str) -> Option<String> {
    // The test harness may have begun the line.
    Some(words.split_once("acknowledged: ")?.1.to_owned())
}

/// Checks that everything acknowledged is there.
async fn is_there(store: &Store, said: &[String]) {
    let repository = store.repository(clinician());
    for words in said {
        let words: Vec<&str> = words.split(' ').collect();
        let patient = words.get(1).map(|id| id.parse::<PatientId>().unwrap());
        let record = words.get(2).map(|id| id.parse::<RecordId>().unwrap());
        match (words[0], patient, record) {
            ("patient", Some(patient), _) => {
                repository.patient(patient).await.unwrap();
            }
            ("photo", Some(patient), Some(record)) => {
                let (_, bytes) = repository.photo(patient, record).await.unwrap();
                assert_eq!(blake3::hash(&bytes).to_hex().as_str(), words[3]);
            }
            ("corrected", Some(patient), Some(record)) => {
                let history = repository.history::<DiaryEntry>(patient, record).await.unwrap();
                assert_eq!(history.len(), 2);
            }
            _ => {}
        }
    }
}

/// Kills the child so often, and checks what it left.
async fn nothing_is_lost_or_left_over(stage: &Stage, rounds: u64) {
    stage.open().await.close().await;
    let mut chance = ChaCha20Rng::seed_from_u64(7);
    let (mut said, mut photos) = (Vec::new(), 0);
    for round in 1..=rounds {
        let now = tokio::task::block_in_place(|| killed_after(stage, round, &mut chance));
        photos += now.iter().filter(|words| words.starts_with("photo")).count();
        said.extend(now);
        if round % CHECKED_EVERY == 0 {
            let store = stage.open().await;
            is_there(&store, &std::mem::take(&mut said)).await;
            let report = store.verify().await.unwrap();
            assert!(report.is_clean(), "round {round}: {:#?}", report.problems);
            store.close().await;
        }
    }
    assert!(photos > 0, "no child lived long enough to be worth killing");
    // No bytes without a row: once the interrupted uploads are swept, there are as many files as blobs. The children
    // went by the real time, which is ahead of the stage's.
    stage.pass(Timestamp::now().duration_since(stage.now()));
    let store = stage.open().await;
    let interrupted = store.sweep(SignedDuration::ZERO).await.unwrap();
    assert!(interrupted > 0, "no upload was interrupted: nothing was tried");
    let report = store.verify().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.problems);
    assert_eq!(report.unfinished, 0);
    assert_eq!(stage.blob_files().len(), report.blobs);
    store.close().await;
}

on_both! {
    async fn nothing_acknowledged_is_lost_and_nothing_is_left_over(stage) {
        nothing_is_lost_or_left_over(&stage, ROUNDS).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs s3s-fs"]
async fn nothing_acknowledged_is_lost_in_a_bucket() {
    nothing_is_lost_or_left_over(&Stage::sqlite().with_bucket(), ROUNDS / 4).await;
}
