-- D1, what names an opportunity speaks for that alone, even with a person and account on
-- it: yesterday's e-mail about 006one leaves 006two silent, and one about an opportunity
-- that leads nowhere leaves both. A deleted one leads nowhere, so Best is silent too.
SELECT given_user('005ann');
SELECT given_account('001acme'), given_contact('003bob', '001acme'), given_account('001best'), given_contact('003bea', '001best');
SELECT given_opportunity('006one', '001acme', created => '2026-05-01 09:00'), given_opportunity('006two', '001acme', created => '2026-05-01 09:00'),
       given_opportunity('006best', '001best', created => '2026-05-01 09:00'), given_opportunity('006gone', '001best', deleted => true);
SELECT given_task('005ann', '003bob', '2026-06-29 09:00', what => '006one', account => '001acme'),
       given_task('005ann', '003bob', '2026-06-29 10:00', what => '006nowhere', account => '001acme'),
       given_task('005ann', '003bea', '2026-06-29 09:00', what => '006gone');
