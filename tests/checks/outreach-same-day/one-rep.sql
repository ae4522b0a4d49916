-- A3, a run for one rep tells that rep's alone.
SELECT given_scope('005ben'), given_user('005ann'), given_user('005ben'), given_contact('003al');
SELECT given_task(rep, '003al', at) FROM unnest('{005ann,005ben}'::text[]) AS rep, unnest('{2026-06-10 09:00, 2026-06-10 15:00}'::timestamp[]) AS at;
