//! Comparisons with what they happened under.

use super::session::needle;
use super::{Fields, Flaw, Record};
use crate::cell::Cell;
use crate::codes::Coded;
use crate::column::Table;
use crate::tables::COMPARISONS;
use relief_course::TreatmentKind;
use relief_estimate::{Estimate, Verdict};
use relief_protocol::NeedleLength;
use relief_registry::{Compared, Comparison, Covariates, Pseudonym};

/// The columns of a value and of its interval's ends.
const BEFORE: [&str; 3] = ["before", "before_ci95_low", "before_ci95_high"];
const DIFFERENCE: [&str; 3] = ["difference", "difference_ci95_low", "difference_ci95_high"];
/// The other columns of what was measured.
const OTHER_MEASURED: [&str; 2] = ["relative_change", "mdc95"];

impl Record for Comparison {
    const TABLE: &'static Table = &COMPARISONS;

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![
            Cell::count(self.patient.0),
            Cell::text(Some(&self.place)),
            Cell::text(Some(&self.metric)),
            Cell::text(Some(self.unit.as_str()).filter(|unit| !unit.is_empty())),
            Cell::count(self.sessions),
        ];
        cells.extend(compared(&self.compared));
        cells.extend(covariates(&self.covariates));
        cells
    }

    fn read(fields: &Fields<'_>) -> Result<Self, Flaw> {
        let text = |name| fields.must(name, fields.text(name), "a text").map(str::to_owned);
        Ok(Self {
            patient: Pseudonym(fields.count("patient")?),
            place: text("place")?,
            metric: text("metric")?,
            unit: fields.text("unit").unwrap_or_default().to_owned(),
            sessions: fields.count("sessions")?,
            compared: read_compared(fields)?,
            covariates: read_covariates(fields)?,
        })
    }

    fn patient(&self) -> Pseudonym {
        self.patient
    }
}

/// The columns from the verdict to the reasons.
fn compared(compared: &Compared) -> [Cell<'_>; 10] {
    match compared {
        Compared::Measured {
            before,
            difference,
            relative,
            mdc95,
            verdict,
        } => {
            let estimates = [before, difference].map(|estimate| {
                let [low, high] = estimate.ci95;
                [estimate.value, low, high].map(Cell::Number)
            });
            let [[before, before_low, before_high], [difference, low, high]] = estimates;
            let verdict = Cell::text(Some(verdict.code()));
            let (relative, mdc95) = (Cell::number(*relative), Cell::Number(*mdc95));
            [
                verdict,
                before,
                before_low,
                before_high,
                difference,
                low,
                high,
                relative,
                mdc95,
                Cell::Absent,
            ]
        }
        Compared::Refused { reasons } => {
            let mut cells = [const { Cell::Absent }; 10];
            cells[0] = Cell::text(Some(Verdict::NotComparable.code()));
            cells[9] = Cell::codes(reasons.iter().map(String::as_str).collect());
            cells
        }
    }
}

fn covariates(covariates: &Covariates) -> [Cell<'_>; 9] {
    let treatments = covariates.other_treatments.iter().map(|kind| kind.code());
    [
        Cell::text(covariates.scar_type.map(Coded::code)),
        Cell::text(covariates.phototype.map(Coded::code)),
        Cell::number(covariates.needle.map(NeedleLength::mm)),
        Cell::number(covariates.interval_weeks),
        Cell::text(covariates.setting.map(Coded::code)),
        Cell::text(covariates.device.as_deref()),
        Cell::text(covariates.operator.as_deref()),
        Cell::codes(treatments.collect()),
        Cell::number(covariates.weeks_since_session),
    ]
}

fn read_compared(fields: &Fields<'_>) -> Result<Compared, Flaw> {
    let verdict: Verdict = fields.must("verdict", fields.code("verdict"), "a verdict")?;
    let empty = |names: &[&'static str], must: &str| {
        let filled = names.iter().find(|name| !fields.absent(name));
        filled.map_or(Ok(()), |name| Err(Flaw::of(name, fields.cell(name), must)))
    };
    if verdict == Verdict::NotComparable {
        let measured = [BEFORE.as_slice(), &DIFFERENCE, &OTHER_MEASURED].concat();
        empty(&measured, "empty where the verdict is not_comparable")?;
        let reasons = fields.codes("reasons").iter().map(|code| (*code).to_owned());
        return Ok(Compared::Refused {
            reasons: reasons.collect(),
        });
    }
    empty(&["reasons"], "empty where the verdict is not not_comparable")?;
    Ok(Compared::Measured {
        before: estimate(fields, BEFORE)?,
        difference: estimate(fields, DIFFERENCE)?,
        relative: fields.number("relative_change"),
        mdc95: measured(fields, "mdc95")?,
        verdict,
    })
}

fn estimate(fields: &Fields<'_>, [value, low, high]: [&'static str; 3]) -> Result<Estimate, Flaw> {
    let ends = [measured(fields, low)?, measured(fields, high)?];
    Estimate::new(measured(fields, value)?, ends).map_err(|_| {
        Flaw::of(
            low,
            fields.cell(low),
            format!("at most {high}, which is {}", ends[1]),
        )
    })
}

fn measured(fields: &Fields<'_>, name: &'static str) -> Result<f64, Flaw> {
    let must = "there unless the verdict is not_comparable";
    fields.must(name, fields.number(name), must)
}

fn read_covariates(fields: &Fields<'_>) -> Result<Covariates, Flaw> {
    let text = |name| fields.text(name).map(str::to_owned);
    let treatments = fields.codes("other_treatments").iter();
    Ok(Covariates {
        scar_type: fields.code("scar_type"),
        phototype: fields.code("phototype"),
        needle: needle(fields)?,
        interval_weeks: fields.number("interval_weeks"),
        setting: fields.code("setting"),
        device: text("device"),
        operator: text("operator"),
        other_treatments: treatments.filter_map(|code| TreatmentKind::of(code)).collect(),
        weeks_since_session: fields.number("weeks_since_session"),
    })
}
