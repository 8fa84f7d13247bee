-- One account per person. Everything about it stands sealed under the master key; `login` is a keyed hash of the name
-- that is typed when signing in.
CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL
);

-- In which clinics an account is, and as which patient; what it may do there is sealed.
CREATE TABLE account_clinics (
    clinic TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    own TEXT REFERENCES patients (id),
    PRIMARY KEY (clinic, account)
);
CREATE INDEX account_clinics_of_account ON account_clinics (account);
CREATE INDEX account_clinics_of_patient ON account_clinics (own);

-- Browsers that are signed in. `tag` is a keyed hash of the row, so that nobody signs in by writing one.
CREATE TABLE sign_ins (
    token TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    clinic TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    second_factor BIGINT NOT NULL,
    tag TEXT NOT NULL
);
CREATE INDEX sign_ins_of_account ON sign_ins (account);
CREATE INDEX sign_ins_expired ON sign_ins (expires_at);
