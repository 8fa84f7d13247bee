-- Who was refused at any place for which reason, once however many places.
SELECT comparisons.metric, comparisons.sessions, comparisons.patient, codes.code
FROM codes
JOIN comparisons ON comparisons.reasons = codes.reasons
GROUP BY comparisons.metric, comparisons.sessions, comparisons.patient, codes.code
