-- What models need of the comparisons of one metric that could be made. Codes stand as numbers in the order of the dictionary, from 0.
SELECT
  patient,
  CAST(sessions AS BIGINT) AS sessions,
  relative_change,
  before,
  CASE scar_type WHEN 'ice_pick' THEN 0 WHEN 'boxcar' THEN 1 WHEN 'rolling' THEN 2 END AS scar_type,
  CASE phototype WHEN 'I' THEN 0 WHEN 'II' THEN 1 WHEN 'III' THEN 2 WHEN 'IV' THEN 3 WHEN 'V' THEN 4 WHEN 'VI' THEN 5 END AS phototype,
  needle_mm,
  interval_weeks,
  CASE setting WHEN 'professional' THEN 0 WHEN 'at_home' THEN 1 END AS setting,
  other_treatments IS NOT NULL AS other_treatment,
  weeks_since_session
FROM comparisons
WHERE metric = $metric AND verdict <> 'not_comparable'
