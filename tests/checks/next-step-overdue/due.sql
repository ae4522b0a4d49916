-- D3, a due date before the as-of day has passed: 29 June on 30 June, the day itself and the next
-- haven't. Closed deals are let go, and words that are no date.
SELECT given_opportunity('006' || n, owner => '005ann', closed => CASE n WHEN 'won' THEN true END) FROM unnest('{past,today,next,none,won,words,month}'::text[]) AS n;
UPDATE opportunity_version SET custom = jsonb_build_object('next_step_due', CASE opportunity_id WHEN '006past' THEN '2026-06-29' WHEN '006today' THEN '2026-06-30'
         WHEN '006next' THEN '2026-07-01' WHEN '006won' THEN '2026-06-01' WHEN '006words' THEN 'soon' WHEN '006month' THEN '2026-05-31' END);
