//! The skin under a lamp that who looks at it moves.

use crate::page::shown_skin::ShownSkin;
use crate::texts::{Texts, fill};
use askama::Template;
use relief_compare::SIGMA_RANGE_UM;

/// Where the lamp stands at first: a hand's breadth above the left shoulder of who looks, low enough that walls throw a shade.
const HOME_DEG: [u32; 2] = [135, 45];

/// One light set or two under one lamp.
#[derive(Template)]
#[template(path = "relit.html")]
pub(in crate::page) struct Relit<'a> {
    texts: &'a Texts,
    /// Each with its name, which one alone does not need.
    skins: Vec<(&'static str, &'a ShownSkin)>,
    azimuth_deg: u32,
    elevation_deg: u32,
    sigma: String,
}

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for Relit<'_> {}

impl<'a> Relit<'a> {
    /// `None` where there is no light set.
    pub fn of(texts: &'a Texts, skins: &'a [ShownSkin]) -> Option<Self> {
        let names: &[&'static str] = match skins {
            [] => return None,
            [_] => &[""],
            _ => &[texts.page.before, texts.page.after],
        };
        let range = texts.decimal(&format!("{SIGMA_RANGE_UM:.0}"));
        Some(Self {
            texts,
            skins: names.iter().copied().zip(skins).collect(),
            azimuth_deg: HOME_DEG[0],
            elevation_deg: HOME_DEG[1],
            sigma: fill(texts.page.relit_sigma, &[("range", &range)]),
        })
    }
}
