-- A3, a task stands at its activity date, with the time of completion, else of creation,
-- where that falls on it in the rep's zone. Bob's, due on the 5th and completed on the
-- 6th, is of the 5th. Cleo's have no due date and stand at their completion. Dot's,
-- neither completed at a time nor due, is no touch. Ed's was created on its date at 09:00
-- and 09:05 like the one after it, and folds.
SELECT given_user('005ann');
SELECT given_contact('003bob'), given_contact('003cleo'), given_contact('003dot'), given_contact('003ed');
SELECT given_task('005ann', '003bob', '2026-06-05 09:00'), given_task('005ann', '003bob', '2026-06-06 09:00', subject => 'Late');
UPDATE task SET due_on = '2026-06-05' WHERE subject = 'Late';
SELECT given_task('005ann', '003cleo', '2026-06-05 09:00'), given_task('005ann', '003cleo', '2026-06-05 12:00');
SELECT given_task('005ann', '003dot', '2026-06-05 09:00'), given_task('005ann', '003dot', '2026-06-05 12:00', subject => 'Timeless');
UPDATE task SET due_on = NULL WHERE who_id IN ('003cleo', '003dot');
UPDATE task SET completed_at = NULL WHERE subject = 'Timeless';
SELECT given_task('005ann', '003ed', '2026-06-05 09:00'), given_task('005ann', '003ed', '2026-06-05 09:05');
UPDATE task SET completed_at = NULL WHERE who_id = '003ed';
