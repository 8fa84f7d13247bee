-- The values at some ranks, from 1, of which medians and their intervals are made.
SELECT ranked.metric, ranked.session, ranked.rank, ranked.change AS value
FROM (
  SELECT metric, session, change, row_number() OVER (PARTITION BY metric, session ORDER BY change) AS rank
  FROM asked
  WHERE change IS NOT NULL
) AS ranked
JOIN wanted ON ranked.metric = wanted.metric AND ranked.session = wanted.session AND ranked.rank = wanted.rank
