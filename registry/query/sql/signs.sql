-- Sums over patients by sign.
SELECT
  sign,
  count(*) AS patients,
  sum(there) AS there,
  sum(there * there) AS there_squares,
  sum(there * sessions) AS there_products,
  sum(severe) AS severe,
  sum(severe * severe) AS severe_squares,
  sum(severe * sessions) AS severe_products,
  sum(not_gone) AS not_gone
FROM effects
GROUP BY sign
