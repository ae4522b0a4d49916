#!/bin/bash
# Pulls that are cut off in the middle of a large object, and go on there: by REST, where
# many stamps tie, and by the Bulk API. Rows are compared with those of a whole pull.
set -u
. "$(dirname "$0")/support/night.sh"

tasks() { mkdir -p "$scratch/org"; /usr/bin/python3 "$here/tests/support/tasks.py" "$scratch/org" "$@" && rm "$scratch/org/fields.ini"; }
fault() { curl -s -X POST "http://127.0.0.1:$port/__fault?name=$1&count=$2" >/dev/null; }
reload() { curl -s -X POST "http://127.0.0.1:$port/__reload" >/dev/null; }
rows() { state "$1" '^(account|activity|task|crm_user)'; }
pull() { status_of run "$1" -v pull; }

# once NAME FAULT N [LINE…]: a pull of one try that the fault ends
once() {
	local name=$1 trouble=$2 count=$3
	shift 3
	rest_configuration "$name" 'retries = 0' "$@"
	fault "$trouble" "$count"
	same "$name: a pull ends in the middle" 69 "$(pull "$name")"
	fault "$trouble" 0
	same "$name: with nothing in the tables" 0 "$(ask "$name" 'SELECT count(*) FROM task')"
}
tasks 30000 7000
start_standin --page-rows 1000 || { cat "$scratch/standin.log"; echo "Bail out! the stand-in CRM did not start"; exit 1; }

# a page of users, one of accounts, 24 of tasks; the stage commits every 20,000 rows
once rest cut 27 'bulk_rows = 0'
once bulk bulk-cut 25 'bulk_rows = 1000'
ok "bulk: the job stays" sh -c "! grep -q 'DELETE' '$scratch/said'"
rest_configuration plain 'bulk_rows = 0'
ok "an undisturbed pull" run plain -q pull
same "bulk: the next one" 0 "$(pull bulk)"
ok "bulk: goes on behind what is there" grep -q 'Task: 20000 rows are here from a pull that was cut off; going on behind them' "$scratch/said"
same "bulk: in ten pages" 10 "$(grep -c '/results?.*: 200' "$scratch/said")"
same "bulk: makes no job" 0 "$(grep -c 'POST .*/jobs/query:' "$scratch/said")"
same "bulk: and deletes the one there was" 1 "$(grep -c 'DELETE .*/jobs/query/[0-9A-Za-z]*: 204' "$scratch/said")"
same "bulk: to the same rows" "$(rows plain)" "$(rows bulk)"
same "bulk: as many as the file has" 30000 "$(ask bulk 'SELECT count(*) FROM task')"

# the results are forgotten before they are read on
once gone bulk-cut 25 'bulk_rows = 1000'
# and meanwhile one of the rows read changes, one is deleted, and one is new
now=2026-07-01T09:00:00.000Z
tasks 30000 7000 5=Subject=Changed 5=SystemModstamp=$now 6=IsDeleted=true 6=SystemModstamp=$now 30000=SystemModstamp=$now
reload
same "gone: the next pull" 0 "$(pull gone)"
ok "gone: finds the results gone" grep -q "Task: the job's results are gone: .*; beginning anew" "$scratch/said"
rest_configuration changed 'bulk_rows = 0'
ok "an undisturbed pull of what changed" run changed -q pull
same "gone: to the same rows" "$(rows changed)" "$(rows gone)"

same "rest: the next pull" 0 "$(pull rest)"
ok "rest: goes on behind what is there" grep -q 'Task: 20000 rows are here from a pull that was cut off; going on behind them' "$scratch/said"
ok "rest: in the middle of a tie" grep -q 'queryAll.*Task.*SystemModstamp%20%3D%20.*Id%20%3E%20' "$scratch/said"
same "rest: for 10,003 rows in eleven pages" 11 "$(grep -v 'SELECT%20COUNT' "$scratch/said" | grep -cE '/queryAll.*FROM%20Task.*: 200|/query/.*: 200')"
same "rest: to the same rows, changes and all" "$(rows changed)" "$(rows rest)"
same "a pull after that" 0 "$(pull rest)"
ok "asks for what changed alone" grep -qE 'pull Task: (as it was|[0-9]{1,3} rows read)' "$scratch/said"
done_testing
