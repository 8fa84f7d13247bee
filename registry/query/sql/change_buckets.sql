-- How many changes lie in each bucket of a thousandth. It tells in which ones the median and the ends of its interval lie, without
-- sorting anything; the outermost buckets hold whatever lies beyond.
SELECT metric, session, CAST(floor(greatest(-1e6, least(1e6, change * 1000.0))) AS BIGINT) AS bucket, count(*) AS n
FROM asked
WHERE change IS NOT NULL
GROUP BY metric, session, CAST(floor(greatest(-1e6, least(1e6, change * 1000.0))) AS BIGINT)
