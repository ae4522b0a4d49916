#!/bin/bash
# Coaching: what is decided of a flag, what became of its reasons, a rep beside the past
# and the team, and the slot of a session. Expected values are derived by hand.
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh

count=0
failed=0
given=

# given WORDS: SQL that the tests up to the next `anew` begin with.
given() { given+="$*"$'\n'; }
anew() { given=; }

# shows NAME QUERY: what was given, then the query, in one transaction that is rolled
# back; standard input has the rows expected.
shows() {
	local said
	said=$(diff -u --label expected --label found - <(
		{
			for name in ledger_found ledger_resolved results_put coaching; do
				printf 'PREPARE %s AS %s;\n' $name "$(cat sql/audit/$name.sql)"
			done
			printf 'BEGIN;\n\\o /dev/null\n%s\n\\o\n%s;\nROLLBACK;\n' "$given" "$2"
		} | database_psql coaching 2>&1) | tail -n +3)
	count=$((count + 1))
	if [ -z "$said" ]; then
		echo "ok $count - $1"
	else
		failed=$((failed + 1))
		echo "not ok $count - $1"
		sed 's/^/# /' <<<"$said"
	fi
}

# night DAY FINDING…: a run of that day; a finding is "CHECK RECORD REP SEVERITY". $broken: a check that fails to run.
run=0
night() {
	local day=$1 finding check
	shift
	run=$((run + 1))
	given "SET LOCAL crmaudit.run = $run; SET LOCAL crmaudit.as_of_day = '$day'; SET LOCAL crmaudit.as_of = '$day 19:00Z';"
	given "INSERT INTO run_rep SELECT $run, rep, initcap(substr(rep, 4)), '', '', '', 'UTC', '', '', false FROM unnest('{005ann,005ben}'::text[]) AS rep;"
	given "DELETE FROM stage_finding;"
	for finding; do
		set -- $finding
		given "INSERT INTO stage_finding VALUES ('$1', 'contact', '$2', '', '$3', NULL, 'Label', '$4', 'why', 1, '{}');"
	done
	for check in outreach-person outreach-account; do
		[ "$check" = "${broken:-}" ] && given "EXECUTE results_put('[{\"check\": \"$check\", \"result\": \"error\", \"reason\": \"division by zero\", \"took\": 7}]');" ||
			given "EXECUTE results_put('[{\"check\": \"$check\", \"result\": \"ran\", \"reason\": \"\", \"took\": 7}]');"
	done
	given "EXECUTE ledger_found; EXECUTE ledger_resolved; EXECUTE coaching;"
}
# decided STATE [DAY [BECAUSE]]: of Ann's flag, on 20 June
decided() { given "SELECT * FROM coaching_set('005ann', '$1', nullif('${2:-}', '')::date, '${3:-}', '005max', 'job', '2026-06-20');"; }

database_start || exit 1
database_schema coaching || { echo 'Bail out! the schema cannot be made'; exit 1; }
database_psql coaching <<'END'
INSERT INTO check_catalogue (check_id, title, rule, why, fix, place, is_enabled) VALUES
  ('outreach-person', 'Too many touches', 'A1', '', '', 1, true), ('outreach-account', 'Too many to an account', 'A2', '', '', 2, true);
CREATE VIEW flags AS
SELECT concat_ws(' ', rep_id, state, to_char(state_on, 'MM-DD'), 'raised', to_char(raised_on, 'MM-DD'), dismissed_because) AS flag
  FROM coaching_flag ORDER BY flag_id;
CREATE VIEW events AS
SELECT concat_ws(' ', place, to_char(on_day, 'MM-DD'), state, by_whom, because, source) AS event FROM coaching_event ORDER BY flag_id, place;
CREATE VIEW follows AS
SELECT words FROM coaching_follow ORDER BY flag_id, place;
END

# ---- what a manager decides

one='outreach-person 003a 005ann fail'
flagged() {
	anew
	night 2026-06-01 "$one"
}
set_words="SELECT concat_ws(' ', was, to_char(set_on, 'MM-DD'), is_changed, problem) FROM coaching_set"

