-- Sums over patients by sign. Whoever has a sign has a diary.
SELECT
  effects.sign,
  count(*) AS patients,
  sum(there) AS there,
  sum(there * there) AS there_squares,
  sum(there * diaries.sessions) AS there_products,
  sum(severe) AS severe,
  sum(severe * severe) AS severe_squares,
  sum(severe * diaries.sessions) AS severe_products,
  sum(not_gone) AS not_gone
FROM diaries
JOIN effects ON effects.patient = diaries.patient
GROUP BY effects.sign
