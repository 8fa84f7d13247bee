-- One row a patient and sign that was there.
SELECT
  sign,
  patient,
  count(*) AS there,
  count(*) FILTER (WHERE worst = 'severe') AS severe,
  count(*) FILTER (WHERE NOT gone) AS not_gone,
  avg(days) AS days
FROM side_effects
WHERE worst <> 'none'
GROUP BY sign, patient
