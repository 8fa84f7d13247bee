-- How many patients could be compared at so many places after their last session.
SELECT metric, places, count(*) AS patients
FROM asked
WHERE session = 0 AND places > 0
GROUP BY metric, places
