//! Relief card v1: what stands where, in millimetres from the card's top left corner, x right, y down.

use relief_grid::Point;

/// Width of the card: ID-1 of ISO/IEC 7810.
pub const CARD_WIDTH_MM: f64 = 85.60;
/// Height of the card: ID-1 of ISO/IEC 7810.
pub const CARD_HEIGHT_MM: f64 = 53.98;
/// How many tags the card has.
pub const TAG_COUNT: usize = 4;
/// Edge of a tag's black square.
pub const TAG_EDGE_MM: f64 = 10.0;
/// Cells along a tag's edge, the black border of one cell included.
pub const TAG_CELLS: usize = 8;
/// Cells along the edge of a tag's payload.
pub const PAYLOAD_CELLS: usize = 6;
/// From a tag's centre to the two nearest card edges.
pub const TAG_CENTRE_INSET_MM: f64 = 8.0;
/// Columns of colour patches.
pub const PATCH_COLUMNS: usize = 6;
/// Rows of colour patches.
pub const PATCH_ROWS: usize = 4;
/// Number of colour patches.
pub const PATCH_COUNT: usize = PATCH_COLUMNS * PATCH_ROWS;
/// Edge of a colour patch.
pub const PATCH_EDGE_MM: f64 = 7.0;
/// From one patch's centre to the next.
pub const PATCH_PITCH_MM: f64 = 8.0;

/// The payloads of tag36h11's ids 0 to 3, row by row from the top left in the highest bit, white is one,
/// turned as OpenCV's `DICT_APRILTAG_36h11` draws them.
const TAG_CODES: [u64; TAG_COUNT] = [0x2_1a14_6bab, 0x9_2d18_fe9b, 0x7_0890_14bb, 0x1_9397_9e27];

/// The payload of tag `id` (0 to 3): bit `35 − (6·row + column)` is set where the cell is white.
///
/// # Panics
/// When `id` is beyond 3.
pub const fn tag_code(id: usize) -> u64 {
    TAG_CODES[id]
}

/// Whether the cell of a payload is white, row and column 0 to 5.
pub const fn is_white(code: u64, row: usize, column: usize) -> bool {
    code >> (PAYLOAD_CELLS * PAYLOAD_CELLS - 1 - (PAYLOAD_CELLS * row + column)) & 1 == 1
}

/// The centre of the card.
pub const fn card_centre_mm() -> Point {
    Point::new(0.5 * CARD_WIDTH_MM, 0.5 * CARD_HEIGHT_MM)
}

/// The card's corners: top left, top right, bottom right, bottom left.
pub const fn card_corners_mm() -> [Point; 4] {
    [
        Point::new(0.0, 0.0),
        Point::new(CARD_WIDTH_MM, 0.0),
        Point::new(CARD_WIDTH_MM, CARD_HEIGHT_MM),
        Point::new(0.0, CARD_HEIGHT_MM),
    ]
}

/// The centre of tag `id`: 0 top left, 1 top right, 2 bottom right, 3 bottom left.
pub const fn tag_centre_mm(id: usize) -> Point {
    let right = id == 1 || id == 2;
    let low = id >= 2;
    Point::new(
        if right {
            CARD_WIDTH_MM - TAG_CENTRE_INSET_MM
        } else {
            TAG_CENTRE_INSET_MM
        },
        if low {
            CARD_HEIGHT_MM - TAG_CENTRE_INSET_MM
        } else {
            TAG_CENTRE_INSET_MM
        },
    )
}

/// The corners of tag `id`'s black square: top left, top right, bottom right, bottom left.
pub const fn tag_corners_mm(id: usize) -> [Point; 4] {
    square(tag_centre_mm(id), TAG_EDGE_MM)
}

/// The centre of patch `index`, counted row by row as in [`crate::colour::checker::CLASSIC`].
pub const fn patch_centre_mm(index: usize) -> Point {
    let column = (index % PATCH_COLUMNS) as f64 - 0.5 * (PATCH_COLUMNS - 1) as f64;
    let row = (index / PATCH_COLUMNS) as f64 - 0.5 * (PATCH_ROWS - 1) as f64;
    let centre = card_centre_mm();
    Point::new(
        centre.x + PATCH_PITCH_MM * column,
        centre.y + PATCH_PITCH_MM * row,
    )
}

/// The corners of an upright square around `centre`: top left, top right, bottom right, bottom left.
pub(super) const fn square(centre: Point, edge: f64) -> [Point; 4] {
    let half = 0.5 * edge;
    [
        Point::new(centre.x - half, centre.y - half),
        Point::new(centre.x + half, centre.y - half),
        Point::new(centre.x + half, centre.y + half),
        Point::new(centre.x - half, centre.y + half),
    ]
}

/// From one white place to the next.
const WHITE_PITCH_MM: f64 = 2.0;
/// How far a white place stays from ink and from the card's edge: blur and cutting errors reach that far.
const WHITE_CLEARANCE_MM: f64 = 1.6;

/// Places on the bare paper, row by row, each 1.6 mm or more from ink and from the card's edge.
pub fn white_places_mm() -> Vec<Point> {
    let steps = |length: f64| ((length - 2.0 * WHITE_CLEARANCE_MM) / WHITE_PITCH_MM).floor() as usize;
    let first = |length: f64| 0.5 * (length - WHITE_PITCH_MM * steps(length) as f64);
    let mut places = Vec::new();
    for row in 0..=steps(CARD_HEIGHT_MM) {
        for column in 0..=steps(CARD_WIDTH_MM) {
            let place = Point::new(
                first(CARD_WIDTH_MM) + WHITE_PITCH_MM * column as f64,
                first(CARD_HEIGHT_MM) + WHITE_PITCH_MM * row as f64,
            );
            if is_clear(place) {
                places.push(place);
            }
        }
    }
    places
}

fn is_clear(place: Point) -> bool {
    let apart = |centre: Point, half: f64| {
        (place.x - centre.x).abs() >= half + WHITE_CLEARANCE_MM
            || (place.y - centre.y).abs() >= half + WHITE_CLEARANCE_MM
    };
    (0..TAG_COUNT).all(|id| apart(tag_centre_mm(id), 0.5 * TAG_EDGE_MM))
        && (0..PATCH_COUNT).all(|i| apart(patch_centre_mm(i), 0.5 * PATCH_EDGE_MM))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_patches_stand_where_the_design_says() {
        assert_eq!(tag_centre_mm(2), Point::new(85.60 - 8.0, 53.98 - 8.0));
        assert_eq!(tag_corners_mm(0)[2], Point::new(13.0, 13.0));
        let (first, last) = (patch_centre_mm(0), patch_centre_mm(23));
        assert!(first.distance(Point::new(22.8, 14.99)) < 1e-9, "{first:?}");
        assert!(last.distance(Point::new(62.8, 38.99)) < 1e-9, "{last:?}");
    }

    #[test]
    fn a_code_reads_row_by_row_from_the_top_left() {
        // The first two rows of id 0: 001000 011010.
        let row = |r| {
            (0..6)
                .map(|c| u8::from(is_white(tag_code(0), r, c)))
                .collect::<Vec<_>>()
        };
        assert_eq!([row(0), row(1)].concat(), [0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0]);
    }

    #[test]
    fn bare_paper_lies_all_around() {
        let places = white_places_mm();
        assert!(places.len() > 150, "{}", places.len());
        let left = places.iter().filter(|p| p.x < card_centre_mm().x).count();
        assert!(left.abs_diff(places.len() - left) <= places.len() / 10);
    }
}
