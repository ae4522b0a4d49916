#!/bin/bash
# The ledger, coaching flags, needs, the merge with its history, and the readers.
cd "$(dirname "$0")/.." || exit 1
. tests/support/database.sh

count=0
failed=0
given=

# given WORDS: SQL that the tests up to the next `anew` begin with.
given() { given+="$*"$'\n'; }
anew() { given=; }

# shows NAME QUERY: what was given, then the query, in one transaction; standard input
# has the rows expected.
shows() {
	local said
	said=$(diff -u --label expected --label found - <(
		{
			prepared
			printf 'BEGIN;\n\\o /dev/null\n%s\n\\o\n%s;\nROLLBACK;\n' "$given" "$2"
		} | database_psql ledger 2>&1) | tail -n +3)
	count=$((count + 1))
	if [ -z "$said" ]; then
		echo "ok $count - $1"
	else
		failed=$((failed + 1))
		echo "not ok $count - $1"
		sed 's/^/# /' <<<"$said"
	fi
}

# The statements as the program runs them: with their parameters bound.
prepared() {
	local name
	for name in ledger_found ledger_resolved ledger_waivers ledger_escalated results_put result_news coaching findings_list; do
		echo "PREPARE $name AS"
		cat "sql/audit/$name.sql"
		echo ';'
	done
	printf 'PREPARE needs AS SELECT reason FROM (%s) AS lacking;\n' "$(cat sql/audit/needs.sql)"
}

# night DAY FINDING…: a run of that day; a finding is "CHECK RECORD REP SEVERITY", then its
# weight and part if any; REP is - for nobody. $results: what became of checks that did not run as usual; $only:
# the one rep the run is for; $checks: those that ran.
run=0
night() {
	local day=$1 check finding
	shift
	run=$((run + 1))
	given "SET crmaudit.run = $run; SET crmaudit.as_of_day = '$day'; SET crmaudit.as_of = '$day 19:00Z'; SET crmaudit.rep = '${only:-}';"
	given "INSERT INTO run_rep SELECT $run, rep, initcap(substr(rep, 4)), '', '', '', 'UTC', '', '', false FROM unnest('{005ann,005ben}'::text[]) AS rep;"
	given "DELETE FROM stage_finding;"
	for finding; do
		set -- $finding
		given "INSERT INTO stage_finding VALUES ('$1', 'contact', '$2', '${6:-}', '${3#-}', NULL, 'Label', '$4', 'why $day', ${5:-1}, '{}');"
	done
	for check in ${checks-outreach-person outreach-account close-date-past}; do
		case " ${results:-} " in
		*" $check=error "*) given "EXECUTE results_put('[{\"check\": \"$check\", \"result\": \"error\", \"reason\": \"division by zero\", \"took\": 7}]');" ;;
		*" $check=not_checked "*) given "EXECUTE results_put('[{\"check\": \"$check\", \"result\": \"not_checked\", \"reason\": \"no Task were loaded\", \"took\": 0}]');" ;;
		*) given "EXECUTE results_put('[{\"check\": \"$check\", \"result\": \"ran\", \"reason\": \"\", \"took\": 7}]');" ;;
		esac
	done
	given "EXECUTE ledger_waivers; EXECUTE ledger_found; EXECUTE ledger_resolved; EXECUTE ledger_escalated; EXECUTE result_news;"
}

database_start || exit 1
database_schema ledger || { echo 'Bail out! the schema cannot be made'; exit 1; }
database_psql ledger <<'END'
INSERT INTO check_catalogue (check_id, title, rule, why, fix, place, is_enabled) VALUES
  ('outreach-person', 'Too many touches', 'A1', '', '', 1, true), ('outreach-account', 'Too many to an account', 'A2', '', '', 2, true),
  ('close-date-past', 'Past its close date', 'D2', '', '', 3, true);
CREATE VIEW ledger AS
SELECT concat_ws(' ', check_id, record_id, nullif(part, ''), rep_id, state, 'first', to_char(first_seen, 'MM-DD'), 'last', to_char(last_seen, 'MM-DD'),
                 'resolved ' || to_char(resolved_on, 'MM-DD'), 'reopened ' || to_char(reopened_on, 'MM-DD'),
                 nullif(reopened_times, 0) || '×') AS life
  FROM finding ORDER BY check_id, record_id, part, rep_id;
CREATE VIEW results AS
SELECT concat_ws(' ', check_id, result, nullif(reason, ''), 'warns', warns, 'fails', fails, 'new', news, 'resolved', resolved) AS result
  FROM run_check WHERE run_id = run_id() ORDER BY check_id;
CREATE VIEW flags AS
SELECT concat_ws(' ', rep_id, state, 'raised', to_char(raised_on, 'MM-DD'), 'seen', to_char(last_seen, 'MM-DD'),
                 'worse ' || to_char(worse_on, 'MM-DD'), fails, 'fails', warns, 'warns') AS flag
  FROM coaching_flag ORDER BY flag_id;
CREATE VIEW shown AS
SELECT concat_ws(' ', check_id, record_id, status, severity, '(' || replace(nullif(remark, ''), E'\n', ' | ') || ')') AS row
  FROM finding_shown ORDER BY rank, severity, weight DESC, finding_id;
CREATE VIEW events AS
SELECT concat_ws(' ', record_id, to_char(on_day, 'MM-DD'), what, '(' || nullif(words, '') || ')') AS event
  FROM finding_event JOIN finding USING (finding_id) ORDER BY record_id, on_day, event_place(what);
END

# waive RECORD UNTIL [REASON]: on the day of the last night, by Pat; withdraw RECORD
waive() { given "SELECT waiver_grant(ARRAY(SELECT finding_id FROM finding WHERE record_id = '$1'), '$2', '${3:-agreed}', 'pat', 'job');"; }
withdraw() { given "SELECT waiver_withdraw(ARRAY(SELECT finding_id FROM finding WHERE record_id = '$1'), '', 'kim');"; }

# ---- the life of a finding

anew
night 2026-06-01 'outreach-person 003bob 005ann warn'
shows 'a finding is new on its first day' 'SELECT * FROM ledger' <<'END'
outreach-person 003bob 005ann open first 06-01 last 06-01
END
shows 'a check that found warns alone warns, one that found nothing passes' 'SELECT * FROM results' <<'END'
close-date-past pass warns 0 fails 0 new 0 resolved 0
outreach-account pass warns 0 fails 0 new 0 resolved 0
outreach-person warn warns 1 fails 0 new 1 resolved 0
END

night 2026-06-02 'outreach-person 003bob 005ann fail 9' 'outreach-person 003cleo 005ann warn'
shows 'found again it is ongoing, and as bad as it is now' \
	"SELECT * FROM ledger; SELECT record_id, severity, why, weight FROM finding ORDER BY record_id" <<'END'
outreach-person 003bob 005ann open first 06-01 last 06-02
outreach-person 003cleo 005ann open first 06-02 last 06-02
003bob|fail|why 2026-06-02|9
003cleo|warn|why 2026-06-02|1
END
shows 'one fail makes a check fail' "SELECT * FROM results WHERE result LIKE 'outreach-person%'" <<'END'
outreach-person fail warns 1 fails 1 new 1 resolved 0
END

