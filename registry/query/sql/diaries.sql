-- One row a patient with a diary: sessions of one patient are alike.
SELECT
  patient,
  count(*) AS sessions,
  count(*) FILTER (WHERE triage = 'watch') AS watched,
  count(*) FILTER (WHERE triage = 'contact_now') AS contacted
FROM sessions
WHERE diary
GROUP BY patient
