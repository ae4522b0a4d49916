-- I1, a trial that ends today, tomorrow or the day after; not in three days, not one that ended yesterday. Without
-- an end it ends 5 days after its start: of 27 June on 2 July, of the 28th on the 3rd, of the 24th on the 29th.
SELECT given_object_fields('opportunity', 'trial_extension');
SELECT given_opportunity('006' || n, NULL, '005ann'), given_value('006' || n, 'trial_end', ends), given_value('006' || n, 'trial_start', begins)
  FROM (VALUES ('a', '2026-06-30', NULL), ('b', '2026-07-01', NULL), ('c', '2026-07-02', NULL), ('d', '2026-07-03', NULL), ('e', '2026-06-29', NULL), ('f', NULL, '2026-06-27'), ('g', '', '2026-06-28'), ('h', NULL, '2026-06-24'),
               ('i', '2026-07-03', '2026-06-27'), ('j', NULL, NULL), ('k', '2026-07-03T06:59:59Z', NULL), ('l', '2026-07-03T07:00:01Z', NULL)) AS v (n, ends, begins);
