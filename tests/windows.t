#!/bin/bash
# Queries that the CRM will not answer at once: windows of time, fields in parts, ties of
# stamps, rows that show late, an object that is refused. Rows are compared with those of
# an undisturbed pull, and their number with that of the CRM's own file.
set -u
. "$(dirname "$0")/support/night.sh"

tasks() { mkdir -p "$scratch/org"; /usr/bin/python3 "$here/tests/support/tasks.py" "$scratch/org" "$@"; }
fault() { curl -s -X POST "http://127.0.0.1:$port/__fault?name=$1&count=$2" >/dev/null; }
reload() { curl -s -X POST "http://127.0.0.1:$port/__reload" >/dev/null; }
rows() { state "$1" '^(account|activity|task|crm_user)'; }
pull() { status_of run "$1" -v pull; }

tasks 5000 700 3=IsArchived=true 4=IsDeleted=true
start_standin --page-rows 500 || { cat "$scratch/standin.log"; echo "Bail out! the stand-in CRM did not start"; exit 1; }
rest_configuration plain 'bulk_rows = 0'
same "an undisturbed pull" 0 "$(pull plain)"
same "brings each task of the file, archived and deleted ones too" 5000 "$(ask plain 'SELECT count(*) FROM task')"
same "such as those whose Ids differ in case alone" 2 "$(ask plain "SELECT count(*) FROM task WHERE lower(left(task_id, 15)) = lower('00T5e000000007a')")"
same "and a wide object whole" '59 399' "$(ask plain "SELECT custom ->> 'wide_399' FROM account_version WHERE custom ->> 'wide_0' = '59 0'")"
ok "whose fields came in parts" sh -c "curl -s http://127.0.0.1:$port/__requests | grep -q 'FROM Account WHERE Id IN'"

# survives NAME FAULT N WORDS [LINE…]: a first pull with that fault brings the same rows, and says so
survives() {
	local name=$1 trouble=$2 count=$3 words=$4
	shift 4
	rest_configuration "$name" "$@"
	fault "$trouble" "$count"
	same "a pull survives $trouble:$count${*:+ with }$*" 0 "$(pull "$name")"
	fault "$trouble" 0
	ok "it says so: $words" grep -qE "$words" "$scratch/said"
	same "and brings the same rows" "$(rows plain)" "$(rows "$name")"
}
survives windows timeout-rows 1500 'Task: the query was too much \(QUERY_TIMEOUT\); asking up to ' 'bulk_rows = 0'
ok "window by window" test "$(grep -c 'queryAll.*Task.*SystemModstamp%20%3C.*: 200' "$scratch/said")" -gt 2
survives ties timeout-rows 600 'Task: the query ran too long; asking by the Bulk API' 'bulk_rows = 100000'
survives locator expired-locator 2 'the server lost our place after [0-9]+ rows' 'bulk_rows = 0'
ok "in the middle of a tie" grep -q 'queryAll.*Task.*SystemModstamp%20%3D%20' "$scratch/said"
survives narrow line-limit 6000 'Account: the query was too much for the server \(HTTP 431 \)' 'bulk_rows = 0'
survives wide bulk-short 0 'Account: about 60 rows, asking by the Bulk API' 'bulk_rows = 60'
survives empty empty-406 1 ': 406' 'bulk_rows = 0'
survives hang error-420 1 ': 420' 'bulk_rows = 0'
survives crowd limit-concurrent 1 ': 403' 'bulk_rows = 0'

# one object is refused: the others come, and what needs it is not checked
rest_configuration refused 'bulk_rows = 0'
same "a night before" 0 "$(status_of run refused -q nightly --as-of $as_of)"
fault refused-task 1
same "a night in which one object is refused goes on" 0 "$(status_of run refused -v nightly --as-of $as_of)"
ok "it says which and why" grep -q 'warn .*pull Task: refused: HTTP 403 INSUFFICIENT_ACCESS' "$scratch/said"
same "its checks are not checked, for that reason" t "$(ask refused "SELECT bool_and(result = 'not_checked') AND count(*) > 0 FROM run_check
	WHERE run_id = (SELECT max(run_id) FROM run) AND reason LIKE 'the source refuses Task: HTTP 403%'")"
same "its rows stay" 5000 "$(ask refused 'SELECT count(*) FROM task')"
ok "and status says it" sh -c "'$crmaudit' -c '$scratch/refused.ini' status | grep -q 'refused: HTTP 403'"
fault refused-task 0
same "the night after" 0 "$(status_of run refused -v nightly --as-of $as_of)"
ok "asks for what changed alone" grep -qE 'pull Task: (as it was|[0-9]{1,3} rows read)' "$scratch/said"
same "and all is well" 0 "$(ask refused "SELECT count(*) FROM source_state WHERE refused <> ''")"

# the mark of the pulls so far is 09:55; this row shows after them with a stamp before it
tasks 5000 700 3=IsArchived=true 4=IsDeleted=true 5000=SystemModstamp=2026-07-01T09:50:00.000Z
reload
same "a pull after a row showed late" 0 "$(pull plain)"
same "has it" 5001 "$(ask plain 'SELECT count(*) FROM task')"
rest_configuration none 'bulk_rows = 0' 'overlap_seconds = 0'
sed -i 's/^name = none$/name = crowd/' "$scratch/none.ini"
same "a pull without the overlap" 0 "$(pull none)"
same "would not" 5000 "$(ask crowd 'SELECT count(*) FROM task')"
done_testing
