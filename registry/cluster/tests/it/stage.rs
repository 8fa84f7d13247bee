//! Real processes on free ports. Each ends with its value, and with the test's process.

use relief_cluster::Address;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const STARTS_WITHIN: Duration = Duration::from_secs(60);
/// Longer than a busy machine lets a worker wait.
const LOST_AFTER_S: &str = "8";

/// A scheduler with workers.
pub struct Cluster {
    pub address: Address,
    _scheduler: Ended,
}

/// A worker with one slot.
pub struct Worker {
    process: Ended,
    folder: TempDir,
}

/// A process that is killed when its value goes.
struct Ended(Child);

impl Cluster {
    /// A scheduler that answers, without workers.
    pub fn start() -> Self {
        let [port] = free_ports();
        let mut command = program();
        command.args(["scheduler", "--lost-after", LOST_AFTER_S, "--listen"]);
        let scheduler = Ended::spawn(command.arg(format!("127.0.0.1:{port}")));
        let address: Address = format!("df://127.0.0.1:{port}").parse().unwrap();
        let cluster = Self {
            address,
            _scheduler: scheduler,
        };
        cluster.wait_for(|cluster| cluster.has_worker().is_some());
        cluster
    }

    /// A worker that may work already, or soon.
    pub fn worker(&self) -> Worker {
        let folder = TempDir::new().unwrap();
        let [data, task] = free_ports();
        let mut command = program();
        command.args(["worker", "--slots", "1", "--scheduler", &self.address.to_string()]);
        command.args(["--data-port", &data.to_string(), "--task-port", &task.to_string()]);
        command.arg("--work-dir").arg(folder.path());
        let process = Ended::spawn(&mut command);
        self.wait_for(|cluster| cluster.has_worker() == Some(true));
        Worker { process, folder }
    }

    /// Whether there is a worker; nothing where no scheduler answers.
    fn has_worker(&self) -> Option<bool> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(self.address.has_worker()).ok()
    }

    fn wait_for(&self, what: impl Fn(&Self) -> bool) {
        wait("the cluster does not start", || what(self));
    }
}

impl Worker {
    /// Waits until it has finished a part of something.
    pub fn wait_for_results(&self) {
        wait("the worker does not work", || self.results() > 0);
    }

    /// Ends it as `kill -9` does.
    pub fn kill(mut self) {
        self.process.0.kill().unwrap();
        self.process.0.wait().unwrap();
    }

    /// How many parts lie in its folder.
    pub fn results(&self) -> usize {
        files(self.folder.path()).len()
    }
}

impl Ended {
    fn spawn(command: &mut Command) -> Self {
        Self(command.stdout(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the program to its end.
pub fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Starts the program.
pub fn start(arguments: &[&str]) -> Child {
    let mut command = program();
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The program, which ends when the test's process does.
fn program() -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--", env!("CARGO_BIN_EXE_relief-cluster")]);
    command
}

/// Waits for something that happens soon.
pub fn wait(otherwise: &str, happened: impl Fn() -> bool) {
    let begun = Instant::now();
    while !happened() {
        assert!(begun.elapsed() < STARTS_WITHIN, "{otherwise}");
        sleep(Duration::from_millis(20));
    }
}

fn free_ports<const N: usize>() -> [u16; N] {
    let held = std::array::from_fn::<_, N, _>(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap().port())
}

/// All files under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    // A worker makes and removes folders meanwhile.
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
