//! The commands of a practice's server and of its data.

use clap::Subcommand;
use std::net::SocketAddr;
use std::path::PathBuf;

const SERVE_EXAMPLES: &str = "\
The first start makes the folder and the master key, and prints an address at which the practice
and its owner are made. Without an option, only this computer reaches it. For others put a proxy
that speaks https before it and give the address that browsers know with --origin.

Examples:
  relief serve --data practice
  relief serve --data practice --listen 0.0.0.0:8737 --origin https://relief.example.org
  relief serve --data practice --master-key /run/secrets/relief-key
  RELIEF_DATABASE_URL=postgres://relief@db/relief relief serve --data practice

It ends at SIGINT or SIGTERM, after the requests and the measurement at hand.
Exit codes: 0 ended as told, 2 a doubtful configuration, 1 could not start or go on.";

/// Where a practice's data is.
#[derive(Debug, Clone, clap::Args)]
pub struct PlaceArgs {
    /// The folder of the data; only its owner may read it
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// A PostgreSQL database, postgres://USER@HOST/DATABASE, instead of SQLite in the folder; also as
    /// RELIEF_DATABASE_URL, which keeps a password out of lists of processes
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// A bucket for the photos, s3://BUCKET/PREFIX, instead of the folder; also as RELIEF_BLOBS_URL; its keys
    /// stand in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
    #[arg(long, value_name = "URL")]
    pub blobs_url: Option<String>,
    /// The file of the master key, otherwise RELIEF_MASTER_KEY_FILE, the key itself in RELIEF_MASTER_KEY, or
    /// master.key in the folder
    #[arg(long, value_name = "FILE")]
    pub master_key: Option<PathBuf>,
}

/// `relief serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub struct ServeArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Where to listen
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8737")]
    pub listen: SocketAddr,
    /// The address that browsers know, such as https://relief.example.org
    #[arg(long, value_name = "URL")]
    pub origin: Option<String>,
    /// Let staff sign in with a password alone
    #[arg(long)]
    pub no_second_factor: bool,
}

const VERIFY_EXAMPLES: &str = "\
Examples:
  relief verify --data practice

It may run beside a server. What is wrong is named on standard output, one thing a line.
Exit codes: 0 all is well, 1 something is wrong or could not be looked at, 2 wrong usage.";

/// `relief verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = VERIFY_EXAMPLES)]
pub struct VerifyArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// `relief audit …`.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check that nothing was changed in the audit log or cut off it
    Verify(AuditVerifyArgs),
}

const AUDIT_EXAMPLES: &str = "\
Examples:
  relief audit verify --data practice

The last line names the log's end. Who notes it elsewhere finds out later even when the log and
its anchors were set back together.
Exit codes: 0 all is well, 1 something is wrong or could not be looked at, 2 wrong usage.";

/// `relief audit verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = AUDIT_EXAMPLES)]
pub struct AuditVerifyArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
}

const BACKUP_EXAMPLES: &str = "\
Examples:
  relief backup --data practice --to /mnt/backup/2026-03-01

It may run beside a server and holds one instant. Everything in it stays sealed: it is worth nothing
without the master key, which is not in it; keep the two apart. Deleted patients are in older
backups: throw those away in time.";

/// `relief backup`.
#[derive(Debug, clap::Args)]
#[command(after_help = BACKUP_EXAMPLES)]
pub struct BackupArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// The folder to fill, missing or empty
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

const RESTORE_EXAMPLES: &str = "\
Examples:
  relief restore --from /mnt/backup/2026-03-01 --data practice --master-key relief.key

The folder must be missing or hold nothing but the master key. Everything is checked afterwards, as
`relief verify` does. Patients who were deleted since must be deleted again.";

/// `relief restore`.
#[derive(Debug, clap::Args)]
#[command(after_help = RESTORE_EXAMPLES)]
pub struct RestoreArgs {
    /// The backup
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    #[command(flatten)]
    pub place: PlaceArgs,
}
