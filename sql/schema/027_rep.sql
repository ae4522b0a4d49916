-- What makes a run for one rep quick. Nothing here changes what is found.

-- When an event is over at the latest, by UTC: but for its zone's hours and the rest of its
-- last day. Longer than a thousand years none is.
CREATE FUNCTION event_until(starts_on date, starts_at timestamptz, ends_at timestamptz, minutes numeric) RETURNS timestamp LANGUAGE sql IMMUTABLE
RETURN greatest(ends_at AT TIME ZONE 'UTC', coalesce(greatest(starts_on::timestamp, starts_at AT TIME ZONE 'UTC'), ends_at AT TIME ZONE 'UTC')
                + least(greatest(coalesce(minutes, 60), 0), 500000000)::double precision * interval '1 minute');

CREATE INDEX event_owner_until ON event (owner_id, event_until(starts_on, starts_at, ends_at, minutes));
DROP INDEX event_owner;

-- The events that a user owns, copies for the invited among them, or has accepted, but none
-- that was called off, declined, is shown as free, or is over. An event without an end takes an
-- hour. One of whole days takes the user's own days, the last one included.
CREATE OR REPLACE FUNCTION busy_times(p_user text, p_zone text) RETURNS TABLE (starts_at timestamptz, ends_at timestamptz) LANGUAGE sql STABLE AS $$
  WITH mine AS (
    SELECT e.event_id FROM event AS e WHERE e.owner_id = p_user AND event_until(e.starts_on, e.starts_at, e.ends_at, e.minutes) > as_of() AT TIME ZONE 'UTC' - interval '3 days'
     UNION
    SELECT r.event_id FROM event_relation AS r WHERE r.person_id = p_user AND NOT r.is_deleted AND lower(r.status) = 'accepted'
  ), lasting AS MATERIALIZED (
    SELECT e.*
      FROM mine AS m
      JOIN event AS e USING (event_id)
     WHERE event_until(e.starts_on, e.starts_at, e.ends_at, e.minutes) > (SELECT as_of() AT TIME ZONE 'UTC' - interval '3 days')
  )
  SELECT t.starts_at, t.ends_at
    FROM lasting AS e
   CROSS JOIN LATERAL (
     SELECT coalesce(e.starts_on, (e.starts_at AT TIME ZONE 'UTC')::date) AS first_day,
            CASE WHEN e.ends_at IS NOT NULL THEN (e.ends_at AT TIME ZONE 'UTC')::date
                 ELSE coalesce(e.starts_on, (e.starts_at AT TIME ZONE 'UTC')::date)
                      + greatest(ceil(coalesce(e.minutes, 0) / 1440)::integer - 1, 0) END AS last_day) AS d
   CROSS JOIN LATERAL (
     SELECT CASE WHEN e.is_all_day THEN d.first_day::timestamp AT TIME ZONE p_zone ELSE e.starts_at END AS starts_at,
            CASE WHEN e.is_all_day THEN (greatest(d.last_day, d.first_day) + 1)::timestamp AT TIME ZONE p_zone
                 ELSE coalesce(e.ends_at, e.starts_at + coalesce(e.minutes, 60)::double precision * interval '1 minute') END AS ends_at) AS t
   WHERE NOT e.is_deleted AND NOT e.is_recurrence AND lower(btrim(coalesce(e.show_as, ''))) <> 'free'
     AND coalesce(e.subject, '') !~* '^\s*(cancell?ed|declined)\s*:'
     AND t.ends_at > as_of()
     AND NOT EXISTS (SELECT FROM event_relation AS r
                      WHERE r.event_id = e.event_id AND r.person_id = p_user AND NOT r.is_deleted AND lower(r.status) = 'declined')
$$;

-- Who owns something, or has logged a touch in the last 90 days. A function of its own, so that
-- nobody plans it where [reps] says who is a rep.
CREATE FUNCTION working_users() RETURNS TABLE (user_id text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT a.owner_id FROM account AS a UNION SELECT o.owner_id FROM opportunity AS o UNION SELECT l.owner_id FROM lead AS l
     UNION SELECT t.rep_id FROM touch AS t WHERE t.at >= days_before(90);
END $$;

-- Everybody whom a record names as its owner or an activity as its rep; nobody unless wanted.
CREATE FUNCTION named_users(is_wanted boolean) RETURNS TABLE (user_id text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF is_wanted THEN
    RETURN QUERY
      SELECT a.owner_id FROM account AS a UNION SELECT o.owner_id FROM opportunity AS o UNION SELECT l.owner_id FROM lead AS l
       UNION SELECT c.owner_id FROM contact AS c UNION SELECT v.rep_id FROM activity_live AS v;
  END IF;
END $$;
