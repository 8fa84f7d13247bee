//! English.

use super::{PageTexts, Sentences, Texts};
use crate::answer::{Grouping, NotPooled, Question, WhyNot};
use crate::reviews::{ReviewMeasure, ReviewOutcome, Subject};
use crate::side_effects::SideEffect;
use crate::trials::{Response, Scale, ScarType, Treatment};

/// English.
pub static ENGLISH: Texts = Texts {
    language: "en",
    decimal_sign: '.',
    scale,
    treatment,
    scar_type,
    response,
    why_not,
    not_pooled,
    grouping,
    subject,
    review_outcome,
    review_measure,
    side_effect,
    note,
    title,
    axis,
    sentences: SENTENCES,
    page: PAGE,
};

fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::GoodmanBaronQualitative => "Goodman-Baron grade (1 to 4)",
        Scale::GoodmanBaronQuantitative => "Goodman-Baron score (0 to 84 points)",
        Scale::Ecca => "ECCA score (0 to 540 points)",
        Scale::LipperPerez => "Lipper-Perez score",
        Scale::AcneScarAssessment => "acne scar assessment score",
        Scale::GlobalAcneScarring => "global acne scarring score",
        Scale::Own => "study's own score",
    }
}

fn treatment(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Needling => "microneedling alone",
        Treatment::Placebo => "no treatment",
        Treatment::NeedlingPrp => "microneedling with platelet-rich plasma",
        Treatment::NeedlingPeel => "microneedling with a chemical peel",
        Treatment::NeedlingInsulin => "microneedling with topical insulin",
        Treatment::Prp => "platelet-rich plasma alone",
        Treatment::TcaCross => "TCA CROSS",
        Treatment::Tazarotene => "tazarotene gel",
        Treatment::FractionalCo2 => "fractional CO₂ laser",
        Treatment::FractionalErYag => "fractional Er:YAG laser",
        Treatment::FractionalErNonablative => "nonablative fractional erbium laser",
    }
}

fn scar_type(scar_type: ScarType) -> &'static str {
    match scar_type {
        ScarType::IcePick => "ice pick scars",
        ScarType::Boxcar => "boxcar scars",
        ScarType::Rolling => "rolling scars",
    }
}

fn response(response: Response) -> &'static str {
    match response {
        Response::OneGrade => "by one grade or more",
        Response::MoreThanOneGrade => "by more than one grade",
        Response::MoreThanQuarter => "by more than a quarter",
        Response::GoodOrBetter => "“good” or better",
        Response::Excellent => "“excellent”",
        Response::Significant => "“significantly”",
        Response::Any => "somehow",
    }
}

fn why_not(why: &WhyNot) -> String {
    match why {
        WhyNot::NoNumber => "no number told".to_owned(),
        WhyNot::NoSpread => "no standard deviation or interval told".to_owned(),
        WhyNot::NoCount => "how many people is not told".to_owned(),
        WhyNot::Medians => "medians without quartiles".to_owned(),
        WhyNot::OwnScale => "a scale of its own".to_owned(),
        WhyNot::Doubtful { reason, .. } => format!("a number that may be wrong ({reason})"),
        WhyNot::CountsOfSides => "both sides of faces counted, and not which faces".to_owned(),
    }
}

fn not_pooled(why: NotPooled) -> &'static str {
    match why {
        NotPooled::NoStudy => "Nothing is pooled: no study tells what is needed.",
        NotPooled::OneStudy => "Nothing is pooled: one study has nothing to be pooled with.",
        NotPooled::TwoStudies => "Nothing is pooled: two studies cannot tell how far studies differ.",
        NotPooled::TooFewGroups => "not compared, because too few studies tell their number",
    }
}

fn grouping(grouping: Grouping) -> [&'static str; 3] {
    match grouping {
        Grouping::Sessions => [
            "fewer than {edge} sessions",
            "{edge} sessions or more",
            "By the number of sessions",
        ],
        Grouping::Interval => [
            "less than {edge} weeks apart",
            "{edge} weeks apart or more",
            "By the weeks between sessions",
        ],
        Grouping::NeedleLength => [
            "needles up to {edge} mm",
            "needles longer than {edge} mm",
            "By the longest needle",
        ],
    }
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::AnyTreatment => "any treatment of acne scars",
        Subject::Needling => "microneedling, alone or not",
        Subject::NeedlingAgainstOthers => "microneedling against other treatments",
        Subject::NeedlingPrpAgainstNeedling => "with platelet-rich plasma against microneedling alone",
        Subject::Co2AgainstNeedling => "fractional CO₂ laser against microneedling",
    }
}

fn review_outcome(outcome: ReviewOutcome) -> &'static str {
    match outcome {
        ReviewOutcome::Improvement => "improvement",
        ReviewOutcome::ImprovedByHalf => "improved by more than half",
        ReviewOutcome::Success => "success",
        ReviewOutcome::Grade => "Goodman-Baron grade",
        ReviewOutcome::DarkMarks => "dark marks",
        ReviewOutcome::SeriousHarm => "serious harm",
    }
}

fn review_measure(measure: ReviewMeasure) -> &'static str {
    match measure {
        ReviewMeasure::MeanDifference => "mean difference",
        ReviewMeasure::OddsRatio => "odds ratio",
        ReviewMeasure::RiskRatio => "risk ratio",
    }
}

fn side_effect(side_effect: SideEffect) -> &'static str {
    match side_effect {
        SideEffect::Redness => "redness",
        SideEffect::Swelling => "swelling",
        SideEffect::Bruising => "bruising",
        SideEffect::Pain => "pain",
        SideEffect::DarkMarks => "dark marks",
        SideEffect::TramTracks => "scars in rows",
        SideEffect::Granuloma => "granuloma",
        SideEffect::Lasting => "anything still there after 6 months",
    }
}

