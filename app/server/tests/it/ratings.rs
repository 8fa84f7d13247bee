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
    let picture = rater.get(&format!("{task}/a")).await;
    assert_eq!(picture.headers["content-type"], "image/jpeg");
    assert!(
        !picture.body.contains("Exif"),
        "what a camera wrote is still in it"
    );
    for hidden in [
        format!("{task}/b"),
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

/// A small picture of one grey, as PNG.
fn grey(level: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([level; 3]));
    picture
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

/// What three raters say of eight pictures. Quadratically weighted kappa of the first two is 0.875: they disagree by one step
/// on two of eight, by chance the squares of their steps would add up to 128/64. The first and third say the same.
const SAID: [[&str; 8]; 3] = [
    ["1", "2", "3", "4", "1", "2", "3", "4"],
    ["1", "2", "3", "4", "2", "2", "3", "3"],
    ["1", "2", "3", "4", "1", "2", "3", "4"],
];

#[tokio::test(flavor = "multi_thread")]
async fn three_raters_grade_a_study_and_their_agreement_is_told() {
    let mut bench = Bench::open().await;
    bench.consent().await;
    let greys: Vec<Vec<u8>> = (0..8).map(|n| grey(40 + 20 * n)).collect();
    let files: Vec<(&str, &str, &[u8])> = greys
        .iter()
        .map(|grey| ("frontal", "pia.png", grey.as_slice()))
        .collect();
    assert_eq!(bench.upload(&files).await.status, StatusCode::SEE_OTHER);
    let kept = bench
        .repository
        .all::<relief_store::Photo>(bench.patient)
        .await
        .unwrap();
    let mut raters = Vec::new();
    for login in ["rita", "rolf", "ruth"] {
        raters.push(hire(&bench.practice, &bench.owner, login, Role::Rater, None).await);
    }
    let ask = bench.at("/rating");
    for photo in &kept {
        let photo = photo.record.to_string();
        let mut fields = vec![("photo", photo.as_str()), ("twice", "yes")];
        fields.extend(raters.iter().map(|rater| ("raters", rater.as_str())));
        assert_eq!(
            bench.staff.post(&ask, &fields).await.status,
            StatusCode::SEE_OTHER
        );
    }
    for (login, said) in ["rita", "rolf", "ruth"].iter().zip(SAID) {
        let mut rater = Someone::signed_in(&bench.practice, login).await;
        let list = rater.get(&bench.practice.at("/ratings")).await.body;
        let tasks = ids(&list, "href=\"/ratings/");
        assert_eq!(tasks.len(), 16, "each picture twice");
        for task in tasks {
            let path = bench.practice.at(&format!("/ratings/{task}"));
            // A rater knows the picture by what is in it.
            let shown = rater.bytes_at(&format!("{path}/a")).await;
            let level = image::load_from_memory(&shown)
                .unwrap()
                .to_rgb8()
                .get_pixel(32, 24)
                .0[0];
            let grade = said[usize::from((level - 35) / 20)];
            let kept = rater
                .post(&path, &[("goodman_baron_qualitative.grade", grade)])
                .await;
            assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        }
    }
    let page = bench.staff.get(&bench.practice.at("/agreement")).await.body;
    let row = |who: &str| {
        let (_, rest) = page
            .split_once(&format!("<th scope=\"row\">{who}</th>"))
            .unwrap_or_else(|| panic!("{who}: {page}"));
        rest.split_once("</tr>").unwrap().0.to_owned()
    };
    assert!(
        row("rita Rater and rolf Rater").contains("<td>8</td><td>0.88 ("),
        "{page}"
    );
    // The differences are 1, −1 and six times 0: their mean is 0, their standard deviation √(2/7).
    assert!(
        row("rita Rater and rolf Rater").contains("<td>0.00 (-1.05 to 1.05)</td>"),
        "{page}"
    );
    assert!(
        row("rita Rater and ruth Rater").contains("<td>8</td><td>1.00 (1.00 to 1.00)"),
        "{page}"
    );
    assert!(
        row("rolf Rater").contains("<td>8</td><td>1.00 (1.00 to 1.00)"),
        "with the own earlier grade: {page}"
    );
    assert_eq!(
        bench
            .practice
            .store
            .repository(bench.owner.clone())
            .blinded_grades()
            .await
            .unwrap()
            .len(),
        48
    );
    bench.practice.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_tells_a_rater_whose_a_picture_is_or_which_came_first() {
    let mut bench = Bench::open().await;
    bench.consent().await;
    let dark = grey(60);
    bench.upload(&[("frontal", "pia-first.png", &dark)]).await;
    bench.practice.wait_days(100);
    bench.staff = Someone::signed_in(&bench.practice, "clara").await;
    let lights: Vec<Vec<u8>> = (0..12).map(|n| grey(150 + 5 * n)).collect();
    let files: Vec<(&str, &str, &[u8])> = lights
        .iter()
        .map(|light| ("frontal", "pia-later.png", light.as_slice()))
        .collect();
    bench.upload(&files).await;
    let kept = bench
        .repository
        .all::<relief_store::Photo>(bench.patient)
        .await
        .unwrap();
    let rater = hire(&bench.practice, &bench.owner, "rita", Role::Rater, None).await;
    let (ask, first) = (bench.at("/rating"), kept[0].record.to_string());
    for later in &kept[1..] {
        let later = later.record.to_string();
        let fields = [
            ("photo", later.as_str()),
            ("before", first.as_str()),
            ("raters", rater.as_str()),
        ];
        assert_eq!(
            bench.staff.post(&ask, &fields).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let mut secrets = vec![
        bench.patient.to_string(),
        "Pia".to_owned(),
        "pia".to_owned(),
        "1990".to_owned(),
    ];
    secrets.extend([
        bench.practice.day(0),
        bench.practice.day(-100),
        "efore".to_owned(),
        "fter 2".to_owned(),
    ]);
    for photo in &kept {
        secrets.extend([
            photo.record.to_string(),
            photo.value.hash.to_string(),
            photo.value.blob.to_string(),
        ]);
    }
    let rater = Someone::signed_in(&bench.practice, "rita").await;
    let list = rater.get(&bench.practice.at("/ratings")).await;
    let mut received = vec![format!("{:?}{}", list.headers, list.body)];
    let mut earlier_on_the_left = 0;
    for task in ids(&list.body, "href=\"/ratings/") {
        let path = bench.practice.at(&format!("/ratings/{task}"));
        let page = rater.get(&path).await;
        received.push(format!("{:?}{}", page.headers, page.body));
        let mut heads = Vec::new();
        for side in ["a", "b"] {
            let answer = rater.get(&format!("{path}/{side}")).await;
            received.push(format!("{:?}{}", answer.headers, answer.body));
            let bytes = rater.bytes_at(&format!("{path}/{side}")).await;
            let level = image::load_from_memory(&bytes)
                .unwrap()
                .to_rgb8()
                .get_pixel(32, 24)
                .0[0];
            earlier_on_the_left += usize::from(side == "a" && level < 100);
            let named = answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
            heads.push((answer.status, named, answer.headers["content-type"].clone()));
        }
        assert_eq!(heads[0], heads[1], "the two are answered alike");
    }
    for secret in &secrets {
        assert!(
            received.iter().all(|told| !told.contains(secret.as_str())),
            "{secret} is told"
        );
    }
    assert!(
        (1..12).contains(&earlier_on_the_left),
        "{earlier_on_the_left} of 12 on the left"
    );
    bench.practice.close().await;
}

/// A study over the practice: two patients have pictures of the view, one of them agrees to photos; the task is a pair, and asking twice asks
/// once.
#[tokio::test(flavor = "multi_thread")]
async fn a_study_asks_about_every_patient_who_has_such_pictures_and_agrees() {
    let mut bench = Bench::open().await;
    let photos = pair();
    bench.consent().await;
    let kept = bench
        .upload(&[("frontal", "a.jpg", &photos[0]), ("frontal", "b.jpg", &photos[1])])
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let rater = hire(&bench.practice, &bench.owner, "rita", Role::Rater, None).await;
    let page = bench.practice.at("/study");
    let fields = |views: &'static str, weeks: &'static str, what: &'static str| {
        [
            ("views", views),
            ("shown", "pair"),
            ("weeks", weeks),
            ("raters", rater.as_str()),
            ("do", what),
        ]
        .map(|(name, value)| (name, value.to_owned()))
    };
    fn asked<'a>(fields: &'a [(&'static str, String); 5]) -> Vec<(&'static str, &'a str)> {
        fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }

    let unsaid = bench.staff.post(&page, &[("weeks", "0")]).await.body;
    assert!(
        unsaid.contains("at least one") && unsaid.contains("Please choose one."),
        "{unsaid}"
    );
    let counted = bench
        .staff
        .post(&page, &asked(&fields("frontal", "0", "count")))
        .await;
    assert!(
        counted.body.contains("Of 1 patients with photos, 1 agree") && counted.body.contains("asked 1 times"),
        "{}",
        counted.body
    );
    for nothing in [fields("lateral_left", "0", "ask"), fields("frontal", "12", "ask")] {
        let answer = bench.staff.post(&page, &asked(&nothing)).await;
        assert!(
            answer.body.contains("No patient has such pictures"),
            "{}",
            answer.body
        );
    }
    for _ in 0..2 {
        let answer = bench
            .staff
            .post(&page, &asked(&fields("frontal", "0", "ask")))
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let rita = Someone::signed_in(&bench.practice, "rita").await;
    let list = rita.get(&bench.practice.at("/ratings")).await.body;
    let tasks = ids(&list, "href=\"/ratings/");
    assert_eq!(tasks.len(), 1, "{list}");
    let shown = rita
        .get(&bench.practice.at(&format!("/ratings/{}", tasks[0])))
        .await
        .body;
    assert!(shown.contains("A: the scars are much less"), "{shown}");
}
