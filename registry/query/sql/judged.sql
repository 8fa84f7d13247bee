-- One row a metric, session and patient: the places of one face are no independent patients.
-- A patient is worse when any place is, else improved when any place is.
SELECT
  metric,
  sessions,
  patient,
  min(unit) AS unit,
  CASE
    WHEN bool_or(verdict = 'worse') THEN 'worse'
    WHEN bool_or(verdict = 'improved') THEN 'improved'
    WHEN bool_or(verdict = 'no_detectable_change') THEN 'no_detectable_change'
    ELSE 'not_comparable'
  END AS verdict,
  avg(relative_change) AS change
FROM comparisons
GROUP BY metric, sessions, patient
