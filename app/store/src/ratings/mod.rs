//! Blinded rating: photos that raters grade without knowing whose they are or when they were taken.
//!
//! A task has an id of its own, drawn at random like every other, and tasks are listed by it, so neither tells the patient
//! or the order of photos. What a rater is shown of a photo is its view, its media type and its bytes; the bytes are
//! those that were handed in, so whoever shows them takes out what a camera wrote into them.

mod assign;
mod grades;
mod look;
mod rate;
mod task;

pub use assign::Times;
pub use grades::BlindedGrade;
pub(crate) use task::{RatingRow, read as read_rating, select_ratings};

use crate::ids::RecordId;
use crate::record::PhotoView;

/// Something that a rater was asked to grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingTask {
    /// The task.
    pub id: RecordId,
    /// From where the photo to be graded was taken.
    pub photo: PhotoView,
    /// From where the photo from before was taken, when the two are to be compared.
    pub before: Option<PhotoView>,
    /// It is graded.
    pub done: bool,
}

/// Which photo of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RatedPhoto {
    /// The one to be graded.
    Photo,
    /// The one from before.
    Before,
}
