//! Every word that a page or a table shows. A translation is one more [`Texts`].
//!
//! Placeholders stand in braces and are filled by name with [`fill`], so that a translator may move them.

mod english;

pub use english::ENGLISH;

/// German. Filled in by the next commits.
pub const GERMAN: Texts = Texts {
    lang: "de",
    ..ENGLISH
};

use relief_compare::contract::{ReasonCode, ScarType, Verdict};

/// A word for each verdict, and the sentence for the patient that belongs to it.
#[derive(Debug)]
pub struct VerdictTexts {
    /// A word or two.
    pub word: &'static str,
    /// For the patient. `{metric}`, `{relative}` and `{mdc}` come from the change of the scars.
    pub patient: &'static str,
    /// For the patient, when the table of changes does not start with the scars.
    pub patient_plain: &'static str,
}

/// A check of the gate: what it is called and what to do when it refuses.
#[derive(Debug)]
pub struct CheckTexts {
    /// Its name.
    pub title: &'static str,
    /// What to do next.
    pub advice: &'static str,
}

/// A metric: what it is called and what it means.
#[derive(Debug)]
pub struct MetricTexts {
    /// The contract's name, or how it begins.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it says about the skin.
    pub meaning: &'static str,
}

/// All words in one language.
#[derive(Debug)]
pub struct Texts {
    /// BCP 47 tag of the language.
    pub lang: &'static str,
    /// Page furniture: headings, buttons, columns.
    pub page: PageTexts,
    /// Words of the verdicts.
    pub verdict: fn(Verdict) -> VerdictTexts,
    /// Words of the checks.
    pub check: fn(ReasonCode) -> CheckTexts,
    /// What a check's quantity measures, by its name in the contract; told where checks of one name stand together.
    pub quantity: fn(&str) -> Option<&'static str>,
    /// Words of the scar types.
    pub scar_type: fn(ScarType) -> &'static str,
    /// Words of the metrics, the more particular name first.
    pub metrics: &'static [MetricTexts],
    /// What to do next after each verdict that is not a refusal.
    pub next: fn(Verdict) -> &'static str,
}

impl Texts {
    /// The words for a metric whose name is, or begins with, a known name.
    pub fn metric(&self, name: &str) -> Option<&MetricTexts> {
        self.metrics.iter().find(|known| name == known.name).or_else(|| {
            self.metrics.iter().find(|known| {
                name.strip_prefix(known.name)
                    .is_some_and(|rest| rest.starts_with('_'))
            })
        })
    }
}

macro_rules! page_texts {
    ($($(#[$doc:meta])* $field:ident,)*) => {
        /// Headings, buttons, columns and short notes of the page.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "each field's English text says what it is")]
        pub struct PageTexts { $($(#[$doc])* pub $field: &'static str,)* }
    };
}

page_texts! {
    title, brand, claim, photos_compared, surfaces_compared, for_the_patient,
    no_scars, no_scars_patient, few_scars, few_scars_patient, no_scars_next,
    refused_heading, refused_lead, warnings_heading,
    pictures_heading, before, after, lower, higher, also_worse, also_changed, both, views, slider, flicker, side_by_side,
    slider_label, slider_value, play, pause, switch, reduced_motion, moved_and_cropped, moved_only, not_moved,
    before_alt, after_alt,
    changes_heading, changes_note, other_measures, other_changed, metric, difference, interval_column, mdc, verdict,
    changed, interval_alt, legend_band, legend_interval, legend_changed, not_comparable_no_numbers,
    scars_heading, scars_note, scar, scar_type, certainty, depth, width, length, area, volume, slope, shading,
    unknown_type, only_before, only_after, all_scars,
    maps_heading,
    checks_heading, checks_note, check, measured, limit, at_most, at_least, of_white, yes, no, passed, refused, advice,
    method_heading, method_note, hash, size, scale, scale_card, scale_given, scale_file, scale_none,
    overlap, residual, algorithm,
    footer, no_script,
}

/// Puts values in the place of `{name}`s.
///
/// ```
/// use relief_report::texts::fill;
/// assert_eq!(fill("{a} of {b}", &[("b", "3"), ("a", "1")]), "1 of 3");
/// ```
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let name = &rest[start + 1..start + length];
        out.push_str(&rest[..start]);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_left_alone() {
        assert_eq!(fill("{a} {b}", &[("a", "{b}"), ("b", "2")]), "{b} 2");
        assert_eq!(fill("{a", &[("a", "1")]), "{a");
        assert_eq!(fill("{c}", &[]), "{c}");
    }

    #[test]
    fn metrics_are_found_by_name_or_beginning() {
        assert_eq!(
            ENGLISH.metric("scar_shading_contrast").map(|m| m.name),
            Some("scar_shading_contrast")
        );
        assert_eq!(ENGLISH.metric("texture_energy").map(|m| m.name), Some("texture"));
        assert!(ENGLISH.metric("texturedness").is_none());
    }

    #[test]
    fn every_check_has_a_name_and_advice() {
        for &code in ReasonCode::ALL {
            let texts = (ENGLISH.check)(code);
            assert!(!texts.title.is_empty() && texts.advice.ends_with('.'), "{code:?}");
        }
    }
}
