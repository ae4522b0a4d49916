#!/bin/bash
# The calendar of a whole run: files of holidays, leave and working patterns, from the
# configuration to a finding that is there or not, and what is said of bad ones.
set -u
. "$(dirname "$0")/support/night.sh"

"$build/demo-org" --out "$scratch/org" --as-of $as_of --scale 2 >/dev/null || { echo "Bail out! the demo organisation was not generated"; exit 1; }
files_configuration plain

ok "a night without files runs" run plain -q nightly --as-of $as_of
quiet=$(ask plain "SELECT string_agg(u.email, ' ' ORDER BY u.user_id) FROM finding JOIN crm_user_version AS u ON user_id = rep_id
	WHERE check_id = 'rep-quiet'")
read -r first second rest <<<"$quiet"
ok "the demo has two quiet reps at least" [ -n "$second" ]

# the first quiet rep is away all the time, by an invitation; the second works on Mondays
# alone since 15 June, and one of the two Mondays since then is closed by the configuration
mkdir -p "$scratch/calendar"
cat > "$scratch/calendar/leave.ics" <<END
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20260525
DTEND;VALUE=DATE:20260701
SUMMARY:Sabbatical
ATTENDEE:mailto:${first^^}
ORGANIZER:mailto:hr@acme.example
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20260601
SUMMARY:Stranger (vacation)
END:VEVENT
END:VCALENDAR
END
printf 'person,start,end,days\n%s,2026-06-15,,Mon\nnobody@acme.example,,,\n' "$second" > "$scratch/calendar/people.csv"
printf 'day,name\n2026-06-29,Inventory\n' > "$scratch/calendar/days.csv"
files_configuration away '[calendar]' 'leave_file = calendar/leave.ics' 'people_file = calendar/people.csv' \
	'holidays_file = calendar/days.csv' 'more_holidays = 2026-06-26 Company day, 2026-07-02'
same "the doctor is content" 0 "$(status_of run away doctor)"
ok "with its hours and files" grep -q 'ok    calendar        Mon-Fri 07:00-16:00 America/Los_Angeles, holidays us-federal; entries in holidays_file: 1; entries in leave_file: 2; entries in people_file: 2' "$scratch/said"
same "a night runs with files" 0 "$(status_of run away nightly --as-of $as_of)"
ok "an event that names nobody is said" grep -q "leave.ics:12: 'Stranger (vacation)' is no user of the CRM" "$scratch/said"
ok "and a row that does" grep -q "people.csv:3: 'nobody@acme.example' is no user of the CRM" "$scratch/said"
same "who was away all the time is not quiet, the others are" "$(tr ' ' '\n' <<<"$second $rest" | grep . | sort)" \
	"$(ask away "SELECT u.email FROM finding JOIN crm_user_version AS u ON user_id = rep_id WHERE check_id = 'rep-quiet' ORDER BY 1" | sort)"
same "two Mondays since 15 June, the third is closed" 2 "$(ask away "SELECT detail ->> 'working_days' FROM finding
	JOIN crm_user_version AS u ON user_id = rep_id WHERE check_id = 'rep-quiet' AND u.email = '$second'")"
same "holidays say where they come from" '2026-06-19 Juneteenth National Independence Day us-federal
2026-06-26 Company day configuration
2026-06-29 Inventory file
2026-07-02  configuration
2026-07-03 Independence Day us-federal' "$(ask away "SELECT concat_ws(' ', day, name, source) FROM holiday WHERE day BETWEEN '2026-06-01' AND '2026-07-05' ORDER BY day")"

# the same in Python
cat > "$scratch/recount.json" <<JSON
{"reps": {"roles": ["Account Executive", "Sales Development Rep"]},
 "fields": $(sed -n 's/^\([a-z_]*\) *= *\([A-Za-z_]*\)$/"\1": "\2"/p' "$scratch/org/fields.ini" | paste -sd, | sed 's/^/{/; s/$/}/'),
 "calendar": {"holidays": ["2026-06-29", "2026-06-26"], "leave": [{"person": "$first", "from": "2026-05-25", "to": "2026-06-30"}],
              "people": [{"person": "$second", "from": "2026-06-15", "days": [1]}]}}
JSON
/usr/bin/python3 -B "$here/tests/recount.py" --data "$scratch/org" --as-of $as_of --timezone America/Los_Angeles \
	--config "$scratch/recount.json" > "$scratch/recounted.json"
ok "every finding agrees with the recount in Python" /usr/bin/python3 "$here/tests/support/agree.py" \
	"$scratch/recounted.json" "$scratch/out-away/findings.json"

# events with times: eight hours are a day off, two are an appointment; a weekly one, in a
# zone of its own. The 16 June in Tokyo is still the 15th in Los Angeles until 16:00 there.
cat > "$scratch/calendar/leave.ics" <<END
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1
DTSTART:20260601T090000
DTEND:20260601T170000
SUMMARY:$first: training
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20260602T090000
DTEND:20260602T110000
SUMMARY:$first: dentist
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;TZID=Asia/Tokyo:20260616T060000
DTEND;TZID=Asia/Tokyo:20260616T140000
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:$first
END:VEVENT
END:VCALENDAR
END
ok "a night with timed leave runs" run away -q nightly --as-of $as_of
same "its days" '2026-06-01 2026-06-15 2026-06-22' "$(ask away "SELECT string_agg(concat_ws('/', first_day, nullif(last_day, first_day)), ' ' ORDER BY first_day) FROM leave")"
same "unchanged leave leaves the days as they are" "$(ask away 'SELECT xmin FROM business_day LIMIT 1')" \
	"$(run away -q check --as-of $as_of >/dev/null 2>&1; ask away 'SELECT xmin FROM business_day LIMIT 1')"

# bad files
printf 'person,from,to\n%s,2026-13-01,\n' "$first" > "$scratch/calendar/leave.csv"
files_configuration bad '[calendar]' 'leave_file = calendar/leave.csv'
same "a bad file is bad data" 65 "$(status_of run bad check --as-of $as_of)"
ok "told with its line and the mend" grep -q "\[calendar\] leave_file: $scratch/calendar/leave.csv:2: '2026-13-01' is no date; write it as" "$scratch/said"
same "the doctor fails with it" 65 "$(status_of run bad doctor)"
rm "$scratch/calendar/leave.csv"
same "a missing file is the configuration's" 78 "$(status_of run bad check --as-of $as_of)"
same "for the doctor too" 78 "$(status_of run bad doctor)"
ok "who names it" grep -q "FAIL  calendar        \[calendar\] leave_file: cannot open $scratch/calendar/leave.csv: No such file" "$scratch/said"
for wrong in 'hours = 9 to 5' 'days = Mon-Fry' 'holidays = german' 'more_holidays = 2026-02-30 Odd' 'timezone = Mars/Base'; do
	files_configuration wrong '[calendar]' "$wrong"
	same "refused: $wrong" 78 "$(status_of run wrong check --as-of $as_of)"
done
done_testing
