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
			for name in ledger_found ledger_resolved result_put coaching; do
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
		[ "$check" = "${broken:-}" ] && given "EXECUTE result_put('$check', 'error', 'division by zero', '7');" ||
			given "EXECUTE result_put('$check', 'ran', '', '7');"
	done
	given "EXECUTE ledger_found; EXECUTE ledger_resolved; EXECUTE coaching;"
}
# decided STATE [DAY [BECAUSE]]: of Ann's flag, on 20 June
decided() { given "SELECT * FROM coaching_set('005ann', '$1', nullif('${2:-}', '')::date, '${3:-}', '005max', 'command', '2026-06-20');"; }

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
