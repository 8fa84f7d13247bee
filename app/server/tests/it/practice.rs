//! A practice for one test: a store, a server that answers on a socket, and a clock that the test moves.

use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use relief_server::{App, Setup};
use relief_stage::postgres;
use relief_store::{Entropy, MasterKey, Outside, Settings, Store};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// 2 March 2026, 08:00 UTC, a Monday.
const BEGINNING: i64 = 1_772_438_400_000_000;
/// What the terminal would have printed.
pub const SETUP_CODE: &str = "first-start-code";

/// A running practice.
pub struct Practice {
    pub url: String,
    pub store: Store,
    clock: Arc<AtomicI64>,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<std::io::Result<()>>,
    _server: Option<postgres::Server>,
    _folder: TempDir,
}

/// Chance that a test can repeat.
struct Seeded(Mutex<ChaCha20Rng>);

impl Entropy for Seeded {
    fn fill(&self, buffer: &mut [u8]) {
        self.0.lock().unwrap().fill_bytes(buffer);
    }
}

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

impl Practice {
    pub async fn open(on: On, require_totp: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let server = (on == On::Postgres).then(postgres::Server::start);
        let mut settings = Settings::folder(folder.path());
        if let Some(server) = &server {
            settings = settings.with_database(&server.url("postgres")).unwrap();
        }
        let clock = Arc::new(AtomicI64::new(BEGINNING));
        let read = clock.clone();
        let outside = Outside {
            clock: Arc::new(move || Timestamp::from_microsecond(read.load(Ordering::Relaxed)).unwrap()),
            entropy: Arc::new(Seeded(Mutex::new(ChaCha20Rng::seed_from_u64(7)))),
        };
        let store = Store::open(&settings, MasterKey::new([42; 32]), outside.clone())
            .await
            .unwrap();
        let setup = Setup {
            secure: false,
            require_totp,
            setup_code: SETUP_CODE.to_owned(),
        };
        let app = App::new(store.clone(), outside, setup);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(relief_server::serve(app, listener, async {
            let _ = stopped.await;
        }));
        Self {
            url,
            store,
            clock,
            stop: Some(stop),
            served,
            _server: server,
            _folder: folder,
        }
    }

    /// The address of a page.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Lets time go by.
    pub fn wait(&self, time: SignedDuration) {
        let micros = i64::try_from(time.as_micros()).unwrap();
        self.clock.fetch_add(micros, Ordering::Relaxed);
    }

    /// Lets whole days go by.
    pub fn wait_days(&self, days: i64) {
        self.wait(SignedDuration::from_hours(24 * days));
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    /// So many days from today, as forms take it.
    pub fn day(&self, from_today: i64) -> String {
        let today = self.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        today.checked_add(from_today.days()).unwrap().to_string()
    }

    /// Ends the server as a signal would.
    pub async fn close(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.served.await.unwrap().unwrap();
        self.store.close().await;
    }
}
