-- Every account of each rep with that rep's own touches, and the last reply of any
-- of its contacts to anybody. A rep's touches are counted before it is asked where they
-- lead to, as activity_seen has it: years of them go to few persons.
-- shared: rep account type touches persons last_touch last_reply days_since
WITH own AS (
  SELECT a.account_id, coalesce(a.name, a.account_id) AS account, a.type, r.rep_id, r.name AS rep
    FROM account_in_scope AS a
    JOIN rep AS r ON r.rep_id = a.owner_id
   WHERE NOT EXISTS (SELECT FROM catch_all_account AS c WHERE c.account_id = a.account_id)
), way AS MATERIALIZED (
  SELECT rep_id, person_id, account_id, opportunity_id, case_id, count(*) FILTER (WHERE at >= days_before(30)) AS touches, max(at) AS last_at
    FROM activity
   WHERE rep_id BETWEEN scope_low() AND scope_high() AND at < as_of() AND folded_into IS NULL
     AND is_done AND direction = 'outbound' AND kind IN ('email', 'call', 'linkedin', 'sms')
   GROUP BY rep_id, person_id, account_id, opportunity_id, case_id
), led AS (
  SELECT w.rep_id, w.person_id, w.touches, w.last_at, coalesce(w.account_id, c.account_id, o.account_id, k.account_id) AS account_id
    FROM way AS w
    LEFT JOIN contact AS c ON c.contact_id = w.person_id
    LEFT JOIN opportunity_raw AS o ON o.opportunity_id = w.opportunity_id
    LEFT JOIN support_case AS k ON k.case_id = w.case_id AND NOT k.is_deleted
), touched AS (
  SELECT l.rep_id, coalesce(m.master_id, l.account_id) AS account_id, sum(l.touches) AS touches,
         count(DISTINCT l.person_id) FILTER (WHERE l.touches > 0) AS persons, max(l.last_at) AS last_at
    FROM led AS l
    LEFT JOIN record_master AS m ON m.loser_id = l.account_id AND m.merged_at <= as_of()
   GROUP BY 1, 2
), replied AS (
  SELECT c.account_id, max(i.at) AS last_at
    FROM own AS o
    JOIN contact AS c ON c.account_id = o.account_id
    JOIN activity AS i ON i.person_id = c.contact_id
   WHERE i.direction = 'inbound' AND i.folded_into IS NULL AND i.at < as_of()
   GROUP BY c.account_id
)
SELECT o.rep, shown_record('account', o.account_id, NULL, o.account) AS account, o.account_id, o.type, coalesce(t.touches, 0) AS touches, coalesce(t.persons, 0) AS persons,
       (t.last_at AT TIME ZONE org_zone())::date AS last_touch, (y.last_at AT TIME ZONE org_zone())::date AS last_reply,
       as_of_day() - (t.last_at AT TIME ZONE org_zone())::date AS days_since
  FROM own AS o
  LEFT JOIN touched AS t ON t.rep_id = o.rep_id AND t.account_id = o.account_id
  LEFT JOIN replied AS y ON y.account_id = o.account_id
 ORDER BY o.rep, o.rep_id, touches DESC, t.last_at DESC NULLS LAST, account, o.account_id
