//! Which files were measured, how, and with what.

use crate::texts::{Texts, fill};
use relief_compare::contract::{
    Algorithm, CompareResult, InputInfo, MeasureResult, Setting, round_significant,
};
use relief_grid::ScaleSource;
use std::collections::BTreeMap;

/// The method section.
pub(super) struct Method<'a> {
    pub files: Vec<FileRow<'a>>,
    pub registration: Option<(String, String)>,
    pub parameters: Vec<(&'a str, String)>,
    pub algorithm: String,
    pub schema: &'a str,
}

/// One input.
pub(super) struct FileRow<'a> {
    pub role: &'static str,
    /// Without its folders: their names may be a patient's.
    pub name: &'a str,
    pub hash: &'a str,
    pub size: String,
    pub scale: String,
}

impl<'a> Method<'a> {
    pub fn of_pair(texts: &Texts, result: &'a CompareResult) -> Self {
        let roles = [texts.page.before, texts.page.after];
        let registration = result.registration.map(|found| {
            let overlap = texts.percent(found.overlap);
            (
                overlap.trim_start_matches('+').to_owned(),
                format!("{} px", texts.number(found.residual_px)),
            )
        });
        Self {
            registration,
            ..Self::new(
                texts,
                &roles,
                &result.inputs,
                &result.parameters,
                (&result.algorithm, &result.schema),
            )
        }
    }

    pub fn of_one(texts: &Texts, result: &'a MeasureResult) -> Self {
        let roles = [texts.page.file];
        Self::new(
            texts,
            &roles,
            &result.inputs,
            &result.settings,
            (&result.algorithm, &result.schema),
        )
    }

    fn new(
        texts: &Texts,
        roles: &[&'static str],
        inputs: &'a [InputInfo],
        settings: &'a BTreeMap<String, Setting>,
        (algorithm, schema): (&Algorithm, &'a str),
    ) -> Self {
        let files = roles.iter().zip(inputs);
        let settings = settings.iter();
        Self {
            files: files.map(|(role, input)| file(texts, role, input)).collect(),
            registration: None,
            parameters: settings
                .map(|(name, value)| (name.as_str(), setting(texts, value)))
                .collect(),
            algorithm: format!("{} {}", algorithm.name, algorithm.version),
            schema,
        }
    }
}

fn file<'a>(texts: &Texts, role: &'static str, input: &'a InputInfo) -> FileRow<'a> {
    let words = &texts.page;
    let sentence = match input.scale_source {
        ScaleSource::Card => words.scale_card,
        ScaleSource::Given => words.scale_given,
        ScaleSource::File => words.scale_file,
        ScaleSource::None => words.scale_none,
    };
    let scale = input
        .mm_per_px
        .map(|scale| number(texts, scale))
        .unwrap_or_default();
    FileRow {
        role,
        name: file_name(&input.path),
        hash: &input.blake3,
        size: format!("{} × {}", input.width, input.height),
        scale: fill(sentence, &[("scale", &scale)]),
    }
}

/// What stands behind the last separator of any system: the page may be made elsewhere than where it is read.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\'])
        .find(|part| !part.is_empty())
        .unwrap_or(path)
}

fn setting(texts: &Texts, value: &Setting) -> String {
    match value {
        Setting::Flag(flag) => flag.to_string(),
        Setting::Count(count) => count.to_string(),
        Setting::Number(value) => number(texts, *value),
        Setting::Text(text) => text.clone(),
        Setting::Numbers(numbers) => numbers
            .iter()
            .map(|value| number(texts, *value))
            .collect::<Vec<_>>()
            // After decimal commas another comma would be read as one.
            .join(if texts.decimal_sign == ',' { "; " } else { ", " }),
    }
}

/// With every digit that the contract gives.
fn number(texts: &Texts, value: f64) -> String {
    texts.decimal(&round_significant(value).to_string())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn no_folder_is_shown() {
        for (path, name) in [
            ("Anna K./vor.jpg", "vor.jpg"),
            ("C:\\Anna K\\vor.jpg", "vor.jpg"),
            ("vor.jpg", "vor.jpg"),
            ("Anna K./scans/", "scans"),
        ] {
            assert_eq!(file_name(path), name);
        }
    }
}
