-- Sums over patients who have as many scars of each type (1 ice pick, 2 boxcar, 3 rolling) as one another after their last session
-- with single scars.
WITH found AS (
  SELECT patient, last_sums(sessions, scar_type, depth_before_mm, depth_after_mm) AS last
  FROM scars
  GROUP BY patient
),
patients AS (
  SELECT
    get_field(last, 'n1') AS n1,
    get_field(last, 'n2') AS n2,
    get_field(last, 'n3') AS n3,
    get_field(last, 's1') AS s1,
    get_field(last, 's2') AS s2,
    get_field(last, 's3') AS s3,
    get_field(last, 'q1') AS q1,
    get_field(last, 'q2') AS q2,
    get_field(last, 'q3') AS q3
  FROM found
)
SELECT
  n1,
  n2,
  n3,
  count(*) AS patients,
  sum(s1) AS s1,
  sum(s2) AS s2,
  sum(s3) AS s3,
  sum(q1) AS q1,
  sum(q2) AS q2,
  sum(q3) AS q3,
  sum(s1 * s1) AS p11,
  sum(s1 * s2) AS p12,
  sum(s1 * s3) AS p13,
  sum(s2 * s2) AS p22,
  sum(s2 * s3) AS p23,
  sum(s3 * s3) AS p33
FROM patients
GROUP BY n1, n2, n3
ORDER BY n1, n2, n3