flagged
shows 'a session is set' "$set_words('005ann', 'scheduled', '2026-07-02', NULL, '005max', 'job', '2026-06-20'); SELECT * FROM flags; SELECT * FROM events" <<'END'
open 07-02 t
005ann scheduled 07-02 raised 06-01
1 06-01 open   night
2 07-02 scheduled 005max  job
END
decided scheduled 2026-07-02
shows 'the same again changes nothing' "$set_words('005ann', 'scheduled', '2026-07-02', '', '', 'job', '2026-06-20'); SELECT count(*) FROM events" <<'END'
scheduled 07-02 f
2
END
shows 'nor does it without its day' "$set_words('005ann', 'scheduled', NULL, '', '', 'workbook', '2026-06-20')" <<'END'
scheduled 07-02 f
END
shows 'another day does' "$set_words('005ann', 'scheduled', '2026-07-03', '', '', 'workbook', '2026-06-20')" <<'END'
scheduled 07-03 t
END
night 2026-06-15 "$one"
shows 'without a day it is the night'\''s' "$set_words('005ann', 'done', NULL, '', '', 'job', '2026-06-20'); SELECT * FROM flags" <<'END'
scheduled 06-15 t
005ann done 06-15 raised 06-01
END
flagged
shows 'to dismiss wants a reason' "$set_words('005ann', 'dismissed', '2026-06-02', ' ', '', 'job', '2026-06-20'); SELECT * FROM flags" <<'END'
open 06-02 f needs a reason for the flag to be dismissed
005ann open 06-01 raised 06-01
END
shows 'no day before the flag' "$set_words('005ann', 'done', '2026-05-31', '', '', 'job', '2026-06-20')" <<'END'
open 05-31 f has a flag since 2026-06-01, and 2026-05-31 is before that
END
shows 'the flag'\''s own day is good' "$set_words('005ann', 'done', '2026-06-01', '', '', 'job', '2026-06-20')" <<'END'
open 06-01 t
END
shows 'and so is today' "$set_words('005ann', 'done', '2026-06-20', '', '', 'job', '2026-06-20')" <<'END'
open 06-20 t
END
shows 'what is done is not to come' "$set_words('005ann', 'done', '2026-06-21', '', '', 'job', '2026-06-20')" <<'END'
open 06-21 f cannot be done on 2026-06-21, which is to come; set a session by "scheduled"
END
shows 'a state is one of four' "$set_words('005ann', 'DONE', NULL, '', '', 'job', '2026-06-20')" <<'END'
open 06-01 f cannot be "DONE"; a flag is open, scheduled, done or dismissed
END
shows 'who has no flag has none to set' "$set_words('005ben', 'done', NULL, '', '', 'job', '2026-06-20'); SELECT * FROM flags" <<'END'
06-01 f has no coaching flag
005ann open 06-01 raised 06-01
END
decided dismissed 2026-06-03 ' new, and "all" theirs '
shows 'the reason is kept' 'SELECT * FROM flags' <<'END'
005ann dismissed 06-03 raised 06-01 new, and "all" theirs
END
decided open 2026-06-04
shows 'opened again, the flag has no reason any more, its history has' 'SELECT * FROM flags; SELECT * FROM events' <<'END'
005ann open 06-04 raised 06-01
1 06-01 open   night
2 06-03 dismissed 005max new, and "all" theirs job
3 06-04 open 005max  job
END
flagged
decided 'done' 2026-06-05
night 2026-06-19 "$one"
decided dismissed '' 'again'
shows 'of several flags the last is meant' 'SELECT * FROM flags' <<'END'
005ann done 06-05 raised 06-01
005ann dismissed 06-19 raised 06-19 again
END
shows 'two flags at a time cannot be' "INSERT INTO coaching_flag (rep_id, state, raised_on, state_on, last_seen, fails, warns, reasons, examples)
SELECT '005ben', state, '2026-06-01', '2026-06-01', '2026-06-01', 1, 0, '[]', '[]' FROM unnest('{open,scheduled}'::text[]) AS state" <<'END'
ERROR:  duplicate key value violates unique constraint "coaching_flag_running"
DETAIL:  Key (rep_id)=(005ben) already exists.
END

# ---- what is waived

