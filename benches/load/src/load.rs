//! Requests at a given rate, whether or not the server keeps up: the time of an answer counts from when its request
//! was due, so that a server that stalls does not hide it by being asked less.

use crate::fill::{IDS, LOGIN, PASSWORD};
use crate::percentiles::Times;
use jiff::{Timestamp, tz::TimeZone};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::{Client, RequestBuilder, redirect::Policy};
use std::error::Error;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// The kinds of requests.
const KINDS: [&str; 3] = ["patient page", "search", "session saved"];

struct Browser {
    client: Client,
    url: String,
    cookie: String,
}

impl Browser {
    async fn sign_in(url: &str) -> Result<Self, Box<dyn Error>> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).build()?;
        let body = format!("login={LOGIN}&password={}", PASSWORD.replace(' ', "+"));
        let answer = form(client.post(format!("{url}/sign-in")), body).send().await?;
        let cookie = answer
            .headers()
            .get(SET_COOKIE)
            .ok_or("the account of the load cannot sign in")?;
        let cookie = cookie.to_str()?.split(';').next().unwrap_or_default().to_owned();
        Ok(Self {
            client,
            url: url.to_owned(),
            cookie,
        })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.client
            .get(format!("{}{path}", self.url))
            .header(COOKIE, &self.cookie)
    }

    fn post(&self, path: &str, body: String) -> RequestBuilder {
        form(self.client.post(format!("{}{path}", self.url)), body).header(COOKIE, &self.cookie)
    }
}

fn form(request: RequestBuilder, body: String) -> RequestBuilder {
    let request = request.header("sec-fetch-site", "same-origin");
    request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
}

/// Sends the requests and prints how long the answers took.
pub async fn run(
    url: &str,
    data: &Path,
    rate: u32,
    writes: u32,
    time: Duration,
) -> Result<(), Box<dyn Error>> {
    let browser = Arc::new(Browser::sign_in(url).await?);
    let ids: Arc<Vec<String>> = Arc::new(
        std::fs::read_to_string(data.join(IDS))?
            .lines()
            .map(str::to_owned)
            .collect(),
    );
    let times: Arc<[Mutex<Times>; 3]> = Arc::default();
    let failed = Arc::new(Mutex::new(Vec::new()));
    let reads = send(browser.clone(), rate, time, times.clone(), failed.clone(), {
        let ids = ids.clone();
        move |browser, number| read(browser, &ids, number)
    });
    let saved = send(
        browser,
        writes,
        time,
        times.clone(),
        failed.clone(),
        move |browser, number| save(browser, &ids, number),
    );
    tokio::join!(reads, saved);
    for (kind, times) in KINDS.iter().zip(times.iter()) {
        println!("{}", times.lock().map_err(|_| "a request panicked")?.line(kind));
    }
    let failed = failed.lock().map_err(|_| "a request panicked")?;
    match failed.first() {
        None => Ok(()),
        Some(first) => Err(format!("{} requests failed, the first with {first}", failed.len()).into()),
    }
}

/// Sends so many requests a second; `request` makes them by number and says of which kind each is.
async fn send(
    browser: Arc<Browser>,
    rate: u32,
    time: Duration,
    times: Arc<[Mutex<Times>; 3]>,
    failed: Arc<Mutex<Vec<String>>>,
    request: impl Fn(&Browser, u64) -> (usize, RequestBuilder),
) {
    let begun = Instant::now();
    let mut flying = JoinSet::new();
    for number in 0..u64::from(rate) * time.as_secs() {
        let due = begun + Duration::from_secs_f64(number as f64 / f64::from(rate));
        tokio::time::sleep_until(due.into()).await;
        let (kind, request) = request(&browser, number);
        let (times, failed) = (times.clone(), failed.clone());
        flying.spawn(async move {
            let problem = match request.send().await {
                Err(error) => Some(error.to_string()),
                Ok(answer) if answer.status().is_client_error() || answer.status().is_server_error() => {
                    Some(answer.status().to_string())
                }
                // A form that is shown again was not kept.
                Ok(answer) if kind == 2 && !answer.status().is_redirection() => {
                    Some("a form with problems".to_owned())
                }
                Ok(answer) => answer.bytes().await.err().map(|error| error.to_string()),
            };
            match problem {
                None => times[kind]
                    .lock()
                    .map(|mut times| times.add(due.elapsed()))
                    .unwrap_or_default(),
                Some(problem) => failed
                    .lock()
                    .map(|mut failed| failed.push(problem))
                    .unwrap_or_default(),
            }
        });
    }
    while flying.join_next().await.is_some() {}
}

/// A patient's page and a search in turn, each for another patient.
fn read(browser: &Browser, ids: &[String], number: u64) -> (usize, RequestBuilder) {
    let mut random = StdRng::seed_from_u64(number);
    let patient = random.random_range(0..ids.len());
    if number.is_multiple_of(2) {
        return (0, browser.get(&format!("/patients/{}", ids[patient])));
    }
    (1, browser.get(&format!("/patients?q=family{}", patient / 40)))
}

/// The first session of a patient who is ready, kept as a draft.
fn save(browser: &Browser, ids: &[String], number: u64) -> (usize, RequestBuilder) {
    let patient = &ids[number as usize % ids.len()];
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date().to_string();
    let fields = [
        ("number", "1"),
        ("seen", "0"),
        ("on", &today),
        ("anaesthetic", "none"),
        ("started_at", "00:05"),
        ("device", "Pen"),
        ("cartridge_lot", "L-1"),
        ("zones", "cheek_left"),
        ("cheek_left.needle_mm", "1"),
        ("cheek_left.passes", "4"),
        ("cheek_left.endpoint", "erythema"),
        ("adverse_events", "no"),
    ];
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(':', "%3A")))
        .collect();
    (
        2,
        browser.post(&format!("/patients/{patient}/session"), body.join("&")),
    )
}
