//! The Relief card: what is printed where, and where it lies.

use super::camera::View;
use crate::{light::card_shadow::Sheet, srgb};
use nalgebra::{Matrix3, Vector3};
use relief_grid::Point;

/// Size of the card (ID-1).
pub(crate) const SIZE_MM: [f64; 2] = [85.60, 53.98];
/// Edge of a tag's black square, of one of its 8 × 8 cells, and a centre's distance from the card's edges.
const TAG_MM: f64 = 10.0;
const TAG_CELLS: usize = 8;
const TAG_INSET_MM: f64 = 8.0;
/// Patches: edge, distance, columns and rows.
const PATCH_MM: f64 = 7.0;
const PITCH_MM: f64 = 8.0;
const COLUMNS: usize = 6;
const ROWS: usize = 4;

/// Tags 0 to 3 of family tag36h11 (Olson 2011, doi:10.1109/ICRA.2011.5979561), the inner 6 × 6 cells
/// row by row, upright: 1 is white.
const TAGS: [[u8; 6]; 4] = [
    [0b001_000, 0b011_010, 0b000_101, 0b000_110, 0b101_110, 0b101_011],
    [0b100_100, 0b101_101, 0b000_110, 0b001_111, 0b111_010, 0b011_011],
    [0b011_100, 0b001_000, 0b100_100, 0b000_001, 0b010_010, 0b111_011],
    [0b000_110, 0b010_011, 0b100_101, 0b111_001, 0b111_000, 0b100_111],
];

/// Published sRGB values of the ColorChecker Classic, row by row.
const CHECKER: [[u8; 3]; COLUMNS * ROWS] = [
    [115, 82, 68],
    [194, 150, 130],
    [98, 122, 157],
    [87, 108, 67],
    [133, 128, 177],
    [103, 189, 170],
    [214, 126, 44],
    [80, 91, 166],
    [193, 90, 99],
    [94, 60, 108],
    [157, 188, 64],
    [224, 163, 46],
    [56, 61, 150],
    [70, 148, 73],
    [175, 54, 60],
    [231, 199, 31],
    [187, 86, 149],
    [8, 133, 161],
    [243, 243, 242],
    [200, 200, 200],
    [160, 160, 160],
    [122, 122, 121],
    [85, 85, 85],
    [52, 52, 52],
];
/// The card's white and the tags' black, as a desktop printer makes them.
const WHITE: [u8; 3] = [245, 245, 245];
const BLACK: [u8; 3] = [20, 20, 20];
/// Least and most of the light that matt paper reflects before it meets the ink: blacks are never black.
pub(crate) const SHEEN: [f64; 2] = [0.01, 0.035];

/// What lies at a place of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    White,
    Black,
    /// A patch by its number, row by row.
    Patch(usize),
}

/// The ink at a place of the card (x right, y down, mm from its top left corner); `None` beside the card.
pub(crate) fn ink(x: f64, y: f64) -> Option<Ink> {
    if !(0.0..SIZE_MM[0]).contains(&x) || !(0.0..SIZE_MM[1]).contains(&y) {
        return None;
    }
    Some(tag_ink(x, y).or_else(|| patch_ink(x, y)).unwrap_or(Ink::White))
}

fn tag_ink(x: f64, y: f64) -> Option<Ink> {
    let (right, bottom) = (x > 0.5 * SIZE_MM[0], y > 0.5 * SIZE_MM[1]);
    let tag = tag_at(right, bottom);
    let [cx, cy] = tag_centre_mm(tag);
    let cell = |offset: f64| ((offset + 0.5 * TAG_MM) * TAG_CELLS as f64 / TAG_MM).floor();
    let (column, row) = (cell(x - cx), cell(y - cy));
    let inside = 0.0..TAG_CELLS as f64;
    if !inside.contains(&column) || !inside.contains(&row) {
        return None;
    }
    let (column, row) = (column as usize, row as usize);
    let border = [column, row].iter().any(|&i| i == 0 || i == TAG_CELLS - 1);
    let white = !border && TAGS[tag][row - 1] >> (TAG_CELLS - 2 - column) & 1 == 1;
    Some(if white { Ink::White } else { Ink::Black })
}

fn patch_ink(x: f64, y: f64) -> Option<Ink> {
    let place = |at: f64, size: f64, count: usize| {
        let from_first = at - 0.5 * size + 0.5 * (count as f64 - 1.0) * PITCH_MM;
        let nearest = (from_first / PITCH_MM).round();
        let on_patch = (from_first - nearest * PITCH_MM).abs() <= 0.5 * PATCH_MM;
        (on_patch && (0.0..count as f64).contains(&nearest)).then_some(nearest as usize)
    };
    let column = place(x, SIZE_MM[0], COLUMNS)?;
    let row = place(y, SIZE_MM[1], ROWS)?;
    Some(Ink::Patch(row * COLUMNS + column))
}

fn tag_at(right: bool, bottom: bool) -> usize {
    match (right, bottom) {
        (false, false) => 0,
        (true, false) => 1,
        (true, true) => 2,
        (false, true) => 3,
    }
}

fn tag_centre_mm(tag: usize) -> [f64; 2] {
    let right = tag == 1 || tag == 2;
    let bottom = tag >= 2;
    let place = |far: bool, size: f64| if far { size - TAG_INSET_MM } else { TAG_INSET_MM };
    [place(right, SIZE_MM[0]), place(bottom, SIZE_MM[1])]
}

