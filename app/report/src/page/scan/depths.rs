//! How many scars are how deep, before and after over each other.

use super::axis::{place, round_step, ticks};
use crate::page::scars::{Read, ScarFacts};
use crate::texts::{Texts, fill};
use askama::Template;

/// More classes than this a clinician does not read.
const MOST_CLASSES: usize = 10;
/// The drawing's plot in its units.
const LEFT: f64 = 40.0;
const TOP: f64 = 16.0;
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 130.0;
/// Of a class's width, what the bars before and after take: the narrow one stands within the wide one.
const BARS: [f64; 2] = [0.84, 0.46];
/// µm in a mm.
const UM: f64 = 1e3;

/// The histogram of the scars' depths.
#[derive(Template)]
#[template(path = "depths.html")]
pub(in crate::page) struct Depths<'a> {
    texts: &'a Texts,
    pair: bool,
    alt: String,
    bars: Vec<Bar>,
    across: Vec<(String, String)>,
    up: Vec<(String, String)>,
}

/// Its template escapes what it shows.
impl askama::filters::HtmlSafe for Depths<'_> {}

/// One bar, with its count over it.
struct Bar {
    class: &'static str,
    x: String,
    y: String,
    width: String,
    height: String,
}

/// Scars by depth: class `i` is from `i` times the width to less than the next, in µm; what is not deep at all is in the first.
struct Classes {
    width_um: f64,
    /// For each scan.
    counts: Vec<Vec<usize>>,
}

impl Classes {
    /// `None` where no scar has a depth.
    fn of(scars: &[ScarFacts]) -> Option<Self> {
        let depth: Read = |geometry| geometry.depth_mm;
        let scans = scars.first()?.geometries.len();
        let depths_um: Vec<Vec<f64>> = (0..scans)
            .map(|scan| {
                let of_scan = scars
                    .iter()
                    .filter_map(|scar| scar.values(depth).get(scan).copied().flatten());
                of_scan.map(|mm| (UM * mm).max(0.0)).collect()
            })
            .collect();
        let deepest = depths_um.iter().flatten().copied().reduce(f64::max)?;
        let width_um = round_step(deepest.max(1.0), MOST_CLASSES);
        let class = |um: f64| (um / width_um) as usize;
        let counts = depths_um.iter().map(|depths| {
            let mut counts = vec![0; class(deepest) + 1];
            for um in depths {
                counts[class(*um)] += 1;
            }
            counts
        });
        Some(Self {
            width_um,
            counts: counts.collect(),
        })
    }

    fn len(&self) -> usize {
        self.counts.first().map_or(0, Vec::len)
    }

    fn most(&self) -> usize {
        self.counts.iter().flatten().copied().max().unwrap_or(0)
    }
}

impl<'a> Depths<'a> {
    /// `None` where no scar has a depth.
    pub fn of(texts: &'a Texts, scars: &[ScarFacts]) -> Option<Self> {
        let classes = Classes::of(scars)?;
        let most = classes.most().max(1) as f64;
        let class_width = WIDTH / classes.len() as f64;
        let up = |count: f64| HEIGHT * count / most;
        let mut bars = Vec::new();
        let names = [["before", "after"], ["after", "after"]][usize::from(classes.counts.len() < 2)];
        for ((counts, class), share) in classes.counts.iter().zip(names).zip(BARS) {
            for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let height = up(*count as f64);
                bars.push(Bar {
                    class,
                    x: place(LEFT + class_width * (at as f64 + 0.5 * (1.0 - share))),
                    y: place(TOP + HEIGHT - height),
                    width: place(class_width * share),
                    height: place(height),
                });
            }
        }
        let counts_up = ticks(0.0, most, 5)
            .into_iter()
            .filter(|count| count.fract() == 0.0);
        Some(Self {
            texts,
            pair: classes.counts.len() > 1,
            alt: alt(texts, &classes),
            bars,
            across: (0..=classes.len())
                .map(|at| {
                    let um = texts.number(at as f64 * classes.width_um);
                    (place(LEFT + class_width * at as f64), um)
                })
                .collect(),
            up: counts_up
                .map(|count| (place(TOP + HEIGHT - up(count)), texts.number(count)))
                .collect(),
        })
    }
}

/// Every class in words.
fn alt(texts: &Texts, classes: &Classes) -> String {
    let words = if classes.counts.len() > 1 {
        texts.page.depth_class_pair
    } else {
        texts.page.depth_class
    };
    let class = |at: usize| {
        let ends = [at, at + 1].map(|at| texts.number(at as f64 * classes.width_um));
        let count = |scan: usize| {
            classes
                .counts
                .get(scan)
                .map_or(0, |counts| counts[at])
                .to_string()
        };
        fill(
            words,
            &[
                ("low", &ends[0]),
                ("high", &ends[1]),
                ("before", &count(0)),
                ("after", &count(1)),
                ("count", &count(0)),
            ],
        )
    };
    let all: Vec<String> = (0..classes.len()).map(class).collect();
    all.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_compare::contract::ScarGeometry;

    fn scar(depths_mm: [Option<f64>; 2]) -> ScarFacts {
        let geometry = |depth_mm: Option<f64>| {
            depth_mm.map(|mm| ScarGeometry {
                depth_mm: Some(mm),
                ..ScarGeometry::default()
            })
        };
        ScarFacts {
            id: 1,
            scar_type: None,
            confidence: 1.0,
            geometries: depths_mm.map(geometry).to_vec(),
            verdict: None,
        }
    }

    #[test]
    fn every_scar_is_counted_once() {
        let scars = [
            scar([Some(0.05), Some(-0.01)]),
            scar([Some(0.2), Some(0.1)]),
            scar([Some(0.999), None]),
        ];
        let classes = Classes::of(&scars).unwrap();
        assert_eq!(classes.width_um, 100.0);
        assert_eq!(classes.counts[0], [1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(classes.counts[1], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn scars_without_depth_make_no_histogram() {
        assert!(Classes::of(&[scar([None, None])]).is_none());
        assert!(Classes::of(&[]).is_none());
    }
}
