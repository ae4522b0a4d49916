-- A1, by default done is what the CRM calls closed, or the status Completed in any case;
-- deleted tasks and the master row of a series are nothing.
SELECT given_user('005ann');
SELECT given_contact('003closed'), given_contact('003status'), given_contact('003deleted'), given_contact('003series');
SELECT given_task('005ann', '003closed', day, status => 'Erledigt') FROM generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
SELECT given_task('005ann', who, day)
  FROM unnest('{003status, 003deleted, 003series}'::text[]) AS who, generate_series('2026-06-01 09:00'::timestamp, '2026-06-04 09:00', '1 day') AS day;
UPDATE task SET is_closed = true WHERE who_id = '003closed';
UPDATE task SET status = 'COMPLETED', is_closed = false WHERE who_id = '003status';
UPDATE task SET is_deleted = true WHERE who_id = '003deleted' AND due_on = '2026-06-01';
UPDATE task SET is_recurrence = true WHERE who_id = '003series' AND due_on = '2026-06-01';
