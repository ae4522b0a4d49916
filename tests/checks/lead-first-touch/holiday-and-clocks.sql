-- E1, a business day later is the same wall clock: Friday 30 October 2026 12:00 is due on Monday 2 November 12:00, clocks went back between;
-- Tuesday 10 November 12:00 on Thursday the 12th, for the 11th is Veterans Day. As of that instant.
SELECT given_calendar(), given_user('005ann'), given_as_of('2026-11-12 12:00');
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{clocks,holiday,under}'::text[]) AS n;
UPDATE lead_version SET created_at = given_instant(CASE lead_id WHEN '00Qclocks' THEN '2026-10-30 12:00'::timestamp WHEN '00Qholiday' THEN '2026-11-10 12:00' ELSE '2026-11-10 12:00:01' END);
SELECT given_task('005ann', '00Qclocks', '2026-11-02 12:00:01');
