-- What users were like until more than $1 days ago. At most $2
SELECT FROM generate_series(1, retain_versions('crm_user', day_begins((as_of_day() - $1::integer)), $2::integer))
