//! Workers that are killed in the middle of a batch.

use crate::pairs::{Bench, PITCH_MM};
use crate::stage::{Cluster, start};

/// Enough for each worker to have finished some when one is killed.
const PAIRS: usize = 16;

#[test]
fn a_batch_ends_with_every_row_when_a_worker_is_killed_and_another_comes() {
    let bench = Bench::new();
    bench.many_scans(PAIRS);
    let cluster = Cluster::start();
    let killed = cluster.worker();
    let _stays = cluster.worker();
    let (list, out, scheduler) = (
        bench.argument("pairs.csv"),
        bench.argument("out"),
        cluster.address.to_string(),
    );
    let mut batch = start(&["measure", &list, "--out", &out, "--scheduler", &scheduler]);
    // What it has finished is lost with it, and has to be measured again.
    killed.wait_for_results();
    killed.kill();
    assert!(batch.try_wait().unwrap().is_none(), "killed in the middle");
    let _comes = cluster.worker();
    let ended = batch.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{said}");
    let rows = bench.rows();
    assert_eq!(rows.len(), PAIRS);
    for (pair, row) in rows.iter().enumerate() {
        let expected = bench.compared(
            &format!("before{pair}.npy"),
            &format!("after{pair}.npy"),
            Some(PITCH_MM),
        );
        assert_eq!(row.result.as_deref(), Some(&*expected), "pair {pair}");
    }
}
