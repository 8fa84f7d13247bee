//! ChromeDriver and the Chromium that it starts.

use super::STARTS_WITHIN;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// ChromeDriver's process, which takes its browsers along when it ends.
pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Driver {
    pub(super) fn start() -> Self {
        let port = free_port();
        let mut driver = Command::new("setpriv");
        driver.args([
            "--pdeathsig",
            "KILL",
            "--",
            "chromedriver",
            &format!("--port={port}"),
        ]);
        let driver = driver.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let process = driver.expect("Debian's package chromium-driver is there");
        Self { process, port }
    }

    /// A browser with this folder for its profile, and with more arguments.
    pub(super) async fn connect(&self, profile: &Path, more: &[String]) -> Client {
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            // Days and times are typed as this language has them.
            "--lang=en-US",
        ];
        let mut arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        arguments.extend_from_slice(more);
        let mut capabilities = Capabilities::new();
        let mut options = json!({ "args": arguments });
        if let Ok(browser) = std::env::var("RELIEF_CHROMIUM") {
            options["binary"] = json!(browser);
        }
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let begun = Instant::now();
        loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let asked = builder.capabilities(capabilities.clone());
            match asked.connect(&format!("http://127.0.0.1:{}", self.port)).await {
                Ok(client) => return client,
                Err(error) => assert!(
                    begun.elapsed() < STARTS_WITHIN,
                    "the browser does not start: {error}"
                ),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
