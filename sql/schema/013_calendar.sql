-- The business calendar, one for all checks: business hours, holidays, and who works when.
-- Filled at the start of a run from [calendar] of the configuration and the files it names
-- (lib/audit/calendar.c). Every date of 1990 to 2100 has a row that knows how many business
-- days and seconds lie before it, so that "N later" is a lookup. Outside of those years
-- every function here gives NULL.

CREATE TABLE business_calendar (
  calendar_id integer NOT NULL,
  zone text NOT NULL,
  opens time NOT NULL,
  closes time NOT NULL,
  weekdays integer[] NOT NULL,
  holidays text NOT NULL,
  fingerprint text NOT NULL,
  CONSTRAINT business_calendar_pk PRIMARY KEY (calendar_id),
  CONSTRAINT business_calendar_single CHECK (calendar_id = 1),
  CONSTRAINT business_calendar_hours CHECK (opens < closes),
  CONSTRAINT business_calendar_weekdays CHECK (weekdays <@ '{1,2,3,4,5,6,7}' AND weekdays <> '{}')
);

-- source: us-federal, configuration or file
CREATE TABLE holiday (
  day date NOT NULL,
  name text NOT NULL,
  source text NOT NULL,
  CONSTRAINT holiday_pk PRIMARY KEY (day, source, name)
);

-- Both days included.
CREATE TABLE leave (
  user_id text COLLATE "C" NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  CONSTRAINT leave_pk PRIMARY KEY (user_id, first_day, last_day, kind, source),
  CONSTRAINT leave_days CHECK (first_day <= last_day)
);

-- Who has rows here works on the days of these alone; weekdays NULL are the calendar's.
CREATE TABLE working_pattern (
  user_id text COLLATE "C" NOT NULL,
  place integer NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  weekdays integer[],
  source text NOT NULL,
  CONSTRAINT working_pattern_pk PRIMARY KEY (user_id, place),
  CONSTRAINT working_pattern_days CHECK (first_day <= last_day)
);

-- ordinal and seconds_before count what lies before the day; the next open day from a
-- closed one has its ordinal, the next from an open one its ordinal + 1.
CREATE TABLE business_day (
  day date NOT NULL,
  is_holiday boolean NOT NULL,
  is_open boolean NOT NULL,
  ordinal integer NOT NULL,
  opens_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  seconds_before numeric NOT NULL,
  CONSTRAINT business_day_pk PRIMARY KEY (day)
);
CREATE UNIQUE INDEX business_day_ordinal ON business_day (ordinal) WHERE is_open;
CREATE UNIQUE INDEX business_day_seconds ON business_day (seconds_before) WHERE is_open;

-- The legal public holidays of 5 U.S.C. 6103 as observed: Saturday's on Friday, Sunday's on
-- Monday, so that New Year's Day may be observed on 31 December before its year.
-- Inauguration Day, kept in Washington alone, is none. nth 0 is a fixed day, -1 the last.
CREATE FUNCTION federal_holidays(p_year integer) RETURNS TABLE (day date, name text) LANGUAGE sql IMMUTABLE AS $$
  WITH rule (name, month, nth, number, since) AS (VALUES
    ('New Year''s Day', 1, 0, 1, 1871),
    ('Birthday of Martin Luther King, Jr.', 1, 3, 1, 1986),
    ('Washington''s Birthday', 2, 3, 1, 1971),
    ('Memorial Day', 5, -1, 1, 1971),
    ('Juneteenth National Independence Day', 6, 0, 19, 2021),
    ('Independence Day', 7, 0, 4, 1871),
    ('Labor Day', 9, 1, 1, 1894),
    ('Columbus Day', 10, 2, 1, 1971),
    ('Veterans Day', 11, 0, 11, 1978),
    ('Thanksgiving Day', 11, 4, 4, 1942),
    ('Christmas Day', 12, 0, 25, 1871)
  ), named AS (
    SELECT r.name,
           CASE WHEN r.nth = 0 THEN make_date(p_year, r.month, r.number)
                ELSE f.first + (r.number - extract(isodow FROM f.first)::integer + 7) % 7
                     + CASE r.nth WHEN -1 THEN -7 ELSE (r.nth - 1) * 7 END END AS day
      FROM rule AS r
     CROSS JOIN LATERAL (SELECT (make_date(p_year, r.month, 1)
                                 + CASE r.nth WHEN -1 THEN interval '1 month' ELSE interval '0' END)::date AS first) AS f
     WHERE p_year >= r.since
  )
  SELECT n.day + CASE extract(isodow FROM n.day) WHEN 6 THEN -1 WHEN 7 THEN 1 ELSE 0 END, n.name
    FROM named AS n
