-- One row a patient and sign that was there.
SELECT
  side_effects.sign,
  side_effects.patient,
  min(diaries.sessions) AS sessions,
  count(*) AS there,
  count(*) FILTER (WHERE worst = 'severe') AS severe,
  count(*) FILTER (WHERE NOT gone) AS not_gone,
  avg(days) AS days
FROM side_effects
JOIN diaries ON side_effects.patient = diaries.patient
WHERE worst <> 'none'
GROUP BY side_effects.sign, side_effects.patient
