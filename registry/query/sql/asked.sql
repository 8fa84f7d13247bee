-- What is asked about: after each session, and, as session 0, after each patient's last one.
SELECT metric, unit, CAST(sessions AS BIGINT) AS session, verdict, change
FROM judged
UNION ALL
SELECT metric, unit, 0 AS session, verdict, change
FROM (SELECT *, max(sessions) OVER (PARTITION BY metric, patient) AS last FROM judged) AS of_patients
WHERE sessions = last
