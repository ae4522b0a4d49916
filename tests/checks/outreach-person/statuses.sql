-- A1, a list of touch_statuses replaces the default: sent and done e-mails are touches
-- then, open or not in the CRM's words, and completed ones are none.
SELECT given_setting('activity', 'touch_statuses', 'Sent, done');
SELECT given_user('005ann');
SELECT given_contact('003sent'), given_contact('003completed'), given_contact('003open');
SELECT given_task('005ann', who, day + hour * interval '1 hour', status => status)
  FROM (VALUES ('003sent', 0, 'SENT'), ('003sent', 1, 'Done'), ('003completed', 0, 'Completed'), ('003completed', 1, 'Completed'),
               ('003open', 0, 'In Progress'), ('003open', 1, 'In Progress')) AS mails (who, hour, status),
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-02 09:00', '1 day') AS day;
UPDATE task SET is_closed = true;
