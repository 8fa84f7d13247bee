//! The store on real databases, each test in a folder of its own, and on PostgreSQL with a server of its own.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod access;
mod accounts;
mod accounts_kept;
mod agenda;
mod audit;
mod backup;
mod bucket;
mod clinics;
mod cohort;
mod concurrent;
mod deletion;
mod first_path;
mod jobs;
mod killed;
mod latest;
mod measured;
mod people;
mod photographed;
mod practice;
mod ratings;
mod records;
mod scans;
mod sign_ins;
mod stage;
mod storage;
mod together;
mod verify;

/// The same test on both databases. Those on PostgreSQL start a server from Debian's `postgresql` package, so they are
/// ignored unless asked for; ./test.sh asks.
macro_rules! on_both {
    ($(#[$about:meta])* async fn $name:ident($stage:ident) $body:block) => {
        $(#[$about])*
        mod $name {
            #[allow(unused_imports, reason = "not every test needs all")]
            use super::*;

            async fn test($stage: crate::stage::Stage) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                test(crate::stage::Stage::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs PostgreSQL's programs"]
            async fn on_postgres() {
                test(crate::stage::Stage::postgres().await).await;
            }
        }
    };
}
pub(crate) use on_both;