$$;

CREATE FUNCTION calendar_first() RETURNS date LANGUAGE sql IMMUTABLE RETURN date '1990-01-01';
CREATE FUNCTION calendar_last() RETURNS date LANGUAGE sql IMMUTABLE RETURN date '2100-12-31';

-- The days of rows that were read from a file: dates as they are; events with times cover
-- every day of the org's zone that they touch, unless they are shorter than half a
-- business day: an appointment is no day off. Instants end in Z, other times are the org's.
CREATE FUNCTION calendar_days(p_rows jsonb)
RETURNS TABLE (place integer, rank integer, line integer, who text, first_day date, last_day date, words text)
LANGUAGE sql STABLE AS $$
  SELECT r.place, r.rank, r.line, r.who, greatest(r.first, calendar_first()), least(r.last, calendar_last()),
         coalesce(r.words, '')
    FROM jsonb_to_recordset(p_rows) AS r (place integer, rank integer, line integer, who text, first date, last date, words text)
   WHERE r.first <= calendar_last() AND r.last >= calendar_first()
   UNION ALL
  SELECT r.place, r.rank, r.line, r.who, (t.starts_at AT TIME ZONE org_zone())::date,
         ((t.ends_at - interval '1 microsecond') AT TIME ZONE org_zone())::date, coalesce(r.words, '')
    FROM jsonb_to_recordset(p_rows) AS r (place integer, rank integer, line integer, who text, starts text, ends text, words text)
   CROSS JOIN LATERAL (
     SELECT CASE WHEN r.starts LIKE '%Z' THEN r.starts::timestamptz ELSE r.starts::timestamp AT TIME ZONE org_zone() END AS starts_at,
            CASE WHEN r.ends LIKE '%Z' THEN r.ends::timestamptz ELSE r.ends::timestamp AT TIME ZONE org_zone() END AS ends_at) AS t
   CROSS JOIN business_calendar AS c
   WHERE t.ends_at - t.starts_at >= (c.closes - c.opens) / 2
     AND (t.starts_at AT TIME ZONE org_zone())::date <= calendar_last()
     AND ((t.ends_at - interval '1 microsecond') AT TIME ZONE org_zone())::date >= calendar_first()
$$;

-- The users that the rows of a file mean, by id, e-mail or user name, or by a name that
-- one user alone has, which may have words behind it ("Ann Lee (vacation)"). Of a row's
-- ways to say who, the first that means somebody counts. Without a user list it is the id.
CREATE FUNCTION calendar_persons(p_rows jsonb) RETURNS TABLE (place integer, user_id text) LANGUAGE sql STABLE AS $$
  WITH row AS (
    SELECT DISTINCT r.place, r.rank, btrim(r.who) AS who
      FROM jsonb_to_recordset(p_rows) AS r (place integer, rank integer, who text)
  ), said AS (
    SELECT r.place, r.rank, s.key
      FROM row AS r
     CROSS JOIN LATERAL (VALUES (r.who), (lower(r.who)),
                                (lower(regexp_replace(r.who, '\s*([:(,;|]|\s[-–—]\s).*$', '')))) AS s (key)
  ), known AS (
    SELECT u.user_id, k.key
      FROM crm_user AS u
     CROSS JOIN LATERAL (VALUES (u.user_id), (left(u.user_id, 15)), (lower(btrim(u.email))), (lower(btrim(u.username)))) AS k (key)
     UNION
    SELECT min(u.user_id), lower(btrim(u.name)) FROM crm_user AS u GROUP BY 2 HAVING count(*) = 1
     UNION
    SELECT read_id(r.who), r.who FROM row AS r WHERE NOT EXISTS (SELECT FROM crm_user)
  ), meant AS (
    SELECT DISTINCT s.place, s.rank, k.user_id
      FROM said AS s
      JOIN known AS k ON k.key = s.key
     WHERE k.key <> '' AND k.user_id IS NOT NULL
  )
  SELECT m.place, m.user_id
    FROM (SELECT place, user_id, rank() OVER (PARTITION BY place ORDER BY rank) AS nth FROM meant) AS m
   WHERE m.nth = 1
