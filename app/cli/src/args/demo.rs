//! `relief demo`.

use std::net::SocketAddr;
use std::path::PathBuf;

const DEMO_EXAMPLES: &str = "\
Fifteen synthetic patients at every stage of a course, up to today. Their photos are rendered, which takes
a while at the first start, and compared as a practice's own would be. Everybody's passphrase is
made anew at each start and printed. The folder is emptied at each start, but for the rendered photos.

Examples:
  relief demo
  relief demo --listen 127.0.0.1:9000 --data /tmp/relief-demo
  relief demo --keep
  relief demo --fill-only && relief verify --data relief-demo/practice

It ends at Ctrl-C. Only this computer reaches it, because it holds nothing that needs a second factor.
Exit codes: 0 ended as told, 2 wrong usage, 1 could not start or go on.";

/// `relief demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = DEMO_EXAMPLES)]
pub struct DemoArgs {
    /// Where to listen, at an address of this computer alone
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8737")]
    pub listen: SocketAddr,
    /// The folder of the demo
    #[arg(long, value_name = "DIR", default_value = "relief-demo")]
    pub data: PathBuf,
    /// Go on with the practice as it was left, instead of making it anew
    #[arg(long)]
    pub keep: bool,
    /// Make the practice and measure, then end instead of serving it
    #[arg(long)]
    pub fill_only: bool,
}
