-- D3 compares with the as-of day in the org's zone: at 23:30 on 29 February 2028 in Los Angeles it is
-- March in UTC, and the leap day is not past.
SELECT given_as_of('2028-02-29 23:30');
SELECT given_opportunity('006past'), given_opportunity('006today');
UPDATE opportunity_version SET custom = jsonb_build_object('next_step_due', CASE opportunity_id WHEN '006past' THEN '2028-02-28' ELSE '2028-02-29' END);
