-- The days at some ranks, from 1, of which medians and their intervals are made.
SELECT ranked.sign, ranked.rank, ranked.days AS value
FROM (SELECT sign, days, row_number() OVER (PARTITION BY sign ORDER BY days) AS rank FROM effects) AS ranked
JOIN wanted ON ranked.sign = wanted.sign AND ranked.rank = wanted.rank
