-- Sums over patients with a diary.
SELECT
  count(*) AS patients,
  coalesce(sum(sessions), 0) AS sessions,
  coalesce(sum(sessions * sessions), 0) AS squares,
  coalesce(sum(watched), 0) AS watched,
  coalesce(sum(watched * watched), 0) AS watched_squares,
  coalesce(sum(watched * sessions), 0) AS watched_products,
  coalesce(sum(contacted), 0) AS contacted,
  coalesce(sum(contacted * contacted), 0) AS contacted_squares,
  coalesce(sum(contacted * sessions), 0) AS contacted_products,
  (SELECT count(*) FROM sessions WHERE NOT diary) AS without_diary
FROM diaries
