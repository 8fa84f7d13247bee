//! Why a scan cannot be measured.

/// What is wrong with a scan or a setting, with the value and the limit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SurfaceError {
    /// Fewer measured cells than the computation needs.
    #[error("{measured} measured cells; at least {needed} are needed for {purpose}")]
    TooFewCells {
        /// What they are needed for.
        purpose: &'static str,
        /// Cells that were measured.
        measured: usize,
        /// The least number.
        needed: usize,
    },
    /// A setting that the map or the method does not allow.
    #[error("{name} is {value}; {limit}")]
    Setting {
        /// The setting, with its unit.
        name: &'static str,
        /// Its value.
        value: f64,
        /// What is allowed, in words.
        limit: &'static str,
    },
    /// Rounds that did not come to an end.
    #[error("{what} still moves by {moved:.1e} of itself after {rounds} rounds; it may by {limit:.1e}")]
    NotSettled {
        /// What was computed in rounds.
        what: &'static str,
        /// Rounds that were made.
        rounds: usize,
        /// The last round's change, as a share.
        moved: f64,
        /// The change that counts as none.
        limit: f64,
    },
    /// A mesh that shows no whole face, of which a zone was asked.
    #[error("this mesh shows no whole face: {what} is {measured:.1}; {limit}")]
    NoFace {
        /// What was measured, with its unit.
        what: &'static str,
        /// Its value.
        measured: f64,
        /// What a face has, in words.
        limit: &'static str,
    },
    /// A zone that a face's mesh does not show.
    #[error("less than half of the zone {zone} is in this mesh")]
    NoZone {
        /// The zone's name.
        zone: &'static str,
    },
    /// A profile that meets a place without a height.
    #[error("nothing was measured at {x_mm:.3} mm, {y_mm:.3} mm, which the profile needs")]
    Gap {
        /// Where, along a row; along a profile that comes without a map.
        x_mm: f64,
        /// Where, along a column.
        y_mm: f64,
    },
}

impl SurfaceError {
    /// Refuses a setting that is no positive number.
    pub(crate) fn unless_positive(name: &'static str, value: f64) -> Result<(), Self> {
        if value.is_finite() && value > 0.0 {
            return Ok(());
        }
        Err(Self::Setting {
            name,
            value,
            limit: "a number above zero",
        })
    }
}
