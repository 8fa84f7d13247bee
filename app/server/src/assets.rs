//! Styles and scripts, which are part of the program. Their addresses carry their hash, so that browsers may keep
//! them for ever and yet never show an old one.

use crate::failure::Failure;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// The style of every page.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "relief.css",
        "text/css; charset=utf-8",
        include_str!("../assets/relief.css"),
    )
});
/// The style of the comparison's pictures and tables.
pub static COMPARE_STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("compare.css", "text/css; charset=utf-8", relief_report::STYLE));
/// The script of every page: asks before what cannot be undone, keeps what was typed, follows a running job.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "relief.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/relief.js"),
    )
});
/// The script of the comparison's slider.
pub static COMPARE_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "compare.js",
        "text/javascript; charset=utf-8",
        relief_report::SCRIPT,
    )
});
/// The script of the camera itself, for the pages that take pictures.
pub static CAMERA_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "camera.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/camera.js"),
    )
});
/// The script of the camera's pages.
pub static CAPTURE_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "capture.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/capture.js"),
    )
});
/// The script that finds what of a picture is burnt out.
pub static BURNT_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "burnt.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/burnt.js"),
    )
});
/// The script that knows the lamps of a light set.
pub static RIG_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "rig.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/rig.js"),
    )
});
/// The script of the page on which light sets are taken.
pub static LIGHTS_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "lights.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/lights.js"),
    )
});
/// The icon of the browser's tab.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")));

/// A file that the program carries.
pub struct Asset {
    path: String,
    media: &'static str,
    body: &'static str,
}

impl Asset {
    fn new(name: &str, media: &'static str, body: &'static str) -> Self {
        let hash = blake3::hash(body.as_bytes()).to_hex();
        let path = format!("/static/{}-{name}", &hash[..16]);
        Self { path, media, body }
    }

    /// Where pages find it.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// `GET /static/{name}`
pub async fn show(Path(name): Path<String>) -> Result<Response, Failure> {
    let all = [
        &STYLE,
        &COMPARE_STYLE,
        &SCRIPT,
        &COMPARE_SCRIPT,
        &CAMERA_SCRIPT,
        &CAPTURE_SCRIPT,
        &BURNT_SCRIPT,
        &RIG_SCRIPT,
        &LIGHTS_SCRIPT,
        &ICON,
    ];
    let asset = all
        .into_iter()
        .find(|asset| asset.path.ends_with(&name) && asset.path.len() == name.len() + "/static/".len());
    let asset = asset.ok_or(Failure::NotFound)?;
    let headers = [
        (CONTENT_TYPE, asset.media),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.body).into_response())
}
