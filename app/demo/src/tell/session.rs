//! A session: the gate, the draft, the signature.

use super::chart::Chart;
use super::{Now, Teller, line, note};
use crate::error::DemoError;
use crate::story::Treatment;
use jiff::{SignedDuration, Timestamp};
use relief_course::texts::ENGLISH;
use relief_course::{AdverseEvent, Anaesthetic, ConsentTo, Diary, Endpoint, SessionDraft, Visit, ZoneDraft};
use relief_protocol::{Complaint, NeedleLength, ScarType, Zone};

/// Minutes before the signature at which each thing happens.
const CREAM_ON: i64 = 70;
const CREAM_OFF: i64 = 40;
const BEGINS: i64 = 36;
const ENDS: i64 = 8;
const PASSES: u8 = 6;
/// A longer needle needs a reason.
const USUAL_MM: f64 = 1.5;

impl Teller<'_> {
    /// Treats and signs, when nothing stands against it.
    pub(super) async fn treat(
        &self,
        now: Now<'_>,
        chart: &mut Chart,
        treatment: &Treatment,
    ) -> Result<(), DemoError> {
        let form = self.form(ConsentTo::Treatment)?;
        let course = chart.course()?;
        let permit = course
            .may_begin_session(&self.protocol, &self.calendar, &form, self.now())
            .map_err(|blockers| {
                now.refused(
                    blockers
                        .iter()
                        .map(|blocker| (ENGLISH.blocker)(blocker))
                        .collect::<Vec<_>>()
                        .join(" "),
                )
            })?;
        if permit.number != treatment.number {
            return Err(now.refused(format!("the next session is session {}", permit.number)));
        }
        let draft = self.draft(treatment, course.complaint)?;
        let clinician = &self.team.clinician;
        let signed = draft.sign(&self.protocol, clinician.signature(self.clock));
        let session = signed.map_err(|problems| now.refused(format!("{problems:?}")))?;
        let record = self.write(chart, clinician, &session).await?;
        chart.sessions.push(record);
        let course = chart.course()?;
        course.diaries.push(Diary::new(session.number, session.on));
        course.sessions.push(session);
        self.keep(now, chart, Visit::Session(treatment.number)).await
    }

    fn draft(&self, treatment: &Treatment, complaint: Complaint) -> Result<SessionDraft, DemoError> {
        let harm = treatment.harm.map(|[what, done]| {
            Ok::<_, DemoError>(AdverseEvent {
                at: self.before(BEGINS - 10),
                zone: None,
                what: note(what)?,
                done: Some(note(done)?),
                serious: false,
            })
        });
        let cream = Anaesthetic::Topical {
            product: line("Lidocaine cream 4 %")?,
            applied_at: self.before(CREAM_ON),
            removed_at: self.before(CREAM_OFF),
        };
        let (zones, scars): (&[Zone], &[ScarType]) = match complaint {
            Complaint::AcneScars => (
                &[Zone::CheekLeft, Zone::CheekRight],
                &[ScarType::Boxcar, ScarType::Rolling],
            ),
            Complaint::FineLines | Complaint::SkinQuality => {
                (&[Zone::Forehead, Zone::CheekLeft, Zone::CheekRight], &[])
            }
        };
        let mut draft = SessionDraft::new(treatment.number, self.date());
        draft.started_at = Some(self.before(BEGINS));
        draft.ended_at = Some(self.before(ENDS));
        draft.anaesthetic = Some(cream);
        draft.adverse_events = Some(harm.transpose()?.into_iter().collect());
        draft.note = treatment.note.map(note).transpose()?;
        for zone in zones {
            draft.zones.insert(*zone, self.zone(treatment, scars)?);
        }
        Ok(draft)
    }

    fn zone(&self, treatment: &Treatment, scars: &[ScarType]) -> Result<ZoneDraft, DemoError> {
        let reason = "Deep rolling scars, tethered; shorter needles reddened the skin too little.";
        Ok(ZoneDraft {
            scars: scars.iter().copied().collect(),
            needle_mm: Some(NeedleLength::from_mm(treatment.needle_mm).map_err(DemoError::fixed)?),
            passes: Some(PASSES),
            device: Some(line("Needling pen, 12 needles")?),
            cartridge_lot: Some(line(treatment.lot)?),
            endpoint: Some(if treatment.needle_mm < 1.0 {
                Endpoint::Erythema
            } else {
                Endpoint::PinpointBleeding
            }),
            operator: Some(self.team.clinician.id().clone()),
            reason_for_length: (treatment.needle_mm > USUAL_MM)
                .then(|| note(reason))
                .transpose()?,
        })
    }

    /// So many minutes before now.
    fn before(&self, minutes: i64) -> Timestamp {
        self.now()
            .saturating_sub(SignedDuration::from_mins(minutes))
            .unwrap_or(Timestamp::MIN)
    }
}
