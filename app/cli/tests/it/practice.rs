//! A practice's server and its data: the first start, what is refused, checking, backup and restore.
#![cfg(unix)]

use crate::program::Bench;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};

/// A server on a free port.
struct Server {
    child: Child,
    /// `127.0.0.1:PORT`.
    address: String,
    /// What it printed on standard output when it was ready.
    said: Vec<String>,
}

impl Server {
    fn start(bench: &Bench, lines: usize) -> Self {
        let words = ["serve", "--data", "data", "--listen", "127.0.0.1:0"];
        let mut command = bench.command(&words);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let said: Vec<String> = out.lines().take(lines).map(Result::unwrap).collect();
        let address = said[0].strip_prefix("Relief is at http://").unwrap().to_owned();
        Self { child, address, said }
    }

    /// What it answers, head and body.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        let host = &self.address;
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
    }

    fn post(&self, path: &str, form: &str) -> String {
        let (host, length) = (&self.address, form.len());
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
    }

    /// Tells it to end; answers with its exit code and what it said on standard error.
    fn end(mut self) -> (i32, String) {
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(told.unwrap().success());
        let mut err = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        (self.child.wait().unwrap().code().unwrap(), err)
    }
}

fn mode(bench: &Bench, name: &str) -> u32 {
    fs::metadata(bench.path(name)).unwrap().permissions().mode() & 0o777
}

fn set_mode(bench: &Bench, name: &str, mode: u32) {
    fs::set_permissions(bench.path(name), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_first_start_makes_what_is_needed_and_data_outlive_a_restore() {
    let bench = Bench::empty();
    let server = Server::start(&bench, 2);
    assert_eq!(
        (mode(&bench, "data"), mode(&bench, "data/master.key")),
        (0o700, 0o600)
    );
    assert!(server.get("/health").ends_with("ok\n"));
    let (_, code) = server.said[1].split_once("/setup?code=").unwrap();
    let founded = server.post(
        "/setup",
        &format!("code={code}&clinic=Lind&zone=Europe%2FBerlin&name=Ada+Lind&login=ada&password=three+blue+boats+sail"),
    );
    assert!(founded.starts_with("HTTP/1.1 303"), "{founded}");
    bench
        .run(&["serve", "--data", "data", "--listen", "127.0.0.1:0"])
        .is_refusal_of_work(2, "in use");
    let (ended, err) = server.end();
    assert_eq!(ended, 0, "{err}");
    assert!(
        err.contains("data/master.key") && err.contains("Copy it"),
        "{err}"
    );
    assert!(!err.contains("Ada") && !err.contains("Lind"), "{err}");

    let again = Server::start(&bench, 1);
    assert!(again.get("/sign-in").contains("200 OK") && again.get("/setup").starts_with("HTTP/1.1 303"));
    assert_eq!(again.end().0, 0);

    let checked = bench.run(&["verify", "--data", "data"]);
    assert_eq!(checked.code, 0, "{} {}", checked.out, checked.err);
    assert!(checked.out.contains("All is well."), "{}", checked.out);
    let log = bench.run(&["audit", "verify", "--data", "data"]);
    assert!(
        log.code == 0 && log.out.contains("The log ends at entry "),
        "{}",
        log.out
    );

    let backup = bench.run(&["backup", "--data", "data", "--to", "copy"]);
    assert_eq!(backup.code, 0, "{}", backup.err);
    bench
        .run(&["restore", "--from", "copy", "--data", "new"])
        .is_refusal_of_work(2, "master key");
    let restored = bench.run(&[
        "restore",
        "--from",
        "copy",
        "--data",
        "new",
        "--master-key",
        "data/master.key",
    ]);
    assert_eq!(restored.code, 0, "{} {}", restored.out, restored.err);
    assert!(restored.out.contains("All is well."), "{}", restored.out);
    bench
        .run(&[
            "restore",
            "--from",
            "copy",
            "--data",
            "new",
            "--master-key",
            "data/master.key",
        ])
        .is_refusal_of_work(2, "holds data");
}

#[test]
fn what_others_could_read_is_refused() {
    let bench = Bench::empty();
    for (listen, origin) in [
        ("0.0.0.0:0", None),
        ("0.0.0.0:0", Some("http://a.example")),
        ("127.0.0.1:0", Some("a.example")),
    ] {
        let mut words = vec!["serve", "--data", "data", "--listen", listen];
        words.extend(origin.map(|origin| ["--origin", origin]).into_iter().flatten());
        bench.run(&words).is_refusal_of_work(2, "https");
    }
    assert!(bench.names().is_empty());
    fs::create_dir(bench.path("data")).unwrap();
    set_mode(&bench, "data", 0o750);
    bench
        .run(&["serve", "--data", "data"])
        .is_refusal_of_work(2, "chmod 700");
    set_mode(&bench, "data", 0o700);
    bench.write("key", "07".repeat(32).as_bytes());
    set_mode(&bench, "key", 0o644);
    bench
        .run(&["serve", "--data", "data", "--master-key", "key"])
        .is_refusal_of_work(2, "chmod 600");
    assert_eq!(
        fs::read_dir(bench.path("data")).unwrap().count(),
        0,
        "nothing was made"
    );
}

#[test]
fn data_without_its_key_is_not_opened() {
    let bench = Bench::empty();
    bench
        .run(&["verify", "--data", "data"])
        .is_refusal_of_work(2, "no such folder");
    bench
        .run(&["backup", "--data", "data", "--to", "copy"])
        .is_refusal_of_work(2, "no such folder");
    let (ended, err) = Server::start(&bench, 2).end();
    assert_eq!(ended, 0, "{err}");
    fs::rename(bench.path("data/master.key"), bench.path("kept.key")).unwrap();
    for words in [["serve", "--data", "data"], ["verify", "--data", "data"]] {
        bench
            .run(&words)
            .is_refusal_of_work(2, "its master key is missing");
    }
    bench.write("other.key", "07".repeat(32).as_bytes());
    set_mode(&bench, "other.key", 0o600);
    bench
        .run(&["verify", "--data", "data", "--master-key", "other.key"])
        .is_refusal_of_work(1, "not the master key");
    bench.write("no.key", b"open sesame");
    set_mode(&bench, "no.key", 0o600);
    let refused = bench.run(&["verify", "--data", "data", "--master-key", "no.key"]);
    refused.is_refusal_of_work(1, "no master key");
    assert!(!refused.err.contains("sesame"));
    let mut command = bench.command(&["verify", "--data", "data"]);
    let checked = command
        .env("RELIEF_MASTER_KEY_FILE", bench.path("kept.key"))
        .output()
        .unwrap();
    assert!(checked.status.success());
}
