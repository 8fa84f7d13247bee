//! A real S3-compatible server for one test, which ends with it: `s3s-fs`, which checks signatures and keeps the objects
//! as files.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const BUCKET: &str = "photos";
const STARTS_WITHIN: Duration = Duration::from_secs(30);

pub struct Storage {
    folder: TempDir,
    port: u16,
    child: Child,
}

impl Storage {
    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let port = free_port();
        // It ends when this process does, however that ends.
        let mut server = Command::new("setpriv");
        server.args(["--pdeathsig", "KILL", "--", "s3s-fs", "--host", "127.0.0.1"]);
        server.args(["--access-key", "practice", "--secret-key", "secret", "--port"]);
        server.arg(port.to_string()).arg(folder.path());
        let child = server
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut storage = Self { folder, port, child };
        storage.wait();
        storage
    }

    /// The URL of a part of the bucket.
    pub fn url(&self, prefix: &str) -> String {
        format!("s3://{BUCKET}/{prefix}")
    }

    /// What a process that uses it finds in its environment.
    pub fn environment(&self) -> Vec<(String, String)> {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        [
            ("AWS_ACCESS_KEY_ID", "practice"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ENDPOINT_URL", &endpoint),
            ("AWS_ALLOW_HTTP", "true"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// The folder of a part of the bucket; it may be missing.
    pub fn folder(&self, prefix: &str) -> PathBuf {
        self.folder.path().join(BUCKET).join(prefix)
    }

    fn wait(&mut self) {
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "s3s-fs ended: {ended:?}; is it installed?");
            assert!(begun.elapsed() < STARTS_WITHIN, "s3s-fs does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
