//! `relief demo`.

mod folder;

use crate::Outcome;
use crate::args::DemoArgs;
use crate::commands::serve;
use crate::error::CliError;
use crate::place::{self, Place};
use crate::progress::bar;
use crate::runtime;
use crate::table::Table;
use crate::terminal::Terminal;
use folder::Folder;
use relief_course::Role;
use relief_demo::{Album, PRACTICE, Progress, StoryClock, logins, pass_phrase};
use relief_server::{App, Setup};
use relief_store::{Outside, Store};
use tokio::net::TcpListener;

/// Makes the demo and serves it until told to end.
///
/// # Errors
///
/// [`CliError`] for an address that others reach, a folder that is no demo's, and for what stops it from starting or
/// going on.
pub fn run(args: &DemoArgs, terminal: &Terminal) -> Result<Outcome, CliError> {
    if !args.listen.ip().is_loopback() {
        return Err(CliError::Usage(format!(
            "--listen {}: other computers reach it, and the demo asks for no second factor; give an address such as \
             127.0.0.1:8737",
            args.listen
        )));
    }
    let folder = Folder::hold(&args.data, args.keep)?;
    let place = folder.place()?;
    serve::log(terminal);
    let album = if folder.kept {
        None
    } else {
        Some(album(&folder, terminal)?)
    };
    runtime::block_on(demo(args, &folder, &place, album.as_ref(), terminal))
}

/// The photos, with a bar while they are rendered.
fn album(folder: &Folder, terminal: &Terminal) -> Result<Album, CliError> {
    let bar = bar(terminal, 0);
    bar.set_message("photos");
    let album = Album::open(&folder.photos(), Album::SIZE, &|progress| {
        if let Progress::Photos(done, total) = progress {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    });
    bar.finish_and_clear();
    Ok(album?)
}

async fn demo(
    args: &DemoArgs,
    folder: &Folder,
    place: &Place,
    album: Option<&Album>,
    terminal: &Terminal,
) -> Result<Outcome, CliError> {
    // Told to end from here on, whatever stage it is in.
    let mut stop = Box::pin(runtime::told_to_end()?);
    let listener = if args.fill_only {
        None
    } else {
        // Before anything is made, so that a port that is taken is said at once.
        Some(
            TcpListener::bind(args.listen)
                .await
                .map_err(|error| serve::listening(args.listen, &error))?,
        )
    };
    let clock = StoryClock::default();
    let outside = Outside {
        clock: clock.hand(),
        entropy: place::outside().entropy,
    };
    let store = Store::open(&place.settings, place.master.clone(), outside.clone()).await?;
    let setup = Setup {
        secure: false,
        require_totp: false,
        setup_code: pass_phrase(&*outside.entropy),
    };
    let app = App::new(store.clone(), outside.clone(), setup);
    let phrase = pass_phrase(&*outside.entropy);
    tokio::select! {
        made = make(&app, &clock, album, &phrase, terminal) => made?,
        () = &mut stop => {
            store.close().await;
            return Ok(Outcome::Done);
        }
    }
    folder.complete()?;
    let served = match listener {
        None => {
            terminal.result(&format!("{PRACTICE} is made; `relief demo --keep` serves it.\n"))?;
            Ok(())
        }
        Some(listener) => {
            let address = listener
                .local_addr()
                .map_err(|error| serve::listening(args.listen, &error))?;
            terminal.result(&sign_in(&format!("http://{address}"), &phrase))?;
            relief_server::serve(app, listener, stop).await
        }
    };
    store.close().await;
    served.map_err(|error| serve::listening(args.listen, &error))?;
    Ok(Outcome::Done)
}

/// A new practice, or new passphrases for the one that was kept.
async fn make(
    app: &App,
    clock: &StoryClock,
    album: Option<&Album>,
    phrase: &str,
    terminal: &Terminal,
) -> Result<(), CliError> {
    let Some(album) = album else {
        return Ok(relief_demo::renew(app, phrase).await?);
    };
    let bar = bar(terminal, 0);
    bar.set_message("records and comparisons");
    let tell = |progress| {
        if let Progress::Events(done, total) = progress {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    };
    let made = relief_demo::fill(app, clock, app.outside().clock.now(), album, phrase, &tell).await;
    bar.finish_and_clear();
    Ok(made?)
}

/// Where it is and how to sign in.
fn sign_in(address: &str, phrase: &str) -> String {
    let mut table = Table::titled(&["Sign in as", "name", "role"]);
    for login in logins() {
        table.row([
            login.login.to_owned(),
            login.name.to_owned(),
            role(login.role).to_owned(),
        ]);
    }
    let rows = table.lines(2).join("\n");
    format!("{PRACTICE}: {address}\n\n{rows}\n\n  Everybody's passphrase: {phrase}\n\nCtrl-C ends it.\n")
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "runs the practice, and treats",
        Role::Clinician => "treats, judges, decides",
        Role::Assistant => "books, photographs, prepares",
        Role::Rater => "grades without knowing whom",
        Role::Patient => "is treated",
    }
}
