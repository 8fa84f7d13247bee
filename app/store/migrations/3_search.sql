-- Keyed hashes of the beginnings of words, so that a patient is found by name and the table tells no name.
CREATE TABLE search (
    clinic TEXT NOT NULL,
    token BIGINT NOT NULL,
    patient TEXT NOT NULL REFERENCES patients (id),
    PRIMARY KEY (clinic, token, patient)
);
CREATE INDEX search_of_patient ON search (patient);
