-- What is asked about: after each session, and, as session 0, after each patient's last one.
SELECT metric, CAST(sessions AS BIGINT) AS session, verdict, places, change
FROM judged
UNION ALL
SELECT judged.metric, 0 AS session, judged.verdict, judged.places, judged.change
FROM (SELECT metric, patient, max(sessions) AS sessions FROM judged GROUP BY metric, patient) AS latest
JOIN judged ON judged.metric = latest.metric AND judged.patient = latest.patient AND judged.sessions = latest.sessions
