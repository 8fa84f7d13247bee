//! Where the camera stood and how the face was held.

use super::{Check, Code};

/// View change up to which the registration is validated (issue: ±15°); foreshortening alone then changes
/// areas by 3.5 %.
const VIEW_LIMIT_DEG: f64 = 16.0;

/// In-plane turn up to which the registration is validated, with room for a phone held askew.
const ROTATION_LIMIT_DEG: f64 = 20.0;

/// Distance ratio up to which the registration is validated (0.8 to 1.25), as a logarithm's factor.
const DISTANCE_RATIO_LIMIT: f64 = 1.25;

/// Share of the first picture's skin that the second must show: below it the scars of the one are mostly
/// not the scars of the other.
const OVERLAP_LIMIT: f64 = 0.5;

/// Median residual of the registration, in working pixels of about 0.065 mm. Careful repeats stay under 0.2 and defocus
/// reaches 0.35; skin that a smile folded leaves more.
const RESIDUAL_LIMIT_PX: f64 = 0.45;

/// Local stretch, 95th percentile: a smile stretches a cheek by 10 % and more, careful repeats stay under 4.5 %.
const STRETCH_LIMIT: f64 = 0.055;

/// What the registration tells about the two views.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeometryFacts {
    /// Change of the viewing direction, degrees.
    pub view_change_deg: f64,
    /// Angle between the normals of both cards, degrees; `None` without two cards.
    pub card_turn_deg: Option<f64>,
    /// Turn in the picture plane, degrees.
    pub rotation_deg: f64,
    /// Size of the skin in the second picture over the first, as a share of the picture or by the cards.
    pub size_ratio: f64,
    /// Share of the first picture's skin that lies in the second's.
    pub overlap: f64,
    /// Median residual, working pixels.
    pub residual_px: f64,
    /// 95th percentile of the local stretch.
    pub local_stretch: f64,
}

impl GeometryFacts {
    /// The turn by the skin. Skins that do not lie on each other tell none, and refuse the pair anyway: then the cards may
    /// name the reason, although they lie on the skin a little differently each time.
    fn view_deg(&self) -> f64 {
        let lies_askew = self.residual_px > RESIDUAL_LIMIT_PX;
        let card = self.card_turn_deg.filter(|_| lies_askew);
        card.map_or(self.view_change_deg, |turn| turn.max(self.view_change_deg))
    }
}

/// The check of the change of view alone, in degrees.
pub fn check_view(change_deg: f64) -> Check {
    let change = change_deg.abs();
    let message = format!(
        "the skin is seen from {change:.0}° to the side of the first view; use the ghost of the first picture to find the same pose"
    );
    Check::at_most(Code::Pose, "angle_deg", change, VIEW_LIMIT_DEG, "deg", message)
}

/// The checks of pose, scale, overlap, registration and expression.
pub fn check_geometry(facts: &GeometryFacts) -> Vec<Check> {
    let distance = facts.size_ratio.max(1.0 / facts.size_ratio);
    let (direction, opposite) = if facts.size_ratio > 1.0 {
        ("closer", "further away")
    } else {
        ("further away", "closer")
    };
    let pose = if facts.rotation_deg.abs() / ROTATION_LIMIT_DEG > facts.view_deg() / VIEW_LIMIT_DEG {
        let message = format!(
            "the second picture is turned by {:.0}° in its plane; hold the camera as on the first",
            facts.rotation_deg
        );
        Check::at_most(
            Code::Pose,
            "angle_deg",
            facts.rotation_deg.abs(),
            ROTATION_LIMIT_DEG,
            "deg",
            message,
        )
    } else {
        check_view(facts.view_deg())
    };
    vec![
        pose,
        Check::at_most(
            Code::Scale,
            "distance_ratio",
            distance,
            DISTANCE_RATIO_LIMIT,
            "ratio",
            format!("the second picture was taken {distance:.2} times {direction}; step {opposite}"),
        ),
        Check::at_least(
            Code::Overlap,
            "common_share",
            facts.overlap,
            OVERLAP_LIMIT,
            "share",
            format!(
                "{:.0} % of the first picture's skin is in the second; frame the same area",
                100.0 * facts.overlap
            ),
        ),
        Check::at_most(
            Code::Registration,
            "residual_px",
            facts.residual_px,
            RESIDUAL_LIMIT_PX,
            "px",
            format!(
                "the pictures lie on each other within {:.2} px",
                facts.residual_px
            ),
        ),
        Check::at_most(
            Code::Expression,
            "stretch_share",
            facts.local_stretch,
            STRETCH_LIMIT,
            "share",
            format!(
                "the skin is stretched by {:.1} % between the pictures; ask for a relaxed face",
                100.0 * facts.local_stretch
            ),
        ),
    ]
}
