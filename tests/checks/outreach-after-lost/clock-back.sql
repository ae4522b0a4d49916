-- A9, days are the org's. Clocks go back on 1 November 2026: lost on 26 October, the cool-down of 10 days is over on 5 November 00:00, after 241 hours.
SELECT given_as_of('2026-11-10 12:00'), given_parameter('outreach-after-lost', 'cool_down_days', '10'), given_user('005ann');
SELECT given_account('001' || n, '005ann'), given_opportunity('006' || n, '001' || n, '005ann', 'Closed Lost', '2026-10-26') FROM unnest('{last,over}'::text[]) AS n;
SELECT given_task('005ann', NULL, '2026-11-04 23:59:59', account => '001last'), given_task('005ann', NULL, '2026-11-05 00:00', account => '001over');