/// The tables are written in English.
fn note(note: &str) -> &str {
    note
}

fn title(question: Question) -> &'static str {
    match question {
        Question::Change(_) => "Before and after: {what}",
        Question::StandardisedChange => "Before and after: all scales, in standard deviations",
        Question::Improved(_) => "How many improved {what}",
        Question::Against(_) => "Against {what}",
    }
}

fn axis(question: Question) -> &'static str {
    match question {
        Question::Change(Scale::GoodmanBaronQualitative) => "change in grades; left is better",
        Question::Change(_) => "change in points; left is better",
        Question::StandardisedChange => "change in standard deviations; left is better",
        Question::Improved(_) => "improved, in percent",
        Question::Against(_) => "difference in standard deviations; left is better with microneedling alone",
    }
}

const SENTENCES: Sentences = Sentences {
    interval: "{low} to {high}",
    change: "From before to after microneedling alone the {scale} changed by {value} on average (95 % interval {interval}; {studies} studies, {people}).",
    standardised: "From before to after microneedling alone scores changed by {value} standard deviations on average (95 % interval {interval}; {studies} studies, {people}).",
    improved: "{value} of the patients improved {rule} (95 % interval {interval}; {studies} studies, {people}).",
    against: "After microneedling alone scores were {value} standard deviations away from those after {other} on average (95 % interval {interval}; {studies} studies, {people}).",
    people: "{n} people",
    people_at_least: "{n} people and those of {unknown} more that does not tell how many",
    may_be_none: "The interval includes no change at all.",
    prediction: "In another, similar study the true value would lie anywhere from {interval}.",
    disagreement: [
        "The studies hardly disagree beyond chance (I² {i2}).",
        "The studies disagree moderately beyond chance (I² {i2}).",
        "The studies disagree substantially beyond chance (I² {i2}).",
        "The studies disagree considerably beyond chance (I² {i2}), so that the mean says little about any one course.",
    ],
    uncontrolled: "Nobody untreated was compared with: time, chance and hopeful raters are in this number.",
    in_deviations: "Standard deviations make scales comparable and large: studies choose patients who are alike, and the less they differ, the larger the same change looks.",
    assumed: "Where studies do not tell how scores before and after go together, a correlation of {taken} is assumed; with {low} the mean would be {at_low}, with {high} {at_high}.",
    alone: "{study} alone can be weighed: {value} ({interval}).",
    sign: "Above zero the other treatment leaves the lower score, in standard deviations.",
    alone_assumed: "How scores go together within a face is not told and assumed to correlate by {taken}; with {low} it would be {at_low}, with {high} {at_high}.",
    left_out: "Not weighed: {reasons}.",
    left_out_part: "{count} × {why}",
    follows_fall: "In published studies scar scores are lower after microneedling than before.",
    follows_nothing: "Published studies do not show with certainty that scar scores fall after microneedling.",
    no_control: "How much of that microneedling does is not known: {studies} of them compared with no treatment ({people}), and that comparison cannot be weighed.",
    never_controlled: "How much of that microneedling does is not known: none of them compared with no treatment.",
    controlled: "Against no treatment the difference is {value} standard deviations ({interval}).",
    counted: "{patients} of {n}: {share} ({interval})",
    counted_only: "{patients}; {why}",
    not_counted: "told of, not counted",
    lasted_hours: "{interval} hours",
    lasted_days: "{interval} days",
};

const PAGE: PageTexts = PageTexts {
    title: "Microneedling for acne scars: the published evidence",
    follows: "What follows",
    study: "Study",
    people: "People",
    effect: "Effect (95 % interval)",
    weight: "Weight",
    bias: "What the design tells of bias",
    source: "Source",
    change: "Change",
    pooled: "Together",
    new_study: "In a new study",
    left_out: "Studies that asked and cannot be weighed",
    by_scar_type: "By type of scar",
    by_scar_type_lead: "None of these tells how patients scatter, so that nothing here can be weighed or pooled, and differences between the types may be chance.",
    side_effects: "Side effects",
    side_effects_lead: "Patients with each over a whole course, with exact 95 % intervals. Nothing is pooled: most studies count no side effects, and those that do looked at different skin. Who counted none may not have looked.",
    side_effect: "Side effect",
    treatment: "Treatment",
    how_many: "Patients (95 % interval)",
    how_long: "How long",
    note: "Note",
    reviews: "What published reviews pooled",
    reviews_lead: "As they report it, from whole papers where the table here mostly has abstracts. They share studies with each other and with the forests above, and are pooled with nothing.",
    review: "Review",
    about: "Of what",
    studies: "Studies",
    result: "Result (95 % interval)",
    doubtful: "may be wrong",
    method: "Random effects by restricted maximum likelihood; intervals by Knapp and Hartung, never narrower than the normal one; the range for a new study with one degree of freedom less than there are studies. Correlations within a person that are not told are taken as {r} and tried at {r_low} and {r_high}. Numbers marked as doubtful are not weighed. What a design tells of bias is no judgement by Cochrane's tool.",
    funnel: "Funnel: {what}",
    funnel_lead: "With fewer than ten studies an uneven funnel tells nothing about studies that were never published.",
    standard_error: "standard error",
    forest_alt: "Forest plot of “{what}”; the table below has its numbers.",
    groups_differ: "difference between the groups: p {p}",
    groups_not_told: "{count} studies do not tell it",
};
