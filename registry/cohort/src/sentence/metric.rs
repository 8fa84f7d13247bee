//! Everything that a page says of one metric.

use super::{of_change, of_dose_response, of_missing_visits, of_number_needed, of_setting};
use crate::answer::{At, Scale, change, dose_response, missing_visits, number_needed, setting_difference};
use crate::cohort::Cohort;
use crate::model::Models;
use crate::texts::{Captured, Texts};

/// All that is known of one metric after each patient's last session, in the order of a page: how far and how many, the number needed, those
/// who did not come, needle and weeks, the settings. What is said of fewer patients than may be shown is said once.
pub fn of_metric(cohort: &Cohort<'_>, metric: &str, captured: Captured, texts: &Texts) -> Vec<String> {
    let scale = Scale::Relative;
    let change = change(cohort, metric, scale, At::Last);
    let mut said = vec![of_change(&change, None, captured, texts)];
    if change.is_ok_and(|change| change.verdicts.is_ok()) {
        said.push(of_number_needed(&number_needed(cohort, metric, At::Last), texts));
        let models = Models::in_cohort(cohort, metric, scale);
        said.extend(of_missing_visits(
            &missing_visits(cohort, metric, scale, &models),
            scale,
            texts,
        ));
        said.push(of_dose_response(&dose_response(&models), scale, texts));
        said.push(of_setting(&setting_difference(&models), scale, texts));
    }
    said
}
