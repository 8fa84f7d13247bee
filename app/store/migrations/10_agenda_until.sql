-- The last day on which an item stands in the list, where there is one; counted as `day` is.
ALTER TABLE agenda ADD COLUMN until_day BIGINT;
