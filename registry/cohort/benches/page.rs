//! What a practice's page costs: 20,000 comparisons, every answer of the page.
#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

#[path = "../tests/it/simulated.rs"]
#[expect(dead_code, reason = "the truths are for those who judge intervals")]
mod simulated;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use relief_estimate::Direction;
use relief_protocol::ScarType;
use relief_registry::{
    At, Cohort, Columns, Filter, Models, Pseudonym, Scale, advise, by_session, change, dose_response,
    expected, missing_visits, number_needed, setting_difference, side_effects, standing,
};
use simulated::{METRIC, rows};
use std::hint::black_box;

/// With these patients the simulated registry has a little more than 20,000 comparisons.
const PATIENTS: u64 = 7300;

fn page(cohort: &Cohort<'_>) {
    let scale = Scale::Relative;
    black_box(change(cohort, METRIC, scale, At::Last).unwrap());
    black_box(by_session(cohort, METRIC, scale));
    let models = Models::in_cohort(cohort, METRIC, scale);
    black_box(missing_visits(cohort, METRIC, scale, &models).unwrap());
    black_box(dose_response(&models));
    black_box(setting_difference(&models).unwrap());
    black_box(number_needed(cohort, METRIC, At::Last).unwrap());
    black_box(side_effects(cohort).unwrap());
    black_box(expected(cohort, METRIC, scale, &[]));
    // Not among those that a filter keeps, which is an answer too.
    let of = Pseudonym(0);
    let _ = black_box(standing(cohort, METRIC, scale, Direction::LowerIsBetter, of));
    let course = cohort.course(METRIC, of, 1);
    black_box(advise(cohort, METRIC, Direction::LowerIsBetter, &course, 3));
}

fn pages(criterion: &mut Criterion) {
    let rows = rows(PATIENTS, 1);
    let count = rows.comparisons.len();
    assert!((20_000..21_000).contains(&count), "{count} comparisons");
    criterion.bench_function("columns of 20,000 comparisons", |bench| {
        bench.iter_batched(
            || rows.clone(),
            |rows| Columns::new(rows).unwrap(),
            BatchSize::LargeInput,
        );
    });
    let columns = Columns::new(rows).unwrap();
    criterion.bench_function("page of 20,000 comparisons", |bench| {
        bench.iter(|| page(&columns.cohort()))
    });
    let rolling = Filter {
        scar_type: Some(ScarType::Rolling),
        ..Filter::default()
    };
    criterion.bench_function("page of 20,000 comparisons, filtered", |bench| {
        bench.iter(|| page(&columns.cohort().filter(&rolling)));
    });
}

criterion_group!(benches, pages);
criterion_main!(benches);
