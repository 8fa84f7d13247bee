//! Everything that is answered of each metric.

use crate::changes::{Changed, changes};
use crate::compared::{compared, rows};
use crate::dropouts::dropouts;
use crate::engine::Engine;
use crate::error::QueryError;
use crate::medians::Key;
use crate::reasons::reasons;
use datafusion::error::DataFusionError;
use relief_registry::{
    At, ChangeAnswer, DropoutSums, DroppedOut, Known, Location, MetricAnswers, Models, NotKnown,
    NumberNeeded, Scale, SessionAnswer, dose_response, dropped_out_of, missing_visits_of, number_needed_of,
    setting_difference,
};
use std::collections::BTreeMap;
use tokio::task::spawn_blocking;

const JUDGED: &str = include_str!("../sql/judged.sql");
const ASKED: &str = include_str!("../sql/asked.sql");
const UNITS: &str = include_str!("../sql/units.sql");
const PLACES: &str = include_str!("../sql/places.sql");
/// The session that stands for each patient's last one.
const LAST: u8 = 0;

/// Every metric, after each session and after the last.
pub(crate) async fn metrics(engine: &Engine) -> Result<Vec<MetricAnswers>, QueryError> {
    let units = units(engine).await?;
    // Models are fitted while the engine goes on: it asks of all metrics at once, and each model is of one.
    let mut fitting = Vec::new();
    for metric in units.keys() {
        let batches = compared(engine, metric).await?;
        fitting.push(spawn_blocking(move || rows(&batches).map(Models::of)));
    }
    engine.keep("judged", JUDGED).await?;
    engine.keep("asked", ASKED).await?;
    let counted = Counted {
        changes: changes(engine).await?,
        reasons: reasons(engine).await?,
        places: places(engine).await?,
        dropouts: dropouts(engine).await?,
    };
    let last_session = counted.last_session()?;
    let mut answers = Vec::new();
    for ((metric, unit), models) in units.into_iter().zip(fitting) {
        let fitted = models.await;
        let models = fitted.map_err(|error| DataFusionError::ExecutionJoin(Box::new(error)))?;
        answers.push(counted.of(metric, unit, last_session, &models?));
    }
    Ok(answers)
}

/// Each metric's one unit.
async fn units(engine: &Engine) -> Result<BTreeMap<String, String>, QueryError> {
    let mut units: BTreeMap<String, String> = BTreeMap::new();
    for row in engine.rows(UNITS).await? {
        let (metric, unit) = (row.text("metric")?, row.text("unit")?);
        if let Some(other) = units.insert(metric.to_owned(), unit.to_owned()) {
            let metric = metric.to_owned();
            let units = format!("{other} and {unit}");
            return Err(QueryError::Units { metric, units });
        }
    }
    Ok(units)
}

/// Of each metric how many patients could be compared at so many places after their last session, by places.
async fn places(engine: &Engine) -> Result<BTreeMap<String, BTreeMap<usize, usize>>, QueryError> {
    let mut places: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    for row in engine.rows(PLACES).await? {
        if row.count("session")? != usize::from(LAST) || row.count("places")? == 0 {
            continue;
        }
        let of = places.entry(row.text("metric")?.to_owned()).or_default();
        of.insert(row.count("places")?, row.count("patients")?);
    }
    Ok(places)
}

/// What was counted of all metrics.
struct Counted {
    changes: BTreeMap<Key, Changed>,
    reasons: BTreeMap<Key, Vec<(String, usize)>>,
    places: BTreeMap<String, BTreeMap<usize, usize>>,
    dropouts: BTreeMap<Key, DropoutSums>,
}

impl Counted {
    fn last_session(&self) -> Result<u8, QueryError> {
        let last = self.changes.keys().map(|(_, session)| *session).max();
        let last = last.unwrap_or_default();
        u8::try_from(last).map_err(|_| QueryError::Value {
            what: "sessions".to_owned(),
            value: last.to_string(),
        })
    }

    fn of(&self, metric: String, unit: String, last_session: u8, models: &Models) -> MetricAnswers {
        let sessions = 1..=last_session;
        let alone = sessions.clone().map(|session| self.location(&metric, session));
        let patients = self
            .changed(&metric, LAST)
            .map_or(0, |last| last.counts.patients());
        MetricAnswers {
            last: self.change(&metric, &unit, LAST),
            number_needed: self.needed(&metric),
            missing_visits: missing_visits_of(patients, alone.collect(), models),
            sessions: sessions
                .map(|session| SessionAnswer {
                    session,
                    change: self.change(&metric, &unit, session),
                    dropped_out: (session > 1).then(|| self.dropped_out(&metric, session)),
                })
                .collect(),
            dose_response: dose_response(models),
            setting: setting_difference(models),
            metric,
            unit,
        }
    }

    fn changed(&self, metric: &str, session: u8) -> Option<&Changed> {
        self.changes.get(&key(metric, session))
    }

    fn location(&self, metric: &str, session: u8) -> Known<Location> {
        self.changed(metric, session).ok_or(NotKnown::Nobody)?.change
    }

    fn change(&self, metric: &str, unit: &str, session: u8) -> Known<ChangeAnswer> {
        let Changed { counts, change } = self.changed(metric, session).ok_or(NotKnown::Nobody)?;
        Ok(ChangeAnswer {
            metric: metric.to_owned(),
            unit: unit.to_owned(),
            scale: Scale::Relative,
            at: if session == LAST {
                At::Last
            } else {
                At::Session(session)
            },
            patients: counts.patients(),
            change: *change,
            verdicts: counts.verdicts(),
            not_comparable: counts.not_comparable()?,
            reasons: self
                .reasons
                .get(&key(metric, session))
                .cloned()
                .unwrap_or_default(),
        })
    }

    fn needed(&self, metric: &str) -> Known<NumberNeeded> {
        let last = self.changed(metric, LAST).ok_or(NotKnown::Nobody)?;
        let nobody = BTreeMap::new();
        number_needed_of(last.counts.improved, self.places.get(metric).unwrap_or(&nobody))
    }

    fn dropped_out(&self, metric: &str, session: u8) -> Known<DroppedOut> {
        let sums = self.dropouts.get(&key(metric, session));
        dropped_out_of(&sums.copied().unwrap_or_default())
    }
}

fn key(metric: &str, session: u8) -> Key {
    (metric.to_owned(), usize::from(session))
}
