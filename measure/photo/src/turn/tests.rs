use super::{lens, solve};
use nalgebra::{Matrix3, Rotation3, Vector3};
use relief_grid::Point;
use relief_grid::warp::Homography;

const FOCAL_PX: f64 = 3000.0;
const DISTANCE_MM: f64 = 350.0;

/// Places on a cheek of 70 mm radius, whose middle is first seen from `first_deg` and then from `second_deg` aside, and moved
/// by `stray` of a ray.
fn seen(first_deg: f64, second_deg: f64, stray: f64) -> Vec<[[f64; 2]; 2]> {
    let view = |deg: f64, p: Vector3<f64>| {
        let q = Rotation3::new(Vector3::new(0.0, deg.to_radians(), 0.0)) * p;
        [q.x / (q.z + DISTANCE_MM), q.y / (q.z + DISTANCE_MM)]
    };
    (0..400)
        .map(|i| {
            let (x, y) = (f64::from(i % 20) * 3.0 - 28.5, f64::from(i / 20) * 2.5 - 23.75);
            let p = Vector3::new(x, y, 70.0 - (70.0f64.powi(2) - x * x - y * y).sqrt());
            let (before, mut after) = (view(first_deg, p), view(second_deg, p));
            after[0] += stray * (0.7 * f64::from(i)).sin();
            after[1] += stray * (1.3 * f64::from(i)).cos();
            [before, after]
        })
        .collect()
}

#[test]
fn a_turn_is_found_whichever_way_it_went() {
    for (first, second) in [
        (0.0, 0.0),
        (0.0, 3.0),
        (0.0, 25.0),
        (25.0, 0.0),
        (-13.0, 13.0),
        (10.0, -15.0),
    ] {
        let got = solve::view_change_deg(&seen(first, second, 2e-5)).unwrap();
        let truth = f64::abs(second - first);
        assert!((got - truth).abs() < 1.0, "{got} for {truth}");
    }
}

#[test]
fn places_that_fit_no_turn_give_no_answer() {
    assert_eq!(solve::view_change_deg(&seen(0.0, 25.0, 0.0)[..20]), None);
    let one_place = vec![[[0.1, 0.1]; 2]; 50];
    assert_eq!(solve::view_change_deg(&one_place), None);
}

/// A card turned by `about_x` and `about_y` degrees, its corner 40 mm off the axis.
fn card(about_x: f64, about_y: f64) -> Homography {
    let turn = Rotation3::from_euler_angles(about_x.to_radians(), about_y.to_radians(), 0.4);
    let mut m = turn.into_inner();
    m.set_column(2, &Vector3::new(-40.0, -20.0, DISTANCE_MM));
    let camera = Matrix3::new(FOCAL_PX, 0.0, 1000.0, 0.0, FOCAL_PX, 750.0, 0.0, 0.0, 1.0);
    let m = camera * m;
    Homography::new(std::array::from_fn(|i| std::array::from_fn(|j| m[(i, j)]))).unwrap()
}

#[test]
fn a_tilted_card_tells_the_focal_length_and_a_flat_one_does_not() {
    let axis = Point::new(1000.0, 750.0);
    for (x, y) in [(10.0, 0.0), (0.0, -20.0), (25.0, 15.0)] {
        let got = lens::focal_px(&card(x, y), axis).unwrap();
        assert!((got / FOCAL_PX - 1.0).abs() < 1e-9, "{got}");
    }
    assert_eq!(lens::focal_px(&card(3.0, 2.0), axis), None);
    // Cropped to one side: the card converges in a direction in which it is not shortened.
    assert_eq!(lens::focal_px(&card(0.0, 10.0), Point::new(1000.0, 1500.0)), None);
}
