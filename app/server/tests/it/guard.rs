//! What every answer carries, and what comes from elsewhere.

use crate::people::{Someone, found};
use crate::practice::{On, Practice};
use reqwest::{Method, StatusCode};

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_locked_down_and_kept_in_no_cache() {
    let practice = Practice::open(On::Sqlite, false).await;
    found(&practice).await;
    let someone = Someone::new();
    let owner = Someone::signed_in(&practice, "owner").await;
    let style = relief_style(&someone.get(&practice.at("/sign-in")).await.body);
    for (browser, path) in [
        (&someone, "/sign-in"),
        (&someone, "/nothing"),
        (&owner, "/patients"),
        (&owner, "/"),
    ] {
        let answer = browser.get(&practice.at(path)).await;
        let header = |name: &str| {
            answer
                .headers
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
        };
        assert!(
            header("content-security-policy").contains("default-src 'none'"),
            "{path}"
        );
        assert!(!header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert!(
            !answer.body.contains("<script>") && !answer.body.contains(" style="),
            "{path}"
        );
    }
    let answer = someone.get(&practice.at(&style)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.headers["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    practice.close().await;
}

fn relief_style(page: &str) -> String {
    let start = page.find("/static/").unwrap();
    page[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_something_must_come_from_this_site() {
    let practice = Practice::open(On::Sqlite, false).await;
    found(&practice).await;
    let owner = Someone::signed_in(&practice, "owner").await;
    let url = practice.at("/patients/new");
    let fields = [("name", "Zoë"), ("born", "1990-01-02")];
    let foreign: [&[(&str, &str)]; 5] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://elsewhere.example")],
    ];
    for headers in foreign {
        let answer = owner.send(Method::POST, &url, Some(&fields), headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    let origin = practice.url.clone();
    for headers in [[("sec-fetch-site", "same-origin")], [("origin", origin.as_str())]] {
        let answer = owner.send(Method::POST, &url, Some(&fields), &headers).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
    practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_does_not_pass_loses_nothing() {
    let practice = Practice::open(On::Sqlite, false).await;
    found(&practice).await;
    let mut owner = Someone::signed_in(&practice, "owner").await;
    let fields = [
        ("name", "Zoë <b>"),
        ("born", "2190-01-02"),
        ("contact", "call after\r\nsix"),
    ];
    let answer = owner.post(&practice.at("/patients/new"), &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    for kept in [
        "Zoë &#60;b&#62;",
        "2190-01-02",
        "call after",
        "cannot be a day of birth",
    ] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }
    let huge = "x".repeat(300 * 1024);
    let answer = owner
        .post(&practice.at("/patients/new"), &[("name", huge.as_str())])
        .await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    practice.close().await;
}
