use super::*;
use crate::{
    disjoint::DisjointSets,
    raster,
    testing::{masked_rasters, noise, on_any_threads},
};
use proptest::prelude::*;

fn around(raster: &Raster<f32>, cell: usize, connectivity: Connectivity) -> Vec<usize> {
    let (w, h) = (raster.width() as isize, raster.height() as isize);
    let (x, y) = (cell as isize % w, cell as isize / w);
    let all = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
    all.filter(|&(dx, dy)| (dx, dy) != (0, 0))
        .filter(|&(dx, dy)| connectivity == Connectivity::Eight || dx == 0 || dy == 0)
        .map(|(dx, dy)| (x + dx, y + dy))
        .filter(|&(x, y)| x >= 0 && y >= 0 && x < w && y < h)
        .map(|(x, y)| (y * w + x) as usize)
        .collect()
}

/// The persistence of every pit by the textbook: join cells from the lowest up; where two components meet the
/// one with the higher pit ends. The last pit of each component of the mask never ends.
fn persistences(heights: &Raster<f32>, valid: &Mask, connectivity: Connectivity) -> Vec<f32> {
    let cells: Vec<usize> = {
        let mut cells: Vec<usize> = (0..heights.data().len())
            .filter(|&c| valid.raster().data()[c])
            .collect();
        cells.sort_by(|&a, &b| heights.data()[a].total_cmp(&heights.data()[b]).then(a.cmp(&b)));
        cells
    };
    let rank = |cell: usize| cells.iter().position(|&c| c == cell).map(|r| r as u32);
    let mut sets = DisjointSets::new(cells.len() as u32);
    let mut ended = vec![None; cells.len()];
    for (turn, &cell) in cells.iter().enumerate() {
        for near in around(heights, cell, connectivity)
            .into_iter()
            .filter_map(rank)
            .filter(|&r| r < turn as u32)
        {
            let (a, b) = (sets.find(turn as u32), sets.find(near));
            if a != b {
                let young = a.max(b) as usize;
                ended[young] = Some(heights.data()[cell] - heights.data()[cells[young]]);
                sets.union(a, b);
            }
        }
    }
    // A cell that joins a component at once is no pit: it ends at its own height through the first join.
    let pits = (0..cells.len()).filter(|&i| {
        around(heights, cells[i], connectivity)
            .into_iter()
            .filter_map(rank)
            .all(|r| r > i as u32)
    });
    pits.map(|i| ended[i].unwrap_or(f32::INFINITY)).collect()
}

proptest! {
    #[test]
    fn as_many_basins_as_pits_persist(
        (heights, valid) in masked_rasters(9), limit in 0f32..1.5, eight in any::<bool>(),
    ) {
        let connectivity = if eight { Connectivity::Eight } else { Connectivity::Four };
        let got = watershed(&heights, &valid, connectivity, limit);
        let want = persistences(&heights, &valid, connectivity).iter().filter(|&&p| p >= limit).count();
        prop_assert_eq!(got.basins.len(), want);
        for (cell, &label) in got.labels.data().iter().enumerate() {
            prop_assert_eq!(label > 0, valid.raster().data()[cell]);
        }
        for basin in &got.basins {
            let cells = || (0..heights.data().len()).filter(|&c| got.labels.data()[c] == basin.label);
            let lowest = cells().map(|c| heights.data()[c]).fold(f32::INFINITY, f32::min);
            prop_assert_eq!(lowest, basin.pit_height);
            prop_assert_eq!(heights[basin.pit], basin.pit_height);
            prop_assert_eq!(cells().count(), basin.area_px);
            if let Some(spill) = basin.spill_height {
                prop_assert!(spill - basin.pit_height >= limit);
            }
        }
    }
}

#[test]
fn the_shallowest_goes_first_and_deepens_its_host() {
    // Pits 2, 3, 0 with passes 4 and 6: pit 3 drowns in pit 2, which then spills at 6 with depth 4.
    let heights = raster! {9., 2., 4., 3., 6., 0.};
    let valid = Mask::filled(6, 1, true);
    let cut = |limit| watershed(&heights, &valid, Connectivity::Four, limit).labels;
    assert_eq!(cut(1.0), raster! {1, 1, 1, 2, 3, 3});
    assert_eq!(cut(1.5), raster! {1, 1, 1, 1, 2, 2});
    assert_eq!(cut(4.5), raster! {1, 1, 1, 1, 1, 1});
}

#[test]
fn a_plateau_is_one_basin() {
    let flat = Raster::filled(7, 5, -0.0f32);
    let got = watershed(&flat, &Mask::filled(7, 5, true), Connectivity::Four, 1e-9);
    assert_eq!(
        (
            got.basins.len(),
            got.basins[0].area_px,
            got.basins[0].spill_height
        ),
        (1, 35, None)
    );
}

#[test]
fn invalid_cells_part_basins() {
    let heights = raster! {1., f32::NAN, 1.};
    let got = watershed(&heights, &Mask::filled(3, 1, true), Connectivity::Eight, 9.0);
    assert_eq!(got.labels, raster! {1, 0, 2});
}

#[test]
fn the_same_bits_on_any_number_of_threads() {
    let heights = noise(150, 99);
    on_any_threads(|| watershed(&heights, &Mask::filled(150, 99, true), Connectivity::Eight, 0.2));
}
