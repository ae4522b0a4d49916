-- D4, moved later 3 times or by 90 days in total: 3 moves of a day, 2 not; 90 days in one move, 89 not. A move
-- back is none and takes nothing off; the same date again is no move; closed deals are let go.
SELECT given_opportunity('006' || n, closed => CASE n WHEN 'won' THEN true END) FROM unnest('{three,two,far,near,back,sum,won,never}'::text[]) AS n;
SELECT given_snapshot('006' || n, at::timestamp, 'Proposal', closes::date)
  FROM (VALUES ('three', 1, '2026-06-01', '2026-06-28'), ('three', 2, '2026-06-02', '2026-06-29'), ('three', 3, '2026-06-03', '2026-06-30'), ('three', 4, '2026-06-04', '2026-07-01'),
               ('two', 5, '2026-06-01', '2026-06-28'), ('two', 6, '2026-06-02', '2026-06-29'), ('two', 7, '2026-06-03', '2026-06-29'), ('two', 8, '2026-06-04', '2026-06-30'),
               ('far', 9, '2026-06-01', '2026-03-31'), ('far', 10, '2026-06-02', '2026-06-29'),
               ('near', 11, '2026-06-01', '2026-03-31'), ('near', 12, '2026-06-02', '2026-06-28'),
               ('back', 13, '2026-06-01', '2026-03-31'), ('back', 14, '2026-06-02', '2026-01-01'), ('back', 15, '2026-06-03', '2026-03-31'),
               ('sum', 16, '2026-06-01', '2026-01-01'), ('sum', 17, '2026-06-02', '2026-03-02'), ('sum', 18, '2026-06-03', '2026-01-01'), ('sum', 19, '2026-06-04', '2026-01-31'),
               ('won', 20, '2026-06-01', '2025-06-01'), ('won', 21, '2026-06-02', '2026-06-01')) AS v (n, place, at, closes)
 ORDER BY place;
