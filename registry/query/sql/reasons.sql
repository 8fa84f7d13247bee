-- How many patients were refused for which reason: after each session, and, as session 0, after each patient's last one.
SELECT metric, CAST(sessions AS BIGINT) AS session, code, count(*) AS patients
FROM refused
GROUP BY metric, sessions, code
UNION ALL
SELECT refused.metric, 0 AS session, refused.code, count(*) AS patients
FROM (SELECT metric, patient, max(sessions) AS sessions FROM judged GROUP BY metric, patient) AS latest
JOIN refused ON refused.metric = latest.metric AND refused.patient = latest.patient AND refused.sessions = latest.sessions
GROUP BY refused.metric, refused.code
