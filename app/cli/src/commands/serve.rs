//! `relief serve`.

use crate::Outcome;
use crate::args::ServeArgs;
use crate::error::CliError;
use crate::place::{self, Expect, Origin, Place};
use crate::runtime;
use crate::terminal::Terminal;
use relief_server::{App, Setup};
use relief_store::Store;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

/// The name of a server among the processes that use a folder.
const PROCESS: &str = "main";
/// Bytes of the code that the first start prints: nobody guesses it, and it can still be typed.
const CODE_BYTES: usize = 10;

/// Answers requests until told to end.
///
/// # Errors
///
/// [`CliError`] for a doubtful configuration, and for what stops a server from starting or going on.
pub fn run(args: &ServeArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    let origin = Origin::of(args.origin.as_deref(), args.listen)?;
    let place = Place::hold(&args.place, Expect::DataOrNothing, PROCESS, place::environment)?;
    log(terminal);
    runtime::block_on(serve(args, origin, place, terminal))
}

async fn serve(
    args: &ServeArgs,
    mut origin: Origin,
    place: Place,
    terminal: &Terminal,
) -> Result<Outcome, CliError> {
    // Told to end from here on, whatever stage it is in.
    let stop = runtime::told_to_end()?;
    let listener = TcpListener::bind(args.listen)
        .await
        .map_err(|error| listening(args.listen, &error))?;
    if args.origin.is_none() {
        // Port 0 is whichever is free.
        origin.address = format!(
            "http://{}",
            listener
                .local_addr()
                .map_err(|error| listening(args.listen, &error))?
        );
    }
    let store = place.open().await?;
    if let Some(file) = &place.new_key {
        terminal.note(&format!(
            "The master key was made: {}. Copy it to a safe place outside this computer now: without it, nobody can read \
             the data or any backup.",
            file.display()
        ));
    }
    let setup_code = setup_code();
    tell_address(&store, &origin, &setup_code, terminal).await?;
    let setup = Setup {
        secure: origin.secure,
        require_totp: !args.no_second_factor,
        setup_code,
    };
    let app = App::new(store.clone(), place::outside(), setup);
    let served = relief_server::serve(app, listener, stop).await;
    store.close().await;
    served.map_err(|error| listening(args.listen, &error))?;
    Ok(Outcome::Done)
}

async fn tell_address(
    store: &Store,
    origin: &Origin,
    code: &str,
    terminal: &Terminal,
) -> Result<(), CliError> {
    let address = &origin.address;
    if store.is_founded().await? {
        return terminal.result(&format!("Relief is at {address}\n"));
    }
    terminal.result(&format!(
        "Relief is at {address}\nMake the practice and its owner at {address}/setup?code={code}\n"
    ))
}

fn setup_code() -> String {
    let mut bytes = [0; CODE_BYTES];
    place::outside().entropy.fill(&mut bytes);
    hex::encode(bytes)
}

/// Why an address cannot be listened at.
pub fn listening(at: SocketAddr, error: &std::io::Error) -> CliError {
    CliError::Unfit(format!(
        "--listen {at}: {error}; is another server running there?"
    ))
}

/// Log lines on standard error. Relief's own hold ids and numbers; of what others say, only warnings are kept.
pub fn log(terminal: &Terminal) {
    let own = if terminal.verbose {
        LevelFilter::DEBUG
    } else {
        LevelFilter::INFO
    };
    let wanted = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("relief", own);
    let wanted = wanted
        .with_target("relief_server", own)
        .with_target("relief_store", own);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false);
    // Tests start one server after another in one process; the first log stays.
    let _ = tracing_subscriber::registry()
        .with(lines.with_filter(wanted))
        .try_init();
}
