-- A12 where the source has no user list: a rep's own days go by the id. Both wrote 40 days ago, Ann has 50.
SELECT given_parameter('rep-quiet', 'window_days', '50', rep => '005ann'), given_contact('003bob');
SELECT given_task(rep, '003bob', '2026-05-21 09:00') FROM unnest('{005ann,005ben}'::text[]) AS rep;