night 2026-06-03 'outreach-person 003cleo 005ann warn'
shows 'found no longer it is resolved' 'SELECT * FROM ledger; SELECT * FROM results' <<'END'
outreach-person 003bob 005ann resolved first 06-01 last 06-02 resolved 06-03
outreach-person 003cleo 005ann open first 06-02 last 06-03
close-date-past pass warns 0 fails 0 new 0 resolved 0
outreach-account pass warns 0 fails 0 new 0 resolved 0
outreach-person warn warns 1 fails 0 new 0 resolved 1
END

night 2026-06-05 'outreach-person 003bob 005ann warn' 'outreach-person 003cleo 005ann warn' 'outreach-person 003dot 005ann warn'
shows 'found once more it is reopened, not new' 'SELECT * FROM ledger; SELECT * FROM results' <<'END'
outreach-person 003bob 005ann open first 06-01 last 06-05 reopened 06-05 1×
outreach-person 003cleo 005ann open first 06-02 last 06-05
outreach-person 003dot 005ann open first 06-05 last 06-05
close-date-past pass warns 0 fails 0 new 0 resolved 0
outreach-account pass warns 0 fails 0 new 0 resolved 0
outreach-person warn warns 3 fails 0 new 1 resolved 0
END
shows 'the list says so' \
	"CREATE TEMP TABLE listed AS EXECUTE findings_list('', '', '', 'all', '0'); SELECT status, record_id, age_days FROM listed ORDER BY record_id" <<'END'
reopened|003bob|4
ongoing|003cleo|3
new|003dot|0
END
shows 'the list picks by check, rep, severity and state, and stops where told' \
	"CREATE TEMP TABLE a AS EXECUTE findings_list('close-date-past', '', '', 'all', '0');
CREATE TEMP TABLE b AS EXECUTE findings_list('', '005ben', '', 'all', '0');
CREATE TEMP TABLE c AS EXECUTE findings_list('', '', 'fail', 'all', '0');
CREATE TEMP TABLE d AS EXECUTE findings_list('', '', '', 'resolved', '0');
CREATE TEMP TABLE e AS EXECUTE findings_list('outreach-person', '005ann', 'warn', 'open', '2');
SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b), (SELECT count(*) FROM c), (SELECT count(*) FROM d), (SELECT count(*) FROM e)" <<'END'
0|0|0|0|2
END

night 2026-06-06 'outreach-person 003bob 005ann warn'
night 2026-06-07
night 2026-06-08 'outreach-person 003bob 005ann warn'
shows 'each reopening counts' "SELECT * FROM ledger WHERE life LIKE '%003bob%'" <<'END'
outreach-person 003bob 005ann open first 06-01 last 06-08 reopened 06-08 2×
END

anew
night 2026-06-01 'outreach-person 003bob 005ann warn'
night 2026-06-01
shows 'a second run of a day may resolve what the first found' 'SELECT * FROM ledger' <<'END'
outreach-person 003bob 005ann resolved first 06-01 last 06-01 resolved 06-01
END
night 2026-06-01 'outreach-person 003bob 005ann warn'
shows 'and a third find it, which reopens nothing' 'SELECT * FROM ledger' <<'END'
outreach-person 003bob 005ann open first 06-01 last 06-01
END
night 2026-06-02
night 2026-06-03 'outreach-person 003bob 005ann warn'
night 2026-06-03 'outreach-person 003bob 005ann warn'
shows 'a reopening counts once, however often the day is run' 'SELECT * FROM ledger' <<'END'
outreach-person 003bob 005ann open first 06-01 last 06-03 reopened 06-03 1×
END

anew
night 2026-06-01 'outreach-person 003bob 005ann warn 1 a' 'outreach-person 003bob 005ann warn 1 b' 'outreach-person 003bob 005ben warn 1 a' \
	'outreach-account 003bob 005ann warn 1 a'
night 2026-06-02 'outreach-person 003bob 005ann warn 1 b'
shows 'check, record, part and rep are what a finding is told by' 'SELECT * FROM ledger' <<'END'
outreach-account 003bob a 005ann resolved first 06-01 last 06-01 resolved 06-02
outreach-person 003bob a 005ann resolved first 06-01 last 06-01 resolved 06-02
outreach-person 003bob a 005ben resolved first 06-01 last 06-01 resolved 06-02
outreach-person 003bob b 005ann open first 06-01 last 06-02
END

anew
night 2026-06-01 'outreach-person 003bob 005ann warn' 'outreach-account 001acme 005ann warn' 'close-date-past 006deal 005ann fail'
results='outreach-person=error outreach-account=not_checked' night 2026-06-02
shows 'a check in error, or not checked, resolves nothing' 'SELECT * FROM ledger; SELECT * FROM results' <<'END'
close-date-past 006deal 005ann resolved first 06-01 last 06-01 resolved 06-02
outreach-account 001acme 005ann open first 06-01 last 06-01
outreach-person 003bob 005ann open first 06-01 last 06-01
close-date-past pass warns 0 fails 0 new 0 resolved 1
outreach-account not_checked no Task were loaded warns 0 fails 0 new 0 resolved 0
outreach-person error division by zero warns 0 fails 0 new 0 resolved 0
END
checks=outreach-person night 2026-06-03
shows 'a run of one check resolves nothing of the others' 'SELECT * FROM ledger' <<'END'
close-date-past 006deal 005ann resolved first 06-01 last 06-01 resolved 06-02
outreach-account 001acme 005ann open first 06-01 last 06-01
outreach-person 003bob 005ann resolved first 06-01 last 06-01 resolved 06-03
END
given "UPDATE check_catalogue SET is_enabled = false WHERE check_id = 'outreach-account';"
checks= night 2026-06-04
given "UPDATE check_catalogue SET is_enabled = true;"
shows 'a check that was switched off resolves all of its own' 'SELECT * FROM ledger' <<'END'
close-date-past 006deal 005ann resolved first 06-01 last 06-01 resolved 06-02
outreach-account 001acme 005ann resolved first 06-01 last 06-01 resolved 06-04
outreach-person 003bob 005ann resolved first 06-01 last 06-01 resolved 06-03
END

anew
night 2026-06-01 'outreach-person 003bob 005ann warn' 'outreach-person 003bob 005ben warn' 'close-date-past 006deal - fail'
only=005ann night 2026-06-02
shows 'a run for one rep resolves that one'\''s alone' 'SELECT * FROM ledger; SELECT * FROM results' <<'END'
close-date-past 006deal  open first 06-01 last 06-01
outreach-person 003bob 005ann resolved first 06-01 last 06-01 resolved 06-02
outreach-person 003bob 005ben open first 06-01 last 06-01
close-date-past pass warns 0 fails 0 new 0 resolved 0
outreach-account pass warns 0 fails 0 new 0 resolved 0
outreach-person pass warns 0 fails 0 new 0 resolved 1
END

# ---- waivers

