//! Milliseconds of each question to a registry: `times FOLDER THREADS`. Each is asked of files that were just opened; the caller repeats.
#![expect(clippy::print_stdout, reason = "an example whose output is its times")]

use mimalloc::MiMalloc;
use relief_query::Registry;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, threads] = arguments.as_slice() else {
        return Err("usage: times FOLDER THREADS".into());
    };
    let threads: usize = threads.parse()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .build()?;
    runtime.block_on(async {
        let started = Instant::now();
        let registry = Registry::open(folder, threads).await?;
        said("open", started);
        let began = Instant::now();
        black_box(registry.metrics().await?);
        said("changes", began);
        let began = Instant::now();
        black_box(registry.scars().await?)?;
        said("scars", began);
        let began = Instant::now();
        black_box(registry.side_effects().await?)?;
        said("side effects", began);
        said("all", started);
        Ok(())
    })
}

fn said(what: &str, started: Instant) {
    println!("{what}: {:.1}", started.elapsed().as_secs_f64() * 1e3);
}
