//! How far the practice's pictures of unchanged skin lie apart, and the limits that follow.

use crate::failure::Failure;
use crate::form::Typed;
use crate::guard::Visitor;
use crate::language::{day, report_texts, say, say_with};
use crate::repeatability::{DEFAULT, FEWEST_TO_USE, adopted, document_name, results};
use crate::shell::{Done, Shell, go, page};
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use relief_compare::contract::CompareResult;
use relief_compare::{default_mdc95, repeatability};
use relief_course::Action;
use relief_estimate::{Mdc95, Repeatability, RepeatabilityFile};
use relief_report::metric_label;
use relief_store::{Document, DocumentKind};

/// More repeats are not read at once; the latest tell most.
const MOST: usize = 200;
/// How many repeats are set against as many before them.
const LATEST: usize = 20;

#[derive(Template)]
#[template(path = "repeatability.html")]
struct RepeatabilityPage {
    shell: Shell,
    /// Comparable repeats, and those that were refused.
    comparable: usize,
    refused: usize,
    needed: usize,
    rows: Vec<Row>,
    /// The limits in use, in words.
    in_use: String,
    /// There are enough to be used, by whoever may decide it.
    may_use: bool,
    may_return: bool,
    fewest: usize,
}

/// A metric's limits.
struct Row {
    metric: String,
    all: String,
    latest: String,
    earlier: String,
    default: String,
    used: String,
}

/// `GET /repeatability`
pub async fn show(visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Failure> {
    let repository = visitor.repository();
    let repeats = results(&repository.repeats(MOST).await?);
    let documents = repository.documents(DocumentKind::Repeatability).await?;
    let comparable: Vec<CompareResult> = repeats
        .iter()
        .filter(|repeat| repeat.comparable)
        .cloned()
        .collect();
    let own = adopted(&documents);
    let manages = visitor.may(Action::ManageClinic);
    page(&RepeatabilityPage {
        shell: Shell::new(&visitor, "/patients", say("How far our pictures vary")).done(&done),
        comparable: comparable.len(),
        refused: repeats.len() - comparable.len(),
        needed: Repeatability::LEAST_PAIRS,
        rows: rows(&comparable, own.as_ref()),
        in_use: in_use(&visitor, &documents, own.as_ref()),
        may_use: manages && comparable.len() >= FEWEST_TO_USE,
        may_return: manages && own.is_some(),
        fewest: FEWEST_TO_USE,
    })
    .map(IntoResponse::into_response)
}

/// Every metric of the repeats, latest first.
fn rows(comparable: &[CompareResult], own: Option<&RepeatabilityFile>) -> Vec<Row> {
    let of = |part: &[CompareResult]| repeatability(part, "this practice").ok();
    let Some(all) = of(comparable) else {
        return Vec::new();
    };
    let split = comparable.len().min(LATEST);
    let (latest, before) = comparable.split_at(split);
    let (latest, earlier) = (of(latest), of(&before[..before.len().min(LATEST)]));
    let default = default_mdc95();
    let limit = |file: &Option<RepeatabilityFile>, metric: &str| {
        let found = file.as_ref().and_then(|file| file.metric(metric));
        found.map_or_else(String::new, |metric| words(metric.limit()))
    };
    let row = |metric: &relief_estimate::MetricRepeatability| {
        let name = metric.metric.as_str();
        let usual = default.get(name).copied();
        let used = own
            .and_then(|own| own.metric(name))
            .map(|own| own.limit())
            .or(usual);
        let at_most = match metric.limit() {
            Mdc95::Absolute(_) => Mdc95::Absolute(metric.mdc95_upper),
            Mdc95::Relative(_) => Mdc95::Relative(metric.mdc95_upper),
        };
        Row {
            metric: metric_label(report_texts(), name),
            all: say_with(
                "{limit} (at most {most})",
                &[("limit", &words(metric.limit())), ("most", &words(at_most))],
            ),
            latest: limit(&latest, name),
            earlier: limit(&earlier, name),
            default: usual.map_or_else(String::new, words),
            used: used.map_or_else(String::new, words),
        }
    };
    all.metrics().iter().map(row).collect()
}

/// A limit as it is said: in per cent of the value, or in the metric's unit.
fn words(limit: Mdc95) -> String {
    match limit {
        Mdc95::Relative(log) => format!("{} %", report_texts().number(100.0 * log.exp_m1())),
        Mdc95::Absolute(value) => report_texts().number(value),
    }
}

fn in_use(visitor: &Visitor, documents: &[Document], own: Option<&RepeatabilityFile>) -> String {
    let latest = documents.iter().max_by_key(|document| document.version);
    match (own, latest) {
        (Some(own), Some(latest)) => {
            let on = day(visitor.clinic.calendar.zone().date(latest.at));
            let pairs = own.metrics().first().map_or(0, |metric| metric.pairs);
            say_with(
                "Since {day} comparisons use the limits of {pairs} pairs of this practice.",
                &[("day", &on), ("pairs", &pairs)],
            )
        }
        (None, Some(latest)) if latest.text != DEFAULT => {
            say("The limits of this practice were measured by an earlier version of Relief, so comparisons use the default again.")
                .to_owned()
        }
        _ => say("Comparisons use the default limits, which come from careful repeats of synthetic skin.").to_owned(),
    }
}

/// `POST /repeatability`: the limits that comparisons use from now on. Those that were measured stay as they are.
pub async fn decide(visitor: Visitor, typed: Typed) -> Result<Response, Failure> {
    let repository = visitor.repository();
    let text = if typed.one("use") == DEFAULT {
        DEFAULT.to_owned()
    } else {
        let mut repeats = results(&repository.repeats(MOST).await?);
        repeats.retain(|repeat| repeat.comparable);
        if repeats.len() < FEWEST_TO_USE {
            return Err(Failure::Stale);
        }
        let method = format!("repeat pairs of this practice until {}", visitor.today());
        let file = repeatability(&repeats, &method);
        file.map_err(|error| Failure::Internal(error.to_string()))?
            .to_json()
    };
    repository
        .add_document(DocumentKind::Repeatability, &document_name()?, &text)
        .await?;
    Ok(go("/repeatability", "limits").into_response())
}
