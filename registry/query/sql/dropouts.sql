-- Patients who were seen after the session before: whether they were seen after this one, or are still to come. Of each of these groups how
-- the metric before and the change so far lie.
SELECT
  seen.metric,
  CAST(seen.sessions AS BIGINT) + 1 AS session,
  CASE WHEN came.patient IS NOT NULL THEN 'stayed' WHEN patients.going_on THEN 'going_on' ELSE 'dropped' END AS then_they,
  count(*) AS patients,
  count(seen.before) AS before_n,
  avg(seen.before) AS before_mean,
  stddev_samp(seen.before) AS before_sd,
  count(seen.change) AS change_n,
  avg(seen.change) AS change_mean,
  stddev_samp(seen.change) AS change_sd
FROM judged AS seen
LEFT JOIN judged AS came
  ON came.metric = seen.metric AND came.patient = seen.patient AND CAST(came.sessions AS BIGINT) = CAST(seen.sessions AS BIGINT) + 1
LEFT JOIN patients ON patients.patient = seen.patient
GROUP BY 1, 2, 3
