//! A real browser: headless Chromium, driven through ChromeDriver.

mod axe;
mod driver;
mod hand;
mod keyboard;
mod network;
mod scheme;

pub use hand::Hand;
pub use network::Network;
pub use scheme::Scheme;

use driver::Driver;
use fantoccini::{Client, Locator};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const STARTS_WITHIN: Duration = Duration::from_secs(30);
/// A page of a server on the same machine is there long before this.
const APPEARS_WITHIN: Duration = Duration::from_secs(20);

/// A browser window.
pub struct Browser {
    pub client: Client,
    hand: Hand,
    _profile: TempDir,
    driver: Driver,
}

impl Browser {
    /// Starts a browser with a window of that size.
    pub async fn start(hand: Hand, width: u32, height: u32) -> Self {
        Self::start_with(&[], hand, width, height).await
    }

    /// Starts a browser whose camera plays a film (Y4M) over and over, and that lets every page use it.
    pub async fn start_filming(film: &Path, hand: Hand, width: u32, height: u32) -> Self {
        let arguments = [
            "--use-fake-ui-for-media-stream".to_owned(),
            "--use-fake-device-for-media-stream".to_owned(),
            format!("--use-file-for-fake-video-capture={}", film.display()),
        ];
        Self::start_with(&arguments, hand, width, height).await
    }

    /// Starts a browser that draws WebGL, without a graphics card.
    pub async fn start_drawing(hand: Hand, width: u32, height: u32) -> Self {
        Self::start_with(&["--enable-unsafe-swiftshader".to_owned()], hand, width, height).await
    }

    async fn start_with(arguments: &[String], hand: Hand, width: u32, height: u32) -> Self {
        let driver = Driver::start();
        let profile = TempDir::new().unwrap();
        let browser = Self {
            client: driver.connect(profile.path(), arguments).await,
            hand,
            _profile: profile,
            driver,
        };
        browser.resize(width, height).await;
        browser
    }

    /// Gives the window this size.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// Opens an address and waits for its page.
    pub async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
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

    /// Waits for an address with this in it: a key, unlike a click, does not wait for the page that it leads to, and what is found on the
    /// page before is gone a moment later.
    pub async fn expect_address(&self, part: &str) {
        let until = Instant::now() + APPEARS_WITHIN;
        loop {
            let address = self.client.current_url().await.unwrap();
            if address.as_str().contains(part) {
                return;
            }
            assert!(
                Instant::now() < until,
                "{part} does not come into the address {address}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
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

    /// Whether the page is wider than its window.
    pub async fn overflows(&self) -> bool {
        let wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1;";
        self.client.execute(wide, Vec::new()).await.unwrap() == json!(true)
    }

    /// A picture of what the window shows, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    /// Ends the browser.
    pub async fn close(self) {
        let _ = self.client.close().await;
        drop(self.driver);
    }
}
