//! A real PostgreSQL server for one test, which ends with it.

use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The server refuses to run as root; then it runs as the user that Debian's package made for it.
const USER: &str = "postgres";
const STARTS_WITHIN: Duration = Duration::from_secs(60);

pub struct Server {
    programs: PathBuf,
    folder: TempDir,
    child: Child,
}

impl Server {
    pub fn start() -> Self {
        let programs = programs();
        let folder = TempDir::new().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let data = owned_folder(&folder, "data");
        let sockets = owned_folder(&folder, "sockets");
        let mut initdb = command(&programs.join("initdb"));
        initdb.args([
            "--username=relief",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        ]);
        let made = initdb.arg("--pgdata").arg(&data).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let mut server = command(&programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(&sockets);
        // The tests kill clients, never the server, so it need not wait for the disk.
        server.args([
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=60",
        ]);
        let child = server.stderr(Stdio::null()).spawn().unwrap();
        let server = Self {
            programs,
            folder,
            child,
        };
        server.wait();
        server
    }

    /// The URL of a database.
    pub fn url(&self, database: &str) -> String {
        let sockets = self.folder.path().join("sockets");
        format!(
            "postgres://relief@localhost/{database}?host={}",
            sockets.display()
        )
    }

    fn wait(&self) {
        let begun = Instant::now();
        let sockets = self.folder.path().join("sockets");
        loop {
            let mut ready = Command::new(self.programs.join("pg_isready"));
            let ready = ready.arg("-q").arg("-h").arg(&sockets).args(["-d", "postgres"]);
            if ready.status().unwrap().success() {
                return;
            }
            assert!(begun.elapsed() < STARTS_WITHIN, "the server does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = command(&self.programs.join("pg_ctl"));
        stop.args(["stop", "--mode=immediate", "--silent", "--pgdata"]);
        let stopped = stop.arg(self.folder.path().join("data")).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The programs of the newest version that Debian installed.
fn programs() -> PathBuf {
    let versions = Path::new("/usr/lib/postgresql").read_dir();
    let versions = versions.unwrap_or_else(|error| panic!("Debian's package postgresql is missing: {error}"));
    let newest = versions.map(|version| version.unwrap().path().join("bin"));
    newest.filter(|bin| bin.join("initdb").exists()).max().unwrap()
}

/// A command as a user whom the server accepts; it ends when this process does.
fn command(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]);
    }
    command.args(["--pdeathsig", "QUIT", "--"]).arg(program);
    command.current_dir("/").stdout(Stdio::null());
    command
}

fn owned_folder(folder: &TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::create_dir(&path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    if is_root() {
        chown(&path, Some(id(USER)), None).unwrap();
    }
    path
}

fn is_root() -> bool {
    printed(&["-u"]) == "0"
}

fn id(user: &str) -> u32 {
    printed(&["-u", user]).parse().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = Command::new("id").args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
