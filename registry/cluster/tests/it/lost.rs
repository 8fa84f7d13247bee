//! Workers that are killed in the middle of a batch.

use crate::pairs::Bench;
use crate::stage::{Cluster, start};

/// Enough for each worker to have finished some when one is killed, and for much to be left.
const PAIRS: usize = 32;

#[test]
fn a_batch_ends_with_every_row_when_a_worker_is_killed_and_another_comes() {
    let bench = Bench::with_photos();
    bench.many_photos(PAIRS);
    let cluster = Cluster::start();
    let killed = cluster.worker();
    let _stays = cluster.worker();
    let (list, out) = (bench.argument("list.csv"), bench.argument("out"));
    let scheduler = cluster.address.to_string();
    let mut batch = start(&["measure", &list, "--out", &out, "--scheduler", &scheduler]);
    // What it has finished is lost with it, and has to be measured again.
    killed.wait_for_results();
    killed.kill();
    assert!(batch.try_wait().unwrap().is_none(), "killed in the middle");
    let _comes = cluster.worker();
    let ended = batch.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success(), "{said}");
    let expected = bench.compared("before.jpg", "after.jpg", None);
    let named = |pair: usize| {
        let result = expected.replace("\"before.jpg\"", &format!("\"before{pair}.jpg\""));
        result.replace("\"after.jpg\"", &format!("\"after{pair}.jpg\""))
    };
    let results: Vec<_> = bench.rows().into_iter().map(|row| row.result).collect();
    let expected: Vec<_> = (0..PAIRS).map(|pair| Some(named(pair))).collect();
    assert_eq!(results, expected);
}
