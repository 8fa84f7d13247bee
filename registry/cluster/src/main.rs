//! `relief-cluster`: scheduler, worker, and what they are asked.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program whose output is its answers"
)]

mod args;

use args::{AnswersArgs, Cli, Command, MeasureArgs, SchedulerArgs, WorkerArgs};
use clap::Parser;
use mimalloc::MiMalloc;
use relief_cluster::{
    Address, ClusterError, Done, PairList, SchedulerSettings, WorkerSettings, measure, run_scheduler,
    run_worker, session,
};
use relief_query::{Registry, to_json};
use std::error::Error;
use std::process::ExitCode;
use std::thread::available_parallelism;

/// Photos come and go, and aggregating makes and drops many buffers.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Plans are walked by recursion, as deep as queries are nested; Ballista's own programs give their threads as much.
const STACK_BYTES: usize = 32 << 20;

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            tell(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Scheduler(args) => scheduler(args).await,
            Command::Worker(args) => worker(args).await,
            Command::Answers(args) => answers(&args).await,
            Command::Measure(args) => pairs(&args).await,
        }
    })
}

async fn scheduler(args: SchedulerArgs) -> Result<ExitCode, Box<dyn Error>> {
    println!("scheduler at {}", args.listen);
    run_scheduler(SchedulerSettings {
        listen: args.listen,
        host: args.host,
        lost_after_s: args.lost_after,
    })
    .await?;
    Ok(ExitCode::SUCCESS)
}

async fn worker(args: WorkerArgs) -> Result<ExitCode, Box<dyn Error>> {
    let own;
    let work_dir = match args.work_dir {
        Some(folder) => folder,
        None => {
            // Goes when this function ends.
            own = tempfile::Builder::new().prefix("relief-worker-").tempdir()?;
            own.path().to_owned()
        }
    };
    let slots = args.slots.map_or_else(available_parallelism, Ok)?.get();
    println!("worker of {} with {slots} slots", args.scheduler);
    run_worker(WorkerSettings {
        scheduler: args.scheduler,
        slots,
        work_dir,
        listen: args.listen,
        data_port: args.data_port,
        task_port: args.task_port,
    })
    .await?;
    Ok(ExitCode::SUCCESS)
}

async fn answers(args: &AnswersArgs) -> Result<ExitCode, Box<dyn Error>> {
    let folder = args.folder.canonicalize();
    let folder = folder.map_err(|error| format!("{}: {error}; check the path", args.folder.display()))?;
    let context = session(args.scheduler.as_ref()).await?;
    let registry = Registry::with_context(context, &folder.to_string_lossy()).await?;
    let answers = registry.answers().await.map_err(ClusterError::from);
    println!("{}", to_json(&or_lost(args.scheduler.as_ref(), answers).await?)?);
    Ok(ExitCode::SUCCESS)
}

/// Where the cluster went away meanwhile, that is the error and not what the engine says of it.
async fn or_lost<T>(scheduler: Option<&Address>, done: Result<T, ClusterError>) -> Result<T, ClusterError> {
    if let (Err(_), Some(address)) = (&done, scheduler) {
        address.ready().await?;
    }
    done
}

async fn pairs(args: &MeasureArgs) -> Result<ExitCode, Box<dyn Error>> {
    let list = PairList::open(&args.pairs)?;
    let context = session(args.scheduler.as_ref()).await?;
    let mut heard = |done: &Done| done.failed.iter().for_each(|failed| tell(failed));
    let measured = measure(&context, &list, &args.out, args.parts, &mut heard).await;
    let tally = or_lost(args.scheduler.as_ref(), measured).await?;
    let total = tally.comparable + tally.refused + tally.failed;
    eprintln!(
        "{total} pairs: {} comparable, {} not comparable, {} with an error: {}",
        tally.comparable,
        tally.refused,
        tally.failed,
        args.out.display()
    );
    // As `relief batch`: done, and some rows carry an error.
    Ok(if tally.failed > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// A line for people, without control characters from a list, which could steer a terminal.
fn tell(text: &str) {
    let printable = text.replace(char::is_control, "\u{fffd}");
    eprintln!("relief-cluster: {printable}");
}
