//! The description of a light set's lamps (`lights.json`), as measuring reads it.

use super::place::Place;
use super::stand::Stand;
use serde::Serialize;

/// What is known of a set.
pub(super) struct Description<'a> {
    /// How its lamps stand.
    pub stand: Stand,
    /// The names of its pictures, the one with the lamp at 12 o'clock first, then clockwise.
    pub pictures: &'a [String],
    /// The name of the picture with all lamps off.
    pub ambient: Option<&'a str>,
    /// Pixels per row and column of the pictures.
    pub size_px: [usize; 2],
    /// Width of a pixel on the skin, in mm.
    pub mm_per_px: f64,
}

#[derive(Serialize)]
struct File<'a> {
    lights: Vec<Lamp<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ambient_frame: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lamp_distance_mm: Option<f64>,
    encoding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    camera: Option<Camera>,
    mm_per_px_at_z0: f64,
}

/// How bright it is nobody knows; the pictures tell.
#[derive(Serialize)]
struct Lamp<'a> {
    file: &'a str,
    #[serde(flatten)]
    light: Option<Light>,
    intensity: Option<f64>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Light {
    Direction([f64; 3]),
    PositionCameraMm([f64; 3]),
}

#[derive(Serialize)]
struct Camera {
    fx: f64,
    fy: f64,
    cx: f64,
    cy: f64,
    distance_mm: f64,
}

impl Description<'_> {
    /// The file. Axes are the camera's: x to the right, y down, z into the scene, so that a lamp at 12 o'clock has y below zero.
    pub fn json(&self) -> serde_json::Result<Vec<u8>> {
        let places = Place::all(self.pictures.len());
        let lights = places.zip(self.pictures).map(|(place, file)| Lamp {
            file,
            light: self.light(place),
            intensity: None,
        });
        serde_json::to_vec_pretty(&File {
            lights: lights.collect(),
            ambient_frame: self.ambient,
            lamp_distance_mm: self.lamp_distance_mm(),
            encoding: "srgb8",
            camera: self.camera(),
            mm_per_px_at_z0: self.mm_per_px,
        })
    }

    fn light(&self, place: Place) -> Option<Light> {
        let [x, y] = place.across();
        match self.stand {
            Stand::Far { angle_deg } => {
                let (sin, cos) = angle_deg.to_radians().sin_cos();
                Some(Light::Direction([sin * x, sin * y, -cos]))
            }
            Stand::Ring { radius_mm, .. } => {
                Some(Light::PositionCameraMm([radius_mm * x, radius_mm * y, 0.0]))
            }
            // The card counts only where no lamp's direction is told; a hand is not where the clock says anyway.
            Stand::Card { .. } => None,
        }
    }

    fn lamp_distance_mm(&self) -> Option<f64> {
        match self.stand {
            Stand::Card { lamp_distance_mm } => Some(lamp_distance_mm),
            Stand::Far { .. } | Stand::Ring { .. } => None,
        }
    }

    /// Near lamps count only with a camera. Its focal length follows from how large a known distance away the skin is seen, which is surer than what
    /// is written on a lens.
    fn camera(&self) -> Option<Camera> {
        let Stand::Ring { distance_mm, .. } = self.stand else {
            return None;
        };
        let focal_px = distance_mm / self.mm_per_px;
        let [cx, cy] = self.size_px.map(|pixels| (pixels as f64 - 1.0) / 2.0);
        Some(Camera {
            fx: focal_px,
            fy: focal_px,
            cx,
            cy,
            distance_mm,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use relief_stereo::{Light, Lights, View};

    fn read(stand: Stand, lamps: usize, ambient: Option<&str>) -> Lights {
        let pictures: Vec<String> = (0..lamps).map(|at| format!("{at}.jpeg")).collect();
        let description = Description {
            stand,
            pictures: &pictures,
            ambient,
            size_px: [4000, 3000],
            mm_per_px: 0.05,
        };
        Lights::from_json(&description.json().unwrap()).unwrap()
    }

    fn is_near([x, y, z]: [f64; 3], wanted: [f64; 3]) -> bool {
        [x, y, z]
            .iter()
            .zip(wanted)
            .all(|(got, wanted)| (got - wanted).abs() < 1e-9)
    }

    #[test]
    fn far_lamps_stand_around_the_camera_from_12_oclock_on() {
        let lights = read(Stand::Far { angle_deg: 30.0 }, 4, Some("dark.jpeg"));
        let (half, steep) = (0.5, 0.75f64.sqrt());
        let wanted = [
            [0.0, -half, -steep],
            [half, 0.0, -steep],
            [0.0, half, -steep],
            [-half, 0.0, -steep],
        ];
        for ((at, lamp), wanted) in lights.lamps.iter().enumerate().zip(wanted) {
            let Some(Light::Distant(direction)) = lamp.light else {
                panic!("{lamp:?}");
            };
            assert!(is_near(direction, wanted), "{at}: {direction:?}");
            assert_eq!((&lamp.file, lamp.intensity), (&format!("{at}.jpeg"), None));
        }
        assert_eq!(lights.ambient_file.as_deref(), Some("dark.jpeg"));
        assert_eq!(lights.view(), Some(View::Orthographic { mm_per_px: 0.05 }));
    }

    #[test]
    fn a_ring_has_places_and_a_camera_that_sees_the_skin_as_large_as_it_is() {
        let ring = Stand::Ring {
            radius_mm: 120.0,
            distance_mm: 300.0,
        };
        let lights = read(ring, 6, None);
        let Some(Light::Near(second)) = lights.lamps[1].light else {
            panic!("{:?}", lights.lamps[1]);
        };
        assert!(
            is_near(second, [120.0 * 0.75f64.sqrt(), -60.0, 0.0]),
            "{second:?}"
        );
        let camera = lights.camera.unwrap();
        assert_eq!((camera.cx, camera.cy, camera.fx), (1999.5, 1499.5, 6000.0));
        assert!((View::Perspective(camera).mm_per_px() - 0.05).abs() < 1e-12);
        assert_eq!(lights.ambient_file, None);
    }

    #[test]
    fn of_lamps_that_the_card_shows_only_their_distance_is_told() {
        let string = Stand::Card {
            lamp_distance_mm: 500.0,
        };
        let lights = read(string, 6, Some("dark.jpeg"));
        assert_eq!(lights.lamp_distance_mm, Some(500.0));
        for lamp in &lights.lamps {
            assert_eq!((lamp.light, lamp.intensity), (None, None), "{lamp:?}");
        }
        assert_eq!((lights.lamps.len(), lights.camera), (6, None));
        assert_eq!(lights.mm_per_px, Some(0.05));
    }
}
