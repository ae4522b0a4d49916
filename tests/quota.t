#!/bin/bash
# An organisation with few calls a day: a large object takes several nights, each stops
# politely, none asks for a page again that another night has kept, and the store is in
# the end as after one undisturbed pull.
set -u
. "$(dirname "$0")/support/night.sh"

demo_org || { echo "Bail out! the demo organisation was not generated"; exit 1; }
# the rows, and how they agree with the source's counts; not when that was
rows() {
	state "$1" | grep -vE '^(setting|source_|described_field|reconciliation)'
	ask "$1" "SELECT object, rows_counted, rows_changing, rows_vanished, newest_stamp, suspicion, mismatch FROM reconciliation ORDER BY 1"
}
api() { curl -s "$@" >/dev/null; }
calls() { curl -s "http://127.0.0.1:$port/__requests" | grep -c '"path":"/services/data'; }
task_pages() { curl -s "http://127.0.0.1:$port/__requests" | /usr/bin/python3 -c '
import json, re, sys
asked = 0
locators = set()
for call in json.load(sys.stdin):
    first = "FROM Task" in (call["q"] or "")
    asked += first
    if re.search(r"/query(All)?/", call["path"]):
        asked += 1
print(asked)'; }

# 200 rows a page: tasks are 178 calls, all else with the descriptions some 70
start_standin --page-rows 200 || { echo "Bail out! the stand-in CRM did not start"; exit 1; }
rest_configuration whole 'bulk_rows = 0'
same "an undisturbed pull" 0 "$(status_of run whole -q pull)"
undisturbed=$(calls)
pages=$(task_pages)
kill $standin; wait $standin 2>/dev/null

start_standin --page-rows 200 --calls-per-day 720 || { echo "Bail out! the stand-in CRM did not start"; exit 1; }
rest_configuration nights 'bulk_rows = 0'   # 25 % are 180
nights=1
while [ "$(status_of run nights -q pull)" = 75 ] && [ $nights -lt 9 ]; do
	[ $nights = 1 ] && cp "$scratch/said" "$scratch/first.log"
	same "night $nights used its share and no more" yes "$(test $(($(calls) - ${before:-0})) -le 182 && echo yes)"
	before=$(calls)
	same "night $nights left the store as it was" 0 "$(ask nights 'SELECT count(*) FROM task')"
	api -X POST "http://127.0.0.1:$port/__day"
	nights=$((nights + 1))
done
ok "the last night ends well" diff "$scratch/said" /dev/null
ok "it took three nights or more: $nights" test $nights -ge 3 -a $nights -lt 9
ok "the line has figures and the setting" grep -qE "18[0-9] of the organisation's 720 calls .* 25 %.*quota_share_run" "$scratch/first.log"
same "the store is as after an undisturbed pull" "$(rows whole)" "$(rows nights)"
ok "pages were asked for once, but for one a night: $(task_pages) of $pages" \
	test "$(task_pages)" -le $((pages + nights))
same "what is merged is not gone on from" 0 "$(ask nights 'SELECT count(*) FROM stage_progress')"

# what others use up counts as well
api -X POST "http://127.0.0.1:$port/__day"
rest_configuration others 'bulk_rows = 0' 'quota_share_run = 100' 'quota_share_total = 10'
same "a share of all that is spent is status 75" 75 "$(status_of run others -q pull)"
ok "and the line says so" grep -qE "[0-9]+ of the organisation's 720 calls .*10 %.*quota_share_total" "$scratch/said"
same "the doctor looks all the same" 0 "$(status_of run others doctor)"
ok "and shows both" grep -q 'a pull stops when it has used 100 % of them, or when 10 % are used in all' "$scratch/said"
done_testing
