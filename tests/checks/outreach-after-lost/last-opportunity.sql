-- A9, the account's last opportunity decides. Acme lost one after winning one; Best won one
-- after a loss, or on the same day; Calm has an open one; Done has a closed one without a
-- date besides; Easy lost two. A deleted one counts as absent.
SELECT given_user('005ann');
SELECT given_account('001' || n, '005ann', CASE n WHEN 'done' THEN ' ' END) FROM unnest('{acme,best,same,calm,done,easy,bin}'::text[]) AS n;
SELECT given_opportunity(id, account, '005ann', stage, closes::date, deleted => id = '006x')
  FROM (VALUES ('006a', '001acme', 'Closed Won', '2026-06-01'), ('006b', '001acme', 'Closed Lost', '2026-06-02'),
               ('006c', '001best', 'Closed Lost', '2026-06-01'), ('006d', '001best', 'Closed Won', '2026-06-02'),
               ('006e', '001same', 'Closed Lost', '2026-06-02'), ('006f', '001same', 'Closed Won', '2026-06-02'),
               ('006g', '001calm', 'Closed Lost', '2026-06-02'), ('006h', '001calm', 'Proposal', '2026-01-01'),
               ('006i', '001done', 'Closed Lost', '2026-06-02'), ('006j', '001done', 'Closed Won', NULL),
               ('006l', '001easy', 'Closed Lost', '2026-06-05'), ('006k', '001easy', 'Closed Lost', '2026-06-05'), ('006m', '001easy', 'Closed Lost', '2026-05-31'),
               ('006x', '001bin', 'Closed Lost', '2026-06-02')) AS v (id, account, stage, closes);
SELECT given_task('005ann', NULL, '2026-06-10 09:00', account => '001' || n) FROM unnest('{acme,best,same,calm,done,easy,bin}'::text[]) AS n;
-- Free's is open, though its close date is past.
SELECT given_account('001free', '005ann'), given_opportunity('006free', '001free', '005ann', 'Proposal', '2026-06-02'), given_task('005ann', NULL, '2026-06-10 09:00', account => '001free');
-- An account that leads nowhere goes by its id.
SELECT given_opportunity('006z', '001zero', '005ann', 'Closed Lost', '2026-06-05'), given_task('005ann', NULL, '2026-06-10 09:00', account => '001zero');
