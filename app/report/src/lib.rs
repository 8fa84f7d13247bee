//! Results as self-contained pages, and the words and numbers that pages and terminal share.
//!
//! A page carries everything it needs: pictures, style and script are inside, nothing is fetched.
//! Every sentence stands in [`texts`], so that a translation is one more constant there.

mod csp;
mod finding;
mod interval;
mod numbers;
mod page;
mod phrase;
mod sentence;
pub mod texts;

pub use finding::{limit_text, matter_text, measured_text};
pub use numbers::{estimate_parts, estimate_text, number_text, percent_text, unit_label, with_unit};
pub use page::{
    Image, ReportError, SCRIPT, STYLE, Shown, ShownMap, ShownRelief, ShownScan, ShownSkin, ShownTexture,
    ShownView, compare_page, comparison_part, measure_page, measured_part,
};
pub use phrase::reason_text;
pub use sentence::{change_word, headline, metric_label, next_steps, patient_sentence, verdict_word};
