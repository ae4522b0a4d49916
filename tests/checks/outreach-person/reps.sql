-- A1, per rep: two touches each by two reps are nobody's four. Users who left, who are no
-- standard users or whom the configuration leaves out are no reps, nor is a user unknown.
SELECT given_user('005ann'), given_user('005ben'), given_user('005left', active => false),
       given_user('005portal', type => 'CspLitePortal'), given_user('005robot', email => 'robot@example.com'),
       given_user('005loader');
SELECT given_setting('reps', 'exclude', 'Robot@example.com, 005loader');
SELECT given_contact('003bob'), given_contact('003cleo');
SELECT given_task(rep, '003bob', at)
  FROM (VALUES ('005ann', '2026-06-01 09:00'::timestamp), ('005ann', '2026-06-02 09:00'), ('005ben', '2026-06-03 09:00'),
               ('005ben', '2026-06-04 09:00')) AS mails (rep, at);
SELECT given_task(rep, '003cleo', day)
  FROM unnest('{005left, 005portal, 005robot, 005loader, 005unknown}'::text[]) AS rep,
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-06 09:00', '1 day') AS day;
