-- A2, deleted records count as absent. The contact of a deleted account has none; where
-- the activity's own account is deleted, the person's counts; what named a deleted
-- contact and the account names the account alone. An unknown account is told by its id.
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
