-- Jobs that compare two captures of unchanged skin: they tell how far a practice's pictures vary.
CREATE TABLE repeats (
    job TEXT NOT NULL PRIMARY KEY REFERENCES jobs (id),
    clinic TEXT NOT NULL,
    patient TEXT NOT NULL REFERENCES patients (id)
);
CREATE INDEX repeats_of_clinic ON repeats (clinic);
CREATE INDEX repeats_of_patient ON repeats (patient);
