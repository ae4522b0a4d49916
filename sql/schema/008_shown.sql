-- What reports show of the ledger, in the session's scope, as people see it.

-- Who a finding or a flag is about: a rep of this run, else any user.
CREATE VIEW somebody AS
SELECT rep_id AS user_id, name, email FROM run_rep WHERE run_id = run_id()
UNION ALL
SELECT u.user_id, coalesce(nullif(btrim(u.name), ''), u.user_id), coalesce(u.email, '')
  FROM crm_user AS u
 WHERE NOT EXISTS (SELECT FROM run_rep AS r WHERE r.run_id = run_id() AND r.rep_id = u.user_id);

-- Open findings. In a look back, what was found only later is left out.
CREATE VIEW finding_shown AS
SELECT f.*,
       CASE WHEN f.first_seen = as_of_day() THEN 'new' WHEN f.reopened_on = as_of_day() THEN 'reopened'
            ELSE 'ongoing' END AS status,
       CASE WHEN f.first_seen <= as_of_day() THEN as_of_day() - f.first_seen END AS age,
       coalesce(s.name, nullif(f.rep_id, ''), 'nobody') AS rep, s.email AS rep_email,
       coalesce(c.title, f.check_id) AS check_title, c.rule, c.place
  FROM finding AS f
  LEFT JOIN somebody AS s ON s.user_id = f.rep_id
  LEFT JOIN check_catalogue AS c ON c.check_id = f.check_id
 WHERE f.state = 'open' AND least(f.first_seen, f.last_seen) <= as_of_day()
   AND f.rep_id BETWEEN scope_low() AND scope_high();

-- Coaching flags under way, and for a month those that ended.
CREATE VIEW coaching_shown AS
SELECT f.*, f.state IN ('open', 'scheduled') AS is_running, coalesce(s.name, f.rep_id) AS rep, s.email AS rep_email,
       (SELECT string_agg(t.reason ->> 'words', E'\n' ORDER BY t.place)
          FROM jsonb_array_elements(f.reasons) WITH ORDINALITY AS t (reason, place)) AS words
  FROM coaching_flag AS f
  LEFT JOIN somebody AS s ON s.user_id = f.rep_id
 WHERE f.rep_id BETWEEN scope_low() AND scope_high()
   AND f.raised_on <= as_of_day() AND (f.state IN ('open', 'scheduled') OR f.state_on > as_of_day() - 30);
