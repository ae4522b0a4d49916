#!/bin/bash
# The real exports under ../shared/data load as they are, and the figures agree with an
# independent recount in Python (tests/recount.py, standard library alone).
set -u
. "$(dirname "$0")/support/night.sh"
[ -d "$shared/data" ] || skip_all "../shared/data is not here"

# recounted SET AS-OF CONFIG: the recount of that set into $scratch/recounted.json
recounted() {
	echo "$3" > "$scratch/config.json"
	/usr/bin/python3 "$here/tests/recount.py" --data "$shared/data/$1" --as-of "$2" --timezone America/Los_Angeles \
		--config "$scratch/config.json" > "$scratch/recounted.json"
}
agrees() {
	ok "$1: every finding agrees with the recount" /usr/bin/python3 "$here/tests/support/agree.py" \
		"$scratch/recounted.json" "$scratch/out-$1/findings.json"
	ok "$1: the workbook agrees with the recount" /usr/bin/python3 "$here/tests/support/agree_workbook.py" \
		"$scratch/recounted.json" "$scratch/out-$1/manager.xlsx" "$shared/data/$2"
}
count() { ask "$1" "SELECT count(*) FILTER (WHERE severity = 'fail') || ' ' || count(*) FILTER (WHERE severity = 'warn') FROM finding WHERE check_id = '$2'"; }
rows() { ask "$1" "SELECT string_agg(sobject || ' ' || rows_here || ' ' || rows_rejected, ', ' ORDER BY sobject) FROM source_state WHERE is_present"; }

sed "s|^path .*|path = $shared/data/sfdc-test-harness|; s|^folder .*|folder = $scratch/out-kittycorn|" \
	"$here/tests/kittycorn.ini" > "$scratch/kittycorn.ini"
ok "kittycorn: a night" run kittycorn -q nightly --as-of 2022-07-15
# rows: the tables in SOURCE.md
same "kittycorn: every row of the files" "Account 846 0, Contact 1242 0, Event 8679 0, Task 12745 0, User 123 0" "$(rows kittycorn)"
recounted sfdc-test-harness 2022-07-15 '{"touch_statuses": ["*"]}'
agrees kittycorn sfdc-test-harness
# 30 pairs of rep and account have more than 15 touches (Call, Send Quote) in the 30 days, 27 of them more than 25;
# counted by tests/recount.py and, for the touches, by awk below
same "kittycorn: accounts with too many touches, fail and warn" "27 3" "$(count kittycorn outreach-account)"
same "kittycorn: quiet reps" "0 1" "$(count kittycorn rep-quiet)"
same "kittycorn: accounts that lack fields" "0 686" "$(count kittycorn account-missing-fields)"
# Call and Send Quote tasks due 15 June to 15 July; no cell of Task.csv holds a quoted comma or newline before these columns
touches=$(awk -F, 'NR > 1 && ($4 == "Call" || $4 == "Send Quote") && $5 >= "2022-06-16" && $5 <= "2022-07-15"' "$shared/data/sfdc-test-harness/Task.csv" | wc -l)
mine=$(ask kittycorn "SELECT count(*) FROM task WHERE subject IN ('Call', 'Send Quote') AND due_on BETWEEN '2022-06-16' AND '2022-07-15'")
same "kittycorn: as many tasks in the window as awk counts" "$touches" "$mine"

# a disk that gets full, as what the shell lets a file grow to: 100 KiB
grown() { (ulimit -f 100 && run kittycorn -q report --only manager); }
before=$(cksum <"$scratch/out-kittycorn/manager.xlsx")
same "kittycorn: a workbook that cannot be written to its end exits with 74" 74 "$(status_of grown)"
ok "kittycorn: and says which" grep -q 'cannot write .*manager.xlsx: .*File too large' "$scratch/said"
same "kittycorn: the old one is as it was, and nothing beside it" "$before 0" \
	"$(cksum <"$scratch/out-kittycorn/manager.xlsx") $(find "$scratch/out-kittycorn" -name "*.new" | wc -l)"

org=$shared/data/sfdc-data-cloud-workshop files_configuration workshop '[activity]' 'touch_statuses = *' '[fields.task]' 'type = Type__c'
sed -i '/^roles/d' "$scratch/workshop.ini"
ok "workshop: a night" run workshop -q nightly --as-of 2024-01-25
same "workshop: every row of the files" "Account 22 0, CampaignMember 68 0, Case 40 0, Contact 102 0, Lead 60 0, Opportunity 50 0, Task 75 0" "$(rows workshop)"
recounted sfdc-data-cloud-workshop 2024-01-25 '{"touch_statuses": ["*"], "task_type_field": "Type__c"}'
agrees workshop sfdc-data-cloud-workshop
same "workshop: stale opportunities" "18 5" "$(count workshop opportunity-stale)"
same "workshop: past their close date" "6 0" "$(count workshop close-date-past)"

org=$shared/data/sfdc-event-monitoring-demo files_configuration monitoring
sed -i '/^roles/d' "$scratch/monitoring.ini"
ok "monitoring: a night" run monitoring -q nightly --as-of 2021-01-31
same "monitoring: every record of the trees" "Account 1 0, Opportunity 278 0" "$(rows monitoring)"
recounted sfdc-event-monitoring-demo 2021-01-31 '{}'
agrees monitoring sfdc-event-monitoring-demo
same "monitoring: age unknown" "0 149" "$(count monitoring opportunity-stale)"
same "monitoring: past their close date" "49 0" "$(count monitoring close-date-past)"
same "monitoring: what needs activities is not checked" 15 "$(ask monitoring "SELECT count(*) FROM run_check WHERE result = 'not_checked' AND reason LIKE 'no rows of Event%'")"
done_testing
