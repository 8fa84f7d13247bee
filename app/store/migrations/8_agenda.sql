-- `revision` counts the versions of a patient's records; `agenda_at` is the revision that the agenda was computed at.
ALTER TABLE patients ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE patients ADD COLUMN agenda_at BIGINT NOT NULL DEFAULT -1;
UPDATE patients SET revision = (SELECT COUNT(*) FROM records WHERE records.patient = patients.id);
-- Whoever is deleted has no agenda to compute.
UPDATE patients SET agenda_at = revision
    WHERE id IN (SELECT patient FROM patient_keys WHERE wrapped IS NULL);
CREATE INDEX patients_with_old_agenda ON patients (clinic, id) WHERE agenda_at < revision;

-- What is to be done for patients and when, computed from their records, so that a day's list need not open them all.
-- `day` counts from 1 January 1970; `starts_at` is 0 without an appointment.
CREATE TABLE agenda (
    patient TEXT NOT NULL REFERENCES patients (id),
    place BIGINT NOT NULL,
    clinic TEXT NOT NULL,
    kind TEXT NOT NULL,
    day BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    minutes BIGINT,
    what TEXT NOT NULL,
    PRIMARY KEY (patient, place)
);
CREATE INDEX agenda_by_day ON agenda (clinic, kind, day, starts_at, patient, place);
CREATE INDEX agenda_by_time ON agenda (clinic, kind, starts_at);
