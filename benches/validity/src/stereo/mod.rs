//! Light sets of synthetic skin: how exactly scars are measured on the heights that photometric stereo finds, and which bad sets are refused.

mod card;
mod held;
mod judge;
mod read;
mod repeat;
mod sureness;

use crate::error::Problem;
use crate::markdown::table;
use judge::Counts;
use relief_phantom::{LightSetFault, LightSetSpec, Phototype, light_set};
use relief_stereo::reconstruct;
use sureness::Sureness;

/// Pixels per row: the pitch is 0.051 mm, at which sets are measured.
const WIDTH: usize = 1200;
/// Persons of a seed; their skins differ as phototypes do.
const PHOTOTYPES: [Phototype; 4] = [Phototype::II, Phototype::III, Phototype::IV, Phototype::V];

/// A way to take a set.
struct Way {
    name: &'static str,
    lamps: usize,
    near: bool,
    intensities: bool,
    /// How far lamps stand from where they are told to stand, in degrees along each of two directions: a standard deviation.
    off_deg: f64,
    /// Nothing but their distance is told; the card lies beside the skin.
    by_card: bool,
}

const WAYS: [Way; 6] = [
    Way {
        name: "8 distant lamps",
        lamps: 8,
        near: false,
        intensities: true,
        off_deg: 0.0,
        by_card: false,
    },
    Way {
        name: "8 near lamps",
        lamps: 8,
        near: true,
        intensities: true,
        off_deg: 0.0,
        by_card: false,
    },
    Way {
        name: "4 distant lamps",
        lamps: 4,
        near: false,
        intensities: true,
        off_deg: 0.0,
        by_card: false,
    },
    Way {
        name: "8 distant lamps, intensities unknown",
        lamps: 8,
        near: false,
        intensities: false,
        off_deg: 0.0,
        by_card: false,
    },
    Way {
        name: "the same, held by hand: 3° off",
        lamps: 8,
        near: false,
        intensities: false,
        off_deg: 3.0,
        by_card: false,
    },
    Way {
        name: "one lamp carried around, found by the card",
        lamps: 8,
        near: true,
        intensities: true,
        off_deg: 0.0,
        by_card: true,
    },
];

fn spec(seed: u64, person: u64) -> LightSetSpec {
    LightSetSpec {
        seed: seed * 1000 + person,
        visit: 0,
        phototype: PHOTOTYPES[person as usize % PHOTOTYPES.len()],
        // Every other person was treated.
        depth_factor: if person.is_multiple_of(2) { 1.0 } else { 0.6 },
        lamps: 8,
        near: false,
        lamp_mm: LightSetSpec::NEAR_MM,
        card: false,
        width: WIDTH,
        fault: None,
    }
}

/// The tables.
pub fn markdown(seed: u64, persons: usize) -> Result<String, Problem> {
    let (mut rows, mut sure_rows, mut sure_heads) = (Vec::new(), Vec::new(), Vec::new());
    for way in &WAYS {
        let (mut counts, mut sureness) = (Counts::default(), Sureness::default());
        for person in 0..persons as u64 {
            let drawn = light_set(&LightSetSpec {
                lamps: way.lamps,
                near: way.near,
                card: way.by_card,
                lamp_mm: if way.by_card {
                    card::LAMP_MM
                } else {
                    LightSetSpec::NEAR_MM
                },
                ..spec(seed, person)
            })?;
            let found = if way.by_card {
                card::found(&drawn)?
            } else {
                let mut set = read::set(&drawn, way.intensities)?;
                held::by_hand(&mut set, way.off_deg, seed * 1000 + person);
                reconstruct(&set).map_err(|error| Problem::Measure(error.to_string()))?
            };
            counts.judge(&found, &drawn)?;
            if let Some(relief) = &found.relief {
                sureness.judge(relief, &drawn);
            }
            eprintln!(
                "{}: {} of {persons}; {}",
                way.name,
                person + 1,
                counts.last(&found)
            );
        }
        rows.push(counts.row(way.name));
        sure_rows.push(sureness.row(way.name));
        sure_heads = sureness.heads();
    }
    let heads = [
        "set",
        "refused",
        "found, missed, invented",
        "depth, median error",
        "volume, median error",
        "depth, median bias",
        "normals, mean error at 0.2 mm",
        "at one pixel",
        "sets whose matched scars together are off by less than 1.96 of the told share",
    ];
    let faults = faults(seed)?;
    let (repeats, lead) = repeat::rows(seed, persons)?;
    let limits = ["metric", "pairs", "MDC95, %", "95 % interval"];
    Ok(format!(
        "{persons} persons, {WIDTH} px per row, up to 1 px of motion, 8 bits, 5 % light of the room.\n\n{}\n\nHow far heights are off by the set's own account and in truth, in µm by wavelength (told / true, root mean squares over persons; a plane taken off, for how the camera is tilted is no relief), and the share of heights within one standard uncertainty and within 1.96, against the skin 1 mm around.\n\n{}\n\n{lead}\n\n{}\n\n{}",
        table(&heads, &rows),
        table(
            &sure_heads.iter().map(String::as_str).collect::<Vec<_>>(),
            &sure_rows
        ),
        table(&limits, &repeats),
        table(&["what was done to the set", "refused for"], &faults)
    ))
}

/// Bad sets and why they were refused.
fn faults(seed: u64) -> Result<Vec<Vec<String>>, Problem> {
    let mut rows = Vec::new();
    for fault in LightSetFault::ALL {
        let drawn = light_set(&LightSetSpec {
            fault: Some(fault),
            ..spec(seed, 0)
        })?;
        let found =
            reconstruct(&read::set(&drawn, true)?).map_err(|error| Problem::Measure(error.to_string()))?;
        let reasons: Vec<String> = found
            .checks
            .iter()
            .filter(|check| !check.passed)
            .map(|check| {
                format!(
                    "`{}`: {} {:.3} {}, limit {}",
                    check.code.code(),
                    check.quantity,
                    check.measured,
                    check.unit,
                    check.limit
                )
            })
            .collect();
        eprintln!("{fault:?}: {reasons:?}");
        let reasons = if reasons.is_empty() {
            "**accepted**".to_owned()
        } else {
            reasons.join("; ")
        };
        rows.push(vec![name(fault).to_owned(), reasons]);
    }
    Ok(rows)
}

const fn name(fault: LightSetFault) -> &'static str {
    match fault {
        LightSetFault::TwoLamps => "two lamps",
        LightSetFault::OnePlane => "lamps in one plane",
        LightSetFault::CameraMoved => "camera moved before one picture",
        LightSetFault::ExposureDrift => "one picture a third brighter",
        LightSetFault::Saturated => "skin burnt out",
        LightSetFault::LampsSwapped => "two lamps exchanged in the file",
        LightSetFault::OneBlurred => "one picture out of focus",
    }
}
