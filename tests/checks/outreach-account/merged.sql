-- A2, a contact's account is the one that it has become: Bach is Acme at the as-of instant, Echo only a second later.
SELECT given_parameter('outreach-account', 'warn_over', '1'), given_user('005ann'), given_account('001acme'), given_account('001bach'), given_account('001echo');
SELECT given_contact('003' || n, '001' || n) FROM unnest('{bach,echo}'::text[]) AS n;
SELECT given_task('005ann', who, at) FROM unnest('{003bach,003echo}'::text[]) AS who, unnest('{2026-06-10 09:00,2026-06-11 09:00}'::timestamp[]) AS at;
INSERT INTO record_master (loser_id, master_id, merged_at) VALUES ('001bach', '001acme', given_instant('2026-06-30 12:00')), ('001echo', '001acme', given_instant('2026-06-30 12:00:01'));
