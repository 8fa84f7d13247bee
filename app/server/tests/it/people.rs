//! People of a test and their browsers, as far as plain requests can be one.

use crate::practice::{Practice, SETUP_CODE};
use relief_course::{Line, PersonId, Role};
use relief_store::{Account, ClinicId, Membership, PatientId, Person};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, StatusCode};

/// Long enough for anybody.
pub const PASSWORD: &str = "seven blue herons at dawn";

/// Somebody with a browser that is signed in, or not.
#[derive(Clone)]
pub struct Someone {
    client: Client,
    cookie: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub body: String,
    pub headers: reqwest::header::HeaderMap,
}

impl Someone {
    /// A browser in which nobody is signed in.
    pub fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            client,
            cookie: String::new(),
        }
    }

    pub async fn get(&self, url: &str) -> Answer {
        self.send(Method::GET, url, None, &[]).await
    }

    /// The bytes at an address.
    pub async fn bytes_at(&self, url: &str) -> Vec<u8> {
        self.bytes_in("en", url).await
    }

    /// The bytes at an address, for a browser that asks for a language.
    pub async fn bytes_in(&self, language: &str, url: &str) -> Vec<u8> {
        let request = self.client.get(url).header(COOKIE, &self.cookie);
        let request = request.header("accept-language", language);
        request.send().await.unwrap().bytes().await.unwrap().to_vec()
    }

    /// Sends a form from the site's own page.
    pub async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self
            .send(
                Method::POST,
                url,
                Some(fields),
                &[("sec-fetch-site", "same-origin")],
            )
            .await;
        if let Some(cookie) = answer.headers.get(SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        answer
    }

    /// Sends a request with headers of one's own.
    pub async fn send(
        &self,
        method: Method,
        url: &str,
        fields: Option<&[(&str, &str)]>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = self.client.request(method, url).header(COOKIE, &self.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(fields) = fields {
            let body: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}={}", coded(name), coded(value)))
                .collect();
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body.join("&"));
        }
        Self::answer(request).await
    }

    /// Sends a body of one's own from the site's own page.
    pub async fn send_body(&self, url: &str, media: &str, body: Vec<u8>) -> Answer {
        let request = self
            .client
            .post(url)
            .header(COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin");
        Self::answer(request.header("content-type", media).body(body)).await
    }

    /// Sends a form with files as a browser does: fields, an input without a file, then files by input and name.
    pub async fn send_files(
        &self,
        url: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        const BOUNDARY: &str = "where-parts-meet";
        let mut body = Vec::new();
        let part = |head: String, bytes: &[u8], body: &mut Vec<u8>| {
            body.extend(format!("--{BOUNDARY}\r\ncontent-disposition: form-data; {head}\r\n\r\n").bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        };
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes(), &mut body);
        }
        for (input, name, bytes) in files {
            part(format!("name=\"{input}\"; filename=\"\""), b"", &mut body);
            part(format!("name=\"{input}\"; filename=\"{name}\""), bytes, &mut body);
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let media = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send_body(url, &media, body).await
    }

    async fn answer(request: reqwest::RequestBuilder) -> Answer {
        let answer = request.send().await.unwrap();
        let text = |name| {
            answer
                .headers()
                .get(name)
                .map_or("", |value: &reqwest::header::HeaderValue| value.to_str().unwrap())
        };
        Answer {
            status: answer.status(),
            location: text(LOCATION).to_owned(),
            headers: answer.headers().clone(),
            body: String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned(),
        }
    }

    /// Signs in; the practice must not ask for a second factor.
    pub async fn signed_in(practice: &Practice, login: &str) -> Self {
        let mut someone = Self::new();
        let answer = someone
            .post(
                &practice.at("/sign-in"),
                &[("login", login), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/"),
            "{login}: {}",
            answer.body
        );
        someone
    }
}

/// A value as a form sends it.
fn coded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// Makes a practice with its owner through the page of the first start; the owner signs in as `owner`.
pub async fn found(practice: &Practice) -> Person {
    found_in(practice, "en").await
}

/// As [`found`], by an owner whose browser asks for a language.
pub async fn found_in(practice: &Practice, language: &str) -> Person {
    let owner = Someone::new();
    let fields = [
        ("code", SETUP_CODE),
        ("clinic", "Practice at the Dock"),
        ("zone", "UTC"),
        ("name", "Olga Owner"),
        ("login", "owner"),
        ("password", PASSWORD),
    ];
    let headers = [("sec-fetch-site", "same-origin"), ("accept-language", language)];
    let answer = owner
        .send(Method::POST, &practice.at("/setup"), Some(&fields), &headers)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let (account, _) = practice.store.account_named("owner").await.unwrap().unwrap();
    let membership = account.memberships.first().unwrap().clone();
    Person {
        id: account.id,
        clinic: membership.clinic,
        roles: membership.roles,
        own: None,
    }
}

/// Gives somebody an account in the owner's clinic.
pub async fn hire(
    practice: &Practice,
    owner: &Person,
    login: &str,
    role: Role,
    own: Option<PatientId>,
) -> PersonId {
    let hash = practice
        .store
        .account(&owner.id)
        .await
        .unwrap()
        .unwrap()
        .0
        .password;
    let account = Account {
        id: PersonId::try_from(format!("id-{login}")).unwrap(),
        login: Line::try_from(login).unwrap(),
        name: Line::try_from(format!("{login} {role:?}")).unwrap(),
        // The same password as the owner's.
        password: hash,
        totp: None,
        enabled: true,
        memberships: vec![Membership {
            clinic: owner.clinic,
            roles: vec![role],
            own,
        }],
    };
    practice
        .store
        .repository(owner.clone())
        .add_account(account)
        .await
        .unwrap()
}

/// A second clinic of the same owner, as a person in it.
pub async fn second_clinic(practice: &Practice, owner: &Person) -> Person {
    let repository = practice.store.repository(owner.clone());
    let (settings, _) = repository.clinic().await.unwrap();
    let documents = Vec::new();
    let clinic: ClinicId = practice
        .store
        .add_clinic(owner, &settings, &documents)
        .await
        .unwrap();
    Person {
        clinic,
        ..owner.clone()
    }
}