/// The corners of a tag's black square: top left, top right, bottom right, bottom left of the card's own
/// orientation.
pub(crate) fn tag_corners_mm(tag: usize) -> [[f64; 2]; 4] {
    let [cx, cy] = tag_centre_mm(tag);
    let half = 0.5 * TAG_MM;
    [[-half, -half], [half, -half], [half, half], [-half, half]].map(|[dx, dy]| [cx + dx, cy + dy])
}

/// Linear reflectance of every ink.
#[derive(Debug, Clone)]
pub(crate) struct Inks {
    white: [f32; 3],
    black: [f32; 3],
    patches: [[f32; 3]; COLUMNS * ROWS],
}

impl Inks {
    /// The published values under a surface that throws back `sheen` of the light before it meets the ink.
    pub(crate) fn printed(sheen: f32) -> Self {
        let ink = |rgb| srgb::linear_of(rgb).map(|c| sheen + (1.0 - sheen) * c);
        Self {
            white: ink(WHITE),
            black: ink(BLACK),
            patches: CHECKER.map(ink),
        }
    }

    /// The reflectance of an ink.
    pub(crate) fn of(&self, ink: Ink) -> [f32; 3] {
        match ink {
            Ink::White => self.white,
            Ink::Black => self.black,
            Ink::Patch(i) => self.patches[i],
        }
    }
}

/// The card in the skin's axes: `p_skin = rotation · (x, y, 0) + corner`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CardPose {
    pub(crate) rotation: Matrix3<f64>,
    pub(crate) corner: Vector3<f64>,
}

impl CardPose {
    /// A place of the card in the skin's axes.
    pub(crate) fn point(&self, [x, y]: [f64; 2]) -> Vector3<f64> {
        self.rotation * Vector3::new(x, y, 0.0) + self.corner
    }

    /// Unit normal towards the camera.
    pub(crate) fn normal(&self) -> Vector3<f64> {
        let normal = self.rotation.column(2).into_owned();
        if normal.z < 0.0 { normal } else { -normal }
    }

    /// The card as something that hides light.
    pub(crate) fn sheet(&self) -> Sheet {
        Sheet::new(
            self.corner,
            [
                self.rotation.column(0) * SIZE_MM[0],
                self.rotation.column(1) * SIZE_MM[1],
            ],
        )
    }

    /// Card millimetres to pixels of the camera without its lens distortion: row by row, last element 1.
    pub(crate) fn homography(&self, view: &View) -> Matrix3<f64> {
        let rotation = view.rotation * self.rotation;
        let corner = view.rotation * self.corner + view.translation;
        let plane = Matrix3::from_columns(&[rotation.column(0).into(), rotation.column(1).into(), corner]);
        let h = view.camera.matrix() * plane;
        h / h[(2, 2)]
    }

    /// The pixel that shows a place of the card, lens distortion included.
    pub(crate) fn project(&self, view: &View, at: [f64; 2]) -> Point {
        view.project(self.point(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_lie_where_the_design_says() {
        assert_eq!(ink(-0.1, 5.0), None);
        assert_eq!(ink(1.0, 1.0), Some(Ink::White));
        assert_eq!(ink(3.1, 3.1), Some(Ink::Black));
        assert_eq!(ink(2.9, 8.0), Some(Ink::White));
        assert_eq!(ink(12.9, 12.9), Some(Ink::Black));
        // The middle of the card lies between four patches.
        assert_eq!(ink(42.8, 26.99), Some(Ink::White));
        assert_eq!(ink(42.8 - 20.0, 26.99 - 12.0), Some(Ink::Patch(0)));
        assert_eq!(ink(42.8 + 20.0 + 3.4, 26.99 + 12.0 + 3.4), Some(Ink::Patch(23)));
        assert_eq!(ink(42.8 + 20.0 + 3.6, 26.99 + 12.0), Some(Ink::White));
    }

    #[test]
    fn tag_cells_have_the_published_bits() {
        // The first four codes of the family as published (AprilTag 2's `tag36h11.c`), row by row from the top left
        // with 1 for white; the card's tags are printed turned by 180°, as its design allows.
        let known = [0xd_5d62_8584_u64, 0xd_97f1_8b49, 0xd_d280_910e, 0xe_479e_9c98];
        for (tag, known) in TAGS.iter().zip(known) {
            let own = tag.iter().fold(0u64, |all, &row| (all << 6) | u64::from(row));
            let turned = (0..36).fold(0u64, |all, i| (all << 1) | ((own >> i) & 1));
            assert_eq!(turned, known);
        }
    }

    #[test]
    fn the_homography_is_the_pinhole() {
        let camera = super::super::camera::Camera {
            width: 1600,
            height: 1200,
            fx: 5300.0,
            fy: 5300.0,
            cx: 799.5,
            cy: 599.5,
            k1: 0.0,
            distance_mm: 450.0,
        };
        let view = View {
            camera,
            rotation: super::super::camera::turn([4.0, -3.0, 2.0]),
            translation: Vector3::new(20.0, 1.0, 450.0),
        };
        let pose = CardPose {
            rotation: super::super::camera::turn([2.0, 1.0, 88.0]),
            corner: Vector3::new(-30.0, -40.0, 3.0),
        };
        let h = pose.homography(&view);
        for tag in 0..4 {
            for at in tag_corners_mm(tag) {
                let p = h * Vector3::new(at[0], at[1], 1.0);
                let q = pose.project(&view, at);
                assert!((p.x / p.z - q.x).abs() < 1e-9 && (p.y / p.z - q.y).abs() < 1e-9);
            }
        }
    }
}
