-- $1 object, $2 its fields as JSON, $3 seen at
SELECT whole_because, sweep FROM complete_due($1, $2::jsonb, $3::timestamptz)
