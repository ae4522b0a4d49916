-- D4, the limits are the owner's; a run for one rep tells that rep's alone.
SELECT given_scope('005ann'), given_user('005ann'), given_parameter('close-date-pushed', 'warn_moves', '2', rep => '005ann'), given_parameter('close-date-pushed', 'warn_days', '10', rep => '005ann');
SELECT given_opportunity('006' || n, owner => CASE n WHEN 'ben' THEN '005ben' ELSE '005ann' END) FROM unnest('{twice,once,ten,nine,ben}'::text[]) AS n;
SELECT given_snapshot('006' || n, at::timestamp, 'Proposal', closes::date)
  FROM (VALUES ('twice', '2026-06-01', '2026-07-01'), ('twice', '2026-06-02', '2026-07-02'), ('twice', '2026-06-03', '2026-07-03'), ('once', '2026-06-01', '2026-07-01'), ('once', '2026-06-02', '2026-07-02'),
               ('ten', '2026-06-01', '2026-07-01'), ('ten', '2026-06-02', '2026-07-11'), ('nine', '2026-06-01', '2026-07-01'), ('nine', '2026-06-02', '2026-07-10'),
               ('ben', '2026-06-01', '2026-07-01'), ('ben', '2026-06-02', '2027-07-01')) AS v (n, at, closes);
