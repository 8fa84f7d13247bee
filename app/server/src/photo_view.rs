//! From where photos are taken: codes for forms and addresses, and words.

use crate::language::{course_texts, say, say_with};
use crate::words::capitalised;
use relief_protocol::Zone;
use relief_store::PhotoView;

/// What the code of a close-up begins with.
const CLOSE_UP: &str = "close_up.";

/// The views of the whole face.
pub const WHOLE: [PhotoView; 5] = [
    PhotoView::Frontal,
    PhotoView::ObliqueLeft,
    PhotoView::ObliqueRight,
    PhotoView::LateralLeft,
    PhotoView::LateralRight,
];

/// Every view.
pub fn all() -> impl Iterator<Item = PhotoView> {
    WHOLE
        .into_iter()
        .chain(Zone::ALL.into_iter().map(PhotoView::CloseUp))
}

/// Its code.
pub fn code(view: PhotoView) -> String {
    match view {
        PhotoView::CloseUp(zone) => format!("{CLOSE_UP}{}", crate::form::code(&zone)),
        whole => crate::form::code(&whole),
    }
}

/// The view of a code.
pub fn named(wanted: &str) -> Option<PhotoView> {
    all().find(|view| code(*view) == wanted)
}

/// In words.
pub fn name(view: PhotoView) -> String {
    match view {
        PhotoView::Frontal => say("From the front").to_owned(),
        PhotoView::ObliqueLeft => say("Half from the left").to_owned(),
        PhotoView::ObliqueRight => say("Half from the right").to_owned(),
        PhotoView::LateralLeft => say("From the left").to_owned(),
        PhotoView::LateralRight => say("From the right").to_owned(),
        PhotoView::CloseUp(zone) => {
            let zone = capitalised((course_texts().zone)(zone));
            say_with("{zone}, from near", &[("zone", &zone)])
        }
    }
}

/// The zone that it shows alone.
pub fn zone(view: PhotoView) -> Option<Zone> {
    match view {
        PhotoView::CloseUp(zone) => Some(zone),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_has_a_code_of_its_own() {
        assert_eq!(all().count(), 17);
        for view in all() {
            assert_eq!(named(&code(view)), Some(view), "{}", name(view));
        }
        assert_eq!(named("close_up.nowhere"), None);
    }
}
