-- What a clinic is called and when it is open, as JSON: every version.
CREATE TABLE clinics (
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    settings TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    written_by TEXT NOT NULL,
    PRIMARY KEY (id, version)
);

-- A clinic's protocols and texts of consent: every version.
CREATE TABLE documents (
    clinic TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    written_by TEXT NOT NULL,
    PRIMARY KEY (clinic, kind, name, version)
);
