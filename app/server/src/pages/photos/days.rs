//! The photos by day, newest first, and within a day by view.

use crate::chart::Chart;
use crate::guard::Visitor;
use crate::language;
use crate::measured::day;
use crate::photo_view;
use crate::picture::is_picture;
use jiff::civil::Date;
use relief_store::{Photo, Versioned};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The photos of one day.
pub(super) struct Day {
    pub on: Date,
    /// Which, as the page says it.
    pub date: String,
    pub shots: Vec<Shot>,
}

/// A photo on the page.
pub(super) struct Shot {
    pub id: String,
    pub path: String,
    pub view: String,
    /// Browsers can be shown a small copy.
    pub is_picture: bool,
    /// The first photo of the same view, when this is a later one.
    pub first: Option<String>,
}

pub(super) fn of(visitor: &Visitor, chart: &Chart) -> Vec<Day> {
    let zone = visitor.clinic.calendar.zone();
    let mut days: BTreeMap<Reverse<Date>, Vec<&Versioned<Photo>>> = BTreeMap::new();
    for photo in &chart.photos {
        days.entry(Reverse(day(zone, photo))).or_default().push(photo);
    }
    let shown = |(Reverse(on), mut photos): (Reverse<Date>, Vec<&Versioned<Photo>>)| {
        photos.sort_by_key(|photo| photo.value.view);
        Day {
            on,
            date: language::day(on),
            shots: photos
                .into_iter()
                .map(|photo| shot(visitor, chart, photo))
                .collect(),
        }
    };
    days.into_iter().map(shown).collect()
}

fn shot(visitor: &Visitor, chart: &Chart, photo: &Versioned<Photo>) -> Shot {
    let zone = visitor.clinic.calendar.zone();
    let of_view = chart
        .photos
        .iter()
        .filter(|other| other.value.view == photo.value.view);
    // Of several on the first day the first one counts.
    let first = of_view.min_by_key(|other| day(zone, other));
    let first = first.filter(|first| day(zone, first) < day(zone, photo));
    Shot {
        id: photo.record.to_string(),
        path: chart.path(&format!("/photos/{}", photo.record)),
        view: photo_view::name(photo.value.view),
        is_picture: is_picture(photo.value.media.as_str()),
        first: first.map(|first| first.record.to_string()),
    }
}
