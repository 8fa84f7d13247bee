//! Does it help? The practice's answer, and that of a part of its patients.

use crate::cohort::Told;
use crate::people::Someone;
use crate::photos::Bench;
use relief_course::Phototype;
use relief_protocol::ScarType;
use reqwest::StatusCode;

impl Bench {
    /// The page of the practice's answer for some of the patients.
    async fn helps(&self, chosen: &str) -> String {
        let page = self
            .staff
            .get(&self.practice.at(&format!("/helps{chosen}")))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.body
    }
}

/// Six patients with rolling scars who improve, and five with boxcar scars who do not.
async fn practice() -> Bench {
    let bench = Bench::open().await;
    bench.treated_alike(6, &Told::default()).await;
    let boxcar = Told {
        scars: ScarType::Boxcar,
        needle_mm: 1.0,
        weeks_between: 8,
        device: "Roller",
        phototype: Some(Phototype::V),
        operator: "id-owner",
        differences: vec![0.0, 0.3],
        red_days: 4,
        ..Told::default()
    };
    bench.treated_alike(5, &boxcar).await;
    bench
}

#[track_caller]
fn assert_says(page: &str, words: &[&str]) {
    for words in words {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_narrows_every_answer_and_is_said() {
    let bench = practice().await;
    let all = bench.helps("").await;
    assert_says(
        &all,
        &[
            "Of 11 patients, 55 % improved",
            "Diaries after 16 sessions of 11 patients",
            "Choose patients",
            "<option value=\"boxcar\">Boxcar scars</option>",
            "<option value=\"1.5\">1.5</option>",
            "<svg class=\"chart\"",
            "After session 1: −11 %",
        ],
    );
    assert!(!all.contains("Only some of the patients"), "{all}");

    let rolling = bench.helps("?scars=rolling&device=&needle_from=").await;
    assert_says(
        &rolling,
        &[
            "Only some of the patients",
            "<li>rolling scars</li>",
            "6 of 11 patients are left.",
            "Of 6 patients with rolling scars, 100 % improved",
            "Diaries after 6 sessions of 6 patients",
            "<a class=\"button\" href=\"/helps\">Show all</a>",
            "<option value=\"rolling\" selected>",
        ],
    );
    for chosen in [
        "?needle_to=1",
        "?weeks_from=8",
        "?device=Roller",
        "?phototype=V",
        "?sessions_from=2",
    ] {
        let boxcar = bench.helps(chosen).await;
        assert_says(
            &boxcar,
            &["5 of 11 patients are left.", "Of 5 patients, 0 % improved"],
        );
    }
    // Each look is one entry, however many patients it was at.
    let owner = Someone::signed_in(&bench.practice, "owner").await;
    let log = owner.get(&bench.practice.at("/audit")).await.body;
    let look = "View practice results, with numbers of 11 patients without names";
    assert_eq!(log.matches(look).count(), 7, "{log}");
    assert!(!log.contains("View patient"), "{log}");
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn few_patients_and_all_but_few_are_not_told_of_and_nobody_reads_like_few() {
    let bench = Bench::open().await;
    assert!(
        !bench.helps("").await.contains("Choose patients"),
        "nothing to choose from"
    );
    bench.treated_alike(5, &Told::default()).await;
    let odd = Told {
        scars: ScarType::IcePick,
        differences: vec![4.5],
        ..Told::default()
    };
    bench.treated("Odd", &odd).await;
    let told_nothing = [
        "Fewer than 5 of 6 patients are left",
        "Nothing is told of these patients.",
    ];
    let few = bench.helps("?scars=ice_pick").await;
    assert_says(&few, &told_nothing);
    assert!(few.contains("<option value=\"rolling\">"), "{few}");
    assert!(
        !few.contains("<option value=\"ice_pick\""),
        "what one patient has is not in a list: {few}"
    );
    assert!(
        !few.contains("45 %") && !few.contains("<svg class=\"chart\""),
        "{few}"
    );
    let nobody = bench.helps("?scars=boxcar").await;
    assert_says(&nobody, &told_nothing);
    let all_but_one = bench.helps("?scars=rolling").await;
    assert_says(
        &all_but_one,
        &[
            "All but a few of the 6 patients are left",
            "Nothing is told of these patients.",
        ],
    );
    assert!(!all_but_one.contains("Of 5 patients"), "{all_but_one}");
    let at_home = bench.helps("?setting=at_home").await;
    assert_says(&at_home, &["none tells of needling at home"]);
    let wrong = bench.helps("?scars=deep&alone=yes").await;
    assert_says(
        &wrong,
        &[
            "Nothing was chosen by",
            "Please choose one.",
            "Of 6 patients, 83 % improved",
        ],
    );
    assert!(!wrong.contains("Only some of the patients"), "{wrong}");
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_treated_is_for_whoever_manages_accounts() {
    let bench = practice().await;
    let owner = Someone::signed_in(&bench.practice, "owner").await;
    let helps = |chosen: &str| bench.practice.at(&format!("/helps{chosen}"));
    let all = owner.get(&helps("")).await.body;
    assert_says(&all, &["<option value=\"id-owner\">"]);
    let own = owner.get(&helps("?operator=id-owner")).await.body;
    assert_says(
        &own,
        &[
            "<li>treated by ",
            "5 of 11 patients are left.",
            "after all sessions of these patients, whoever treated",
        ],
    );
    let colleagues = bench.helps("?operator=id-owner").await;
    assert_says(&colleagues, &["Nothing was chosen by", "Of 11 patients"]);
    assert!(
        !colleagues.contains("<option value=\"id-owner\">"),
        "{colleagues}"
    );
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_is_said_in_the_language_of_the_page() {
    let bench = Bench::open().await;
    let owner = Someone::signed_in(&bench.practice, "owner").await;
    let helps = bench.practice.at("/helps");
    let [english, german] = ["en", "de"].map(|language| owner.bytes_in(language, &helps));
    let english = String::from_utf8(english.await).unwrap();
    assert_says(
        &english,
        &[
            "In published studies scar scores are lower",
            "2 of 30: 7 % (1 to 22 %)",
            "Skin types IV and V.",
        ],
    );
    let german = String::from_utf8(german.await).unwrap();
    assert_says(
        &german,
        &[
            "In veröffentlichten Studien sind Narbenwerte nach Microneedling niedriger",
            "2 von 30: 7 % (1 bis 22 %)",
            "5; eine Zahl, die falsch sein kann (36 begannen, 30 beendeten es",
            "Hauttypen IV und V.",
            "<a href=\"https://read.qxmd.com/read/25196684\" rel=\"noreferrer\">Dogra 2014</a>",
        ],
    );
    for words in ["Nobody untreated", "Not weighed", "dark marks", "may be wrong"] {
        assert!(!german.contains(words), "{words}");
    }
    let drawn = owner
        .bytes_in("de", &bench.practice.at("/helps/published.svg"))
        .await;
    let drawn = String::from_utf8(drawn).unwrap();
    assert_says(&drawn, &["lang=\"de\"", "Vorher und nachher"]);
    bench.practice.close().await;
}
