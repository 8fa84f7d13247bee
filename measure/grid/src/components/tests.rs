use super::*;
use crate::{mask, testing::masks};
use proptest::prelude::*;

/// Flood each component from its first cell.
fn slow(mask: &Mask, connectivity: Connectivity) -> Raster<u32> {
    let mut labels = Raster::filled(mask.width(), mask.height(), 0);
    let mut label = 0;
    for y in 0..mask.height() {
        for x in 0..mask.width() {
            if !mask.get(x, y) || labels[(x, y)] != 0 {
                continue;
            }
            label += 1;
            let mut stack = vec![(x as isize, y as isize)];
            while let Some((x, y)) = stack.pop() {
                if mask.raster().get(x, y) != Some(&true) || labels[(x as usize, y as usize)] != 0 {
                    continue;
                }
                labels[(x as usize, y as usize)] = label;
                let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
                let touches =
                    |&(dx, dy): &(isize, isize)| connectivity == Connectivity::Eight || dx == 0 || dy == 0;
                stack.extend(around.filter(touches).map(|(dx, dy)| (x + dx, y + dy)));
            }
        }
    }
    labels
}

proptest! {
    #[test]
    fn equals_flooding(mask in masks(14)) {
        for connectivity in [Connectivity::Four, Connectivity::Eight] {
            let got = components(&mask, connectivity);
            prop_assert_eq!(&got.labels, &slow(&mask, connectivity));
            for c in &got.list {
                let cells: Vec<(usize, usize)> = (0..mask.height())
                    .flat_map(|y| (0..mask.width()).map(move |x| (x, y)))
                    .filter(|&at| got.labels[at] == c.label)
                    .collect();
                let n = cells.len() as f64;
                let mean = |f: fn(&(usize, usize)) -> usize| cells.iter().map(|c| f(c) as f64).sum::<f64>() / n;
                prop_assert_eq!(c.area_px, cells.len());
                prop_assert!(c.centroid.distance(Point::new(mean(|c| c.0), mean(|c| c.1))) < 1e-9);
                prop_assert_eq!(c.x.start, cells.iter().map(|c| c.0).min().unwrap());
                prop_assert_eq!(c.x.end, cells.iter().map(|c| c.0).max().unwrap() + 1);
                prop_assert_eq!(c.y.start, cells[0].1);
                prop_assert_eq!(c.y.end, cells[cells.len() - 1].1 + 1);
            }
        }
    }
}

#[test]
fn a_fork_that_meets_late_is_one() {
    let fork = mask! {1, 0, 1, 0, 1; 1, 0, 1, 0, 1; 1, 1, 1, 1, 1};
    let got = components(&fork, Connectivity::Four);
    assert_eq!((got.list.len(), got.list[0].area_px), (1, 11));
}
