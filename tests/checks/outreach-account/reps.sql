-- A2, per rep and with the rep's thresholds: 8 by Ann and 8 by Ben are nobody's 16. Sam,
-- an SDR, warns over 7; Rex, an SDR too, over 20; Una fails over 7.
SELECT given_user('005ann'), given_user('005ben'), given_user('005sam', role => 'Sales Development Rep'),
       given_user('005rex', role => 'Sales Development Rep'), given_user('005una', role => 'Sales Development Rep');
SELECT given_parameter('outreach-account', 'warn_over', '7', role => 'sdr');
SELECT given_parameter('outreach-account', 'warn_over', '20', rep => '005rex');
SELECT given_parameter('outreach-account', 'fail_over', '7', rep => '005una');
SELECT given_account('001acme'), given_contact('003al', '001acme');
SELECT given_task(rep, '003al', '2026-06-01 00:00'::timestamp + n * interval '1 hour')
  FROM unnest('{005ann, 005ben, 005sam, 005rex, 005una}'::text[]) AS rep, generate_series(1, 8) AS n;
