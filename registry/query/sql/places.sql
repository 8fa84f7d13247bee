-- How many patients could be compared at so many places. All sessions are told, though only the last is looked at: a cluster never ends with a
-- query of which one part is known to be empty.
SELECT metric, session, places, count(*) AS patients
FROM asked
GROUP BY metric, session, places
