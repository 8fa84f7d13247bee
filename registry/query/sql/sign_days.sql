-- How many patients have which mean days of a sign: of whole days over a few sessions, so that there are not many.
SELECT sign, days AS value, count(*) AS n
FROM effects
GROUP BY sign, days
