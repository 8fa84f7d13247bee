//! From answers to what programs read.

use super::{
    AnswerJson, CorrelationJson, Evidence, GroupJson, GroupsJson, LeftOutJson, ModelJson, PooledJson,
    ReviewJson, SCHEMA, SideEffectJson, StudyJson, WithoutJson,
};
use crate::answer::{Answer, Contribution, Grouping, GroupsByNumber, Measure, Question, Together};
use crate::error::EvidenceError;
use crate::pool::{Between, Interval, Model};
use crate::reviews::Review;
use crate::sentence::{conclusion, of_answer};
use crate::side_effects;
use crate::texts::Texts;
use crate::trials::Treatment;
use relief_estimate::Estimate;

impl Evidence {
    /// The answers in words of `texts`, grouped when that is asked for.
    ///
    /// # Errors
    ///
    /// As [`Answer::grouped`] and [`side_effects::Row::share`].
    pub fn of(
        answers: &[Answer],
        side_effects: &[side_effects::Row],
        reviews: &[Review],
        grouping: Option<Grouping>,
        texts: &Texts,
    ) -> Result<Self, EvidenceError> {
        let each = answers
            .iter()
            .map(|answer| AnswerJson::of(answer, grouping, texts));
        Ok(Self {
            schema: SCHEMA,
            conclusion: conclusion(answers, texts),
            answers: each.collect::<Result<_, _>>()?,
            side_effects: side_effects
                .iter()
                .map(|row| side_effect_json(row, texts))
                .collect::<Result<_, _>>()?,
            reviews: reviews.iter().map(|review| review_json(review, texts)).collect(),
        })
    }

    /// As JSON, with a line's end.
    pub fn to_json(&self) -> String {
        #[expect(
            clippy::expect_used,
            reason = "strings, counts and finite numbers always have a JSON form"
        )]
        let json = serde_json::to_string_pretty(self).expect("results have a JSON form");
        json + "\n"
    }
}

impl AnswerJson {
    fn of(answer: &Answer, grouping: Option<Grouping>, texts: &Texts) -> Result<Self, EvidenceError> {
        let together = answer.together.as_ref();
        let weight = |at: usize| together.ok().map(|together| together.pooled.weights[at]);
        let studies = answer.studies.iter().enumerate();
        let left_out = answer.left_out.iter();
        let groups = grouping.filter(|_| together.is_ok()).map(|by| answer.grouped(by));
        Ok(Self {
            question: answer.question.code(),
            title: texts.titled(answer.question),
            measure: measure(answer.question),
            says: of_answer(answer, texts),
            studies: studies.map(|(at, study)| study_json(study, weight(at))).collect(),
            left_out: left_out
                .map(|study| LeftOutJson {
                    id: study.id.clone(),
                    label: study.label.clone(),
                    why: study.why.code(),
                    says: (texts.why_not)(&study.why),
                })
                .collect(),
            pooled: together.ok().map(|together| pooled_json(answer, together)),
            correlations: (answer.correlations.iter())
                .map(|one| CorrelationJson {
                    correlation: one.correlation,
                    estimate: one.estimate,
                })
                .collect(),
            not_pooled: together.err().map(|why| why.code()),
            groups: groups.transpose()?.map(groups_json),
        })
    }
}

fn side_effect_json(row: &side_effects::Row, texts: &Texts) -> Result<SideEffectJson, EvidenceError> {
    let days = row.days_low.as_ref().zip(row.days_high.as_ref());
    Ok(SideEffectJson {
        id: row.id.clone(),
        source: row.source.link(),
        side_effect: row.side_effect.word(),
        treatment: row.treatment.map(Treatment::word),
        patients: row.patients.as_ref().map(|patients| patients.value),
        n: row.n.as_ref().map(|n| n.value),
        share: row.share()?.ok(),
        days: days.map(|(low, high)| [low.value, high.value]),
        says: texts.counted(row)?,
        note: row.note.as_deref().map(|note| (texts.note)(note).to_owned()),
    })
}

fn review_json(review: &Review, texts: &Texts) -> ReviewJson {
    ReviewJson {
        id: review.id.clone(),
        source: review.source.link(),
        about: (texts.subject)(review.subject),
        says: texts.review_result(review),
    }
}

fn measure(question: Question) -> &'static str {
    match question.measure() {
        Measure::Score => "score",
        Measure::StandardDeviations => "standard_deviations",
        Measure::LogOdds => "log_odds",
    }
}

fn study_json(study: &Contribution, weight: Option<f64>) -> StudyJson {
    StudyJson {
        id: study.study.id.clone(),
        label: study.study.label(),
        source: study.study.source.link(),
        n: study.n,
        effect: study.estimate,
        standard_error: study.effect.standard_error(),
        weight,
        correlation_assumed: study.assumed,
        design_and_bias: study.study.risk_of_bias(study.n),
    }
}

fn pooled_json(answer: &Answer, together: &Together) -> PooledJson {
    let pooled = &together.pooled;
    PooledJson {
        estimate: pooled.estimate,
        prediction95: pooled.prediction.map(|range| range.ci95),
        p: pooled.p,
        tau2: pooled.tau2,
        tau2_ci95: pooled.tau2_ci95,
        q: pooled.q,
        q_p: pooled.q_p,
        i2: pooled.i2,
        h2: pooled.h2,
        other_models: (together.other_models.iter())
            .map(|other| model_json(other.model, other.pooled.estimate))
            .collect(),
        without: (together.without_one.iter())
            .map(|one| WithoutJson {
                id: answer.studies[one.study].study.id.clone(),
                estimate: one.others.estimate,
            })
            .collect(),
        egger_p: together.asymmetry.map(|asymmetry| asymmetry.slope.p),
    }
}

fn model_json(model: Model, estimate: Estimate) -> ModelJson {
    ModelJson {
        between: match model.between {
            Between::Common => "common",
            Between::DerSimonianLaird => "dersimonian_laird",
            Between::Reml => "reml",
            Between::PauleMandel => "paule_mandel",
        },
        interval: match model.interval {
            Interval::Normal => "normal",
            Interval::KnappHartung => "knapp_hartung",
            Interval::KnappHartungAtLeastNormal => "knapp_hartung_at_least_normal",
        },
        estimate,
    }
}

fn groups_json(found: GroupsByNumber) -> GroupsJson {
    let groups = found.groups.ok();
    GroupsJson {
        edge: found.edge,
        not_told: found.not_told,
        p: groups.as_ref().map(|groups| groups.p),
        means: groups.map_or_else(Vec::new, |groups| {
            let means = groups.groups.into_iter();
            means
                .map(|one| GroupJson {
                    group: one.group,
                    studies: one.studies,
                    estimate: one.estimate,
                })
                .collect()
        }),
    }
}
