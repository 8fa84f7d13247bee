//! Scans of synthetic skin: which scars are found, how exactly they are measured, how they repeat, and how exactly a change is told.

use crate::error::Problem;
use crate::markdown::table;
use crate::matching::Matched;
use relief_estimate::Verdict;
use relief_phantom::{Scan, ScanSpec, ScarInScan, ScarType as Drawn, scan};
use relief_surface::change::{CompareSettings, SurfaceComparison, compare};
use relief_surface::scars::{Scar, ScarSettings, ScarType, find_scars};

/// What the bounds are for.
const PITCH_MM: f64 = 0.05;
const NOISE_UM: f64 = 20.0;
/// How the second scan of a pair may be turned.
const MOST_TURN_DEG: f64 = 8.0;
/// What treatment leaves of the depth.
const TREATED: f64 = 0.7;

/// Everything that is counted.
#[derive(Default)]
struct Counts {
    found: usize,
    missed: usize,
    invented: usize,
    typed: usize,
    /// Relative errors, and whether the interval holds the truth.
    depth: Vec<f64>,
    depth_um: Vec<f64>,
    volume: Vec<f64>,
    covered: [usize; 2],
    /// For each person: total volume of both scans of unchanged skin.
    repeats: Vec<[f64; 2]>,
    /// For each metric the natural logarithms of after over before, unchanged.
    changes: Vec<[f64; 3]>,
    called_changed: usize,
    refused: usize,
    /// For each person: error of the change of total volume in percentage points.
    treated: Vec<f64>,
    called_improved: usize,
    other_accepted: usize,
}

/// The tables.
pub fn markdown(seed: u64, persons: usize) -> Result<String, Problem> {
    let mut counts = Counts::default();
    for person in 0..persons as u64 {
        one_person(seed * 1000 + person, &mut counts)?;
        eprintln!("{} of {persons}", person + 1);
    }
    Ok(counts.markdown(persons))
}

fn drawn(seed: u64, visit: u64, depth_factor: f64) -> Result<Scan, Problem> {
    Ok(scan(&ScanSpec {
        seed,
        visit,
        pitch_mm: PITCH_MM,
        noise_um: NOISE_UM,
        depth_factor,
        most_turn_deg: if visit == 0 { 0.0 } else { MOST_TURN_DEG },
    })?)
}

fn measure(error: impl std::fmt::Display) -> Problem {
    Problem::Measure(error.to_string())
}

fn one_person(seed: u64, counts: &mut Counts) -> Result<(), Problem> {
    let first = drawn(seed, 0, 1.0)?;
    let again = drawn(seed, 1, 1.0)?;
    let treated = drawn(seed, 2, TREATED)?;
    let other = drawn(seed + 500, 1, 1.0)?;
    for shown in [&first, &again] {
        counts.judge(
            &find_scars(&shown.map, &ScarSettings::default()).map_err(measure)?,
            &shown.scars,
        );
    }
    let against =
        |second: &Scan| compare(&first.map, &second.map, &CompareSettings::default()).map_err(measure);
    let repeat = against(&again)?;
    counts.refused += usize::from(!repeat.comparable());
    counts.called_changed += usize::from(matches!(repeat.verdict, Verdict::Improved | Verdict::Worse));
    if let Some([before, after]) = total(&repeat, 0) {
        counts.repeats.push([before, after]);
        let log = |metric: usize| total(&repeat, metric).map_or(0.0, |[before, after]| (after / before).ln());
        counts.changes.push([log(0), log(1), log(2)]);
    }
    let changed = against(&treated)?;
    counts.refused += usize::from(!changed.comparable());
    counts.called_improved += usize::from(changed.verdict == Verdict::Improved);
    if let Some([before, after]) = total(&changed, 0) {
        // Of the scars that the second scan shows, as the comparison has it.
        let volume = |shown: &Scan| shown.scars.iter().map(|scar| scar.volume_mm3).sum::<f64>();
        let both: f64 = first
            .scars
            .iter()
            .filter(|scar| treated.scars.iter().any(|other| same(scar, other)))
            .map(|scar| scar.volume_mm3)
            .sum();
        counts
            .treated
            .push(100.0 * ((after / before) - volume(&treated) / both));
    }
    counts.other_accepted += usize::from(against(&other)?.comparable());
    Ok(())
}

/// Two scans' truths about one scar: sizes tell them apart.
fn same(one: &ScarInScan, other: &ScarInScan) -> bool {
    one.width_mm == other.width_mm && one.length_mm == other.length_mm
}

