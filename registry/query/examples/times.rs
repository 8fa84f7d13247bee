//! Milliseconds of each question to a registry: `times FOLDER THREADS`. Each line on standard input has everything asked once of files that are
//! opened anew; the caller decides when, so that others can take their turns between.
#![expect(clippy::print_stdout, reason = "an example whose output is its times")]

use mimalloc::MiMalloc;
use relief_query::{QueryError, Registry};
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
    for line in std::io::stdin().lines() {
        line?;
        let times = runtime.block_on(asked(folder, threads))?;
        println!("{}", times.map(|ms| format!("{ms:.1}")).join(" "));
    }
    Ok(())
}

/// Milliseconds of opening, metrics with their models, scars, side effects, and, of files that are opened once more, everything at once.
async fn asked(folder: &str, threads: usize) -> Result<[f64; 5], QueryError> {
    let started = Instant::now();
    let registry = Registry::open(folder, threads).await?;
    let opened = since(started);
    let began = Instant::now();
    black_box(registry.metrics().await?);
    let metrics = since(began);
    let began = Instant::now();
    let _ = black_box(registry.scars().await?);
    let scars = since(began);
    let began = Instant::now();
    let _ = black_box(registry.side_effects().await?);
    let side_effects = since(began);
    drop(registry);
    let began = Instant::now();
    black_box(Registry::open(folder, threads).await?.answers().await?);
    Ok([opened, metrics, scars, side_effects, since(began)])
}

fn since(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1e3
}
