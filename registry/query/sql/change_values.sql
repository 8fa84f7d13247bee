-- The changes in some buckets, and how often each is there.
SELECT asked.metric, asked.session, wanted.bucket, asked.change AS value, count(*) AS n
FROM wanted
JOIN asked
  ON asked.metric = wanted.metric
  AND asked.session = wanted.session
  AND CAST(floor(greatest(-1e6, least(1e6, asked.change * 1000.0))) AS BIGINT) = wanted.bucket
GROUP BY asked.metric, asked.session, wanted.bucket, asked.change