anew
night 2026-06-01 'outreach-person 003bob 005ann warn' 'outreach-person 003cleo 005ann warn'
waive 003bob 2026-06-03 'a pilot'
shows 'a waived finding is shown at once, behind the living ones, with reason, grantor and last day' \
	"SELECT * FROM shown; SELECT waived_until, waived_by, waiver_reason FROM finding_shown WHERE status = 'waived'" <<'END'
outreach-person 003cleo new warn
outreach-person 003bob waived warn (waived until 3 Jun 2026 by pat: a pilot)
2026-06-03|pat|a pilot
END
night 2026-06-02 'outreach-person 003bob 005ann warn' 'outreach-person 003cleo 005ann warn'
shows 'it counts apart, in no other figure' "SELECT * FROM results WHERE result LIKE 'outreach-person%'; SELECT sum(waived) FROM run_check WHERE run_id = run_id()" <<'END'
outreach-person warn warns 1 fails 0 new 0 resolved 0
1
END
night 2026-06-03 'outreach-person 003bob 005ann fail'
shows 'it holds on its last day, and says that it got worse' "SELECT * FROM shown; SELECT * FROM results WHERE result LIKE 'outreach-person%'" <<'END'
outreach-person 003bob waived fail (waived until 3 Jun 2026 by pat: a pilot; got worse since, it was a warning)
outreach-person pass warns 0 fails 0 new 0 resolved 1
END
night 2026-06-04 'outreach-person 003bob 005ann fail'
shows 'on the day after it is living again, and says so' "SELECT * FROM shown; SELECT * FROM results WHERE result LIKE 'outreach-person%'" <<'END'
outreach-person 003bob ongoing fail (the waiver of 1 Jun 2026 by pat ended)
outreach-person fail warns 0 fails 1 new 0 resolved 0
END
night 2026-06-04 'outreach-person 003bob 005ann fail'
shows 'also when the day is run again' 'SELECT * FROM shown' <<'END'
outreach-person 003bob ongoing fail (the waiver of 1 Jun 2026 by pat ended)
END
night 2026-06-05 'outreach-person 003bob 005ann fail'
shows 'for the first night alone' "SELECT * FROM shown; SELECT * FROM events WHERE event LIKE '003bob%'" <<'END'
outreach-person 003bob ongoing fail
003bob 06-01 found (warn: why 2026-06-01)
003bob 06-01 waived (until 3 Jun 2026 by pat: a pilot)
003bob 06-03 worse (fail: why 2026-06-03)
003bob 06-04 waiver ended (of 1 Jun 2026 by pat)
END

anew
night 2026-06-05 'outreach-person 003bob 005ann warn'
waive 003bob 2026-06-07
night 2026-06-09 'outreach-person 003bob 005ann warn'
shows 'a waiver that ended on days without a night is told of in the first one' 'SELECT * FROM shown' <<'END'
outreach-person 003bob ongoing warn (the waiver of 5 Jun 2026 by pat ended)
END
waive 003bob 2026-06-20 'once more'
night 2026-06-10
night 2026-06-12 'outreach-person 003bob 005ann warn'
shows 'reopened within its days it is waived again, and no news' "SELECT * FROM shown; SELECT * FROM ledger; SELECT * FROM results WHERE result LIKE 'outreach-person%'" <<'END'
outreach-person 003bob waived warn (waived until 20 Jun 2026 by pat: once more)
outreach-person 003bob 005ann open first 06-05 last 06-12 reopened 06-12 1×
outreach-person pass warns 0 fails 0 new 0 resolved 0
END
waive 003bob 2026-06-14 'shorter'
shows 'granted again it is replaced, and the old one kept' 'SELECT * FROM shown; SELECT until, ended_on, withdrawn_why FROM waiver ORDER BY waiver_id' <<'END'
outreach-person 003bob waived warn (waived until 14 Jun 2026 by pat: shorter)
2026-06-07|2026-06-09|
2026-06-20|2026-06-12|replaced
2026-06-14||
END
withdraw 003bob
shows 'withdrawn it holds no longer' 'SELECT * FROM shown' <<'END'
outreach-person 003bob reopened warn (the waiver of 12 Jun 2026 by pat was withdrawn by kim)
END
only=005ben night 2026-06-13 'outreach-person 003bob 005ben warn'
shows 'it is for the rep it was granted for' 'SELECT * FROM shown' <<'END'
outreach-person 003bob new warn
END
anew
night 2026-06-01 'outreach-person 003bob 005ann warn'
waive 003bob 2026-06-02
shows 'one alone may run' "INSERT INTO waiver (check_id, record_id, part, rep_id, severity, reason, granted_by, granted_on, until, source)
SELECT check_id, record_id, part, rep_id, severity, reason, granted_by, granted_on, until, source FROM waiver" <<'END'
ERROR:  duplicate key value violates unique constraint "waiver_running"
DETAIL:  Key (check_id, record_id, part, rep_id)=(outreach-person, 003bob, , 005ann) already exists.
END
only=005ben night 2026-06-05
shows 'a run for one rep ends no other'\''s waiver' 'SELECT until, ended_on FROM waiver' <<'END'
2026-06-02|
END

# ---- escalation: 14 days, 2 times, fails alone

anew
night 2026-06-01 'outreach-person 003bob 005ann fail' 'outreach-person 003cleo 005ann warn' 'close-date-past 006one 005ann fail'
waive 006one 2026-06-05
night 2026-06-14 'outreach-person 003bob 005ann fail' 'outreach-person 003cleo 005ann warn' 'close-date-past 006one 005ann fail'
shows 'open for 13 days nothing escalates' "SELECT record_id FROM finding WHERE escalated_on IS NOT NULL" </dev/null
night 2026-06-15 'outreach-person 003bob 005ann fail' 'outreach-person 003cleo 005ann warn' 'close-date-past 006one 005ann fail' \
	'outreach-person 003new 005ann fail 0' 'outreach-person 003warm 005ann warn 9'
