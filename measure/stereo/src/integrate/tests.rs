use super::*;

/// Steps of a known surface; `measured` says which cells count.
fn steps(
    width: usize,
    height: usize,
    z: impl Fn(usize, usize) -> f64 + Sync,
    measured: impl Fn(usize, usize) -> bool + Sync,
) -> Steps {
    let weight = |a: (usize, usize), b: (usize, usize)| {
        f32::from(b.0 < width && b.1 < height && measured(a.0, a.1) && measured(b.0, b.1))
    };
    Steps {
        right: Raster::from_fn(width, height, |x, y| z(x + 1, y) - z(x, y)),
        down: Raster::from_fn(width, height, |x, y| z(x, y + 1) - z(x, y)),
        right_weight: Raster::from_fn(width, height, |x, y| weight((x, y), (x + 1, y))),
        down_weight: Raster::from_fn(width, height, |x, y| weight((x, y), (x, y + 1))),
        unit: 1.0,
    }
}

fn worst(
    found: &Raster<f64>,
    z: impl Fn(usize, usize) -> f64,
    measured: impl Fn(usize, usize) -> bool,
) -> f64 {
    let cells: Vec<(f64, f64)> = (0..found.height())
        .flat_map(|y| (0..found.width()).map(move |x| (x, y)))
        .filter(|(x, y)| measured(*x, *y))
        .map(|(x, y)| (found[(x, y)], z(x, y)))
        .collect();
    let offset = cells.iter().map(|(a, b)| a - b).sum::<f64>() / cells.len() as f64;
    cells
        .iter()
        .fold(0.0, |worst, (a, b)| f64::max(worst, (a - b - offset).abs()))
}

#[test]
fn a_surface_comes_back_up_to_its_edges_and_around_a_hole() {
    // A paraboloid: periodic methods bend its edges by half of its height.
    let z = |x: usize, y: usize| 1e-4 * ((x as f64 - 70.0).powi(2) + (y as f64 - 90.0).powi(2));
    let everywhere = |_: usize, _: usize| true;
    let found = integrate(&steps(201, 143, z, everywhere), None).unwrap();
    assert!(
        worst(&found, z, everywhere) < 1e-3,
        "{}",
        worst(&found, z, everywhere)
    );
    let around = |x: usize, y: usize| !((60..90).contains(&x) && (40..80).contains(&y)) && y > x / 4;
    let found = integrate(&steps(201, 143, z, around), None).unwrap();
    assert!(worst(&found, z, around) < 1e-3, "{}", worst(&found, z, around));
}

#[test]
fn heights_that_are_looked_for_from_near_are_those_from_far_off() {
    let z = |x: usize, y: usize| 0.3 * (x as f64 / 9.0).sin() * (y as f64 / 13.0).cos();
    let everywhere = |_: usize, _: usize| true;
    let steps = steps(120, 90, z, everywhere);
    let far = integrate(&steps, None).unwrap();
    let near = Raster::from_fn(120, 90, |x, y| 0.9 * z(x, y) + 0.01 * (x % 7) as f64);
    let found = integrate(&steps, Some(&near)).unwrap();
    assert!(
        worst(&found, z, everywhere) < 1e-3,
        "{}",
        worst(&found, z, everywhere)
    );
    // From the answer itself there is nowhere to go.
    assert_eq!(integrate(&steps, Some(&far)).unwrap(), far);
}

#[test]
fn what_is_not_measured_is_never_read() {
    let z = |x: usize, _: usize| 0.01 * x as f64;
    let measured = |x: usize, _: usize| x < 50;
    let mut with_nan = steps(64, 64, z, measured);
    for x in 50..64 {
        with_nan.right[(x, 10)] = f64::NAN;
        with_nan.down[(x, 10)] = f64::NAN;
    }
    let found = integrate(&with_nan, None).unwrap();
    assert!(worst(&found, z, measured) < 1e-4);
}
