//! Every word that a page or a table shows. A translation is one more [`Texts`].
//!
//! Placeholders stand in braces and are filled by name with [`fill`], so that a translator may move them.

mod english;
mod german;

pub use english::ENGLISH;
pub use german::GERMAN;

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

/// A parameter of ISO 25178-2.
#[derive(Debug)]
pub struct ParameterTexts {
    /// The standard's name.
    pub name: &'static str,
    /// The family to which the standard counts it.
    pub family: &'static str,
    /// What it says about the surface.
    pub meaning: &'static str,
}

/// What the contract says in English, in another language.
#[derive(Debug)]
pub struct Phrases {
    /// Each English sentence, without what to do about it, and its translation; both name the places in them alike.
    pub sentences: &'static [(&'static str, &'static str)],
    /// Words that stand in the places of sentences, and their translations.
    pub words: &'static [(&'static str, &'static str)],
    /// What is said of a finding that says something else: `{check}`, `{measured}`, `{limit}`.
    pub unknown: &'static str,
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
    /// The areal parameters, in the order in which to show them.
    pub parameters: &'static [ParameterTexts],
    /// What is done to a surface before its parameters are computed, in that order: its name in the contract, and the words, with its
    /// setting for `{value}`.
    pub applied: &'static [(&'static str, &'static str)],
    /// What to do next after each verdict on photos that is not a refusal.
    pub next: fn(Verdict) -> &'static str,
    /// Likewise on scans.
    pub next_scan: fn(Verdict) -> &'static str,
    /// What to do when a check refuses scans, where that is another thing than with photos.
    pub scan_advice: fn(ReasonCode) -> Option<&'static str>,
    /// What stands between the whole and the decimals of a number.
    pub decimal_sign: char,
    /// A unit's name for people, where it has another than every language has.
    pub unit: fn(&str) -> Option<&'static str>,
    /// The sentences of the contract; `None` when they are in this language.
    pub phrases: Option<&'static Phrases>,
}

impl Texts {
    /// The words for a parameter of the standard.
    pub fn parameter(&self, name: &str) -> Option<&ParameterTexts> {
        self.parameters.iter().find(|known| known.name == name)
    }

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

        #[cfg(test)]
        impl PageTexts {
            /// Every text by its name.
            fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($field), self.$field),)*]
            }
        }
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
    interval,
    footer, no_script,
    photo_measured, surface_measured, measured_title, file, value, found,
    found_one, found_none, found_patient, found_flat_patient, found_none_patient, unfit_heading,
    quantities_heading, quantities_note, scars_note_one, section_links, checks_heading_one, checks_note_one,
    scan_moved, scan_not_moved, heights_heading, heights_caption, heights_legend, heights_legend_alt,
    outline_improved, outline_unchanged, outline_worse, legend_section, legend_hatched, solid_heading,
    solid_note, solid_label, solid_absent, solid_which, solid_heights, solid_camera,
    relit_heading, relit_note, relit_alt, relit_azimuth, relit_elevation, relit_grey, relit_albedo, relit_normals,
    relit_sigma_heading, relit_sigma, stretched, true_heights, zoom_in, zoom_out, reset, sections_heading,
    sections_note, sections_note_one, section_caption, section_alt, legend_undisturbed, legend_within,
    other_sections, depths_heading, depths_note, depths_note_one, depth_class, depth_class_pair,
    depth_axis, count_axis, texture_heading, texture_note, texture_note_one, texture_fold,
    applied_heading, parameter, other_parameters,
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

    const LANGUAGES: [&Texts; 2] = [&ENGLISH, &GERMAN];

    #[test]
    fn every_check_has_a_name_and_advice() {
        for texts in LANGUAGES {
            for &code in ReasonCode::ALL {
                let check = (texts.check)(code);
                assert!(!check.title.is_empty() && check.advice.ends_with('.'), "{code:?}");
            }
        }
    }

    /// The names in braces.
    fn places(text: &str) -> Vec<&str> {
        let parts = text.split('{').skip(1);
        let mut names: Vec<&str> = parts.filter_map(|part| Some(part.split_once('}')?.0)).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn german_has_its_own_words_with_the_same_places() {
        let [english, german] = LANGUAGES.map(|texts| texts.page.all());
        for ((name, english), (_, german)) in english.into_iter().zip(german) {
            assert_eq!(places(english), places(german), "{name}");
            let same = ["brand", "mdc", "hash"].contains(&name);
            assert!(same || english != german, "{name}: {english}");
        }
        for verdict in [
            Verdict::Improved,
            Verdict::Worse,
            Verdict::NoDetectableChange,
            Verdict::NotComparable,
        ] {
            let [english, german] = LANGUAGES.map(|texts| (texts.verdict)(verdict));
            assert_eq!(places(english.patient), places(german.patient));
            assert_ne!(english.patient_plain, german.patient_plain);
            assert_ne!((ENGLISH.next)(verdict), (GERMAN.next)(verdict));
        }
    }

    #[test]
    fn german_knows_the_same_parameters_and_filters() {
        let [english, german] = LANGUAGES.map(|texts| texts.parameters);
        for (english, german) in english.iter().zip(german) {
            assert_eq!(english.name, german.name);
            assert_ne!(english.meaning, german.meaning, "{}", english.name);
        }
        let [english, german] = LANGUAGES.map(|texts| texts.applied);
        for ((english, words), (german, german_words)) in english.iter().zip(german) {
            assert_eq!((english, places(words)), (german, places(german_words)));
        }
        let [english, german] = LANGUAGES.map(|texts| (texts.parameters.len(), texts.applied.len()));
        assert_eq!(english, german);
    }

    #[test]
    fn german_knows_the_same_metrics_and_quantities() {
        let [english, german] = LANGUAGES.map(|texts| texts.metrics.iter().map(|metric| metric.name));
        assert_eq!(english.collect::<Vec<_>>(), german.collect::<Vec<_>>());
        let source = include_str!("english.rs");
        let quantities = &source[source.find("fn quantity").unwrap()..];
        let known = quantities
            .split('"')
            .filter(|name| (ENGLISH.quantity)(name).is_some());
        let known: Vec<&str> = known.collect();
        assert!(known.len() > 25, "{known:?}");
        for name in known {
            assert!((GERMAN.quantity)(name).is_some(), "{name}");
        }
    }
}
