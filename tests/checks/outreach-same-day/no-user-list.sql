-- A3 where the source has no user list: every owner is a rep, and a threshold set for one
-- by id holds, so Ann's pair is below her 3 and Ben's is told.
SELECT given_parameter('outreach-same-day', 'warn_at', '3', rep => '005ann');
SELECT given_contact('003bob');
SELECT given_task(rep, '003bob', at)
  FROM unnest('{005ann, 005ben}'::text[]) AS rep, unnest('{2026-06-05 09:00, 2026-06-05 15:00}'::timestamp[]) AS at;
