-- A4, a reply begins a new run. Of five e-mails, a reply before them leaves five, one
-- between leaves those after it, one after the last leaves none, one at the very instant
-- of the first leaves four. Who got the reply does not matter.
SELECT given_user('005ann'), given_user('005ben');
SELECT given_contact('003before'), given_contact('003between'), given_contact('003after'), given_contact('003instant');
SELECT given_task('005ann', who, day)
  FROM unnest('{003before, 003between, 003after, 003instant}'::text[]) AS who,
       generate_series('2026-06-01 09:00'::timestamp, '2026-06-05 09:00', '1 day') AS day;
SELECT given_task('005ann', '003before', '2026-06-01 08:59:59', subject => '[In] Re: Hello');
SELECT given_task('005ben', '003between', '2026-06-03 12:00', call_type => 'Inbound', subtype => 'Call');
SELECT given_task('005ann', '003after', '2026-06-05 12:00', subject => 'Email received: Hello');
SELECT given_task('005ann', '003instant', '2026-06-01 09:00', subject => 'Inbound mail');
