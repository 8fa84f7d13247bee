//! A real browser: headless Chromium, driven through ChromeDriver.

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const STARTS_WITHIN: Duration = Duration::from_secs(30);
/// A page of a server on the same machine is there long before this.
const APPEARS_WITHIN: Duration = Duration::from_secs(20);

/// A browser window.
pub struct Browser {
    pub client: Client,
    axe: Option<String>,
    _profile: TempDir,
    driver: Driver,
}

/// ChromeDriver's process, which takes its browsers along when it ends.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    /// Starts a browser with a window of that size.
    pub async fn start(width: u32, height: u32) -> Self {
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
        let driver = Driver(driver.expect("Debian's package chromium-driver is there"));
        let profile = TempDir::new().unwrap();
        let client = connect(port, profile.path()).await;
        // A window has a smallest width; what the page sees has not.
        let browser = Self {
            client,
            axe: axe(),
            _profile: profile,
            driver,
        };
        browser.resize(width, height).await;
        browser
    }

    /// Gives the page this size.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// Opens an address and waits for its page.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Follows the link with that text.
    pub async fn follow(&self, text: &str) {
        self.wait(Locator::LinkText(text)).await.click().await.unwrap();
    }

    /// Presses the button with that text.
    pub async fn press(&self, text: &str) {
        let path = format!("//button[normalize-space()={}]", quoted(text));
        self.wait(Locator::XPath(&path)).await.click().await.unwrap();
    }

    /// Types into a field in place of what is in it.
    pub async fn fill(&self, name: &str, text: &str) {
        // Dates and times take their value at once: typing them depends on the browser's language.
        let set = "const field = document.getElementsByName(arguments[0])[0]; field.focus(); field.value = arguments[1]; \
                   field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.wait(Locator::Css(&format!("[name='{name}']"))).await;
        self.client
            .execute(set, vec![json!(name), json!(text)])
            .await
            .unwrap();
    }

    /// Chooses a radio button or ticks a box by its value.
    pub async fn choose(&self, name: &str, value: &str) {
        let css = format!("input[name='{name}'][value='{value}']");
        self.wait(Locator::Css(&css)).await.click().await.unwrap();
    }

    /// Chooses from a list that opens.
    pub async fn select(&self, name: &str, value: &str) {
        let list = self.wait(Locator::Css(&format!("select[name='{name}']"))).await;
        list.select_by_value(value).await.unwrap();
    }

    /// Hands files to a file field.
    pub async fn attach(&self, name: &str, file: &Path) {
        let field = self
            .wait(Locator::Css(&format!("input[type=file][name='{name}']")))
            .await;
        field.send_keys(&file.display().to_string()).await.unwrap();
    }

    /// The text of the page.
    pub async fn text(&self) -> String {
        self.client
            .find(Locator::Css("body"))
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    }

    /// Waits until the page holds a text.
    pub async fn expect(&self, text: &str) {
        let begun = Instant::now();
        loop {
            let page = self.text_if_any().await;
            if page.contains(text) {
                return;
            }
            let address = self.client.current_url().await.unwrap();
            assert!(
                begun.elapsed() < APPEARS_WITHIN * 3,
                "{text:?} is not on {address}:\n{page}"
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn text_if_any(&self) -> String {
        match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    async fn wait(&self, what: Locator<'_>) -> fantoccini::elements::Element {
        let found = self.client.wait().at_most(APPEARS_WITHIN).for_element(what).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!(
                "{what:?} is not on {}: {error}\n{}",
                self.client.current_url().await.unwrap(),
                self.text_if_any().await
            ),
        }
    }

    /// What axe-core finds wrong with the page, one line each. `tests.sh` fetches axe-core.
    pub async fn axe(&self) -> Vec<String> {
        let axe = self
            .axe
            .as_deref()
            .expect("target/axe/axe.min.js is there: house/stage/fetch_axe.sh");
        self.client.execute(axe, Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1]; axe.run(document).then((found) => done(found.violations));";
        let violations = self.client.execute_async(run, Vec::new()).await.unwrap();
        violations.as_array().unwrap().iter().flat_map(lines).collect()
    }

    /// Whether the page is wider than its window.
    pub async fn overflows(&self) -> bool {
        let wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1;";
        self.client.execute(wide, Vec::new()).await.unwrap() == json!(true)
    }

    /// A picture of the whole page, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    /// Ends the browser.
    pub async fn close(self) {
        let _ = self.client.close().await;
        drop(self.driver);
    }
}

fn lines(violation: &Value) -> Vec<String> {
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    nodes
        .iter()
        .map(|node| format!("{}: {}", violation["id"], node["html"]))
        .collect()
}

async fn connect(port: u16, profile: &Path) -> Client {
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
    ];
    let mut arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let mut capabilities = Capabilities::new();
    let mut options = json!({ "args": arguments });
    if let Ok(browser) = std::env::var("RELIEF_CHROMIUM") {
        options["binary"] = json!(browser);
    }
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    let begun = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder
            .capabilities(capabilities.clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
        {
            Ok(client) => return client,
            Err(error) => assert!(
                begun.elapsed() < STARTS_WITHIN,
                "the browser does not start: {error}"
            ),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn axe() -> Option<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join("target/axe/axe.min.js")).ok()
}

/// A text in quotes as XPath takes it.
fn quoted(text: &str) -> String {
    if text.contains('\'') {
        format!("\"{text}\"")
    } else {
        format!("'{text}'")
    }
}
