-- A row per rep in scope: the name of its file; and where a flag is open, and manager, rep
-- and a free slot are known, what stands in it.
WITH clean AS (
  SELECT r.rep_id, x.file, regexp_replace(r.name, '[[:cntrl:]]+', ' ', 'g') AS name, btrim(r.email) AS email, r.manager_id
    FROM rep AS r
    JOIN rep_file AS x USING (rep_id)
)
SELECT c.file, f.flag_id IS NOT NULL AS is_wanted,
       format('coaching-%s-%s@%s.crmaudit', f.rep_id, f.raised_on, current_schema()) AS uid, (as_of_day() - f.raised_on)::text AS sequence,
       to_char(as_of() AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS stamp,
       to_char(f.starts_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS starts,
       to_char((f.starts_at + make_interval(mins => coaching_number('minutes'))) AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS ends,
       'Coaching session with ' || c.name AS summary,
       concat_ws(E'\n', 'What the talk is about:', f.words, '',
                 format('Suggested by crmaudit from what the CRM held as of %s.', as_of_day())) AS description,
       f.manager_email, f.manager, c.email AS rep_email, c.name AS rep
  FROM clean AS c
  LEFT JOIN LATERAL (SELECT s.flag_id, s.rep_id, s.raised_on, s.words, t.starts_at, btrim(m.email) AS manager_email,
                            regexp_replace(coalesce(m.name, ''), '[[:cntrl:]]+', ' ', 'g') AS manager
                       FROM coaching_shown AS s
                       JOIN coaching_session AS t USING (flag_id)
                       JOIN crm_user AS m ON m.user_id = t.manager_id
                      WHERE s.rep_id = c.rep_id AND s.state = 'open' AND t.starts_at IS NOT NULL
                        AND btrim(m.email) ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+$' AND c.email ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+$') AS f ON true
 ORDER BY c.file COLLATE "C"
