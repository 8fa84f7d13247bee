-- Who is treated where. Everything that tells who it is stands sealed in `records`.
CREATE TABLE patients (
    id TEXT NOT NULL PRIMARY KEY,
    clinic TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX patients_of_clinic ON patients (clinic, id);

-- One key per patient, wrapped under the master key. Deleting a patient is clearing `wrapped`; `mark` tells this
-- key from every other without telling the key.
CREATE TABLE patient_keys (
    patient TEXT NOT NULL PRIMARY KEY REFERENCES patients (id),
    wrapped BYTEA,
    mark BYTEA NOT NULL,
    destroyed_at BIGINT
);

-- Every version of every record, sealed under the patient's key. Rows are added and never changed.
CREATE TABLE records (
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    patient TEXT NOT NULL REFERENCES patients (id),
    kind TEXT NOT NULL,
    within TEXT,
    written_at BIGINT NOT NULL,
    written_by TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (id, version)
);
CREATE INDEX records_of_patient ON records (patient, kind, id, version);

-- Every blob, announced before its bytes are stored, so that a crash leaves nothing that nobody knows of.
CREATE TABLE blobs (
    address TEXT NOT NULL PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patients (id),
    bytes BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('announced', 'stored', 'leaving')),
    since BIGINT NOT NULL
);
CREATE INDEX blobs_of_patient ON blobs (patient);
CREATE INDEX blobs_unfinished ON blobs (state, since);

-- The audit log, chained by `link`.
CREATE TABLE audit (
    seq BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    person TEXT NOT NULL,
    clinic TEXT NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    patient TEXT,
    record TEXT,
    version BIGINT,
    digest BYTEA,
    link BYTEA NOT NULL
);
CREATE INDEX audit_of_clinic ON audit (clinic, seq);
CREATE INDEX audit_of_patient ON audit (patient, seq);

-- The end of the chain, and the row that puts all writers in one order.
CREATE TABLE audit_tip (
    single BIGINT NOT NULL PRIMARY KEY CHECK (single = 1),
    seq BIGINT NOT NULL,
    link BYTEA NOT NULL
);

-- What tells one store, and its master key, from another.
CREATE TABLE identity (
    single BIGINT NOT NULL PRIMARY KEY CHECK (single = 1),
    store TEXT NOT NULL,
    master_mark BYTEA NOT NULL
);
