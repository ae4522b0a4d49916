-- A2, 15 touches, and a meeting, a reply, an open task and a note, which are none.
SELECT given_user('005ann');
SELECT given_account('001acme'), given_contact('003al', '001acme');
SELECT given_task('005ann', '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 15) AS n;
SELECT given_meeting('005ann', '003al', '2026-06-02 09:00');
SELECT given_task('005ann', '003al', '2026-06-02 10:00', subject => '[In] Hello');
SELECT given_task('005ann', '003al', '2026-06-02 11:00', status => 'In Progress');
SELECT given_task('005ann', '003al', '2026-06-02 12:00', subtype => 'Task', subject => 'Note');
