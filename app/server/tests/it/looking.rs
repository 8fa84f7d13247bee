//! Pages looked at in every width and by axe-core, and every page that links lead to.

use crate::people::PASSWORD;
use crate::practice::Practice;
use relief_server::ROUTES;
use relief_stage::browser::{Browser, Scheme};
use std::collections::{BTreeSet, VecDeque};
use std::path::Path;

/// The widths that pages are looked at in: a phone, a tablet, a desk.
const WIDTHS: [u32; 3] = [390, 820, 1280];

/// What answers with something else than a page, or leads to another one.
pub const NO_PAGES: [&str; 13] = [
    "/",
    "/patients/{patient}/export",
    "/patients/{patient}/consent/sheet.pdf",
    "/patients/{patient}/plan/sheet.pdf",
    "/patients/{patient}/measurements/{record}/sheet.pdf",
    "/patients/{patient}/photos/{photo}",
    "/patients/{patient}/photos/{photo}/small",
    "/patients/{patient}/scans/{scan}/file",
    "/patients/{patient}/measurements/{record}/{file}",
    "/patients/{patient}/measurements/{record}/{file}/small",
    "/ratings/{task}/{which}",
    "/helps/published.svg",
    "/helps/export",
];

/// Signs somebody in through the page.
pub async fn enter(browser: &Browser, practice: &Practice, login: &str) {
    browser.open(&practice.at("/sign-in")).await;
    browser.fill("login", login).await;
    browser.fill("password", PASSWORD).await;
    browser.press("Sign in").await;
}

/// What axe-core finds in the page that the browser shows, and the widths in which it is wider than its window; on a phone
/// written from right to left as well. With
/// `RELIEF_PICTURES` pictures of it are written into that folder.
pub async fn barriers(browser: &Browser, page: &str) -> Vec<String> {
    let mut barriers = Vec::new();
    for width in WIDTHS {
        browser.resize(width, 900).await;
        if browser.overflows().await {
            barriers.push(format!("{page} at {width}: wider than its window"));
        }
        if let Ok(folder) = std::env::var("RELIEF_PICTURES") {
            let file = Path::new(&folder).join(format!("{}-{width}.png", page.replace([' ', '/'], "-")));
            std::fs::write(file, browser.picture().await).unwrap();
        }
    }
    browser.resize(WIDTHS[0], 900).await;
    let turn = "document.documentElement.dir = 'rtl';";
    browser.client.execute(turn, Vec::new()).await.unwrap();
    if browser.overflows().await {
        barriers.push(format!("{page} from right to left: wider than its window"));
    }
    let turn_back = "document.documentElement.dir = 'ltr';";
    browser.client.execute(turn_back, Vec::new()).await.unwrap();
    browser.resize(WIDTHS[2], 900).await;
    let found = browser.axe().await;
    barriers.extend(found.into_iter().map(|line| format!("{page}: {line}")));
    barriers
}

/// What axe-core finds in the page in dark colours. With `RELIEF_PICTURES` a picture of it is written as well.
pub async fn barriers_in_the_dark(browser: &Browser, page: &str) -> Vec<String> {
    browser.prefer(Scheme::Dark).await;
    let found = browser.axe().await;
    if let Ok(folder) = std::env::var("RELIEF_PICTURES") {
        let file = Path::new(&folder).join(format!("{}-dark.png", page.replace([' ', '/'], "-")));
        std::fs::write(file, browser.picture().await).unwrap();
    }
    browser.prefer(Scheme::Light).await;
    found
        .into_iter()
        .map(|line| format!("{page} in dark colours: {line}"))
        .collect()
}

/// One page of each route that links lead to from `start`, for who is signed in: their routes, and their barriers.
pub async fn barriers_behind_links(
    browser: &Browser,
    practice: &Practice,
    start: &str,
) -> (BTreeSet<&'static str>, Vec<String>) {
    let (mut seen, mut barriers_found) = (BTreeSet::new(), Vec::new());
    let mut ahead = VecDeque::from([start.to_owned()]);
    while let Some(path) = ahead.pop_front() {
        let route = route_of(&path).unwrap_or_else(|| panic!("a link leads nowhere: {path}"));
        if NO_PAGES.contains(&route) || !seen.insert(route) {
            continue;
        }
        browser.open(&practice.at(&path)).await;
        barriers_found.extend(barriers(browser, route).await);
        ahead.extend(links(browser).await);
    }
    (seen, barriers_found)
}

/// The words of one page of each route that links lead to from `start`, for who is signed in, but for those that are marked as
/// English; with `RELIEF_PICTURES` pictures of them as well. German words are long: no page may be wider than a phone for them.
pub async fn texts_behind_links(
    browser: &Browser,
    practice: &Practice,
    start: &str,
) -> Vec<(&'static str, String)> {
    let (mut seen, mut texts) = (BTreeSet::new(), Vec::new());
    let mut ahead = VecDeque::from([start.to_owned()]);
    while let Some(path) = ahead.pop_front() {
        let route = route_of(&path).unwrap_or_else(|| panic!("a link leads nowhere: {path}"));
        if NO_PAGES.contains(&route) || !seen.insert(route) {
            continue;
        }
        browser.open(&practice.at(&path)).await;
        // Everything is unfolded, and what says itself that it is English, as the titles of papers do, is left out.
        let script = "document.querySelectorAll('details').forEach((part) => { part.open = true; }); \
                      document.querySelectorAll('[lang=en]').forEach((part) => { part.hidden = true; });";
        browser.client.execute(script, Vec::new()).await.unwrap();
        let [phone, desk] = [WIDTHS[0], WIDTHS[2]];
        browser.resize(phone, 900).await;
        assert!(!browser.overflows().await, "{route} is wider than a phone");
        browser.resize(desk, 900).await;
        texts.push((route, browser.text().await));
        if let Ok(folder) = std::env::var("RELIEF_PICTURES") {
            let file = Path::new(&folder).join(format!("german-{}.png", route.replace(['/', '{', '}'], "-")));
            std::fs::write(file, browser.picture().await).unwrap();
        }
        ahead.extend(links(browser).await);
    }
    texts
}

/// Where the links of a page lead, without what follows a `?` or `#`.
async fn links(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('a[href^=\"/\"]')].map((a) => a.pathname);";
    let found = browser.client.execute(script, Vec::new()).await.unwrap();
    let paths = found.as_array().unwrap().iter();
    paths.map(|path| path.as_str().unwrap().to_owned()).collect()
}

/// The route of a page; one that is written out goes before one with names for what varies.
fn route_of(path: &str) -> Option<&'static str> {
    let fits = |route: &str| {
        let (names, parts) = (route.split('/'), path.split('/'));
        names.clone().count() == parts.clone().count()
            && names
                .zip(parts)
                .all(|(name, part)| name == part || (name.starts_with('{') && !part.is_empty()))
    };
    let pages = ROUTES.iter().filter(|route| route.method == "GET");
    pages
        .map(|route| route.path)
        .filter(|path| fits(path))
        .min_by_key(|path| path.matches('{').count())
}
