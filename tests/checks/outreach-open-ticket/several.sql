-- A8, several tickets of one account: a touch counts once, and the earliest of the gravest
-- is named, of those that were open then.
SELECT given_setting('tickets', 'p0', 'Emergency'), given_setting('tickets', 'p1', 'High');
SELECT given_user('005ann');
SELECT given_account('001acme', '005ann', type => 'Customer'), given_account('001best', '005ann', type => 'Customer'),
       given_account('001cool', '005ann', type => 'Customer');
SELECT given_ticket('500b', '001acme', 'High', '2026-06-02 09:00'), given_ticket('500a', '001acme', 'High', '2026-06-03 09:00'),
       given_ticket('500d', '001best', 'High', '2026-06-02 09:00'), given_ticket('500c', '001best', 'Emergency', '2026-06-20 09:00'),
       given_ticket('500f', '001cool', 'High', '2026-06-02 09:00'), given_ticket('500e', '001cool', 'High', '2026-06-02 09:00');
SELECT given_task('005ann', NULL, at, account => account)
  FROM unnest('{001acme,001best,001cool}'::text[]) AS account, unnest('{2026-06-21 09:00, 2026-06-22 09:00, 2026-06-19 09:00}'::timestamp[]) AS at;
