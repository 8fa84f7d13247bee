//! How well photos repeat when nobody says otherwise.

use relief_estimate::{Mdc95, RepeatabilityFile};
use relief_photo::comparison::Capture;
use std::collections::BTreeMap;

/// The practice's own repeatability where its file lists a metric, else the default.
pub fn capture(own: Option<&RepeatabilityFile>) -> Capture {
    let mut capture = default_capture();
    if let Some(file) = own {
        capture.method = format!("{}; metrics it lacks: {}", file.capture_method(), capture.method);
        for metric in file.metrics() {
            capture.mdc95.insert(metric.metric.clone(), metric.limit());
        }
    }
    capture
}

/// The limits of a comparison that is told no others, by metric.
pub fn default_mdc95() -> BTreeMap<String, Mdc95> {
    default_capture().mdc95
}

/// The default repeatability: photos with a card, one fixed set of lamps, a careful person.
///
/// From repeat captures of unchanged phantom skin (`benches/validity/README.md` has the command and the numbers),
/// rounded up, because real faces hold less still. A practice's own repeat pairs are better than this.
fn default_capture() -> Capture {
    let relative = [
        ("scar_shading_contrast", 0.08),
        ("texture_0.2_0.5mm", 0.20),
        ("texture_0.5_1mm", 0.10),
        ("texture_1_2mm", 0.10),
        ("texture_2_4mm", 0.10),
        ("pore_area", 0.50),
        ("fine_line_contrast", 0.25),
        ("wrinkle_contrast", 0.15),
        ("shine", 0.50),
        ("tone_unevenness", 0.25),
    ];
    let absolute = [
        ("erythema_index", 1.0),
        ("melanin_index", 2.5),
        ("ita", 3.0),
        ("L_star", 2.0),
        ("a_star", 1.2),
        ("b_star", 1.2),
    ];
    let mut mdc95 = BTreeMap::new();
    mdc95.extend(relative.map(|(metric, share)| (metric.to_owned(), Mdc95::Relative(share))));
    mdc95.extend(absolute.map(|(metric, value)| (metric.to_owned(), Mdc95::Absolute(value))));
    Capture {
        method: "default: fixed lamps, card, careful repeat (phantom)".to_owned(),
        mdc95,
    }
}
