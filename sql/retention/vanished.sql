-- What the records say that were deleted more than $1 days ago. At most $2
SELECT FROM generate_series(1, retain_all_vanished(day_begins((as_of_day() - $1::integer)), $2::bigint))
