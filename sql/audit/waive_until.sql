-- $1 the last day that is asked for, $2 the most days ahead
SELECT $1::date < as_of_day() AS is_past, $1::date > as_of_day() + $2::integer AS is_far, as_of_day() + $2::integer AS latest
