-- title: Several reps at one person
-- rule: A5
-- why: a person whom several colleagues write to at once concludes that we do not talk to each other
-- fix: agree who keeps the thread; the others hand over what they know and stop
-- needs: activity, touch
-- evidence: window 30, several-reps
-- param: days, integer, 3, days that count as at once; the same for everybody, ours
-- param: warn_at, integer, 2, reps touching one person, ours
-- param: fail_at, integer, 3, reps touching one person, ours
-- column: reps, Reps, integer
-- column: names, Who, text
-- column: burst_from, From, instant
-- A run for one rep looks at the persons whom that rep touched, and there at everybody's touches.
WITH reached AS (
  SELECT DISTINCT t.person_id
    FROM rep AS r
    JOIN recent_touch AS t ON t.rep_id = r.rep_id
   WHERE t.person_id IS NOT NULL
), seen AS (
  SELECT t.person_id, t.person, t.person_type, t.account_id, t.rep_id, x.name AS rep, t.at,
         min(t.rep_id) OVER everybody <> max(t.rep_id) OVER everybody AS is_shared
    FROM reached AS p
    JOIN recent_touch AS t ON t.person_id = p.person_id
    JOIN run_rep AS x ON x.run_id = run_id() AND x.rep_id = t.rep_id
  WINDOW everybody AS (PARTITION BY t.person_id)
), burst AS (
  SELECT person_id, at,
         array_agg(rep_id) OVER (PARTITION BY person_id ORDER BY at AT TIME ZONE org_zone()
           RANGE BETWEEN CURRENT ROW
             AND make_interval(days => (threshold('outreach-pile-on', '') ->> 'days')::integer) - interval '1 microsecond' FOLLOWING) AS rep_ids
    FROM seen
   WHERE is_shared
), worst AS (
  SELECT DISTINCT ON (b.person_id) b.person_id, b.at, d.rep_ids
    FROM burst AS b
   CROSS JOIN LATERAL (SELECT array_agg(DISTINCT rep_id) AS rep_ids FROM unnest(b.rep_ids) AS rep_id) AS d
   ORDER BY b.person_id, cardinality(d.rep_ids) DESC, b.at
), came AS (
  SELECT DISTINCT ON (w.person_id, s.rep_id) s.*, w.at AS burst_from, cardinality(w.rep_ids) AS reps
    FROM worst AS w
    JOIN seen AS s ON s.person_id = w.person_id AND s.rep_id = ANY (w.rep_ids)
   ORDER BY w.person_id, s.rep_id, s.at, s.account_id
), comer AS (
  SELECT c.*,
         EXISTS (SELECT FROM account_owner AS o
                  WHERE o.account_id = c.account_id AND o.owner_id = c.rep_id AND o.valid_from <= c.at AND o.valid_to > c.at) AS is_owner,
         string_agg(c.rep, ', ') OVER (PARTITION BY c.person_id ORDER BY c.at, c.rep_id
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS names
    FROM came AS c
), last_comer AS (
  SELECT DISTINCT ON (person_id) *
    FROM comer
   ORDER BY person_id, is_owner, at DESC, rep_id DESC
)
SELECT l.person_type AS record_type, l.person_id AS record_id, coalesce(l.person, l.person_id) AS label,
       l.rep_id, l.account_id,
       CASE WHEN l.reps >= (p.params ->> 'fail_at')::integer THEN 'fail' ELSE 'warn' END AS severity,
       format('%s reps within %s from %s: %s', l.reps, counted((p.params ->> 'days')::integer, 'day'),
              to_char(l.burst_from AT TIME ZONE org_zone(), 'FMDD Mon YYYY'), l.names) AS why,
       l.reps AS weight, l.reps, l.names, l.burst_from
  FROM last_comer AS l
 CROSS JOIN LATERAL thresholds('outreach-pile-on', l.rep_id) AS p
 WHERE l.reps >= (p.params ->> 'warn_at')::integer
 ORDER BY l.person_id
