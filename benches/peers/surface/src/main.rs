//! Milliseconds of each family of parameters on one surface: `relief-peers-surface FILE SIDE PITCH_MM`.
//!
//! FILE holds SIDE × SIDE heights in mm as little-endian f64, row by row. Each line on standard input makes each family run once, so that the caller may
//! let others run between; like theirs, the process goes on.
#![expect(clippy::print_stdout, reason = "a program whose output is its times")]

use mimalloc::MiMalloc;
use relief_grid::{HeightMap, Pitch, Raster, ScaleSource};
use relief_surface::SurfaceError;
use relief_surface::filter::gaussian;
use relief_surface::form::{Fit, Form};
use relief_surface::parameters::{
    Functions, Heights, Hybrid, TextureSettings,
    features::{DEFAULT_PRUNING, features},
    spatial::{DEFAULT_DECAY, spatial},
    texture,
};
use relief_surface::scars::{ScarSettings, find_scars};
use std::{error::Error, fs, hint::black_box, io, time::Instant};

/// As Relief's own program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, side, pitch_mm] = arguments.as_slice() else {
        return Err("usage: relief-peers-surface FILE SIDE PITCH_MM".into());
    };
    let map = read(file, side.parse()?, pitch_mm.parse()?)?;
    for line in io::stdin().lines() {
        line?;
        all(&map)?;
        println!("done");
    }
    Ok(())
}

fn all(map: &HeightMap) -> Result<(), SurfaceError> {
    // As `relief measure` has them.
    let settings = TextureSettings::default();
    timed("form", || {
        Ok(Form::fit(map, settings.form_order, Fit::LeastSquares)?.taken_off(map))
    })?;
    timed("S-filter", || gaussian(map, settings.s_nesting_mm))?;
    timed("L-filter", || gaussian(map, settings.l_nesting_mm))?;
    timed("height", || Heights::of(map))?;
    timed("hybrid", || Hybrid::of(map))?;
    timed("functions", || Functions::of(map))?;
    timed("spatial", || spatial(map, DEFAULT_DECAY))?;
    timed("features", || features(map, DEFAULT_PRUNING))?;
    let scars = || find_scars(map, &ScarSettings::default());
    timed("scars", scars)?;
    timed("together", || {
        match rayon::join(scars, || texture(map, &settings)) {
            (Ok(scars), Ok(texture)) => Ok((scars, texture)),
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    })?;
    Ok(())
}

/// Runs one family and prints its time.
fn timed<T>(family: &str, work: impl FnOnce() -> Result<T, SurfaceError>) -> Result<(), SurfaceError> {
    let started = Instant::now();
    black_box(work()?);
    println!("{family} {:.3}", started.elapsed().as_secs_f64() * 1e3);
    Ok(())
}

fn read(file: &str, side: usize, pitch_mm: f64) -> Result<HeightMap, Box<dyn Error>> {
    let bytes = fs::read(file)?;
    let (heights, _) = bytes.as_chunks();
    let heights = heights.iter().map(|&bytes| f64::from_le_bytes(bytes)).collect();
    let heights = Raster::from_vec(side, side, heights)?;
    let pitch = Pitch::from_mm_per_px(pitch_mm).ok_or("the pitch must be above nought")?;
    Ok(HeightMap::from_nan(heights, pitch, pitch, ScaleSource::Given))
}
