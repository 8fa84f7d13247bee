-- Measuring jobs. A worker leases one; a lease that ran out is anybody's again.
CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    once TEXT NOT NULL UNIQUE,
    clinic TEXT NOT NULL,
    patient TEXT NOT NULL REFERENCES patients (id),
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    request BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'failed')),
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease TEXT,
    result TEXT,
    problem TEXT
);
CREATE INDEX jobs_due ON jobs (state, due_at);
CREATE INDEX jobs_of_patient ON jobs (patient);