shows 'after 14 days a fail does, a warning not, nor one that was waived for 4 of them; first stand the new fails' 'SELECT * FROM shown;
SELECT sum(escalated) FROM run_check WHERE run_id = run_id()' <<'END'
outreach-person 003new new fail
outreach-person 003bob escalated fail (escalated: open for 14 days)
outreach-person 003warm new warn
close-date-past 006one ongoing fail
outreach-person 003cleo ongoing warn
1
END
night 2026-06-18 'outreach-person 003bob 005ann fail' 'close-date-past 006one 005ann fail'
shows 'the days go on, the day it escalated stays' "SELECT record_id, escalated_on, escalated_why FROM finding WHERE state = 'open' ORDER BY 1" <<'END'
003bob|2026-06-15|open for 17 days
006one||
END
night 2026-06-19 'outreach-person 003bob 005ann fail' 'close-date-past 006one 005ann fail'
shows 'days waived do not count: 18 less 4 are 14' "SELECT escalated_on, escalated_why FROM finding WHERE record_id = '006one'" <<'END'
2026-06-19|open for 14 days beside those waived
END
night 2026-06-20 'close-date-past 006one 005ann warn'
shows 'resolved it escalates no longer, nor as a warning' "SELECT record_id, state, escalated_on, escalated_why FROM finding WHERE record_id IN ('003bob', '006one') ORDER BY 1;
SELECT * FROM events WHERE event LIKE '003bob%' OR event LIKE '006one%'" <<'END'
003bob|resolved||
006one|open||
003bob 06-01 found (fail: why 2026-06-01)
003bob 06-15 escalated (open for 14 days)
003bob 06-20 resolved
006one 06-01 found (fail: why 2026-06-01)
006one 06-01 waived (until 5 Jun 2026 by pat: agreed)
006one 06-14 waiver ended (of 1 Jun 2026 by pat)
006one 06-19 escalated (open for 14 days beside those waived)
006one 06-20 better (warn: why 2026-06-20)
006one 06-20 calmed
END
anew
given "UPDATE setting SET value = '0' WHERE section = 'escalation' AND name = 'days';"
night 2026-06-01 'outreach-person 003bob 005ann fail'
night 2026-06-02
night 2026-06-03 'outreach-person 003bob 005ann fail'
shows 'one that came back once does not escalate' 'SELECT * FROM shown' <<'END'
outreach-person 003bob reopened fail
END
night 2026-06-04
night 2026-06-05 'outreach-person 003bob 005ann fail'
shows 'one that came back twice does' 'SELECT * FROM shown' <<'END'
outreach-person 003bob escalated fail (escalated: came back 2 times)
END
night 2026-06-30 'outreach-person 003bob 005ann fail'
shows '0 days is never' "SELECT escalated_why FROM finding" <<'END'
came back 2 times
END
given "UPDATE setting SET value = '0' WHERE section = 'escalation' AND name = 'times';"
night 2026-07-01 'outreach-person 003bob 005ann fail'
shows 'and 0 times too' "SELECT escalated_on IS NULL, escalated_why FROM finding" <<'END'
t|
END
anew
given "UPDATE setting SET value = 'warn' WHERE section = 'escalation' AND name = 'severity';"
night 2026-06-01 'outreach-person 003bob 005ann warn'
night 2026-06-15 'outreach-person 003bob 005ann warn'
shows 'warnings escalate where the configuration says so' 'SELECT * FROM shown' <<'END'
outreach-person 003bob escalated warn (escalated: open for 14 days)
END
waive 003bob 2026-06-20
night 2026-06-16 'outreach-person 003bob 005ann warn'
shows 'a waived one is waived, not escalated' 'SELECT * FROM shown; SELECT sum(escalated) FROM run_check WHERE run_id = run_id()' <<'END'
outreach-person 003bob waived warn (waived until 20 Jun 2026 by pat: agreed)
0
END

# ---- what happened when

anew
night 2026-06-01 'outreach-person 003bob 005ann warn'
night 2026-06-01
night 2026-06-01 'outreach-person 003bob 005ann warn'
night 2026-06-02 'outreach-person 003bob 005ann warn'
shows 'a resolution that the same day takes back has not been, and a day without change adds nothing' 'SELECT * FROM events' <<'END'
003bob 06-01 found (warn: why 2026-06-01)
END

# ---- coaching flags

anew
night 2026-06-01 'outreach-person 003bob 005ann fail' 'outreach-person 003cleo 005ben warn' 'outreach-account 001acme 005ben warn' \
	'close-date-past 006one 005ben fail' 'outreach-person 003dot 005gone fail'
given 'EXECUTE coaching;'
shows 'one fail raises a flag, two warns and another rule'\''s fail do not, nor does who is no rep' 'SELECT * FROM flags' <<'END'
005ann open raised 06-01 seen 06-01 1 fails 0 warns
END

anew
night 2026-06-01 'outreach-person 003bob 005ann warn' 'outreach-person 003cleo 005ann warn' 'outreach-account 001acme 005ann warn'
shows 'three warns raise one' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
1|0
005ann open raised 06-01 seen 06-01 0 fails 3 warns
END
given "UPDATE setting SET value = '4' WHERE section = 'coaching' AND name = 'warns';"
shows 'or as many as the configuration says' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|0
END

anew
night 2026-06-01 'outreach-person 003a 005ann warn 4' 'outreach-person 003b 005ann warn 5' 'outreach-account 001a 005ann warn 30' \
	'outreach-person 003c 005ann fail 6' 'outreach-account 001b 005ann fail 40' 'outreach-person 003d 005ann fail 7' \
	'outreach-person 003e 005ben fail 99'
given 'EXECUTE coaching;'
shows 'it has its reasons in plain words, and the worst five, of each check its worst before the second of any' \
	"SELECT r ->> 'words' FROM coaching_flag, jsonb_array_elements(reasons) AS r WHERE rep_id = '005ann';
SELECT e ->> 'record_id', e ->> 'severity', e ->> 'title', e ->> 'why' FROM coaching_flag, jsonb_array_elements(examples) AS e WHERE rep_id = '005ann'" <<'END'
Too many touches: 2 fails, 2 warnings
Too many to an account: 1 fail, 1 warning
003d|fail|Too many touches|why 2026-06-01
001b|fail|Too many to an account|why 2026-06-01
003c|fail|Too many touches|why 2026-06-01
001a|warn|Too many to an account|why 2026-06-01
003b|warn|Too many touches|why 2026-06-01
END

anew
night 2026-06-01 'outreach-person 003a 005ann warn' 'outreach-account 001a 005ann warn' 'outreach-account 001b 005ann warn' 'outreach-person 003a 005ben fail' \
	'outreach-account 001a 005ben fail'
given 'EXECUTE coaching;'
shows 'the gravest reason first, none of what there is none of' \
	"SELECT rep_id, r ->> 'words' FROM coaching_flag, jsonb_array_elements(reasons) WITH ORDINALITY AS w (r, n) ORDER BY rep_id, n" <<'END'
005ann|Too many to an account: 2 warnings
005ann|Too many touches: 1 warning
005ben|Too many touches: 1 fail
005ben|Too many to an account: 1 fail
END

flagged() {
	anew
	night 2026-06-01 'outreach-person 003a 005ann fail' 'outreach-person 003b 005ann warn'
	given 'EXECUTE coaching;'
	[ -z "${1:-}" ] || given "UPDATE coaching_flag SET state = '$1', state_on = '2026-06-05';"
}
same=('outreach-person 003a 005ann fail' 'outreach-person 003b 005ann warn')

flagged
night 2026-06-02 "${same[@]}"
shows 'an open flag is no second one, but brought up to date' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|1
005ann open raised 06-01 seen 06-02 1 fails 1 warns
END
flagged
night 2026-06-02 "${same[@]}" 'outreach-account 001a 005ann fail'
shows 'even if it got worse, which it says' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|1
005ann open raised 06-01 seen 06-02 worse 06-02 2 fails 1 warns
END
given 'EXECUTE coaching;'
night 2026-06-03 "${same[@]}"
shows 'and still does when it got better again' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|1
005ann open raised 06-01 seen 06-03 worse 06-02 1 fails 1 warns
END
flagged scheduled
night 2026-06-20 "${same[@]}" 'outreach-account 001a 005ann fail'
shows 'a scheduled flag is no second one either, however long ago' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|1
005ann scheduled raised 06-01 seen 06-20 worse 06-20 2 fails 1 warns
END
flagged
night 2026-06-02
shows 'a flag stays when its findings are gone' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|0
005ann open raised 06-01 seen 06-01 1 fails 1 warns
END

