-- Photos that raters were asked to grade without knowing whose they are. `graded` is the record of the grade when it is
-- done; `tag` is a keyed hash of the rest, so that nobody is shown a photo by writing a row.
CREATE TABLE ratings (
    id TEXT NOT NULL PRIMARY KEY,
    clinic TEXT NOT NULL,
    rater TEXT NOT NULL,
    patient TEXT NOT NULL REFERENCES patients (id),
    photo TEXT NOT NULL,
    against TEXT,
    tag TEXT NOT NULL,
    graded TEXT
);
CREATE INDEX ratings_of_rater ON ratings (clinic, rater, id);
CREATE INDEX ratings_of_patient ON ratings (patient);
