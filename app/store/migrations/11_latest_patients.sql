-- A practice's patients in the order in which they were added.
CREATE INDEX patients_by_age ON patients (clinic, created_at, id);