for state in 'done' dismissed; do
	flagged $state
	night 2026-06-18 "${same[@]}"
	shows "none within 14 days of one that is $state" 'EXECUTE coaching; SELECT * FROM flags' <<END
0|0
005ann $state raised 06-01 seen 06-01 1 fails 1 warns
END
	flagged $state
	night 2026-06-19 "${same[@]}"
	shows "one 14 days after it was $state" 'EXECUTE coaching; SELECT * FROM flags' <<END
1|0
005ann $state raised 06-01 seen 06-01 1 fails 1 warns
005ann open raised 06-19 seen 06-19 1 fails 1 warns
END
done

flagged 'done'
given "UPDATE setting SET value = '3' WHERE section = 'coaching' AND name = 'again_after_days';"
night 2026-06-08 "${same[@]}"
shows 'the rest is as long as the configuration says' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
1|0
005ann done raised 06-01 seen 06-01 1 fails 1 warns
005ann open raised 06-08 seen 06-08 1 fails 1 warns
END

flagged 'done'
night 2026-06-06 'outreach-person 003c 005ann fail'
shows 'other records of the same reasons, and fewer, are not worse' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|0
005ann done raised 06-01 seen 06-01 1 fails 1 warns
END
flagged 'done'
night 2026-06-06 'outreach-person 003a 005ann fail' 'outreach-person 003b 005ann fail'
shows 'more fails are worse' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
1|0
005ann done raised 06-01 seen 06-01 1 fails 1 warns
005ann open raised 06-06 seen 06-06 worse 06-06 2 fails 0 warns
END
flagged 'done'
night 2026-06-06 "${same[@]}" 'outreach-person 003c 005ann warn'
shows 'more warns are worse' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
1|0
005ann done raised 06-01 seen 06-01 1 fails 1 warns
005ann open raised 06-06 seen 06-06 worse 06-06 1 fails 2 warns
END
flagged 'done'
night 2026-06-06 'outreach-account 001a 005ann fail'
shows 'another reason is another matter' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
1|0
005ann done raised 06-01 seen 06-01 1 fails 1 warns
005ann open raised 06-06 seen 06-06 worse 06-06 1 fails 0 warns
END
flagged 'done'
night 2026-06-06 "${same[@]}" 'outreach-person 003a 005ben fail'
shows 'one rep'\''s rest is not another'\''s' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
1|0
005ann done raised 06-01 seen 06-01 1 fails 1 warns
005ben open raised 06-06 seen 06-06 1 fails 0 warns
END

flagged 'done'
night 2026-06-19 "${same[@]}"
given "EXECUTE coaching; UPDATE coaching_flag SET state = 'done', state_on = '2026-06-20' WHERE state = 'open';"
night 2026-06-25 "${same[@]}"
shows 'of several flags the last one counts' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
0|0
005ann done raised 06-01 seen 06-01 1 fails 1 warns
005ann done raised 06-19 seen 06-19 1 fails 1 warns
END

anew
only=005ben night 2026-06-01 'outreach-person 003a 005ann fail' 'outreach-person 003a 005ben fail'
shows 'a run for one rep raises that one'\''s alone' 'EXECUTE coaching; SELECT * FROM flags' <<'END'
1|0
005ben open raised 06-01 seen 06-01 1 fails 0 warns
END

# ---- what a check needs

loaded() {
	given "INSERT INTO source_state VALUES ('$1', '$2', 'files', ${4:-true}, NULL, '', $3, $3, 0, '', 0, 0, '', $3, '2026-06-01', '2026-06-01', 1);"
}

anew
shows 'nothing loaded at all' "EXECUTE needs('[\"activity\", \"touch\"]'); EXECUTE needs('[\"opportunity\"]')" <<'END'
no rows of Event or Task were loaded
no rows of Opportunity were loaded
END
loaded event Event 3 false
loaded task Task 0
loaded account Account 5 false
shows 'what is not at the source, or empty, is not there' "EXECUTE needs('[\"activity\"]'); EXECUTE needs('[\"account\"]')" <<'END'
no rows of Event or Task were loaded
no rows of Account were loaded
END
anew
loaded task Task 3
shows 'tasks alone are activity, but no touches' "EXECUTE needs('[\"activity\"]'); EXECUTE needs('[\"activity\", \"touch\"]')" <<'END'
no touch in the 30 days: no activity has a date
END
given "SELECT given_user('005ann'), given_user('005robot'), given_contact('003bob');"
given "SET crmaudit.run = 99; SET crmaudit.as_of = '2026-06-30 19:00Z'; SET crmaudit.rep = '';"
given "INSERT INTO run_rep SELECT 99, '005ann', '', '', '', '', 'UTC', '', '', false;"
given "SELECT given_task('005ann', '003bob', '2026-05-31 11:59:59'), given_task('005ann', '003bob', '2026-06-30 12:00'), given_task('005robot', '003bob', '2026-06-10 09:00'), activity_derive();"
shows 'those before or after the window, and of who is no rep, are none' "EXECUTE needs('[\"touch\"]')" <<'END'
no touch in the 30 days: touches by people who are no reps alone; see [reps]
END
given "SELECT given_task('005ann', '003bob', '2026-05-31 12:00', subject => 'Offer'); DELETE FROM derivation; SELECT activity_derive();"
shows 'one in the window is enough' "EXECUTE needs('[\"activity\", \"touch\"]')" </dev/null
anew
loaded opportunity Opportunity 2
shows 'a field that the source lacks is named as the CRM names it' \
	"EXECUTE needs('[\"opportunity.close_date\"]'); EXECUTE needs('[\"opportunity\"]')" <<'END'
Opportunity.CloseDate is not at the source, or hidden from the login
END
given "UPDATE source_field SET is_present = true WHERE object = 'opportunity';"
shows 'all there' "EXECUTE needs('[\"opportunity.close_date\"]')" </dev/null
shows 'what checks need beyond tables and columns is told in words' \
	"EXECUTE needs('[\"opt-out\"]'); EXECUTE needs('[\"ticket-priorities\"]'); EXECUTE needs('[\"account-figures\"]'); EXECUTE needs('[\"linkedin-fields\"]'); EXECUTE needs('[\"notes\"]'); EXECUTE needs('[\"sanctions-list\"]')" <<'END'
neither HasOptedOutOfEmail nor DoNotCall is at the source, or both are hidden from the login
which priorities of a Case are P0 and P1 is not said; name them in [tickets] p0 and p1
no figure of accounts is mapped; name the fields in [fields.account] total_opportunities, deals_won, first_deal_close, cumulative_revenue and subscription_end
no LinkedIn field is mapped; name them in [fields.account] linkedin_company_url, sales_navigator_url and [fields.contact] linkedin_url
neither Note nor ContentDocumentLink could be read
no country is on the list; name those you do no business with in [sanctions] countries and regions
END
given "UPDATE source_field SET is_present = true WHERE object = 'lead' AND name = 'do_not_call';"
given "SELECT given_setting('tickets', 'p1', 'High'), given_setting('sanctions', 'regions', 'Crimea'), given_object_fields('contact', 'linkedin_url'), given_fields('deals_won');"
loaded note Note 0
shows 'one field and one setting are enough' \
	"EXECUTE needs('[\"opt-out\", \"ticket-priorities\", \"account-figures\", \"linkedin-fields\", \"notes\", \"sanctions-list\"]')" </dev/null
