//! Scans: each measured, and compared, as the server does.

use super::chart::Chart;
use super::measure::ZONE;
use super::{Now, Teller, line};
use crate::error::DemoError;
use crate::story::Scanned;
use relief_server::{CompareScans, MeasureScan};
use relief_store::{JobState, RecordId, ScanTaken, ScanTold};
use serde::Serialize;

impl Teller<'_> {
    pub(super) async fn scan(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        scanned: Scanned,
    ) -> Result<(), DemoError> {
        self.agreed(now, chart)?;
        let taken = ScanTaken {
            zone: ZONE,
            taken_at: Some(self.now()),
            name: line("cheek-left.x3p")?,
            told: ScanTold::default(),
        };
        let bytes = self.album.scan(now.patient.skin, scanned)?;
        let repository = self.team.assistant.repository(self.app);
        let within = Some(chart.record()?);
        let scan = repository
            .add_scan(chart.patient, within, taken, bytes, &line("entered")?)
            .await?;
        chart.scans.push(scan);
        self.measured(now, chart, &MeasureScan { scan }).await
    }

    pub(super) async fn compare_scans(
        &self,
        now: Now<'_>,
        chart: &Chart,
        [before, after]: [u32; 2],
    ) -> Result<(), DemoError> {
        let scan = |number: u32| -> Result<RecordId, DemoError> {
            let scan = usize::try_from(number)
                .ok()
                .and_then(|number| chart.scans.get(number));
            scan.copied()
                .ok_or_else(|| now.refused(format!("there is no scan {number}")))
        };
        let request = CompareScans {
            scan_before: scan(before)?,
            scan_after: scan(after)?,
        };
        self.measured(now, chart, &request).await
    }

    /// Asks for a measurement and runs the server's worker.
    async fn measured(
        &self,
        now: Now<'_>,
        chart: &Chart,
        request: &(impl Serialize + Sync),
    ) -> Result<(), DemoError> {
        let repository = self.team.assistant.repository(self.app);
        let job = repository.ask(chart.patient, request).await?;
        relief_server::measure_waiting(self.app).await?;
        match repository.job(chart.patient, job).await? {
            JobState::Done(_) => Ok(()),
            state => Err(now.refused(format!("a scan could not be measured: {state:?}"))),
        }
    }
}
