//! What the sheet says.

/// Above the card.
pub(super) const TITLE: &str = "Relief card v1";

/// Above the ruler.
pub(super) const RULER: &str = "This ruler is 50 mm long.";

/// Below the ruler, line by line; an empty line is a gap.
pub(super) const INSTRUCTIONS: &[&str] = &[
    "1.  Print at 100 % (\u{201c}actual size\u{201d}, no \u{201c}fit to page\u{201d}), in colour, on white matt paper. Gloss reflects the lamp.",
    "2.  Measure the ruler above with a steel rule. It must be 50 mm long to within 0.2 mm. If it is not, the",
    "     printer scales: set the scale to 100 % and print again. A card 1 % too large makes every scar 1 % too small.",
    "3.  Cut along the marks at the corners: 85.6 \u{d7} 54.0 mm, the size of a bank card.",
    "4.  Glue the card flat on stiff board or plastic. A bent card measures wrong.",
    "",
    "At each photo",
    "5.  Lay it beside the skin, in the same plane and as far from the camera, with all four black squares in view.",
    "6.  Keep it in the light that falls on the skin: no shadow on it, no glare.",
    "7.  Use the same card at each visit, and keep it clean and in the dark in between: print fades.",
    "",
    "The colours of a desktop printer are not reference colours. The same card makes two visits comparable; it does",
    "not make their colours true. For absolute colours, have the patches measured.",
];
