-- One row a metric, session and patient: the places of one face are no independent patients.
-- A patient is worse (3) when any place is, else improved (2) when any place is, else without detectable change (1) when any place
-- could be compared; not comparable is 0. A mean is rounded far below what pictures tell, so that it is the same in whichever order places are
-- summed: a cluster computes it more than once, and must find it in the same bucket each time.
SELECT
  metric,
  sessions,
  patient,
  max(CASE verdict WHEN 'worse' THEN 3 WHEN 'improved' THEN 2 WHEN 'no_detectable_change' THEN 1 ELSE 0 END) AS verdict,
  count(before) AS places,
  avg(before) AS before,
  round(avg(relative_change), 12) AS change
FROM comparisons
GROUP BY metric, sessions, patient