shows 'and of deals, meetings and trials' \
	"$(for need in deal-types quote-approvers standard-terms effective-date order-form meeting-notes trial-end trial-extension; do echo "EXECUTE needs('[\"$need\"]');"; done)" <<'END'
no opportunity has a type that means new business; name yours in [deals] new_types
who approves quotes is not said; name the chief revenue officer in [quotes] approvers
what terms are standard is not said; name them in [terms] payment, months and most_discount
no effective date is mapped; name the field in [fields.opportunity] effective_date
no order form is mapped; name the field in [fields.opportunity] order_form
no file on an account or opportunity is titled as meeting notes; notes that are kept elsewhere cannot be seen
no trial is mapped; name its dates in [fields.opportunity] or [fields.account] trial_start or trial_end
whether an extension was asked for is not mapped; name the field in [fields.opportunity] or [fields.account] trial_extension
END
given "SELECT given_setting('quotes', 'approvers', 'cro@acme.example'), given_setting('terms', 'approvers', 'ceo@acme.example');"
shows 'who approves must be somebody' "EXECUTE needs('[\"quote-approvers\"]'); EXECUTE needs('[\"terms-approvers\"]')" <<'END'
[quotes] approvers matches no user
[terms] approvers matches no user
END
given "SELECT given_user('005cro', email => 'cro@acme.example'), given_user('005ceo', email => 'ceo@acme.example'), given_deal('006new', type => 'New Business');"
given "SELECT given_setting('terms', 'most_discount', '20'), given_object_fields('opportunity', 'effective_date', 'order_form', 'trial_start'), given_fields('trial_extension');"
given "SELECT given_document('069a', '001acme', 'Acme notes');"
shows 'with these there is nothing lacking' \
	"EXECUTE needs('[\"deal-types\", \"quote-approvers\", \"standard-terms\", \"terms-approvers\", \"effective-date\", \"order-form\", \"meeting-notes\", \"trial-end\", \"trial-extension\"]')" </dev/null

# What the checks of the pipeline and of leads need. Of more than 30 days a store that has looked for 30
# cannot tell.
anew
loaded opportunity Opportunity 2
loaded lead Lead 2
given "SET crmaudit.run = 1; SET crmaudit.as_of = '2026-06-30 19:00Z'; SET crmaudit.as_of_day = '2026-06-30';"
given "DELETE FROM run_param; INSERT INTO run_param VALUES (1, 'stage-stuck', '', '{\"warn_over\": 30, \"first_stage_over\": 60}'), (1, 'lead-attempted', '', '{\"warn_days\": 7}');"
given "UPDATE source_field SET is_present = false WHERE object = 'opportunity';"
given "SELECT given_watched('opportunity', '2026-05-31 00:00'), given_watched('lead', '2026-06-24 00:00');"
given "SELECT given_lead('00Qtried'); UPDATE lead_version SET status = 'Attempted to contact';"
pipeline_needs() {
	local need
	for need in stage-history close-history push-history next-step first-stage subscription-end mql-status attempted-status; do
		printf "EXECUTE needs('[\"%s\"]');" "$need"
	done
	echo 'SELECT WHERE false'
}
shows 'what nobody can tell of the pipeline and of leads is told in words' "$(pipeline_needs)" <<'END'
neither OpportunityHistory nor LastStageChangeDate is at the source, and our own versions begin only on 31 May 2026
neither the next step nor its due date is at the source; name the date in [fields.opportunity] next_step_due
which stage deals begin in is not known; name it in [opportunities] first_stages
no end of a subscription is known; name the field in [fields.account] or [fields.opportunity] subscription_end
no lead status says MQL; name those that mean marketing-qualified in [leads] mql_statuses
no history of Lead.Status is at the source, and our own versions begin only on 24 Jun 2026
END
given "UPDATE described_field SET first_seen = first_seen - interval '1 day';"
given "UPDATE source_field SET is_present = true WHERE object = 'opportunity' AND name = 'next_step';"
given "SELECT given_setting('opportunities', 'first_stages', 'Talk'), given_setting('leads', 'mql_statuses', 'Hot'), given_fields('subscription_end');"
shows 'a day more, a name and a field are enough' "$(pipeline_needs)" </dev/null
given "SELECT given_setting('leads', 'attempted_statuses', 'Tried'); UPDATE described_field SET first_seen = '2026-06-30 07:00Z';"
shows 'a store that began today tells nothing, nor does a status that no lead has' "$(pipeline_needs)" <<'END'
neither OpportunityHistory nor LastStageChangeDate is at the source, and our own versions begin only on 30 Jun 2026
no OpportunityHistory is at the source, and our own versions begin only on 30 Jun 2026
no OpportunityHistory is at the source, and our own versions begin only on 30 Jun 2026
neither OpportunityHistory nor LastStageChangeDate is at the source, and our own versions begin only on 30 Jun 2026; or name the due date in [fields.opportunity] next_step_due
no lead status is one of [leads] attempted_statuses; name the one that means attempted to contact
END
given "INSERT INTO lead_status (status_id, label, api_name) VALUES ('1', 'Probiert', 'tried');"
given "SELECT given_field_change('00Qtried', '2026-06-01', 'Status', 'New', 'Tried'), given_snapshot('006one', '2026-06-01', 'Offer');"
shows "a row of the CRM's histories is enough" "$(pipeline_needs)" </dev/null

# ---- the merge

# staged OBJECT 'FIELDS' 'VALUES' SEEN [WHOLE]
staged() {
	given "SELECT stage_make('$1', ARRAY[$(sed "s/[^ ]\+/'&'/g; s/ /, /g" <<<"$2")]);"
	[ -z "$3" ] || given "INSERT INTO stage_$1 ($(sed 's/[^ ]\+/"&"/g; s/ /, /g' <<<"$2")) VALUES $3;"
	given '\o'
	given "SELECT 'changed ' || merge_object('$1', '$4', ${5:-false});"
	given '\o /dev/null'
}
versions="SELECT account_id, name, rating, is_deleted, replace(valid_from::date::text, '2026-', ''), replace(valid_to::date::text, '2026-', '') FROM account_version ORDER BY account_id, valid_from"
fields='Id Name Rating SystemModstamp Fax'
both="('001a', 'Acme', 'Hot', '2026-01-01T00:00:00Z', '1'), ('001b', 'Best', 'Cold', '2026-01-01T00:00:00Z', '2')"

