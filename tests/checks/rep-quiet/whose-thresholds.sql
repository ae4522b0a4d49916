-- A12, whose days are meant: a role's is no rep's alias and a rep's e-mail no role, and a role that was deleted has none. All wrote
-- 20 days ago. Rex, by his alias, and Roy, by the first fifteen characters of his id, have five days.
SELECT given_setting('reps', 'roles', 'Sales Development Rep'), given_setting('reps', 'emails', 'gil@acme.example');
SELECT given_user('005sam', role => 'Sales Development Rep', email => 'sam@acme.example'), given_user('005gil', role => 'Cook', email => 'gil@acme.example'),
       given_user('005rex', role => 'Sales Development Rep'), given_user('005000000000Roy9AB', role => 'Sales Development Rep');
UPDATE user_role SET is_deleted = true WHERE name = 'Cook';
UPDATE crm_user_version SET alias = 'rx' WHERE user_id = '005rex';
SELECT given_parameter('rep-quiet', 'window_days', '5', rep => 'SDR'), given_parameter('rep-quiet', 'window_days', '5', role => 'sam@acme.example'),
       given_parameter('rep-quiet', 'window_days', '5', role => 'Cook'), given_parameter('rep-quiet', 'window_days', '5', rep => 'RX'), given_parameter('rep-quiet', 'window_days', '5', rep => '005000000000Roy');
SELECT given_contact('003al');
SELECT given_task(rep, '003al', '2026-06-10 12:00') FROM unnest('{005sam,005gil,005rex,005000000000Roy9AB}'::text[]) AS rep;
