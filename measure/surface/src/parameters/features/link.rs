//! The ring of eight neighbours around a cell, and into how many connected parts some of them fall.
//!
//! Bits count the ring row by row without the middle: 0 1 2 above, 3 and 4 beside, 5 6 7 below.

/// For each neighbour the members of the ring that touch it along an edge or at a corner.
const TOUCHES: [u8; 8] = [
    1 << 1 | 1 << 3,
    1 << 0 | 1 << 2 | 1 << 3 | 1 << 4,
    1 << 1 | 1 << 4,
    1 << 0 | 1 << 1 | 1 << 5 | 1 << 6,
    1 << 1 | 1 << 2 | 1 << 6 | 1 << 7,
    1 << 3 | 1 << 6,
    1 << 3 | 1 << 4 | 1 << 5 | 1 << 7,
    1 << 4 | 1 << 6,
];

const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut ring = 0;
    while ring < 256 {
        let mut left = ring as u8;
        while left != 0 {
            left &= !part(left);
            parts[ring] += 1;
        }
        ring += 1;
    }
    parts
};

/// How many connected parts the members of `ring` form.
pub(super) const fn parts(ring: u8) -> u8 {
    PARTS[ring as usize]
}

/// The connected part of `ring` that holds its first member; nothing of nothing.
pub(super) const fn part(ring: u8) -> u8 {
    let mut part = ring & ring.wrapping_neg();
    loop {
        let mut grown = part;
        let mut i = 0;
        while i < 8 {
            if part >> i & 1 == 1 {
                grown |= TOUCHES[i] & ring;
            }
            i += 1;
        }
        if grown == part {
            return part;
        }
        part = grown;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_alone_are_apart_and_an_edge_joins_them() {
        assert_eq!(parts(0), 0);
        assert_eq!(parts(0b1010_0101), 4);
        assert_eq!(parts(0b1111_1111), 1);
        // Above and beside touch at a corner; above and below do not touch.
        assert_eq!(parts(1 << 1 | 1 << 4), 1);
        assert_eq!(parts(1 << 1 | 1 << 6), 2);
        assert_eq!(part(1 << 1 | 1 << 6), 1 << 1);
    }
}