fn total(compared: &SurfaceComparison, metric: usize) -> Option<[f64; 2]> {
    let change = &compared.changes.get(metric)?.change;
    Some([change.before.value, change.after.value])
}

impl Counts {
    fn judge(&mut self, found: &[Scar], there: &[ScarInScan]) {
        let matched = Matched::of(found, there);
        self.found += matched.pairs.len();
        self.missed += matched.missed;
        self.invented += matched.invented;
        for (scar, truth) in matched.pairs {
            self.typed += usize::from(is_type(scar.scar_type, truth.kind));
            self.depth
                .push((scar.depth_mm.value / truth.depth_mm - 1.0).abs());
            self.depth_um
                .push(1e3 * (scar.depth_mm.value - truth.depth_mm).abs());
            self.volume
                .push((scar.volume_mm3.value / truth.volume_mm3 - 1.0).abs());
            let holds = |ci: [f64; 2], truth: f64| ci[0] <= truth && truth <= ci[1];
            self.covered[0] += usize::from(holds(scar.depth_mm.ci95, truth.depth_mm));
            self.covered[1] += usize::from(holds(scar.volume_mm3.ci95, truth.volume_mm3));
        }
    }

    fn markdown(mut self, persons: usize) -> String {
        let (found, wrong) = (self.found as f64, (self.missed + self.invented) as f64);
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let cv = rms(self.repeats.iter().map(|[a, b]| (a - b) / (a + b))) * std::f64::consts::SQRT_2;
        let mdc = |metric: usize| {
            let differences = self.changes.iter().map(|logs| logs[metric]);
            format!("{:.3}", 1.96 * rms(differences))
        };
        let treated = median(&mut self.treated.iter().map(|error| error.abs()).collect::<Vec<f64>>());
        let worst = self
            .treated
            .iter()
            .fold(0.0f64, |worst, error| worst.max(error.abs()));
        let of = |count: usize, all: usize| format!("{count} of {all}");
        let rows = [
            [
                "scars deeper than 0.15 mm found, F1",
                "at least 0.95",
                &format!("{:.3}", 2.0 * found / (2.0 * found + wrong)),
            ],
            [
                "missed, invented",
                "",
                &format!("{}, {} of {}", self.missed, self.invented, self.found),
            ],
            [
                "depth, median error",
                "3 % or 10 µm",
                &format!(
                    "{}, {:.1} µm",
                    percent(median(&mut self.depth)),
                    median(&mut self.depth_um)
                ),
            ],
            ["volume, median error", "5 %", &percent(median(&mut self.volume))],
            ["type right", "at least 92 %", &percent(self.typed as f64 / found)],
            [
                "depth within its 95 % interval",
                "",
                &percent(self.covered[0] as f64 / found),
            ],
            [
                "volume within its 95 % interval",
                "",
                &percent(self.covered[1] as f64 / found),
            ],
            [
                "total volume on repeat scans, coefficient of variation",
                "at most 3 %",
                &percent(cv),
            ],
            [
                "repeat scans called changed",
                "at most 5 %",
                &of(self.called_changed, persons),
            ],
            [
                "30 % shallower called improved",
                "",
                &of(self.called_improved, persons),
            ],
            [
                "change of total volume, median and greatest error",
                "3 points",
                &format!("{treated:.1}, {worst:.1} points"),
            ],
            ["comparable pairs refused", "", &of(self.refused, 2 * persons)],
            [
                "another person's scan accepted",
                "none",
                &of(self.other_accepted, persons),
            ],
            [
                "MDC95 of volume, depth, area (logarithm)",
                "",
                &[mdc(0), mdc(1), mdc(2)].join(", "),
            ],
        ];
        let rows: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        format!(
            "{persons} persons, {PITCH_MM} mm pitch, {NOISE_UM} µm noise, scans turned by up to {MOST_TURN_DEG}°.\n\n{}",
            table(&["what", "bound", "measured"], &rows)
        )
    }
}

fn is_type(found: ScarType, there: Drawn) -> bool {
    matches!(
        (found, there),
        (ScarType::IcePick, Drawn::IcePick)
            | (ScarType::Boxcar, Drawn::Boxcar)
            | (ScarType::Rolling, Drawn::Rolling)
    )
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn rms(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| {
        (sum + value * value, count + 1.0)
    });
    f64::sqrt(sum / f64::max(count, 1.0))
}
