#!/bin/bash
# kill -9 in the middle of a large object, by REST and by Bulk: the next run goes on from
# what was kept, with fewer calls than a run from the start, to the same store.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
# a keep comes after 20,000 rows, so contacts become 45,000, and tasks, dear to merge, few
/usr/bin/python3 - "$scratch/org" <<'PY'
import csv, sys
def change(name, make):
    path = f'{sys.argv[1]}/{name}.csv'
    head, *rows = csv.reader(open(path, newline='', encoding='utf-8'))
    csv.writer(open(path, 'w', newline='', encoding='utf-8'), quoting=csv.QUOTE_ALL).writerows([head] + make(head, rows))
def fifteenfold(head, rows):
    place = head.index('Id')
    return [[f'003{copy:02}Z' + cell[6:] if i == place and copy else cell for i, cell in enumerate(row)]
            for copy in range(15) for row in rows]
change('Contact', fifteenfold)
change('Task', lambda head, rows: rows[:1000])
PY
conninfo=$(server)
rows() {
	state "$1" | grep -vE '^(setting|source_|described_field|reconciliation)'
	ask "$1" "SELECT object, rows_counted, rows_changing, rows_vanished, newest_stamp, suspicion, mismatch FROM reconciliation ORDER BY 1"
}
calls() { curl -s "http://127.0.0.1:$port/__requests" | grep -c '"path":"/services/data'; }
kept() {
	psql -X -At -q "$conninfo" -c "SELECT coalesce(max(rows_kept), 0) FROM $1.stage_progress WHERE object = 'contact'" 2>/dev/null ||
		echo 0
}

# killed NAME: a pull that dies when the first contacts are kept
killed() {
	"$crmaudit" -q -c "$scratch/$1.ini" pull >/dev/null 2>&1 &
	local victim=$!
	while kill -0 $victim 2>/dev/null; do
		[ "$(kept "$1")" -ge 20000 ] && kill -9 $victim
	done 2>/dev/null
	wait $victim 2>/dev/null
	local status=$?
	[ $status = 137 ]
}

# way WORDS ROWS LINE…: with pages of so many rows
way() {
	local words=$1 page=$2
	shift 2
	start_standin --page-rows "$page" || { echo "Bail out! the stand-in CRM did not start"; exit 1; }
	rest_configuration "calm$words" "$@"
	ok "$words: an undisturbed pull" run "calm$words" -q pull
	local undisturbed=$(calls) before
	rest_configuration "rough$words" "$@"
	"$crmaudit" -q -c "$scratch/rough$words.ini" db upgrade >/dev/null 2>&1
	ok "$words: a pull dies among the contacts" killed "rough$words"
	ok "$words: what it kept is there" test "$(kept "rough$words")" -ge 20000
	# a preview is a look from the start, and leaves what is kept
	if [ "$words" = rest ]; then
		local left=$(kept "rough$words")
		ok "$words: a preview" run "rough$words" -q pull --dry-run
		same "$words: leaves it there" "$left" "$(kept "rough$words")"
	fi
	before=$(calls)
	same "$words: the next run" 0 "$(status_of run "rough$words" pull)"
	ok "$words: says that it goes on" grep -qE 'stage contact: [0-9]{5,} rows are here since' "$scratch/said"
	ok "$words: makes fewer calls, $(($(calls) - before)) for $undisturbed" test $(($(calls) - before)) -lt $((undisturbed * 85 / 100))
	same "$words: ends like an undisturbed pull" "$(rows "calm$words")" "$(rows "rough$words")"
	kill $standin; wait $standin 2>/dev/null
}
way rest 500 'bulk_rows = 0' 'side_by_side = 1'
way pair 500 'bulk_rows = 0' 'side_by_side = 2'
way bulk 500 'bulk_rows = 10000'

# a crash of the server empties the stage: the pull begins anew, and is whole
start_standin --page-rows 500
rest_configuration crash 'bulk_rows = 0'
ok "a pull dies among the contacts" killed crash
kill -9 "$(head -1 "$scratch/state/crmaudit/postgresql/data/postmaster.pid")"
same "after a crash of the server the next run" 0 "$(status_of run crash pull)"
ok "doesn't go on from rows that are gone" sh -c "! grep -q 'stage contact: .* rows are here' '$scratch/said'"
same "and ends like an undisturbed pull" "$(rows calmrest)" "$(rows crash)"
done_testing
