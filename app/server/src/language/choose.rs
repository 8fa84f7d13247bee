//! Which language a request is answered in.

use super::{Language, Locale, SPOKEN};
use crate::guard::cookie;
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Weekday;

/// The cookie that keeps the choice, and the part of an address that makes it.
const NAME: &str = "language";
/// A year, as browsers keep cookies at most.
const KEPT_SECONDS: u32 = 365 * 24 * 60 * 60;
/// Regions whose weeks begin on Sunday, and those whose weeks begin on Saturday (Unicode CLDR 48, supplemental `weekData`).
const SUNDAY: &str = "AG AS AU BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI \
    NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const SATURDAY: &str = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

/// Answers a request in the language that was chosen. `?language=de` after the address of a page chooses one, for every page
/// from then on.
pub async fn speak(request: Request, next: Next) -> Response {
    if request.method() == Method::GET
        && let Some(language) = asked_for(request.uri().query())
    {
        return choose(language, request.uri().path());
    }
    let locale = Locale::of(request.headers());
    SPOKEN.scope(locale, next.run(request)).await
}

fn asked_for(query: Option<&str>) -> Option<Language> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, tag) = pairs.into_iter().find(|(name, _)| *name == NAME)?;
    Language::tagged(tag)
}

fn choose(language: Language, path: &str) -> Response {
    // Two slashes would lead to another site.
    let path = if path.starts_with("//") { "/" } else { path };
    let mut response = Redirect::to(path).into_response();
    let cookie = format!(
        "{NAME}={}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax",
        language.tag()
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

impl Locale {
    /// What was chosen, else the first language that the browser asks for and pages are written in. Weeks go by the first
    /// region that it names.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let chosen = cookie(headers, NAME).and_then(Language::tagged);
        let wanted = wanted(headers);
        let spoken = wanted.iter().find_map(|tag| Language::tagged(tag));
        let region = wanted.iter().find_map(|tag| region(tag));
        Self {
            language: chosen.or(spoken).unwrap_or(Self::USUAL.language),
            first_day: region.map_or(Self::USUAL.first_day, |region| first_day(&region)),
        }
    }
}

/// The tags of `Accept-Language` (RFC 9110, section 12.5.4), most wanted first.
fn wanted(headers: &HeaderMap) -> Vec<&str> {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut tags: Vec<(&str, f32)> = header
        .unwrap_or_default()
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().filter(|tag| !tag.is_empty())?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            Some((tag, weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0))))
        })
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    // Of equal weights the first one stays first.
    tags.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

/// The region of a tag: two letters after the first part.
fn region(tag: &str) -> Option<String> {
    let mut parts = tag.split('-').skip(1);
    let is_region = |part: &&str| part.len() == 2 && part.bytes().all(|letter| letter.is_ascii_alphabetic());
    parts.find(is_region).map(str::to_ascii_uppercase)
}

fn first_day(region: &str) -> Weekday {
    let listed = |list: &str| list.split_whitespace().any(|each| each == region);
    if listed(SUNDAY) {
        Weekday::Sunday
    } else if listed(SATURDAY) {
        Weekday::Saturday
    } else {
        Weekday::Monday
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::COOKIE;

    fn of(accept: &str, cookie: &str) -> (Language, Weekday) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_str(accept).unwrap());
        headers.insert(COOKIE, HeaderValue::from_str(cookie).unwrap());
        let locale = Locale::of(&headers);
        (locale.language, locale.first_day)
    }

    #[test]
    fn what_was_chosen_goes_before_what_the_browser_asks_for() {
        use Language::{English, German};
        use Weekday::{Monday, Saturday, Sunday};
        for (accept, cookie, expected) in [
            ("", "", (English, Monday)),
            ("de-AT,de;q=0.9,en;q=0.8", "", (German, Monday)),
            ("en-US,en;q=0.9", "", (English, Sunday)),
            ("fr-CA, de;q=0.4, en;q=0.5", "", (English, Sunday)),
            ("fr;q=0.2, de;q=0.1, en;q=0", "", (German, Monday)),
            ("zh-Hant-TW, de", "", (German, Sunday)),
            ("ar-EG", "", (English, Saturday)),
            ("de-DE", "relief=ab; language=en", (English, Monday)),
            ("en-US", "language=tlh", (English, Sunday)),
            ("*, ;q=, -, en-", "language", (English, Monday)),
        ] {
            assert_eq!(of(accept, cookie), expected, "{accept:?} {cookie:?}");
        }
    }

    #[test]
    fn an_address_chooses_and_leads_nowhere_else() {
        assert_eq!(asked_for(Some("a=b&language=de")), Some(Language::German));
        assert_eq!(asked_for(Some("language=xx")), None);
        assert_eq!(asked_for(None), None);
        let to = |path| {
            let response = choose(Language::German, path);
            response.headers()["location"].to_str().unwrap().to_owned()
        };
        assert_eq!(to("/patients/1"), "/patients/1");
        assert_eq!(to("//evil.example/x"), "/");
    }
}
