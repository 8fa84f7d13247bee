//! Every way to change the log behind Relief's back, and that each is found.

use crate::people::{clinic, clinician, details, diary, line, staff};
use crate::stage::Stage;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use relief_course::Role;
use relief_store::{AuditProblem, Error, Problem, Report};

/// Entries of the log that is tampered with.
const ENTRIES: i64 = 9;

/// A way to tamper.
#[derive(Debug, Clone)]
enum Tampering {
    /// Other text, or another number, in a column of an entry.
    Edit { seq: i64, column: usize },
    /// An entry is taken out.
    TakeOut { seq: i64 },
    /// An entry is taken out and those after it move up.
    CloseGap { seq: i64 },
    /// Two entries change places, links and all.
    Swap { one: i64, other: i64 },
    /// The same, but the links stay where they were.
    SwapContents { one: i64, other: i64 },
    /// The end is cut off, and the noted end with it.
    CutOff { keep: i64 },
    /// An entry is written twice.
    Repeat { seq: i64 },
}

const COLUMNS: [&str; 9] = [
    "at = at + 1",
    "person = 'somebody'",
    "clinic = 'ffffffffffffffffffffffffffffffff'",
    "action = 'view_plan'",
    "outcome = 'refused'",
    "patient = 'ffffffffffffffffffffffffffffffff'",
    "record = 'x'",
    "version = 77",
    "digest = link",
];

impl Tampering {
    fn any() -> impl Strategy<Value = Self> {
        let seq = 1..=ENTRIES;
        let pair = (1..=ENTRIES, 1..=ENTRIES).prop_filter("two", |(a, b)| a != b);
        prop_oneof![
            (seq.clone(), 0..COLUMNS.len()).prop_map(|(seq, column)| Self::Edit { seq, column }),
            seq.clone().prop_map(|seq| Self::TakeOut { seq }),
            seq.clone().prop_map(|seq| Self::CloseGap { seq }),
            pair.clone().prop_map(|(one, other)| Self::Swap { one, other }),
            pair.prop_map(|(one, other)| Self::SwapContents { one, other }),
            (0..ENTRIES).prop_map(|keep| Self::CutOff { keep }),
            seq.prop_map(|seq| Self::Repeat { seq }),
        ]
    }

    fn statements(&self) -> Vec<String> {
        let swap = |one: i64, other: i64| {
            let moved = |from: i64, to: i64| format!("UPDATE audit SET seq = {to} WHERE seq = {from}");
            vec![moved(one, -1), moved(other, one), moved(-1, other)]
        };
        match *self {
            Self::Edit { seq, column } => {
                vec![format!("UPDATE audit SET {} WHERE seq = {seq}", COLUMNS[column])]
            }
            Self::TakeOut { seq } => vec![format!("DELETE FROM audit WHERE seq = {seq}")],
            Self::CloseGap { seq } => vec![
                format!("DELETE FROM audit WHERE seq = {seq}"),
                format!("UPDATE audit SET seq = -seq WHERE seq > {seq}"),
                "UPDATE audit SET seq = -seq - 1 WHERE seq < 0".to_owned(),
                tip_at_the_end(),
            ],
            Self::Swap { one, other } => swap(one, other),
            Self::SwapContents { one, other } => {
                let links = format!(
                    "UPDATE audit SET link = CASE seq WHEN {one} THEN (SELECT link FROM audit WHERE seq = {other}) \
                     ELSE (SELECT link FROM audit WHERE seq = {one}) END WHERE seq IN ({one}, {other})"
                );
                [swap(one, other), vec![links]].concat()
            }
            Self::CutOff { keep } => vec![format!("DELETE FROM audit WHERE seq > {keep}"), tip_at_the_end()],
            Self::Repeat { seq } => vec![
                format!("UPDATE audit SET seq = -seq WHERE seq > {seq}"),
                "UPDATE audit SET seq = -seq + 1 WHERE seq < 0".to_owned(),
                format!(
                    "INSERT INTO audit SELECT seq + 1, at, person, clinic, action, outcome, patient, record, version, \
                     digest, link FROM audit WHERE seq = {seq}"
                ),
                tip_at_the_end(),
            ],
        }
    }
}

/// Notes the end where the log ends now.
fn tip_at_the_end() -> String {
    "UPDATE audit_tip SET seq = (SELECT COALESCE(MAX(seq), 0) FROM audit), \
     link = COALESCE((SELECT link FROM audit ORDER BY seq DESC LIMIT 1), link)"
        .to_owned()
}