$$;

-- The zone's clock changes as this server knows them: they are part of what the days were
-- made from, and change with the system's tzdata.
CREATE FUNCTION calendar_clock(p_zone text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT md5(string_agg(extract(epoch FROM (make_date(y, m, 15) + time '12:00') AT TIME ZONE p_zone)::text, ',' ORDER BY y, m))
    FROM generate_series(1990, 2100) AS y, generate_series(1, 12) AS m
$$;

CREATE FUNCTION calendar_make_days() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM business_day;
  INSERT INTO business_day (day, is_holiday, is_open, ordinal, opens_at, closes_at, seconds_before)
  WITH day AS (
    SELECT calendar_first() + n AS day FROM generate_series(0, calendar_last() - calendar_first()) AS n
  ), judged AS (
    SELECT d.day, h.day IS NOT NULL AS is_holiday,
           h.day IS NULL AND extract(isodow FROM d.day)::integer = ANY (c.weekdays) AS is_open,
           (d.day + c.opens) AT TIME ZONE c.zone AS opens_at, (d.day + c.closes) AT TIME ZONE c.zone AS closes_at
      FROM day AS d
     CROSS JOIN business_calendar AS c
      LEFT JOIN (SELECT DISTINCT day FROM holiday) AS h ON h.day = d.day
  ), counted AS (
    SELECT *, CASE WHEN is_open THEN 1 ELSE 0 END AS one,
           CASE WHEN is_open THEN extract(epoch FROM closes_at - opens_at) ELSE 0 END AS seconds
      FROM judged
  )
  SELECT day, is_holiday, is_open, sum(one) OVER so_far - one, opens_at, closes_at, sum(seconds) OVER so_far - seconds
    FROM counted
  WINDOW so_far AS (ORDER BY day);
  ANALYZE business_day;
END $$;

-- Hours, holidays (us-federal or none) and the days of the configuration (their line is
-- NULL) and of files. Nothing is made anew that was made of the same.
CREATE FUNCTION calendar_put(p_zone text, p_opens time, p_closes time, p_weekdays integer[], p_holidays text, p_rows jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  made_from text;
BEGIN
  made_from := md5(concat_ws('|', p_zone, p_opens, p_closes, p_weekdays, p_holidays, p_rows, org_zone(), calendar_clock(p_zone)));
  IF EXISTS (SELECT FROM business_calendar WHERE fingerprint = made_from) THEN
    RETURN;
  END IF;
  DELETE FROM business_calendar;
  INSERT INTO business_calendar (calendar_id, zone, opens, closes, weekdays, holidays, fingerprint)
  VALUES (1, p_zone, p_opens, p_closes, p_weekdays, p_holidays, made_from);

  DELETE FROM holiday;
  INSERT INTO holiday (day, name, source)
  SELECT f.day, f.name, 'us-federal'
    FROM generate_series(extract(year FROM calendar_first())::integer, extract(year FROM calendar_last())::integer + 1) AS y,
         federal_holidays(y) AS f
   WHERE p_holidays = 'us-federal' AND f.day BETWEEN calendar_first() AND calendar_last()
   UNION
  SELECT d.first_day + n, d.words, CASE WHEN d.line IS NULL THEN 'configuration' ELSE 'file' END
    FROM calendar_days(p_rows) AS d, generate_series(0, d.last_day - d.first_day) AS n;
  PERFORM calendar_make_days();
END $$;

-- Whom a row of the file means nobody knows: its line and the first thing it says.
CREATE FUNCTION calendar_unknown(p_rows jsonb) RETURNS TABLE (line integer, who text) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (r.place) r.line, r.who
    FROM jsonb_to_recordset(p_rows) AS r (place integer, rank integer, line integer, who text)
   WHERE r.place NOT IN (SELECT p.place FROM calendar_persons(p_rows) AS p)
   ORDER BY r.place, r.rank, r.who COLLATE "C"
$$;

CREATE FUNCTION leave_put(p_rows jsonb) RETURNS void LANGUAGE sql AS $$
  DELETE FROM leave;
  INSERT INTO leave (user_id, first_day, last_day, kind, source)
  SELECT DISTINCT p.user_id, d.first_day, d.last_day, d.words, 'file'
    FROM calendar_persons(p_rows) AS p
    JOIN calendar_days(p_rows) AS d ON d.place = p.place
$$;

CREATE FUNCTION working_pattern_put(p_rows jsonb) RETURNS void LANGUAGE sql AS $$
  DELETE FROM working_pattern;
  INSERT INTO working_pattern (user_id, place, first_day, last_day, weekdays, source)
  SELECT p.user_id, p.place, coalesce(r.first, '-infinity'), coalesce(r.last, 'infinity'), r.weekdays::integer[], 'file'
    FROM calendar_persons(p_rows) AS p
    JOIN jsonb_to_recordset(p_rows) AS r (place integer, first date, last date, weekdays text) ON r.place = p.place
$$;

-- An instant's own way into business time: itself, or the next opening when outside.
CREATE FUNCTION business_start(at timestamptz)
RETURNS TABLE (starts_at timestamptz, ordinal integer, opened_at timestamptz, seconds_before numeric, zone text)
LANGUAGE sql STABLE AS $$
  SELECT greatest(at, s.opens_at), s.ordinal, s.opens_at, s.seconds_before, c.zone
    FROM business_calendar AS c
    JOIN business_day AS d ON d.day = (at AT TIME ZONE c.zone)::date
    JOIN business_day AS s ON s.is_open AND s.ordinal = d.ordinal + CASE WHEN d.is_open AND at >= d.closes_at THEN 1 ELSE 0 END
   WHERE c.calendar_id = 1
$$;

CREATE FUNCTION is_business_day(day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT b.is_open FROM business_day AS b WHERE b.day = is_business_day.day
$$;

-- How many business days there are from one date up to another, that one left out: 1 from
-- Friday to Monday; negative where it is the earlier.
CREATE FUNCTION business_days_between(from_day date, to_day date) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT t.ordinal - f.ordinal FROM business_day AS f, business_day AS t WHERE f.day = from_day AND t.day = to_day
$$;

-- The instant itself in business hours, else the next opening. Closing is outside.
CREATE FUNCTION business_opening(at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT s.starts_at FROM business_start(at) AS s
$$;

-- The same wall clock so many business days later, counted from the next opening.
CREATE FUNCTION business_deadline_days(at timestamptz, days integer) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE days WHEN 0 THEN s.starts_at ELSE (d.day + (s.starts_at AT TIME ZONE s.zone)::time) AT TIME ZONE s.zone END
    FROM business_start(at) AS s
    JOIN business_day AS d ON d.is_open AND d.ordinal = s.ordinal + days
$$;

-- So many business hours later; what ends exactly at closing ends at closing.
CREATE FUNCTION business_deadline_hours(at timestamptz, hours numeric) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN hours = 0 THEN s.starts_at
              WHEN e.ends_at <= e.closes_at THEN e.ends_at END
    FROM business_start(at) AS s
   CROSS JOIN LATERAL (SELECT s.seconds_before + extract(epoch FROM s.starts_at - s.opened_at) + hours * 3600 AS seconds) AS w
    LEFT JOIN LATERAL (
      SELECT d.closes_at, d.opens_at + (w.seconds - d.seconds_before) * interval '1 second' AS ends_at
        FROM business_day AS d
       WHERE d.is_open AND d.seconds_before < w.seconds
       ORDER BY d.seconds_before DESC
       LIMIT 1) AS e ON true
   WHERE hours >= 0
$$;

-- Business seconds from the beginning of the calendar up to an instant.
CREATE FUNCTION business_seconds(at timestamptz) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT d.seconds_before + CASE WHEN d.is_open THEN extract(epoch FROM least(greatest(at, d.opens_at), d.closes_at) - d.opens_at)
                                 ELSE 0 END
    FROM business_calendar AS c
    JOIN business_day AS d ON d.day = (at AT TIME ZONE c.zone)::date
   WHERE c.calendar_id = 1
$$;

CREATE FUNCTION business_minutes_between(from_at timestamptz, to_at timestamptz) RETURNS numeric LANGUAGE sql STABLE
RETURN (business_seconds(to_at) - business_seconds(from_at)) / 60;

-- The dates from one up to another, that one left out, on which a rep works: no holiday,
-- no leave, and one of the rep's own weekdays between start and end date, or of the
-- calendar's where nothing is said of the rep.
CREATE FUNCTION rep_workdays(p_rep text, from_day date, to_day date) RETURNS TABLE (day date) LANGUAGE sql STABLE AS $$
  SELECT d.day
    FROM business_day AS d
   WHERE d.day >= from_day AND d.day < to_day AND NOT d.is_holiday
     AND CASE WHEN EXISTS (SELECT FROM working_pattern AS w WHERE w.user_id = p_rep)
              THEN EXISTS (SELECT FROM working_pattern AS w
                            WHERE w.user_id = p_rep AND d.day BETWEEN w.first_day AND w.last_day
                              AND CASE WHEN w.weekdays IS NULL THEN d.is_open
                                       ELSE extract(isodow FROM d.day)::integer = ANY (w.weekdays) END)
              ELSE d.is_open END
     AND NOT EXISTS (SELECT FROM leave AS l WHERE l.user_id = p_rep AND d.day BETWEEN l.first_day AND l.last_day)
$$;

CREATE FUNCTION rep_works_on(p_rep text, p_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM rep_workdays(p_rep, p_day, p_day + 1))
$$;

CREATE FUNCTION rep_working_days(p_rep text, from_day date, to_day date) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT count(*)::integer FROM rep_workdays(p_rep, from_day, to_day)
$$;

-- Of the working days that lie wholly in the window before the run's instant, those on
-- which anything done by the rep is in the store: of any kind and direction, captured or
-- by hand. Where it is little, an empty window says more of the logging than of the rep.
CREATE FUNCTION rep_coverage_of(p_rep text, days integer)
RETURNS TABLE (working_days bigint, days_with_activity bigint, share numeric) LANGUAGE sql STABLE AS $$
  WITH bounds AS (
    SELECT (days_before(days) AT TIME ZONE org_zone() + interval '23:59:59.999999')::date AS from_day,
           (as_of() AT TIME ZONE org_zone())::date AS to_day
  ), worked AS (
    SELECT w.day FROM bounds AS b, rep_workdays(p_rep, b.from_day, b.to_day) AS w
  ), active AS (
    SELECT DISTINCT (a.at AT TIME ZONE org_zone())::date AS day
      FROM activity AS a
     WHERE a.rep_id = p_rep AND a.at >= days_before(days) AND a.at < as_of() AND a.is_done
  )
  SELECT count(*), count(a.day), round(count(a.day)::numeric / nullif(count(*), 0), 4)
    FROM worked AS w
    LEFT JOIN active AS a ON a.day = w.day
$$;

CREATE VIEW rep_coverage AS
SELECT r.rep_id, c.working_days, c.days_with_activity, c.share
  FROM rep AS r
 CROSS JOIN LATERAL rep_coverage_of(r.rep_id, 30) AS c;

-- The handbook's hours, until a run says others. The zone is a run's to set, too.
DO $$
BEGIN
  PERFORM set_config('crmaudit.org_zone', coalesce(nullif(current_setting('crmaudit.org_zone', true), ''), 'UTC'), true);
  PERFORM calendar_put('America/Los_Angeles', '07:00', '16:00', '{1,2,3,4,5}', 'us-federal', '[]');
END $$;
