-- A2, deleted records count as absent, so their ids lead nowhere: a deleted account is
-- told by its id, 16 touches to Al and 16 that name it; Cy's 16 that name Best are to a
-- person without a name; Cy's 4 more and what is about a deleted opportunity have no account.
SELECT given_user('005ann');
SELECT given_account('001gone', deleted => true), given_account('001acme'), given_account('001best');
SELECT given_contact('003al', '001gone'), given_contact('003bo', '001acme'), given_contact('003cy', '001best', deleted => true),
       given_contact('003di', '001nowhere');
SELECT given_opportunity('006gone', '001best', deleted => true);
SELECT given_task('005ann', '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 16) AS n;
SELECT given_task('005ann', '003bo', '2026-06-01 00:00'::timestamp + n * interval '1 hour', account => '001gone') FROM generate_series(1, 16) AS n;
SELECT given_task('005ann', '003cy', '2026-06-01 00:00'::timestamp + n * interval '1 hour', account => '001best') FROM generate_series(1, 16) AS n;
SELECT given_task('005ann', '003cy', '2026-06-02 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 4) AS n;
SELECT given_task('005ann', NULL, '2026-06-03 00:00'::timestamp + n * interval '1 hour', what => '006gone') FROM generate_series(1, 4) AS n;
SELECT given_task('005ann', '003di', '2026-06-01 00:00'::timestamp + n * interval '1 hour') FROM generate_series(1, 16) AS n;