/// A closed store with a log of writes, reads, refusals, exports and a deletion.
async fn written(stage: &Stage) {
    let store = stage.open().await;
    let repository = store.repository(clinician());
    let why = line("test");
    let one = repository.add_patient(&details("A"), &why).await.unwrap();
    let other = repository.add_patient(&details("B"), &why).await.unwrap();
    let record = repository.add(one, None, &diary(4, "x"), &why).await.unwrap();
    repository
        .correct(one, record, 1, &diary(4, "y"), &why)
        .await
        .unwrap();
    repository.patient(one).await.unwrap();
    repository.export_patient(one).await.unwrap();
    repository.delete_patient(one).await.unwrap_err();
    store
        .repository(staff(Role::Owner, clinic(1)))
        .delete_patient(other)
        .await
        .unwrap();
    repository.add_patient(&details("C"), &why).await.unwrap();
    let report = store.verify().await.unwrap();
    assert!(report.is_clean(), "{:#?}", report.problems);
    assert_eq!(report.head.seq, ENTRIES);
    store.close().await;
}

/// What is found: already when the store is opened, or by the check.
async fn found(stage: &Stage) -> Result<Report, Error> {
    let store = stage.try_open().await?;
    let report = store.verify().await;
    store.close().await;
    report
}

fn is_found(found: &Result<Report, Error>) -> bool {
    match found {
        Err(Error::Audit(_)) => true,
        Ok(report) => report
            .problems
            .iter()
            .any(|problem| matches!(problem, Problem::Audit(_))),
        Err(other) => panic!("{other}"),
    }
}

async fn every_tampering_is_found(stage: Stage, cases: u32) {
    written(&stage).await;
    let untouched = found(&stage.copy().await).await.unwrap();
    assert!(untouched.is_clean(), "{:#?}", untouched.problems);
    let handle = tokio::runtime::Handle::current();
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let property = |tampering: Tampering| {
        let found = handle.block_on(async {
            let copy = stage.copy().await;
            let statements = tampering.statements();
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            let touched = copy.tamper(&statements).await;
            assert!(touched > 0, "{tampering:?} touched nothing");
            found(&copy).await
        });
        prop_assert!(is_found(&found) || tampering.changes_nothing(), "{found:#?}");
        Ok(())
    };
    tokio::task::block_in_place(|| runner.run(&Tampering::any(), property)).unwrap();
}

impl Tampering {
    /// Edits that set a column to what it was.
    fn changes_nothing(&self) -> bool {
        // Entry 7 is the refusal.
        matches!(self, Self::Edit { seq: 7, column: 4 })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_tampering_is_found_on_sqlite() {
    every_tampering_is_found(Stage::sqlite(), 150).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL's programs"]
async fn every_tampering_is_found_on_postgres() {
    every_tampering_is_found(Stage::postgres().await, 30).await;
}

crate::on_both! {
    /// Every shorter log, with its noted end mended: no link is broken then, only the anchor tells.
    async fn every_cut_is_found_when_the_store_is_opened(stage) {
        written(&stage).await;
        for keep in 0..ENTRIES {
            let copy = stage.copy().await;
            let cut = Tampering::CutOff { keep }.statements();
            copy.tamper(&cut.iter().map(String::as_str).collect::<Vec<_>>()).await;
            let opened = copy.try_open().await.err();
            let anchor = "main.json".to_owned();
            match opened {
                Some(Error::Audit(problem)) => assert_eq!(problem, AuditProblem::Cut { anchor, seq: ENTRIES }),
                other => panic!("kept {keep}: {other:?}"),
            }
        }
    }
}

crate::on_both! {
    /// A running store notices before it writes over the evidence.
    async fn a_cut_under_a_running_store_stops_it(stage) {
        let store = stage.open().await;
        let repository = store.repository(clinician());
        let patient = repository.add_patient(&details("A"), &line("test")).await.unwrap();
        repository.patient(patient).await.unwrap();
        stage.tamper(&["DELETE FROM audit WHERE seq = 2", "UPDATE audit_tip SET seq = 1, link = (SELECT link FROM audit)"]).await;
        let written = repository.add_patient(&details("B"), &line("test")).await.unwrap_err();
        assert!(matches!(written, Error::Audit(AuditProblem::Cut { seq: 2, .. })), "{written}");
        let read = repository.patient(patient).await.unwrap_err();
        assert!(matches!(read, Error::Audit(_)), "{read}");
        store.close().await;
    }
}

crate::on_both! {
    async fn anchors_that_are_missing_or_forged_are_found(stage) {
        written(&stage).await;
        let anchor = stage.folder().join("anchors").join("main.json");
        let text = std::fs::read_to_string(&anchor).unwrap();
        std::fs::write(&anchor, text.replace(&format!("\"seq\":{ENTRIES}"), "\"seq\":3")).unwrap();
        let forged = stage.try_open().await.err();
        assert!(matches!(forged, Some(Error::Audit(AuditProblem::Anchor { .. }))), "{forged:?}");
        std::fs::remove_file(&anchor).unwrap();
        let missing = stage.try_open().await.err();
        assert!(matches!(missing, Some(Error::Audit(AuditProblem::NoAnchor { seq: ENTRIES }))), "{missing:?}");
    }
}
