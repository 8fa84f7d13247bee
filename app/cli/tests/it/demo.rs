//! `relief demo`: what it refuses. That it fills and measures is tested in its own crate.

use crate::program::Bench;

#[test]
fn other_computers_are_kept_out() {
    let bench = Bench::empty();
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8737"] {
        bench
            .run(&["demo", "--listen", address])
            .is_refusal_of_work(2, "--listen");
    }
    assert!(bench.names().is_empty(), "{:?}", bench.names());
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let bench = Bench::empty();
    bench.write("thesis.txt", b"years of work");
    bench
        .run(&["demo", "--data", "."])
        .is_refusal_of_work(2, "no demo");
    bench
        .run(&["demo", "--data", "thesis.txt"])
        .is_refusal_of_work(2, "no folder");
    assert_eq!(bench.names(), ["thesis.txt"]);
    assert_eq!(bench.read("thesis.txt"), b"years of work");
}
