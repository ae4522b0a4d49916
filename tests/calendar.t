#!/bin/bash
# The business calendar in SQL (sql/schema/013_calendar.sql): days that are known for
# certain, a second implementation over random instants, whose file rows mean, and speed.
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh
database_start || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${database_folder:-}" ] || database_stop' EXIT
database_schema calendar || { echo 'Bail out! the schema cannot be made'; exit 1; }
tests=0
failed=0

# same WORDS WANTED SQL
same() {
	local found
	found=$(database_psql calendar -c "$3" 2>&1)
	tests=$((tests + 1))
	if [ "$found" = "$2" ]; then
		echo "ok $tests - $1"
	else
		failed=$((failed + 1))
		echo "not ok $tests - $1"
		diff <(echo "$2") <(echo "$found") | sed 's/^/# /' | head -30
	fi
}

# The lists that the Office of Personnel Management publishes, observed days.
for list in \
	'2019 01-01 01-21 02-18 05-27 07-04 09-02 10-14 11-11 11-28 12-25' \
	'2020 01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25' \
	'2021 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31' \
	'2022 01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26' \
	'2023 01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25' \
	'2024 01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25' \
	'2025 01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25' \
	'2026 01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25' \
	'2027 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'; do
	year=${list%% *}
	same "federal holidays of $year" "${list#* }" \
		"SELECT string_agg(to_char(day, 'MM-DD'), ' ' ORDER BY day) FROM holiday WHERE extract(year FROM day) = $year"
done
same 'before its law a holiday is none: ten in 2020, nine in 1985' '10 9' \
	"SELECT concat_ws(' ', (SELECT count(*) FROM federal_holidays(2020)), (SELECT count(*) FROM federal_holidays(1985)))"

# Rules G: deadlines by hand. 2026-07-03, a Friday, is observed; the clock is Los Angeles'.
opening() { echo "SELECT to_char($1 AT TIME ZONE 'America/Los_Angeles', 'Dy MM-DD HH24:MI:SS')"; }
at() { echo "timestamptz '$1 America/Los_Angeles'"; }
same 'before opening: the day itself' 'Wed 07-01 07:00:00' "$(opening "business_opening($(at '2026-07-01 06:59:59'))")"
same 'opening is inside' 'Wed 07-01 07:00:00' "$(opening "business_opening($(at '2026-07-01 07:00'))")"
same 'closing is outside' 'Thu 07-02 07:00:00' "$(opening "business_opening($(at '2026-07-01 16:00'))")"
same 'a second before closing is inside' 'Wed 07-01 15:59:59' "$(opening "business_opening($(at '2026-07-01 15:59:59'))")"
same 'over a holiday and a week-end' 'Mon 07-06 07:00:00' "$(opening "business_opening($(at '2026-07-02 16:00'))")"
same 'the same wall clock two business days later' 'Tue 07-07 10:30:00' "$(opening "business_deadline_days($(at '2026-07-02 10:30'), 2)")"
same 'from outside: counted from the next opening' 'Tue 07-07 07:00:00' "$(opening "business_deadline_days($(at '2026-07-04 12:00'), 1)")"
same 'hours that end exactly at closing end at closing' 'Thu 07-02 16:00:00' "$(opening "business_deadline_hours($(at '2026-07-02 12:00'), 4)")"
same 'a second more goes over' 'Mon 07-06 07:00:01' "$(opening "business_deadline_hours($(at '2026-07-02 12:00:01'), 4)")"
same 'a whole day from outside ends at closing' 'Mon 07-06 16:00:00' "$(opening "business_deadline_hours($(at '2026-07-05 12:00'), 9)")"
same 'no hours: the opening' 'Mon 07-06 07:00:00' "$(opening "business_deadline_hours($(at '2026-07-03 12:00'), 0)")"
same 'over clocks that go forward' 'Mon 03-09 10:00:00' "$(opening "business_deadline_days($(at '2026-03-06 10:00'), 1)")"
same 'over clocks that go back' 'Mon 11-02 08:00:00' "$(opening "business_deadline_hours($(at '2026-10-30 14:00'), 3)")"
same 'minutes between, half of them outside' '120' "SELECT business_minutes_between($(at '2026-07-02 15:00'), $(at '2026-07-06 08:00'))::integer"
same 'business days between, the last left out' '1 0 -1 21' "SELECT concat_ws(' ', business_days_between('2026-07-02', '2026-07-06'),
	business_days_between('2026-07-03', '2026-07-06'), business_days_between('2026-07-06', '2026-07-02'), business_days_between('2026-06-01', '2026-07-01'))"
