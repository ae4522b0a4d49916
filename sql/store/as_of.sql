-- The instant and the business day a run looks from. $1 what --as-of said, or '' for
-- now; $2 the org's zone; $3 now. A date is the end of that day in the org's zone.
SELECT CASE
         WHEN $1::text = '' THEN $3::timestamptz
         WHEN $1 ~ '^\d{4}-\d\d-\d\d$' THEN ($1::date + 1)::timestamp AT TIME ZONE $2::text
         WHEN $1 ~* '(z|[+-]\d\d(:?\d\d)?)$' AND $1 ~ ':' THEN $1::timestamptz
         ELSE $1::timestamp AT TIME ZONE $2
       END AS as_of,
       CASE
         WHEN $1 = '' THEN ($3::timestamptz AT TIME ZONE $2)::date
         WHEN $1 ~ '^\d{4}-\d\d-\d\d$' THEN $1::date
         WHEN $1 ~* '(z|[+-]\d\d(:?\d\d)?)$' AND $1 ~ ':' THEN ($1::timestamptz AT TIME ZONE $2)::date
         ELSE $1::timestamp::date
       END AS as_of_day
