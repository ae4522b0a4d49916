-- A11, a lead that wrote, and one that became marketing-qualified: since a mapped field says,
-- else the CRM's history (17 June, with Juneteenth between), else our first sight of it, else its creation. Converted ones, and
-- ones that are no longer qualified, are let go; so is one qualified before the window.
SELECT given_calendar(), given_user('005ann');
SELECT given_lead('00Q' || n, '005ann') FROM unnest('{wrote,mapped,history,seen,new,old,gone,conv,convw,future,touched}'::text[]) AS n;
UPDATE lead_version SET status = 'MQL', created_at = '2020-01-01' WHERE lead_id <> '00Qwrote';
UPDATE lead_version SET custom = '{"marketing_qualified_at": "2026-06-10T16:00:00Z"}' WHERE lead_id IN ('00Qmapped', '00Qconv', '00Qgone', '00Qtouched');
UPDATE lead_version SET custom = '{"marketing_qualified_at": "2026-06-30T19:00:00Z"}' WHERE lead_id = '00Qfuture';
UPDATE lead_version SET status = 'Working' WHERE lead_id = '00Qgone';
UPDATE lead_version SET is_converted = true WHERE lead_id IN ('00Qconv', '00Qconvw');
UPDATE lead_version SET created_at = given_instant('2026-06-15 09:00') WHERE lead_id = '00Qnew';
UPDATE lead_version SET status = 'New', valid_to = given_instant('2026-06-16 09:00') WHERE lead_id = '00Qseen';
INSERT INTO lead_version (lead_id, valid_from, valid_to, owner_id, name, status) VALUES ('00Qseen', given_instant('2026-06-16 09:00'), 'infinity', '005ann', 'Seen', 'Open MQL');
INSERT INTO lead_history (history_id, record_id, field, old_value, new_value, created_at) VALUES
  ('1', '00Qhistory', 'Status', 'New', 'MQL', given_instant('2026-06-17 09:00')), ('2', '00Qhistory', 'Rating', 'New', 'MQL', given_instant('2026-06-18 09:00')),
  ('3', '00Qhistory', 'Status', 'MQL', 'Open MQL', given_instant('2026-06-19 09:00')), ('4', '00Qhistory', 'Status', 'New', 'MQL', given_instant('2026-07-19 09:00'));
SELECT given_task('005ann', who, '2026-06-11 09:00', subject => '[In] Hello') FROM unnest('{00Qwrote,00Qconvw}'::text[]) AS who;
SELECT given_task('005ann', '00Qtouched', '2026-06-11 09:00');
