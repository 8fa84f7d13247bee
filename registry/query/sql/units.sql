-- The units of each metric, which should be one.
SELECT DISTINCT metric, unit
FROM comparisons
