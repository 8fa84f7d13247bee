-- Counts and moments of one value a patient.
SELECT
  metric,
  session,
  min(unit) AS unit,
  count(*) FILTER (WHERE verdict = 'improved') AS improved,
  count(*) FILTER (WHERE verdict = 'worse') AS worse,
  count(*) FILTER (WHERE verdict = 'no_detectable_change') AS no_detectable_change,
  count(*) FILTER (WHERE verdict = 'not_comparable') AS not_comparable,
  count(change) AS n,
  avg(change) AS mean,
  stddev_samp(change) AS sd
FROM asked
GROUP BY metric, session
ORDER BY metric, session