anew
staged account "$fields" "$both" 2026-06-01 true
staged account "$fields" "$both" 2026-06-02 true
shows 'the first version was always there, the same load again changes nothing' "$versions" <<'END'
changed 2
changed 0
001a|Acme|Hot|f|-infinity|infinity
001b|Best|Cold|f|-infinity|infinity
END
staged account "$fields" "${both/Hot/Warm}" 2026-06-03 true
staged account "$fields" "${both/Hot/Warm}" 2026-06-04 true
shows 'a tracked column that changed makes one version, from when it was seen' "$versions" <<'END'
changed 2
changed 0
changed 1
changed 0
001a|Acme|Hot|f|-infinity|06-03
001a|Acme|Warm|f|06-03|infinity
001b|Best|Cold|f|-infinity|infinity
END
staged account "$fields" "${both/Hot/Icy}" 2026-06-03 true
shows 'changed again at the same instant it is the same version' "$versions" <<'END'
changed 2
changed 0
changed 1
changed 0
changed 1
001a|Acme|Hot|f|-infinity|06-03
001a|Acme|Icy|f|06-03|infinity
001b|Best|Cold|f|-infinity|infinity
END
shows 'a run looks at the version in force then: the new one from its very instant' \
	"SET crmaudit.as_of = '2026-06-02 23:59:59Z'; SELECT rating FROM account WHERE account_id = '001a';
SET crmaudit.as_of = '2026-06-03 00:00:00Z'; SELECT rating FROM account WHERE account_id = '001a';
SET crmaudit.as_of = '1999-01-01 00:00:00Z'; SELECT rating FROM account WHERE account_id = '001a'" <<'END'
changed 2
changed 0
changed 1
changed 0
changed 1
Hot
Icy
Hot
END

anew
staged account "$fields" "$both" 2026-06-01 true
staged account "$fields" "('001a', 'Acme', 'Hot', '2026-02-02T00:00:00Z', '1'), ('001b', 'Best', 'Cold', '2026-01-01T00:00:00Z', '22')" 2026-06-02 true
shows 'what is not tracked changes in place' "$versions; SELECT stamp, extra FROM account_version ORDER BY account_id" <<'END'
changed 2
changed 2
001a|Acme|Hot|f|-infinity|infinity
001b|Best|Cold|f|-infinity|infinity
2026-02-02 00:00:00+00|{"Fax": "1"}
2026-01-01 00:00:00+00|{"Fax": "22"}
END

anew
given "INSERT INTO source_field VALUES ('account', 'license_key', 'License__c', 'text', 1001, true, true, false);"
staged account 'Id License__c' "('001a', 'k1'), ('001b', NULL)" 2026-06-01
staged account 'Id License__c' "('001a', 'k2'), ('001b', NULL)" 2026-06-02
shows 'a mapped field is tracked' \
	"SELECT account_id, custom, replace(valid_from::date::text, '2026-', '') FROM account_version ORDER BY account_id, valid_from" <<'END'
changed 2
changed 1
001a|{"license_key": "k1"}|-infinity
001a|{"license_key": "k2"}|06-02
001b|{}|-infinity
END

anew
staged account "$fields" "$both" 2026-06-01 true
staged account "$fields" "('001a', 'Acme', 'Hot', '2026-01-01T00:00:00Z', '1')" 2026-06-02 false
shows 'what a part does not hold stays' "$versions" <<'END'
changed 2
changed 0
001a|Acme|Hot|f|-infinity|infinity
001b|Best|Cold|f|-infinity|infinity
END
staged account "$fields" "('001a', 'Acme', 'Hot', '2026-01-01T00:00:00Z', '1')" 2026-06-03 true
staged account "$fields" "('001a', 'Acme', 'Hot', '2026-01-01T00:00:00Z', '1')" 2026-06-04 true
shows 'what vanished from the whole is marked deleted, once' "$versions; SELECT rows_here('account')" <<'END'
changed 2
changed 0
changed 1
changed 0
001a|Acme|Hot|f|-infinity|infinity
001b|Best|Cold|f|-infinity|06-03
001b|Best|Cold|t|06-03|infinity
1
END
staged account "$fields" "$both" 2026-06-05 true
shows 'and lives again when it is back' "$versions; SELECT rows_here('account')" <<'END'
changed 2
changed 0
changed 1
changed 0
changed 1
001a|Acme|Hot|f|-infinity|infinity
001b|Best|Cold|f|-infinity|06-03
001b|Best|Cold|t|06-03|06-05
001b|Best|Cold|f|06-05|infinity
2
END

anew
staged account "$fields" "('001a', 'Old', 'Hot', '2026-01-01T00:00:00Z', '1'), ('001a', 'New', 'Hot', '2026-03-01T00:00:00Z', '1'),
  ('001a', 'Stampless', 'Hot', NULL, '1'), ('001a', 'Older', 'Hot', '2025-03-01T00:00:00Z', '1'), (NULL, 'Nobody', NULL, NULL, NULL),
  ('000000000000000AAA', 'Nil', NULL, NULL, NULL), ('001A0000006Vm9r', 'Fifteen', NULL, NULL, NULL),
  ('001A0000006Vm9rIAC', 'Eighteen', NULL, '2026-01-01T00:00:00Z', NULL)" 2026-06-01 true
shows 'a record that came twice counts once, by its newest stamp; one without an id not at all' "$versions" <<'END'
changed 2
001A0000006Vm9rIAC|Eighteen||f|-infinity|infinity
001a|New|Hot|f|-infinity|infinity
END

anew
staged task 'Id OwnerId WhoId Subject SystemModstamp' "('00T1', '005ann', '000000000000000AAA', 'Old', '2026-01-01T00:00:00Z'),
  ('00T1', '005ann', '000000000000000AAA', 'New', '2026-02-01T00:00:00Z'), ('00T2', '', '003bob', 'Two', '2026-01-01T00:00:00Z')" 2026-06-01 true
staged task 'Id OwnerId WhoId Subject SystemModstamp' "('00T1', '005ann', NULL, 'New', '2026-02-01T00:00:00Z')" 2026-06-02 true
tasks="SELECT task_id, owner_id, who_id, subject, is_deleted FROM task ORDER BY task_id"
shows 'tables without history do the same in place' "$tasks; SELECT rows_here('task')" <<'END'
changed 2
changed 1
00T1|005ann||New|f
00T2||003bob|Two|t
1
END
staged task 'ID OWNERID WHOID SUBJECT SYSTEMMODSTAMP' "('00T2', '005ann', '003bob', 'Back', '2026-01-01T00:00:00Z')" 2026-06-03
shows 'what vanished comes back, even under headers in capitals' "$tasks" <<'END'
changed 2
changed 1
changed 1
00T1|005ann||New|f
00T2|005ann|003bob|Back|f
END

anew
staged opportunity 'Id Name Amount CloseDate IsClosed CreatedDate' "('006a', '?', 'much', 'soon', 'maybe', 'yesterday'),
  ('006b', 'B', '', ' ', '', NULL), ('006c', 'C', '1,000.50', '3/11/2025', 'Yes', '02/23/26 08:55 PM'), ('006d', 'D', 'more', '2025-02-30', '0', '')" 2026-06-01
