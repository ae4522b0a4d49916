-- H2, the business days are a setting of one rep; the detail says when notes were due. 19 June is a holiday.
SELECT given_user('005ann', email => 'ann@acme.example'), given_parameter('meeting-unnoted', 'business_days', '5', rep => 'ann@acme.example');
SELECT given_account('001acme', name => 'Acme'), given_contact('003cat', '001acme');
SELECT given_invitation('00Ua', '005ann', '003cat', '2026-06-18 10:00'), given_invitation('00Ub', '005ann', '003cat', '2026-06-23 12:00:01'), given_invitation('00Uc', '005ben', '003cat', '2026-06-18 10:00');
