//! `lights.csv`.

use super::{Lamp, Lights};
use crate::{Light, StereoError};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    file: String,
    x: Option<f64>,
    y: Option<f64>,
    z: Option<f64>,
    x_mm: Option<f64>,
    y_mm: Option<f64>,
    z_mm: Option<f64>,
    intensity: Option<f64>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Lights, StereoError> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let mut lamps = Vec::new();
    for (row, number) in reader.deserialize().zip(2..) {
        let row: Row = row.map_err(|error| wrong(number, &error.to_string()))?;
        lamps.push(lamp(row, number)?);
    }
    if lamps.is_empty() {
        return Err(wrong(2, "one row for each picture is expected"));
    }
    Ok(Lights {
        lamps,
        ambient_file: None,
        encoding: None,
        camera: None,
        mm_per_px: None,
        ball: None,
        lamp_distance_mm: None,
        falloff: None,
    })
}

fn lamp(row: Row, number: usize) -> Result<Lamp, StereoError> {
    let light = match ([row.x, row.y, row.z], [row.x_mm, row.y_mm, row.z_mm]) {
        (_, [Some(x), Some(y), Some(z)]) => Some(Light::Near([x, y, z])),
        ([Some(x), Some(y), Some(z)], [None, None, None]) => Some(Light::Distant([x, y, z])),
        ([None, None, None], [None, None, None]) => None,
        _ => return Err(wrong(number, "x, y, z or x_mm, y_mm, z_mm belong together")),
    };
    Ok(Lamp {
        file: row.file,
        light,
        intensity: row.intensity,
    })
}

fn wrong(line: usize, problem: &str) -> StereoError {
    StereoError::Lights {
        field: format!("line {line}"),
        problem: problem.replace('\n', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_and_gaps_are_read_and_half_a_direction_is_refused() {
        let lights = read(b"file, x, y, z, intensity\na.png, 0.6, 0, -0.8, 1.1\nb.png, , , ,\n").unwrap();
        assert_eq!(lights.lamps[0].light, Some(Light::Distant([0.6, 0.0, -0.8])));
        assert_eq!(lights.lamps[1].light, None);
        let message = read(b"file,x,y,z\na.png,1,2,\n").unwrap_err().to_string();
        assert!(message.starts_with("line 2: "), "{message}");
    }
}