shows 'values that cannot be read are nothing, and counted; what is blank is not' \
	"SELECT opportunity_id, amount, close_date, crm_closed, created_at FROM opportunity_version ORDER BY 1; SELECT * FROM unreadable_values('opportunity')" <<'END'
changed 4
006a||||
006b||||
006c|1000.50|2025-03-11|t|2026-02-23 20:55:00+00
006d|||f|
6|Amount "more"
END
shows 'fields that the source lacks are known' \
	"SELECT string_agg(name, ' ' ORDER BY place) FROM source_field WHERE object = 'opportunity' AND is_present" <<'END'
changed 4
opportunity_id name amount close_date crm_closed created_at
END

# ---- the activities follow the merge

folded="SELECT activity_id, kind, folded_into FROM activity ORDER BY activity_id"
mail="'005ann', '003bob', 'Hello', 'Email', 'Completed', '2026-06-01'"
columns='Id OwnerId WhoId Subject TaskSubtype Status ActivityDate CompletedDateTime'
anew
staged task "$columns" "('00T1', $mail, '2026-06-01T16:00:00Z'), ('00T2', $mail, '2026-06-01T16:10:00Z')" 2026-06-01 true
given "SELECT activity_derive(); DELETE FROM stage_changed;"
shows 'the later of two e-mails folds into the first' "$folded" <<'END'
changed 2
00T1|email|
00T2|email|00T1
END
staged task "$columns" "('00T2', $mail, '2026-06-01T16:10:00Z')" 2026-06-02 true
given "SELECT activity_derive(); DELETE FROM stage_changed;"
shows 'and stands by itself when the first is gone' "$folded" <<'END'
changed 2
changed 1
00T2|email|
END
given "UPDATE setting SET value = 'Sent' WHERE section = 'activity' AND name = 'touch_statuses'; SELECT activity_derive();"
shows 'other settings derive all of them anew' "SELECT activity_id, is_done FROM activity" <<'END'
changed 2
changed 1
00T2|f
END
anew
staged task "$columns" "('00T1', '005ann', '003bob', 'Hello', 'Email', 'Completed', '2026-06-02', '2026-06-02T06:00:00Z')" 2026-06-01
given "SELECT activity_derive(); DELETE FROM stage_changed;"
staged crm_user 'Id Name TimeZoneSidKey' "('005ann', 'Ann', 'Europe/Berlin')" 2026-06-01
given "SELECT activity_derive();"
shows 'so does the rep'\''s zone for that rep: 06:00 UTC is the 2nd in Berlin' "SELECT at, has_time FROM activity" <<'END'
changed 1
changed 1
2026-06-02 06:00:00+00|t
END

# ---- readers

anew
# reads FUNCTION: standard input has "text => value" a line, value empty for nothing.
reads() {
	local lines
	lines=$(cat)
	shows "$1${2:+ $2}" "SELECT t || '=>' || coalesce($1(t)::text, '') FROM (VALUES $(
		sed "s/'/''/g; s/^\(.*\)=>.*/('\1', /" <<<"$lines" | awk '{ printf "%s%s%d)", (NR > 1 ? ", " : ""), $0, NR }'
	)) AS v (t, n) ORDER BY n" <<<"$lines"
}
reads read_instant <<'END'
2024-01-23T02:35:01.000+0000=>2024-01-23 02:35:01+00
2024-01-23T02:35:01.123Z=>2024-01-23 02:35:01.123+00
2024-01-23T02:35:01Z=>2024-01-23 02:35:01+00
2024-01-23T02:35:01-08:00=>2024-01-23 10:35:01+00
2024-01-23T02:35:01+0530=>2024-01-22 21:05:01+00
2022-12-02 00:10:41=>2022-12-02 00:10:41+00
02/23/26 08:55 PM=>2026-02-23 20:55:00+00
3/11/2025 13:00=>2025-03-11 13:00:00+00
 2024-01-23T02:35:01Z =>2024-01-23 02:35:01+00
2024-02-29T12:00:00Z=>2024-02-29 12:00:00+00
2023-02-29T12:00:00Z=>
2024-13-01T00:00:00Z=>
2024-06-31T00:00:00Z=>
2024-01-23T25:00:00Z=>
now=>
yesterday=>
infinity=>
20240123=>
=>
?=>
END
reads read_instant 'of a date: its first instant in the org'\''s zone' <<'END'
2024-01-23=>2024-01-23 08:00:00+00
1/23/2024=>2024-01-23 08:00:00+00
END
given "SET crmaudit.files_zone = 'America/New_York';"
reads read_instant 'of the files'\'' own zone, where none is named' <<'END'
2022-12-02 00:10:41=>2022-12-02 05:10:41+00
3/11/2025 13:00=>2025-03-11 17:00:00+00
2024-01-23T02:35:01Z=>2024-01-23 02:35:01+00
END
anew
reads read_date <<'END'
2024-01-23=>2024-01-23
2024-02-29=>2024-02-29
3/11/2025=>2025-03-11
12/31/24=>2024-12-31
2024-01-23T00:00:00.000Z=>2024-01-23
2024-01-23T00:00:00.000+0000=>2024-01-23
2024-01-23 00:00:00=>2024-01-23
02/23/26 12:00 AM=>2026-02-23
2024-01-23T02:35:01.000+0000=>2024-01-22
2024-01-23T08:00:00Z=>2024-01-23
2024-01-23 07:59:59=>2024-01-22
2023-02-29=>
31/12/2024=>
today=>
soon=>
=>
END
reads read_bool <<'END'
true=>true
TRUE=>true
1=>true
Yes=>true
 y =>true
False=>false
0=>false
no=>false
maybe=>
2=>
=>
END
reads read_number <<'END'
12=>12
12.50=>12.50
 -7 =>-7
+7=>7
.5=>0.5
5.=>5
1E5=>100000
1.5e-2=>0.015
1,234,567.80=>1234567.80
1,23=>
1.234,50=>
12 apples=>
$5=>
NaN=>
Infinity=>
1e999=>
=>
END
# U+2003, an em space, and U+3000, an ideographic one
reads read_number 'of blanks that only typographers know' <<'END'
 5=>
5　=>
END
reads read_id <<'END'
001A0000006Vm9r=>001A0000006Vm9rIAC
001A0000006Vm9rIAC=>001A0000006Vm9rIAC
005000000000001=>005000000000001AAA
001ABCDEFGHIJKL=>001ABCDEFGHIJKLY55
  001A0000006Vm9rIAC =>001A0000006Vm9rIAC
  001A0000006Vm9r =>001A0000006Vm9rIAC
000000000000000=>
000000000000000AAA=>
ContactRef00001=>ContactRef00001
AccountRef7=>AccountRef7
 =>
=>
END
reads read_zone <<'END'
America/Los_Angeles=>America/Los_Angeles
Asia/Kolkata=>Asia/Kolkata
GMT=>GMT
Mars/Olympus_Mons=>
+05:30=>
(GMT-08:00) Pacific=>
=>
END
reads is_blank <<'END'
=>true
 =>true
?=>true
 ? =>true
 =>true
0=>false
??=>false
n/a=>false
END

echo "1..$count"
[ "$failed" = 0 ]
