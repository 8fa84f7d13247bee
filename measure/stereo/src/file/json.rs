//! `lights.json`.

use super::{Encoding, Falloff, Lamp, Lights};
use crate::{Ball, BallSurface, Camera, Light, StereoError};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    lights: Vec<Entry>,
    ambient_frame: Option<String>,
    encoding: Option<String>,
    camera: Option<CameraEntry>,
    mm_per_px_at_z0: Option<f64>,
    mirror_ball: Option<BallEntry>,
    matte_ball: Option<BallEntry>,
    lamp_distance_mm: Option<f64>,
    flat_frame: Option<String>,
    vignetting: Option<[f64; 3]>,
}

#[derive(Deserialize)]
struct Entry {
    file: String,
    direction: Option<[f64; 3]>,
    position_camera_mm: Option<[f64; 3]>,
    intensity: Option<f64>,
}

#[derive(Deserialize)]
struct CameraEntry {
    fx: f64,
    fy: f64,
    cx: f64,
    cy: f64,
    #[serde(default)]
    k1: f64,
    distance_mm: f64,
}

#[derive(Deserialize)]
struct BallEntry {
    centre_px: [f64; 2],
    radius_px: f64,
}

pub(super) fn read(bytes: &[u8]) -> Result<Lights, StereoError> {
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let file: File = serde_path_to_error::deserialize(&mut source).map_err(|error| StereoError::Lights {
        field: match error.path().to_string().as_str() {
            "." => "lights.json".to_owned(),
            path => path.to_owned(),
        },
        problem: error.inner().to_string(),
    })?;
    if file.lights.is_empty() {
        return Err(StereoError::Lights {
            field: "lights".to_owned(),
            problem: "the list is empty; one entry for each picture is expected".to_owned(),
        });
    }
    Ok(Lights {
        lamps: file.lights.into_iter().map(lamp).collect(),
        ambient_file: file.ambient_frame,
        encoding: file.encoding.as_deref().map(encoding).transpose()?,
        camera: file.camera.map(|camera| Camera {
            fx: camera.fx,
            fy: camera.fy,
            cx: camera.cx,
            cy: camera.cy,
            k1: camera.k1,
            distance_mm: camera.distance_mm,
        }),
        mm_per_px: file.mm_per_px_at_z0,
        ball: ball(file.mirror_ball, file.matte_ball)?,
        lamp_distance_mm: file.lamp_distance_mm,
        falloff: falloff(file.flat_frame, file.vignetting)?,
    })
}

fn ball(mirror: Option<BallEntry>, matte: Option<BallEntry>) -> Result<Option<Ball>, StereoError> {
    let of = |entry: BallEntry, surface| Ball {
        centre_px: entry.centre_px,
        radius_px: entry.radius_px,
        surface,
    };
    match (mirror, matte) {
        (Some(_), Some(_)) => Err(twice("matte_ball", "mirror_ball")),
        (Some(entry), None) => Ok(Some(of(entry, BallSurface::Mirror))),
        (None, Some(entry)) => Ok(Some(of(entry, BallSurface::Matte))),
        (None, None) => Ok(None),
    }
}

fn falloff(flat: Option<String>, radial: Option<[f64; 3]>) -> Result<Option<Falloff>, StereoError> {
    match (flat, radial) {
        (Some(_), Some(_)) => Err(twice("vignetting", "flat_frame")),
        (Some(file), None) => Ok(Some(Falloff::Flat(file))),
        (None, Some(k)) => Ok(Some(Falloff::Radial(k))),
        (None, None) => Ok(None),
    }
}

fn twice(field: &str, other: &str) -> StereoError {
    StereoError::Lights {
        field: field.to_owned(),
        problem: format!("{other} is given, too; one of them is enough"),
    }
}

fn lamp(entry: Entry) -> Lamp {
    let near = entry.position_camera_mm.map(Light::Near);
    Lamp {
        file: entry.file,
        light: near.or(entry.direction.map(Light::Distant)),
        intensity: entry.intensity,
    }
}

/// The schema's two words begin so, and rigs add what they know: "sRGB 8 bit, no tone curve".
fn encoding(text: &str) -> Result<Encoding, StereoError> {
    let lower = text.to_lowercase();
    if lower.starts_with("srgb") {
        Ok(Encoding::Srgb)
    } else if lower.starts_with("linear") {
        Ok(Encoding::Linear)
    } else {
        Err(StereoError::Lights {
            field: "encoding".to_owned(),
            problem: format!("{text:?} is not known; srgb8 and linear16 are"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_file_is_read_and_what_is_unknown_is_left_alone() {
        let lights = read(
            br#"{"rig": "ring 2", "lights": [{"file": "img_0.png", "direction": [0.6, -0.2, -0.77], "position_camera_mm": null,
            "intensity": 1.1, "azimuth_deg": 12}, {"file": "img_1.png", "direction": [0, 0, -1], "position_camera_mm": [10, 20, 30], "intensity": null}],
            "ambient_frame": "ambient.png", "encoding": "sRGB 8 bit",
            "camera": {"width": 1600, "height": 1200, "fx": 2980.0, "fy": 2981.0, "cx": 799.5, "cy": 599.5, "distance_mm": 450.0},
            "mm_per_px_at_z0": 0.0672, "mirror_ball": {"centre_px": [120.5, 80], "radius_px": 61}, "vignetting": [-0.2, 0.05, 0]}"#,
        )
        .unwrap();
        assert_eq!(lights.lamps[0].intensity, Some(1.1));
        assert_eq!(lights.lamps[1].light, Some(Light::Near([10.0, 20.0, 30.0])));
        assert_eq!(lights.encoding, Some(Encoding::Srgb));
        let ball = lights
            .ball
            .map(|ball| (ball.centre_px, ball.radius_px, ball.surface));
        assert_eq!(ball, Some(([120.5, 80.0], 61.0, BallSurface::Mirror)));
        assert_eq!(lights.falloff, Some(Falloff::Radial([-0.2, 0.05, 0.0])));
        assert_eq!(lights.ambient_file.as_deref(), Some("ambient.png"));
        assert_eq!(
            lights.camera.map(|camera| (camera.fy, camera.k1)),
            Some((2981.0, 0.0))
        );
    }

    #[test]
    fn a_mistake_is_one_line_that_names_its_field() {
        for (text, field) in [
            (r#"{"lights": [{"direction": [0, 0, -1]}]}"#, "lights[0]"),
            (r#"{"lights": []}"#, "lights"),
            (r#"{"lights": [{"file": "a"}], "encoding": "log"}"#, "encoding"),
            (
                r#"{"lights": [{"file": "a"}], "camera": {"fx": "wide"}}"#,
                "camera.fx",
            ),
            (
                r#"{"lights": [{"file": "a"}], "mirror_ball": {"centre_px": [1, 2]}}"#,
                "mirror_ball",
            ),
            (
                r#"{"lights": [{"file": "a"}], "mirror_ball": {"centre_px": [1, 2], "radius_px": 30}, "matte_ball": {"centre_px": [1, 2], "radius_px": 30}}"#,
                "matte_ball",
            ),
            (
                r#"{"lights": [{"file": "a"}], "flat_frame": "flat.png", "vignetting": [0, 0, 0]}"#,
                "vignetting",
            ),
            ("", "lights.json"),
        ] {
            let message = read(text.as_bytes()).unwrap_err().to_string();
            assert!(message.starts_with(&format!("{field}: ")), "{message}");
            assert!(!message.contains('\n'), "{message}");
        }
    }
}
