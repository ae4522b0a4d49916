-- A6, one e-mail to who opted out of e-mail fails, and one call to who is not to be called,
-- contact or lead. A call to the first is fine, and so are an e-mail to the second and
-- whatever is neither.
SELECT given_user('005ann');
SELECT given_account('001acme', '005ann');
SELECT given_contact('003mail', '001acme'), given_contact('003call'), given_contact('003both'), given_contact('003fine'), given_contact('003said'),
       given_lead('00Qmail'), given_lead('00Qcall'), given_lead('00Qfine');
UPDATE contact_version SET opted_out = contact_id IN ('003mail', '003both'), do_not_call = contact_id IN ('003call', '003both')
 WHERE contact_id <> '003said';
UPDATE lead_version SET opted_out = lead_id = '00Qmail', do_not_call = lead_id = '00Qcall';
SELECT given_task('005ann', who, '2026-06-10 09:00', kind)
  FROM unnest('{003mail,003call,003both,003fine,003said,00Qmail,00Qcall,00Qfine}'::text[]) AS who, unnest('{Email,Call,LinkedIn}'::text[]) AS kind;
SELECT given_task('005ann', '003mail', '2026-06-12 09:00');
-- One without a name goes by the id, and of several accounts the first by id is told.
SELECT given_contact('003nameless', '001best');
UPDATE contact_version SET opted_out = true, name = NULL WHERE contact_id = '003nameless';
SELECT given_task('005ann', '003nameless', '2026-06-10 09:00'), given_task('005ann', '003nameless', '2026-06-11 09:00', account => '001acme');