same 'nothing is known outside of 1990 to 2100' 't t t t t' "SELECT concat_ws(' ', is_business_day('1989-12-31') IS NULL, is_business_day('2101-01-01') IS NULL,
	business_deadline_days('2100-12-29 18:00Z', 9) IS NULL, business_deadline_hours('2100-12-29 18:00Z', 90) IS NULL,
	business_opening('2100-12-31 18:00Z') IS NULL)"

# The other implementation.
cases=${CALENDAR_CASES:-1500}
python3 -B tests/support/business_calendar.py "$cases" "${CALENDAR_SEED:-7}" >"$work/cases.csv" || exit 1
cat >"$work/compare.sql" <<END
CREATE TABLE said (what text, calendar integer, a text, b text, c text, d text, e text, f text);
\\copy said FROM '$work/cases.csv' (FORMAT csv)
CREATE TABLE compared (calendar integer, what text, a text, b text, wanted text, found text);
DO \$\$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM said WHERE what = 'calendar' ORDER BY calendar LOOP
    PERFORM calendar_put(one.a, one.b::time, one.c::time, one.d::integer[], one.e,
                         (SELECT coalesce(jsonb_agg(jsonb_build_object('first', day, 'last', day)), '[]')
                            FROM string_to_table(one.f, ',') AS day));
    INSERT INTO compared
    SELECT calendar, what, a, b,
           CASE WHEN what IN ('opening', 'days', 'hours') THEN c::timestamptz::text
                WHEN what = 'open' THEN c::boolean::text WHEN what = 'seconds' THEN round(c::numeric, 6)::text ELSE c END,
           CASE what WHEN 'opening' THEN business_opening(a::timestamptz)::text
                     WHEN 'days' THEN business_deadline_days(a::timestamptz, b::integer)::text
                     WHEN 'hours' THEN business_deadline_hours(a::timestamptz, b::numeric)::text
                     WHEN 'seconds' THEN round(business_minutes_between(a::timestamptz, b::timestamptz) * 60, 6)::text
                     WHEN 'between' THEN business_days_between(a::date, b::date)::text
                     WHEN 'open' THEN is_business_day(a::date)::text END
      FROM said
     WHERE calendar = one.calendar AND what <> 'calendar';
  END LOOP;
END \$\$;
END
database_psql calendar -f "$work/compare.sql" || exit 1
same "agrees with the other implementation: 7 calendars, $cases instants each" '' \
	"SELECT * FROM compared WHERE wanted IS DISTINCT FROM found ORDER BY calendar, what, a LIMIT 20"
same 'and every function was asked' '7 6' "SELECT concat_ws(' ', count(DISTINCT calendar), count(DISTINCT what)) FROM compared"


# In St. John's clocks go from 02:00 back to 01:00; the first 01:30 is 04:00 UTC.
database_psql calendar -c "SELECT calendar_put('America/St_Johns', '00:00', '06:00', '{1,2,3,4,5,6,7}', 'none', '[]')" >/dev/null
same 'no days later is the instant itself, in an hour that comes twice too' '2026-11-01 04:00:00+00' \
	"SELECT business_deadline_days('2026-11-01 04:00Z', 0)"

# Ten thousand deadlines: far under a second; five leave room for a machine that is busy.
database_psql calendar -c "SELECT calendar_put('America/Los_Angeles', '07:00', '16:00', '{1,2,3,4,5}', 'us-federal', '[]')" >/dev/null
same 'ten thousand deadlines are quick' '10000' "SET statement_timeout = '5s';
	SELECT count(business_deadline_days(at, 2) + (business_deadline_hours(at, 4) - at))
	  FROM generate_series('2020-01-01'::timestamptz, '2021-02-20 15:00Z', '1 hour') AS at"

echo "1..$tests"
[ "$failed" = 0 ]
