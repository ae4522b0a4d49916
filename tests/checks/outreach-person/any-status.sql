-- A1, touch_statuses = * takes any status with a due date before as of; without a due date
-- it takes what is done and has a time of completion. One due after as of is none.
SELECT given_setting('activity', 'touch_statuses', '*');
SELECT given_user('005ann');
SELECT given_contact('003due'), given_contact('003undated'), given_contact('003undone'), given_contact('003future');
SELECT given_task('005ann', '003due', day, status => 'Not Started')
  FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
SELECT given_task('005ann', who, day)
  FROM unnest('{003undated, 003undone}'::text[]) AS who, generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
UPDATE task SET due_on = NULL WHERE who_id IN ('003undated', '003undone');
UPDATE task SET status = 'Not Started' WHERE who_id = '003undone' AND completed_at < '2026-06-02';
SELECT given_task('005ann', '003future', at, status => 'Not Started')
  FROM unnest('{2026-06-27 09:00, 2026-06-28 09:00, 2026-06-29 09:00, 2026-07-01 09:00}'::timestamp[]) AS at;