# waived RECORD UNTIL: that record's findings, from the night given last
waived() { given "SELECT waiver_grant(ARRAY(SELECT finding_id FROM finding WHERE record_id = '$1'), '$2', 'agreed', 'pat', 'job');"; }
anew
night 2026-06-01 'outreach-person 003a 005ann warn' 'outreach-person 003b 005ann warn'
waived 003a 2026-06-03
night 2026-06-02 'outreach-person 003a 005ann warn' 'outreach-person 003b 005ann warn' 'outreach-person 003c 005ann warn'
shows 'two warnings and a waived one raise no flag' 'SELECT * FROM flags' </dev/null
night 2026-06-04 'outreach-person 003a 005ann warn' 'outreach-person 003b 005ann warn' 'outreach-person 003c 005ann warn'
shows 'once the waiver is over they do' 'SELECT * FROM flags' <<'END'
005ann open 06-04 raised 06-04
END
flagged
decided 'done' 2026-06-01
waived 003a 2026-06-30
night 2026-06-02 "$one"
shows 'after a session a waived finding is not there' 'SELECT * FROM follows' <<'END'
Too many touches: cleared
END

# ---- the reasons after the session

three=('outreach-person 003a 005ann fail' 'outreach-person 003b 005ann warn' 'outreach-person 003c 005ann warn')
coached() {
	anew
	night 2026-06-01 "${three[@]}" 'outreach-account 001a 005ann warn'
	night 2026-06-02 "${three[@]}" 'outreach-account 001a 005ann warn'
	decided 'done' 2026-06-02
}
coached
shows 'before the first night after it nothing is known' 'SELECT * FROM follows' </dev/null
night 2026-06-03 "${three[@]:0:2}"
shows 'each reason: some are there still, another is cleared' 'SELECT * FROM follows' <<'END'
Too many touches: still there, 2 of 3
Too many to an account: cleared on 2026-06-03
END
broken=outreach-person night 2026-06-04
shows 'a check that did not run clears nothing' 'SELECT * FROM follows LIMIT 1' <<'END'
Too many touches: still there, 2 of 3
END
night 2026-06-05
shows 'cleared when the last of them is gone' 'SELECT * FROM follows LIMIT 1' <<'END'
Too many touches: cleared on 2026-06-05
END
night 2026-06-07 'outreach-person 003b 005ann warn'
shows 'the same again came back' "SELECT words, outcome, on_day, findings_then, still FROM coaching_follow ORDER BY place LIMIT 1" <<'END'
Too many touches: came back on 2026-06-07|came back|2026-06-07|3|0
END
night 2026-06-08
shows 'and went again' 'SELECT * FROM follows LIMIT 1' <<'END'
Too many touches: cleared on 2026-06-08
END
coached
night 2026-06-03
night 2026-06-06 'outreach-person 003x 005ann warn'
night 2026-06-07 'outreach-person 003y 005ann warn'
night 2026-06-08 'outreach-person 003y 005ann warn'
shows 'others of the same check came back too' 'SELECT * FROM follows LIMIT 1' <<'END'
Too many touches: came back on 2026-06-07
END
coached
night 2026-06-03 'outreach-person 003x 005ann warn'
shows 'others in their place, without a night between, are no clearance' 'SELECT * FROM follows LIMIT 1' <<'END'
Too many touches: still there, on other records
END
coached
night 2026-06-03 'outreach-person 003a 005ben fail'
shows 'another rep'\''s are not this one'\''s' 'SELECT * FROM follows LIMIT 1' <<'END'
Too many touches: cleared on 2026-06-03
END
anew
night 2026-06-01 "${three[@]}"
night 2026-06-02 "${three[@]:0:2}" 'outreach-person 003d 005ann warn'
decided 'done' 2026-06-02
night 2026-06-03 'outreach-person 003d 005ann warn'
shows 'what went before the session was not there, what came that day was' 'SELECT * FROM follows' <<'END'
Too many touches: still there, 1 of 3
END
anew
night 2026-06-01 "${three[@]}"
night 2026-06-03
decided 'done' 2026-06-05
night 2026-06-06
shows 'what was gone before the session is cleared since then' 'SELECT * FROM follows' <<'END'
Too many touches: cleared on 2026-06-03
END
coached
given "UPDATE coaching_flag SET state = 'dismissed';"
night 2026-06-03
shows 'a dismissed flag is not followed' 'SELECT * FROM follows' </dev/null
coached
night 2026-07-01
shows 'a flag is shown, and followed, 30 days' 'SELECT count(*) FROM coaching_shown' <<'END'
1
END
night 2026-07-02
shows 'and no longer' 'SELECT count(*) FROM coaching_shown' <<'END'
0
END

# ---- own past and the team

