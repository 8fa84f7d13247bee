//! Going on? One patient among the practice's others, as staff and the patient read it.

use crate::cohort::Told;
use crate::looking::{barriers, barriers_in_the_dark, enter};
use crate::people::{Someone, hire};
use crate::photos::Bench;
use relief_course::{Action, Role};
use relief_protocol::Complaint;
use relief_stage::browser::{Browser, Hand};
use relief_store::{Entry, PatientId};
use reqwest::StatusCode;

impl Bench {
    async fn outlook(&self, who: &Someone, patient: PatientId) -> String {
        let page = who
            .get(&self.practice.at(&format!("/patients/{patient}/outlook")))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.body
    }

    async fn log(&self) -> Vec<Entry> {
        let owner = self.practice.store.repository(self.owner.clone());
        owner.audit(None, 500).await.unwrap()
    }
}

fn told(differences: &[f64]) -> Told {
    Told {
        differences: differences.to_vec(),
        ..Told::default()
    }
}

#[track_caller]
fn assert_says(page: &str, words: &[&str]) {
    for words in words {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_promised_where_nothing_is_known() {
    let bench = Bench::open().await;
    let unknown = bench.outlook(&bench.staff, bench.patient).await;
    assert_says(
        &unknown,
        &[
            "Not known: too little of other patients",
            "Published trials are not in it",
        ],
    );
    for words in ["Speaks", "<svg class=\"chart\"", "How this is told"] {
        assert!(!unknown.contains(words), "{words}: {unknown}");
    }
    // Four others are too few: what became of them could be recognised.
    bench.treated_alike(4, &told(&[-2.0])).await;
    let few = bench.outlook(&bench.staff, bench.patient).await;
    assert!(
        !few.contains("<svg class=\"chart\"") && !few.contains("20 %"),
        "{few}"
    );
    bench.treated("Fifth", &told(&[-1.5])).await;
    bench.treated("Sixth", &told(&[-2.5])).await;
    let known = bench.outlook(&bench.staff, bench.patient).await;
    assert_says(
        &known,
        &[
            "<svg class=\"chart\"",
            "From 6 other patients of this practice, whatever scars they have.",
            "<strong>This is no promise.</strong>",
            "After session 1 half lie between −2",
            "<td colspan=\"3\">Not shown: fewer than five patients",
        ],
    );
    assert!(
        !known.contains("This patient"),
        "there is nothing of the patient: {known}"
    );
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_and_patient_read_whether_it_speaks_for_going_on() {
    let bench = Bench::open().await;
    bench.treated_alike(6, &told(&[-1.5, -1.6])).await;
    let patient = bench.treated("Rosa", &told(&[-1.5, -3.0])).await;
    hire(
        &bench.practice,
        &bench.owner,
        "rosa",
        Role::Patient,
        Some(patient),
    )
    .await;
    hire(&bench.practice, &bench.owner, "aron", Role::Assistant, None).await;
    let before = bench.log().await.len();
    for login in ["clara", "rosa", "aron"] {
        let someone = Someone::signed_in(&bench.practice, login).await;
        let page = bench.outlook(&someone, patient).await;
        assert_says(
            &page,
            &[
                "Speaks for one more session",
                "Your last session made a measurable difference. One more may too.",
                "Of 6 others after as many sessions, 100 % had a less good change (95 % interval 54–100 %).",
                "From 6 other patients of this practice with rolling scars.",
                "<td>−30\u{a0}%</td>",
                "a clinician decides",
            ],
        );
        let own = login == "rosa";
        assert_eq!(page.contains("The sentences are written for the patient"), !own);
        assert_eq!(page.contains("<th scope=\"col\">You</th>"), own);
        for name in ["Patient 0", "Patient 5"] {
            assert!(!page.contains(name), "{page}");
        }
    }
    // Six others, and one entry for all of them together.
    let log = bench.log().await;
    let new = &log[..log.len() - before];
    let others: Vec<&Entry> = new.iter().filter(|entry| entry.cohort().is_some()).collect();
    assert_eq!(others.len(), 3);
    for entry in &others {
        let what = (entry.happened.action, entry.cohort(), entry.patient);
        assert_eq!(what, (Action::ViewOutcome, Some(6), Some(patient)));
    }
    assert!(
        new.iter()
            .all(|entry| entry.patient.is_none_or(|about| about == patient))
    );
    let own = bench
        .staff
        .get(&bench.practice.at(&format!("/patients/{patient}/outcome")))
        .await;
    assert!(own.body.contains("/outlook\">Look at it"), "{}", own.body);
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_got_worse_and_what_was_not_measured_are_said() {
    let bench = Bench::open().await;
    let worse = bench.treated("Worse", &told(&[-1.5, 2.0])).await;
    assert_says(
        &bench.outlook(&bench.staff, worse).await,
        &[
            "Speaks against one more session",
            "measurably worse than before the first session",
        ],
    );
    let lines = Told {
        complaint: Complaint::FineLines,
        ..told(&[-2.0])
    };
    let lines = bench.treated("Lines", &lines).await;
    let page = bench.outlook(&bench.staff, lines).await;
    assert_says(&page, &["this course is for something else"]);
    assert!(!page.contains("Speaks"), "{page}");
    let late = Told {
        unmeasured: 1,
        ..told(&[-2.0])
    };
    let late = bench.treated("Late", &late).await;
    assert_says(
        &bench.outlook(&bench.staff, late).await,
        &[
            "Speaks neither for nor against",
            "There is no picture after your last session",
        ],
    );
    // What is written is in the next answer, though rows are kept between two looks.
    let other = told(&[-1.0]);
    let seen = bench.outlook(&bench.staff, late).await;
    assert!(seen.contains("Not shown: fewer than five patients"), "{seen}");
    bench.treated_alike(5, &other).await;
    let seen = bench.outlook(&bench.staff, late).await;
    assert!(seen.contains("Of 6 others after as many sessions"), "{seen}");
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium with its driver, and axe-core"]
async fn the_pages_of_numbers_have_no_barriers() {
    let bench = Bench::open().await;
    for (number, end) in (0..).zip([-0.2, -1.4, -2.1, -2.6, -3.3, -4.5, 0.6, -1.9]) {
        let name = format!("Other {number}");
        bench
            .treated(&name, &told(&[0.5 * end, end, 1.3 * end, 1.2 * end]))
            .await;
    }
    let patient = bench.treated("Rosa", &told(&[-0.8, -1.6, -2.0])).await;
    let browser = Browser::start(Hand::Mouse, 1280, 900).await;
    enter(&browser, &bench.practice, "clara").await;
    browser.expect("Today").await;
    let pages = [
        ("helps", "/helps".to_owned()),
        ("helps filtered", "/helps?scars=rolling&sessions_to=3".to_owned()),
        ("helps wrong", "/helps?weeks_from=9&weeks_to=2".to_owned()),
        ("outlook", format!("/patients/{patient}/outlook")),
        (
            "outlook of a new patient",
            format!("/patients/{}/outlook", bench.patient),
        ),
    ];
    let mut found = Vec::new();
    for (page, path) in pages {
        browser.open(&bench.practice.at(&path)).await;
        let unfold = "document.querySelectorAll('details.more').forEach((part) => { part.open = true; });";
        browser.client.execute(unfold, Vec::new()).await.unwrap();
        found.extend(barriers(&browser, page).await);
        found.extend(barriers_in_the_dark(&browser, page).await);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    browser.close().await;
    bench.practice.close().await;
}
