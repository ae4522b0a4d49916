-- A5, touches by users who are no reps count for nobody, nor do touches that name no
-- person, replies, or open tasks.
SELECT given_user('005ann'), given_user('005ben'), given_user('005gone', active => false);
SELECT given_account('001acme', '005ann');
SELECT given_contact('003al'), given_contact('003bo'), given_contact('003cy');
SELECT given_task('005ann', '003al', '2026-06-10 09:00'), given_task('005gone', '003al', '2026-06-10 10:00');
SELECT given_task('005ann', NULL, '2026-06-10 09:00', account => '001acme'), given_task('005ben', NULL, '2026-06-10 10:00', account => '001acme');
SELECT given_task('005ann', '003bo', '2026-06-10 09:00'), given_task('005ben', '003bo', '2026-06-10 10:00', call_type => 'Inbound'),
       given_task('005ann', '003cy', '2026-06-10 09:00'), given_task('005ben', '003cy', '2026-06-10 10:00', status => 'Open');
SELECT given_account('001other', '005ben');
-- Nor do those who were reps in another run.
INSERT INTO run_rep (run_id, rep_id, name, email, alias, role, zone, manager_id, manager, is_named)
VALUES (2, '005gone', 'Gone', '', '', '', 'America/Los_Angeles', '', '', true);
