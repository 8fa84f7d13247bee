//! Blinded grading: what a rater is shown, and what not.

use crate::people::{Someone, hire};
use crate::photos::{Bench, pair};
use relief_course::Role;
use reqwest::StatusCode;

/// The ids that follow a beginning in a page.
pub fn ids<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
    let after = page.split(before).skip(1);
    after.filter_map(|rest| rest.get(..32)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rater_sees_pictures_alone_and_grades_them_once() {
    let mut bench = Bench::open().await;
    let photo = pair()[0].clone();
    bench.consent().await;
    let kept = bench.upload(&[("frontal", "pia.jpg", &photo)]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let empty = bench.staff.get(&bench.at("/rating")).await;
    assert!(empty.body.contains("Nobody here is a rater"));
    let rater_id = hire(&bench.practice, &bench.owner, "rita", Role::Rater, None).await;
    let form = bench.staff.get(&bench.at("/rating")).await.body;
    let photo_id = ids(&form, "<option value=\"")[0].to_owned();
    let ask = bench.at("/rating");
    let unasked = bench.staff.post(&ask, &[("photo", &photo_id)]).await;
    assert!(unasked.status == StatusCode::OK && unasked.body.contains("at least one"));
    let same = [
        ("photo", photo_id.as_str()),
        ("before", &photo_id),
        ("raters", rater_id.as_str()),
    ];
    assert!(
        bench
            .staff
            .post(&ask, &same)
            .await
            .body
            .contains("the same picture")
    );
    let fields = [("photo", photo_id.as_str()), ("raters", rater_id.as_str())];
    assert_eq!(
        bench.staff.post(&ask, &fields).await.status,
        StatusCode::SEE_OTHER
    );

    let mut rater = Someone::signed_in(&bench.practice, "rita").await;
    assert_eq!(rater.get(&bench.practice.at("/")).await.location, "/ratings");
    let list = rater.get(&bench.practice.at("/ratings")).await.body;
    let task = bench
        .practice
        .at(&format!("/ratings/{}", ids(&list, "href=\"/ratings/")[0]));
    let shown = rater.get(&task).await.body;
    let patient = bench.patient.to_string();
    for secret in ["Pia", "1990", patient.as_str(), photo_id.as_str(), "pia.jpg"] {
        assert!(
            !list.contains(secret) && !shown.contains(secret),
            "{secret} is shown"
        );
    }
    let picture = rater.get(&format!("{task}/photo")).await;
    assert_eq!(picture.headers["content-type"], "image/jpeg");
    assert!(
        !picture.body.contains("Exif"),
        "what a camera wrote is still in it"
    );
    for hidden in [
        format!("{task}/before"),
        bench.at(""),
        bench.at(&format!("/photos/{photo_id}")),
    ] {
        assert_eq!(rater.get(&hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert!(rater.post(&task, &[]).await.body.contains("Please choose one"));
    let grade = [("goodman_baron_qualitative.grade", "3")];
    assert_eq!(rater.post(&task, &grade).await.status, StatusCode::SEE_OTHER);
    assert_eq!(rater.post(&task, &grade).await.status, StatusCode::CONFLICT);
    let list = rater.get(&bench.practice.at("/ratings")).await.body;
    assert!(list.contains("Nothing is waiting") && list.contains("graded 1"));
    let grades = bench.staff.get(&bench.at("/grading")).await.body;
    assert!(grades.contains("rita"), "the grade stands among the others");
    bench.practice.close().await;
}