anew
given "SELECT given_as_of('2026-06-30'), given_user('005ann', role => 'AE'), given_account('001acme', '005ann'), given_contact('003bob', '001acme'), given_contact('003cleo', '001acme');
SELECT given_task('005ann', '003bob', '2026-06-08 10:00'), given_task('005ann', '003bob', '2026-06-14 10:00', 'Call'), given_task('005ann', '003bob', '2026-06-15 10:01'),
       given_task('005ann', '003cleo', '2026-06-15 11:00'), given_task('005ann', '003cleo', '2026-05-20 11:00');
SELECT given_task('005ann', '003bob', '2026-06-20 10:00', 'Email', '[In] Re: Hello'); SELECT activity_derive();"
given "$(cat sql/audit/reps.sql);"
# 4 touches to 2 persons on 3 days, one of whom replied; bob's of the 8th and 14th, or 14th and 15th, are 2 within 7 days
shows 'a rep'\''s figures, before and now' "SELECT rep_figure_keep(); SELECT * FROM rep_figure ORDER BY span; SELECT own, team FROM coaching_figure" <<'END'

005ann|0|4|2|2|0.5000|3
005ann|1|1|1|1|0.0000|1
touches 1 → 4
most to one in 7 days 1 → 2
persons 1 → 2
reply rate 0 % → 50 %
days active 1 → 3|
END
given "SELECT rep_figure_keep(); INSERT INTO rep_figure VALUES ('005ben', 0, 9, 9, 9, NULL, 9), ('005ben', 1, 9, 9, 9, NULL, 9);
SET LOCAL crmaudit.rep = '005ann';"
shows 'a run for one rep keeps the others'\''' "SELECT rep_figure_keep(); SELECT rep_id, touches FROM rep_figure WHERE span = 0 ORDER BY 1" <<'END'

005ann|4
005ben|9
END

# team SIZE…: so many AEs under each manager, with 10, 20, 30 … touches through all of them; the first is 005r1
team() {
	local manager=0 rep=0 size
	anew
	for size; do
		manager=$((manager + 1))
		for _ in $(seq "$size"); do
			rep=$((rep + 1))
			given "INSERT INTO run_rep VALUES (run_id(), '005r$rep', 'R$rep', '', '', 'AE', 'UTC', '005m$manager', '', false);
INSERT INTO rep_figure VALUES ('005r$rep', 0, $((rep * 10)), $rep, $rep, CASE WHEN $rep > 1 THEN 0.1 * $rep END, $rep), ('005r$rep', 1, 0, 0, 0, NULL, 0);"
		done
	done
	given "INSERT INTO run_rep VALUES (run_id(), '005csm', 'Csm', '', '', 'CSM', 'UTC', '005m1', '', false);
INSERT INTO rep_figure VALUES ('005csm', 0, 1000, 1000, 1000, 1, 30), ('005csm', 1, 0, 0, 0, NULL, 0);"
}
team 5 3
# of 10 … 50 it is 30; the rates are 20, 30, 40, 50 percent and none
shows 'the median of the role under the same manager, where they are five' "SELECT team FROM coaching_figure WHERE rep_id = '005r1'" <<'END'
touches 30
most to one in 7 days 3
persons 3
reply rate 35 %
days active 3
(5 reps)
END
# of 10 … 80 it is 45
shows 'else of the role' "SELECT team_figures ->> 'reps', team_figures ->> 'touches', split_part(team, E'\n', 1), split_part(team, E'\n', 2) FROM coaching_figure WHERE rep_id = '005r6'" <<'END'
8|45|touches 45|most to one in 7 days 4.5
END
shows 'no role of one' "SELECT team IS NULL, team_figures IS NULL FROM coaching_figure WHERE rep_id = '005csm'" <<'END'
t|t
END
team 2 2
shows 'nor of four' "SELECT count(team) FROM coaching_figure" <<'END'
0
END
given "SELECT given_setting('coaching', 'least_team', '4');"
shows 'unless the configuration says so' "SELECT count(team) FROM coaching_figure" <<'END'
4
END

# ---- a session's slot

# slot NAME GIVEN, standard input: when it is. Ann's manager is Max; both in Los Angeles unless
# $max or $ann is another zone; it is the end of Tuesday 30 June 2026, or of $day.
slot() {
	anew
	given "SELECT given_as_of('${day:-2026-06-30}'), given_user('005max', '${max:-America/Los_Angeles}'), given_user('005ann', '${ann:-America/Los_Angeles}');"
	given "$2"
	shows "slot: $1" "SELECT coalesce(to_char(coaching_slot('005max', '005ann') AT TIME ZONE 'UTC', 'Dy MM-DD HH24:MI\"Z\"'), 'none')"
}
# busy WHO FROM TO [COLUMN VALUE]…: an event in local time
busy() {
	local who=$1 from=$2 to=$3 columns= values=
	shift 3
	while [ $# -gt 0 ]; do
		columns+=", $1" values+=", '$2'"
		shift 2
	done
	echo "INSERT INTO event (event_id, owner_id, subject, starts_at, starts_on, ends_at$columns)
VALUES ('00U' || nextval('given_number'), '$who', 'Talk', given_instant('$from'), '${from% *}', given_instant('$to')$values);"
}
# all_day WHO FIRST LAST [SHOWN]: as the CRM writes it, midnight UTC of its days
all_day() {
	echo "INSERT INTO event (event_id, owner_id, subject, starts_at, starts_on, ends_at, is_all_day, show_as)
VALUES ('00U' || nextval('given_number'), '$1', 'Away', '$2T00:00Z', '$2', '$3T00:00Z', true, nullif('${4:-}', ''));"
}
invited() { echo "INSERT INTO event_relation (relation_id, event_id, person_id, status) SELECT '0RE1', max(event_id), '$1', '$2' FROM event;"; }

slot 'the next day at opening' '' <<<'Wed 07-01 14:00Z'
day='2026-06-30 03:00' slot 'also where the run'\''s day has not opened yet' '' <<<'Wed 07-01 14:00Z'
day='2026-06-30 12:00' slot 'or is under way' '' <<<'Wed 07-01 14:00Z'
slot 'back to back meetings, then the next half hour' "$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00')
$(busy 005max '2026-07-01 08:00' '2026-07-01 09:15')" <<<'Wed 07-01 16:30Z'
slot 'free where one ends' "$(busy 005max '2026-07-01 06:30' '2026-07-01 07:30')" <<<'Wed 07-01 14:30Z'
slot 'free up to where one begins' "$(busy 005max '2026-07-01 07:30' '2026-07-01 16:00')" <<<'Wed 07-01 14:00Z'
slot 'one across two half hours takes both' "$(busy 005max '2026-07-01 07:20' '2026-07-01 07:40')" <<<'Wed 07-01 15:00Z'
slot 'the rep'\''s meetings too' "$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00') $(busy 005ann '2026-07-01 08:00' '2026-07-01 09:00')" <<<'Wed 07-01 16:00Z'
slot 'another'\''s are no matter' "$(busy 005ben '2026-07-01 07:00' '2026-07-01 09:00')" <<<'Wed 07-01 14:00Z'
slot 'the last half hour of the day ends at closing' "$(busy 005max '2026-07-01 07:00' '2026-07-01 15:30')" <<<'Wed 07-01 22:30Z'
slot 'an hour does not fit there' "SELECT given_setting('coaching', 'minutes', '60'); $(busy 005max '2026-07-01 07:00' '2026-07-01 15:30')" <<<'Thu 07-02 14:00Z'
slot 'nor where half of it is taken' "SELECT given_setting('coaching', 'minutes', '60'); $(busy 005max '2026-07-01 07:30' '2026-07-01 08:00')" <<<'Wed 07-01 15:00Z'
slot 'a whole day' "$(all_day 005max 2026-07-01 2026-07-01)" <<<'Thu 07-02 14:00Z'
slot 'two whole days, then a holiday and a weekend' "$(all_day 005max 2026-07-01 2026-07-02)" <<<'Mon 07-06 14:00Z'
slot 'whole days by their minutes' "INSERT INTO event (event_id, owner_id, starts_on, is_all_day, minutes) VALUES ('00Ua', '005max', '2026-07-01', true, 2880);" <<<'Mon 07-06 14:00Z'
slot 'a whole day shown as free' "$(all_day 005max 2026-07-01 2026-07-01 Free)" <<<'Wed 07-01 14:00Z'
slot 'out of office is busy' "$(all_day 005max 2026-07-01 2026-07-01 OutOfOffice)" <<<'Thu 07-02 14:00Z'
slot 'a trip over days' "$(busy 005max '2026-06-29 06:00' '2026-07-06 09:00')" <<<'Mon 07-06 16:00Z'
slot 'whole days that began weeks ago' "$(all_day 005max 2026-06-01 2026-07-01)" <<<'Thu 07-02 14:00Z'
# 1 June to 1 July are 31 days
slot 'or by their minutes' "INSERT INTO event (event_id, owner_id, starts_on, is_all_day, minutes) VALUES ('00Ua', '005max', '2026-06-01', true, 44640);" <<<'Thu 07-02 14:00Z'
# 21 days and 2 hours
slot 'hours that began weeks ago' "INSERT INTO event (event_id, owner_id, starts_at, minutes) VALUES ('00Ua', '005max', given_instant('2026-06-10 07:00'), 30360);" <<<'Wed 07-01 16:00Z'
slot 'shown as free' "$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00' show_as Free)" <<<'Wed 07-01 14:00Z'
slot 'shown as busy' "$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00' show_as Busy)" <<<'Wed 07-01 15:00Z'
slot 'deleted, called off, or the master of a series' "$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00' is_deleted true)
$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00') UPDATE event SET subject = 'Canceled: Talk' WHERE NOT is_deleted;
$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00' is_recurrence true)" <<<'Wed 07-01 14:00Z'
slot 'without an end it is an hour' "SELECT given_meeting('005max', NULL, '2026-07-01 07:00');" <<<'Wed 07-01 15:00Z'
slot 'or as many minutes as are said' "INSERT INTO event (event_id, owner_id, starts_at, minutes) VALUES ('00Ua', '005max', given_instant('2026-07-01 07:00'), 90);" <<<'Wed 07-01 15:30Z'
slot 'accepted from another' "$(busy 005ben '2026-07-01 07:00' '2026-07-01 08:00') $(invited 005max Accepted)" <<<'Wed 07-01 15:00Z'
slot 'not answered yet' "$(busy 005ben '2026-07-01 07:00' '2026-07-01 08:00') $(invited 005max New)" <<<'Wed 07-01 14:00Z'
slot 'declined' "$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00') $(invited 005max Declined)" <<<'Wed 07-01 14:00Z'
slot 'declined by the customer alone' "$(busy 005max '2026-07-01 07:00' '2026-07-01 08:00') $(invited 003bob Declined)" <<<'Wed 07-01 15:00Z'
slot 'the manager is away' "SELECT given_leave('005max', '2026-07-01', '2026-07-01');" <<<'Thu 07-02 14:00Z'
slot 'the rep is away' "SELECT given_leave('005max', '2026-07-01', '2026-07-01'), given_leave('005ann', '2026-06-20', '2026-07-06');" <<<'Tue 07-07 14:00Z'
slot 'the manager works on Tuesdays, the rep to the 6th and from the 13th on' "SELECT given_pattern('005max', weekdays => '{2}'),
given_pattern('005ann', last_day => '2026-07-06'), given_pattern('005ann', '2026-07-13');" <<<'Tue 07-14 14:00Z'
slot 'a weekend'\''s work is no business day' "SELECT given_pattern('005max', weekdays => '{6,7,1}');" <<<'Mon 07-06 14:00Z'
# the first ten business days are 1, 2, 6–10 and 13–15 July
slot 'on the tenth business day' "SELECT given_leave('005max', '2026-07-01', '2026-07-14');" <<<'Wed 07-15 14:00Z'
slot 'not later' "SELECT given_leave('005max', '2026-07-01', '2026-07-15');" <<<'none'
slot 'off the grid the next half hour' "SELECT calendar_put('America/Los_Angeles', '07:15', '16:00', '{1,2,3,4,5}', 'us-federal', '[]');" <<<'Wed 07-01 14:30Z'
slot 'hours that end at midnight' "SELECT calendar_put('America/Los_Angeles', '23:00', '24:00', '{1,2,3,4,5}', 'us-federal', '[]');
$(busy 005max '2026-07-01 23:00' '2026-07-01 23:30')" <<<'Thu 07-02 06:30Z'
slot 'no manager' "DELETE FROM crm_user_version WHERE user_id = '005max';" <<<'none'
slot 'a manager who has left' "UPDATE crm_user_version SET is_active = false WHERE user_id = '005max';" <<<'none'

# the end of 30 June in Los Angeles is 03:00 in New York and 12:30 of 1 July in Kolkata
max=America/New_York slot 'by the manager'\''s clock' '' <<<'Wed 07-01 11:00Z'
max=Asia/Kolkata slot 'which may be past its opening, and half an hour off' '' <<<'Thu 07-02 01:30Z'
max=Asia/Kolkata slot 'half hours of that clock' "INSERT INTO event (event_id, owner_id, starts_at, ends_at) VALUES ('00Ua', '005max', '2026-07-02T01:30Z', '2026-07-02T01:45Z');" <<<'Thu 07-02 02:00Z'
max=Asia/Kathmandu slot 'and three quarters' '' <<<'Thu 07-02 01:15Z'
# 07:00 in Los Angeles is 23:00 in Tokyo, where it is 2 July an hour later
ann=Asia/Tokyo slot 'the rep is away by the rep'\''s date' "SELECT given_leave('005ann', '2026-07-01', '2026-07-01');" <<<'Wed 07-01 15:00Z'
ann=Asia/Tokyo slot 'the rep'\''s whole day is that of Tokyo' "$(all_day 005ann 2026-07-01 2026-07-01)" <<<'Wed 07-01 15:00Z'
# clocks go back on Sunday 1 November 2026, and forward on Sunday 8 March
day=2026-10-30 slot 'after the clocks went back' '' <<<'Mon 11-02 15:00Z'
day=2026-03-06 slot 'after the clocks went forward' '' <<<'Mon 03-09 14:00Z'

slots="SELECT string_agg(to_char(starts_at AT TIME ZONE 'UTC', 'HH24:MI'), ' ' ORDER BY starts_at) FROM coaching_slots('005max', '005ann') WHERE starts_at < as_of() + interval '6 hours'"
anew
given "SELECT given_as_of('2026-03-07'), given_user('005max', 'America/Los_Angeles'), given_user('005ann');
SELECT calendar_put('America/Los_Angeles', '01:00', '04:00', '{1,2,3,4,5,6,7}', 'none', '[]');"
# 01:00 01:30 03:00 03:30; between 02:00 and 03:00 there is nothing
shows 'slot: no half hour that the clocks leap over' "$slots" <<<'09:00 09:30 10:00 10:30'
given "SELECT given_as_of('2026-10-31');"
# 01:00 01:30, both after the clocks went back, 02:00 02:30 03:00 03:30
shows 'slot: half hours that come twice are there once' "$slots" <<<'09:00 09:30 10:00 10:30 11:00 11:30'

# ---- several sessions of one manager

anew
given "SELECT given_as_of('2026-06-30'), given_user('005max'), given_user('005eve', 'America/New_York');
INSERT INTO run_rep SELECT run_id(), '005r' || n, 'R' || n, 'r' || n || '@x.example', '', '', 'UTC', CASE WHEN n < 4 THEN '005max' WHEN n = 4 THEN '005eve' ELSE '' END, '', false FROM generate_series(1, 5) AS n;
INSERT INTO coaching_flag (rep_id, state, raised_on, state_on, last_seen, fails, warns, reasons, examples)
SELECT '005r' || n, CASE n WHEN 2 THEN 'scheduled' ELSE 'open' END, date '2026-06-30' - n, '2026-06-29', '2026-06-30', 1, 0, '[]', '[]' FROM generate_series(1, 5) AS n;"
sessions="SELECT f.rep_id, s.manager_id, s.zone, slot_words(s.starts_at, s.zone) FROM coaching_session AS s JOIN coaching_flag AS f USING (flag_id) ORDER BY 1"
shows 'each takes what the ones flagged before it left; open flags alone' "SELECT coaching_session_keep(); $sessions" <<'END'

005r1|005max|America/Los_Angeles|Wed 1 Jul, 07:30
005r3|005max|America/Los_Angeles|Wed 1 Jul, 07:00
005r4|005eve|America/New_York|Wed 1 Jul, 07:00 (America/New_York)
END
shows 'as a run for one rep sees it' "SET LOCAL crmaudit.rep = '005r1'; SELECT coaching_session_keep(); $sessions" <<'END'

005r1|005max|America/Los_Angeles|Wed 1 Jul, 07:30
END
given "SELECT coaching_session_keep(); UPDATE coaching_flag SET state = 'done' WHERE rep_id = '005r3'; SET LOCAL crmaudit.rep = '005r3';"
shows 'it leaves the others as they were' "SELECT coaching_session_keep(); $sessions" <<'END'

005r1|005max|America/Los_Angeles|Wed 1 Jul, 07:30
005r4|005eve|America/New_York|Wed 1 Jul, 07:00 (America/New_York)
END

echo "1..$count"
[ $failed = 0 ]
