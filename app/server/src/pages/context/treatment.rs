//! Other treatments of the skin, and their end.

use crate::chart::{Chart, Current};
use crate::failure::Failure;
use crate::form::{Choice, Form, Typed, choices};
use crate::guard::Visitor;
use crate::language::{course_texts, day, say, say_with};
use crate::shell::go;
use crate::why;
use axum::response::{IntoResponse, Response};
use relief_course::{OtherTreatment, TreatmentKind};
use relief_store::{Error, RecordId, Versioned};

const KINDS: [TreatmentKind; 14] = [
    TreatmentKind::TopicalRetinoid,
    TreatmentKind::BenzoylPeroxide,
    TreatmentKind::OtherTopical,
    TreatmentKind::Isotretinoin,
    TreatmentKind::OtherMedicine,
    TreatmentKind::Peel,
    TreatmentKind::Laser,
    TreatmentKind::Radiofrequency,
    TreatmentKind::Subcision,
    TreatmentKind::PunchTechnique,
    TreatmentKind::Filler,
    TreatmentKind::BotulinumToxin,
    TreatmentKind::PlateletRichPlasma,
    TreatmentKind::Other,
];

/// A treatment in words; while it goes on, with the form for its end.
pub(super) struct Row {
    pub what: String,
    pub when: String,
    pub ongoing: bool,
    pub record: String,
    pub seen: u32,
    /// The name of the field for its last day.
    pub ended: String,
}

pub(super) fn kinds() -> Vec<Choice> {
    choices(&KINDS, |kind| (course_texts().treatment_kind)(kind).to_owned())
}

pub(super) fn rows(current: &Current) -> Vec<Row> {
    let mut all: Vec<&Versioned<OtherTreatment>> = current.other_treatments.iter().collect();
    all.sort_by_key(|record| std::cmp::Reverse(record.value.from()));
    all.into_iter().map(row).collect()
}

fn row(record: &Versioned<OtherTreatment>) -> Row {
    let treatment = &record.value;
    let product = treatment
        .product()
        .map_or_else(String::new, |product| format!(": {product}"));
    let from = day(treatment.from());
    let when = match treatment.until() {
        None => say_with("from {from} still going on", &[("from", &from)]),
        Some(until) => say_with("from {from} to {to}", &[("from", &from), ("to", &day(until))]),
    };
    Row {
        what: format!("{}{product}", (course_texts().treatment_kind)(treatment.kind())),
        when,
        ongoing: treatment.until().is_none(),
        record: record.record.to_string(),
        seen: record.version,
        ended: ended(record.record),
    }
}

fn ended(record: RecordId) -> String {
    format!("ended-{record}")
}

/// `POST /patients/{patient}/context/treatment`
pub async fn keep(visitor: Visitor, chart: Chart, typed: Typed) -> Result<Response, Failure> {
    let mut form = Form::of(typed);
    if !form.typed().one("record").is_empty() {
        return end(&visitor, &chart, form).await;
    }
    let kind = form.coded("treatment.kind");
    let product = form.maybe_line("treatment.product");
    let from = super::past(&mut form, "treatment.from", visitor.today());
    let until = form.maybe_date("treatment.until");
    let (Some(kind), Some(from), true) = (kind, from, form.is_sound()) else {
        return super::again(&visitor, &chart, form, "treatment");
    };
    match OtherTreatment::new(kind, product, from, until) {
        Ok(treatment) => super::add(&visitor, &chart, &treatment).await,
        Err(error) => {
            form.fault("treatment.until", (course_texts().ends_before_it_begins)(&error));
            super::again(&visitor, &chart, form, "treatment")
        }
    }
}

/// A treatment that went on has ended.
async fn end(visitor: &Visitor, chart: &Chart, mut form: Form) -> Result<Response, Failure> {
    let record: RecordId = form
        .typed()
        .one("record")
        .parse()
        .map_err(|_| Failure::NotFound)?;
    let seen: u32 = form.typed().one("seen").parse().map_err(|_| Failure::NotFound)?;
    let treatments = &chart.current()?.other_treatments;
    let before = treatments
        .iter()
        .find(|treatment| treatment.record == record)
        .ok_or(Failure::NotFound)?;
    let Some(until) = super::past(&mut form, &ended(record), visitor.today()).filter(|_| form.is_sound())
    else {
        return super::again(visitor, chart, form, "treatment");
    };
    let (kind, product) = (before.value.kind(), before.value.product().cloned());
    let treatment = match OtherTreatment::new(kind, product, before.value.from(), Some(until)) {
        Ok(treatment) => treatment,
        Err(error) => {
            form.fault(&ended(record), (course_texts().ends_before_it_begins)(&error));
            return super::again(visitor, chart, form, "treatment");
        }
    };
    let why = why::line("the treatment ended")?;
    match visitor
        .repository()
        .correct(chart.patient, record, seen, &treatment, &why)
        .await
    {
        Ok(_) => Ok(go(&chart.path("/context"), "context").into_response()),
        Err(Error::Stale { .. }) => {
            form.refuse(say(
                "Somebody else changed this treatment after you opened the page. Look at it again below.",
            ));
            super::again(visitor, chart, form, "treatment")
        }
        Err(error) => Err(error.into()),
    }
}
