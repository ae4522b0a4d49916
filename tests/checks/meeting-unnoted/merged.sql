-- H2, notes may hang on a deal of an account that became one with this: Bach did in May, Fox at the as-of instant, Echo only a second later.
SELECT given_account('001' || n, name => 'Acme') FROM unnest('{acme,bach,calm,dot,echo,fox}'::text[]) AS n;
SELECT given_contact('003al', '001acme'), given_contact('003cy', '001calm'), given_contact('003ey', '001dot');
SELECT given_opportunity('006bach', '001bach'), given_opportunity('006echo', '001echo'), given_opportunity('006fox', '001fox');
INSERT INTO record_master (loser_id, master_id, merged_at) VALUES ('001bach', '001acme', given_instant('2026-05-01 09:00')),
  ('001echo', '001calm', given_instant('2026-06-30 12:00:01')), ('001fox', '001dot', given_instant('2026-06-30 12:00'));
SELECT given_invitation('00Ua', '005ann', '003al', '2026-06-10 09:00'), given_invitation('00Ub', '005ann', '003cy', '2026-06-10 09:00'), given_invitation('00Uc', '005ann', '003ey', '2026-06-10 09:00');
SELECT given_document('069' || n, '006' || n, 'Notes of 2026-06-10, Acme') FROM unnest('{bach,echo,fox}'::text[]) AS n;
