-- The reasons that stand together in a cell.
SELECT DISTINCT reasons
FROM comparisons
WHERE reasons IS NOT NULL
