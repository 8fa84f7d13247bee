-- Sums over patients who have as many scars of each type (1 ice pick, 2 boxcar, 3 rolling) as one another after their last session
-- with single scars.
WITH latest AS (
  SELECT patient, max(sessions) AS sessions
  FROM scars
  GROUP BY patient
),
changes AS (
  SELECT scars.patient, scars.scar_type, scars.depth_after_mm / scars.depth_before_mm - 1.0 AS change
  FROM latest
  JOIN scars ON scars.patient = latest.patient AND scars.sessions = latest.sessions
),
patients AS (
  SELECT
    patient,
    count(*) FILTER (WHERE scar_type = 'ice_pick') AS n1,
    count(*) FILTER (WHERE scar_type = 'boxcar') AS n2,
    count(*) FILTER (WHERE scar_type = 'rolling') AS n3,
    coalesce(sum(change) FILTER (WHERE scar_type = 'ice_pick'), 0.0) AS s1,
    coalesce(sum(change) FILTER (WHERE scar_type = 'boxcar'), 0.0) AS s2,
    coalesce(sum(change) FILTER (WHERE scar_type = 'rolling'), 0.0) AS s3,
    coalesce(sum(change * change) FILTER (WHERE scar_type = 'ice_pick'), 0.0) AS q1,
    coalesce(sum(change * change) FILTER (WHERE scar_type = 'boxcar'), 0.0) AS q2,
    coalesce(sum(change * change) FILTER (WHERE scar_type = 'rolling'), 0.0) AS q3
  FROM changes
  GROUP BY patient
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
