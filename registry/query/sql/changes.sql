-- Counts and moments of one value a patient.
SELECT
  metric,
  session,
  count(*) FILTER (WHERE verdict = 3) AS worse,
  count(*) FILTER (WHERE verdict = 2) AS improved,
  count(*) FILTER (WHERE verdict = 1) AS no_detectable_change,
  count(*) FILTER (WHERE verdict = 0) AS not_comparable,
  count(change) AS n,
  avg(change) AS mean,
  stddev_samp(change) AS sd
FROM asked
GROUP BY metric, session
